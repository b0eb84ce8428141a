import msgspec
import pytest

from grader.models import Difference
from learnfastapi.render.look import Look
from learnfastapi.render.verdict.difference import difference_lines
from tests.render.mocks import exchange, json_body, response


def shown(*entries, yours=None, expected=None, limit=10, **look):
    difference = [Difference(exchange=0, path=path, yours=left, expected=right) for path, left, right in entries]
    told = exchange(came=response(200, json_body(yours)), expected=response(200, json_body(expected)))
    return [line.plain for line in difference_lines(told, difference, limit, Look(**look))]


def test_table_has_a_row_for_each_place():
    assert shown(("$.a", 1, 2), ("$.items[2].price", 1.5, None)) == [
        "where           yours  expected",
        "a               1      2",
        "items[2].price  1.5    null",
    ]


def test_status_alone_needs_no_table():
    assert shown(("status", 200, 422)) == []


def test_what_is_missing_is_said_without_quotes():
    assert shown(("$.a", msgspec.UNSET, "missing"), ("$.b", 1, msgspec.UNSET)) == [
        "where  yours    expected",
        'a      missing  "missing"',
        "b      1        not asked for",
    ]


def test_header_and_whole_body_have_names():
    assert shown(("headers.content-type", "text/plain", "application/json"), ("$", "a", ["b"])) == [
        "where                yours         expected",
        'header content-type  "text/plain"  "application/json"',
        'the whole body       "a"           ["b"]',
    ]


@pytest.mark.parametrize(
    ("yours", "expected", "row"),
    [
        ("3", 3, 'a      "3" (text)  3 (number)'),
        ("None", None, 'a      "None" (text)  null (null)'),
        ("True", True, 'a      "True" (text)  true (true or false)'),
    ],
)
def test_kinds_are_named_where_values_look_alike(yours, expected, row):
    assert shown(("$.a", yours, expected))[1] == row


def test_long_values_are_cut_where_they_still_differ():
    same = "x" * 60

    assert shown(("$.a", f"{same}1", f"{same}2"))[1].split() == ["a", '…xxxxxxxx1"', '…xxxxxxxx2"']


def test_rows_are_capped():
    rows = shown(*((f"$[{number}]", number, -1) for number in range(9)), limit=4)

    assert rows[-2:] == ["[2]    2      -1", "… 6 more lines"]


def test_other_order_is_a_sentence():
    assert shown(("$[0]", 1, 2), ("$[1]", 2, 1), yours=[1, 2], expected=[2, 1]) == [
        "the whole body: the same items in another order"
    ]


def test_other_order_deeper_in_the_body_is_found():
    yours, expected = {"n": 2, "items": [1, 2]}, {"n": 2, "items": [2, 1]}

    assert shown(("$.items[0]", 1, 2), yours=yours, expected=expected) == ["items: the same items in another order"]


def test_other_order_and_more_is_a_table():
    yours, expected = {"n": 1, "items": [1, 2]}, {"n": 2, "items": [2, 1]}

    assert len(shown(("$.n", 1, 2), ("$.items[0]", 1, 2), yours=yours, expected=expected)) == 3


def test_one_and_true_are_not_the_same_item():
    assert len(shown(("$[0]", 1, True), yours=[1], expected=[True])) == 2


def test_plain_rows_are_sentences():
    assert shown(("$.a", 1, 2), plain=True) == ["a: yours 1, expected 2"]
