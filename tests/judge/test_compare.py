"""Differences between the answer's and the solution's responses."""

import msgspec
import pytest

from grader.judge.compare import compare, differences
from grader.judge.exchange import Recording, body_of
from grader.models import Exchange, Response

MISSING = msgspec.UNSET


def response(body: object = None, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    data = msgspec.json.encode(body)
    return Response(status=status, headers=list((headers or {}).items()), body=body_of(data, "application/json"))


def exchange(yours: Response | None, expected: Response | None) -> Exchange:
    recording = Recording("http", 1, "GET", "http://127.0.0.1:8000/", [], b"")
    return msgspec.structs.replace(recording.exchange(expected), response=yours)


@pytest.mark.parametrize(
    ("yours", "expected", "found"),
    [
        pytest.param({"a": 1}, {"a": 1}, [], id="equal"),
        pytest.param({"a": 1}, {"a": 2}, [("$.a", 1, 2)], id="value"),
        pytest.param({"a": 1}, {}, [("$.a", 1, MISSING)], id="too much"),
        pytest.param({}, {"a": None}, [("$.a", MISSING, None)], id="missing"),
        pytest.param({"a": 1}, {"a": True}, [("$.a", 1, True)], id="number and truth value"),
        pytest.param({"a": 1}, {"a": 1.0}, [("$.a", 1, 1.0)], id="whole and real number"),
        pytest.param([1, 2], [1], [("$[1]", 2, MISSING)], id="longer list"),
        pytest.param([1], [1, 2], [("$[1]", MISSING, 2)], id="shorter list"),
        pytest.param({"a": [{"b": "x"}]}, {"a": [{"b": "y"}]}, [("$.a[0].b", "x", "y")], id="deep"),
        pytest.param({"two words": 1}, {"two words": 2}, [("$['two words']", 1, 2)], id="key that is no name"),
        pytest.param("text", {"a": 1}, [("$", "text", {"a": 1})], id="another kind"),
    ],
)
def test_bodies_are_compared_field_by_field(yours, expected, found):
    result = compare(0, response(yours), response(expected))

    assert [(difference.path, difference.yours, difference.expected) for difference in result] == found


def test_another_status_hides_the_body():
    (difference,) = compare(3, response({"a": 1}, status=404), response({"b": 2}))

    assert (difference.exchange, difference.path, difference.yours, difference.expected) == (3, "status", 404, 200)


@pytest.mark.parametrize(
    ("yours", "expected", "told"),
    [
        ('"a1"', '"b2"', False),
        ('W/"a1"', 'W/"b2"', False),
        ('W/"a1"', '"b2"', True),
        (None, '"b2"', True),
    ],
    ids=["another tag", "another weak tag", "a weak tag for a strong one", "none"],
)
def test_which_entity_tag_a_server_makes_is_its_own_affair(yours, expected, told):
    def with_tag(tag):
        headers = [] if tag is None else [("ETag", tag)]
        return msgspec.structs.replace(response({"id": 1}), headers=headers)

    assert bool(differences([exchange(with_tag(yours), with_tag(expected))])) is told


def test_headers_count_where_the_rest_agrees():
    (difference,) = compare(0, response(1, headers={"Location": "/a"}), response(1, headers={"location": "/b"}))

    assert (difference.path, difference.yours, difference.expected) == ("headers.location", "/a", "/b")


@pytest.mark.parametrize("sides", [(None, response(1)), (response(1), None)], ids=["no answer", "nothing expected"])
def test_nothing_to_compare(sides):
    assert list(compare(0, *sides)) == []


def test_first_exchange_with_another_status_is_shown():
    exchanges = [
        exchange(response({"id": 7}), response({"id": 1})),
        exchange(response(1, status=404), response(1)),
        exchange(response(1, status=500), response(1)),
        exchange(response(1), response(1)),
    ]

    assert [(difference.exchange, difference.path) for difference in differences(exchanges)] == [(1, "status")]


def test_last_exchange_with_another_status_comes_before_earlier_ones():
    exchanges = [
        exchange(response(1, status=200), response(1, status=201)),
        exchange(response(1, status=200), response(1, status=204)),
    ]

    assert [(difference.exchange, difference.path) for difference in differences(exchanges)] == [(1, "status")]


def test_without_another_status_the_first_difference_is_shown():
    exchanges = [
        exchange(response(1), response(1)),
        exchange(response({"n": 1}), response({"n": 2})),
        exchange(response({"n": 3}), response({"n": 4})),
    ]

    assert [(difference.exchange, difference.path) for difference in differences(exchanges)] == [(1, "$.n")]
