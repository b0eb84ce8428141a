"""Guesses of a status and a body, compared field by field."""

import pytest

from grader.course.examples.models import ShownResponse
from grader.course.examples.process import Response
from learnfastapi.study.guessing import Field, compared, is_no_idea, read_status

ERROR = '{"detail": [{"type": "int_parsing", "loc": ["path", "number"], "msg": "long", "input": "two"}]}'
SHOWN_ERROR = '{"detail": [{"type": "int_parsing", "loc": ["path", "number"], "…": "…"}]}'


def fields(guess: str, came: str, shown: str | None = None, status: int = 200) -> list[Field]:
    return [*of(guess, came, shown, status).fields]


def of(guess: str, came: str, shown: str | None = None, status: int = 200, status_guess: int | None = None):
    response = Response(status=status, headers=(), body=came, failure=None)
    wanted = ShownResponse(status=status, is_prediction=True, headers=(), body=came if shown is None else shown)
    return compared(status if status_guess is None else status_guess, guess, came=response, shown=wanted)


def verdicts(*args: str) -> dict[str, bool | None]:
    return {field.path: field.is_right for field in fields(*args)}


@pytest.mark.parametrize(
    "guess",
    [
        '{"number": 7, "floor": 0}',
        '{"floor": 0, "number": 7}',
        "{number: 7, floor: 0}",
        "number: 7, floor: 0",
        '"number": 7, "floor": 0',
    ],
)
def test_a_right_guess_in_any_way_to_type_it(guess: str):
    assert verdicts(guess, '{"number": 7, "floor": 0}') == {"number": True, "floor": True}


@pytest.mark.parametrize("guess", ["", "7", "[{a: 1}, {a: 2}, {a: 3}]"])
def test_a_list_that_came_shorter_than_it_is_shown(guess: str):
    """As from another version of FastAPI."""
    found = fields(guess, '[{"a": 1}]', '[{"a": 1}, {"a": 2}]')

    assert found[0].came in ("1", '[{"a": 1}]')
    assert [field.path for field in found[1:]] == (["[1]", "[2]"] if "3" in guess else [])


@pytest.mark.parametrize("guess", ["number: &x [*x]", "[" * 900, "[" * 200_000, '{"a":' * 5000, "{" * 5000])
def test_a_guess_without_an_end_is_wrong(guess: str):
    assert False in verdicts(guess, '{"number": 7}').values()


@pytest.mark.parametrize(
    "guess", ['{"number": "7"}', '{"number": 7.0}', "number: '7'", "number: seven", "number: true"]
)
def test_another_type_is_wrong(guess: str):
    assert verdicts(guess, '{"number": 7}') == {"number": False}


def test_one_is_not_true():
    assert verdicts("ok: 1", '{"ok": true}') == {"ok": False}
    assert verdicts("ok: True", '{"ok": true}') == {"ok": True}
    assert verdicts("ok: yes", '{"ok": true}') == {"ok": False}


def test_what_was_not_guessed_is_neither_right_nor_wrong():
    assert verdicts("number: 7", '{"number": 7, "floor": 0}') == {"number": True, "floor": None}


def test_a_field_that_never_came_is_wrong_and_named():
    assert fields("number: 7, wing: b", '{"number": 7}')[1] == Field(
        path="wing", guess='"b"', came=None, is_right=False
    )


def test_what_the_lesson_leaves_out_is_not_asked():
    assert verdicts("", ERROR, SHOWN_ERROR) == {"detail[0].type": None, "detail[0].loc": None}


def test_a_place_in_a_list_is_guessed_as_a_whole():
    found = fields('{"detail": [{"loc": ["query", "stop"]}]}', ERROR, SHOWN_ERROR)

    assert found[1] == Field(path="detail[0].loc", guess='["query", "stop"]', came='["path", "number"]', is_right=False)


def test_the_one_entry_of_detail_may_be_typed_alone():
    assert verdicts("loc: [path, number]", ERROR, SHOWN_ERROR) == {"detail[0].type": None, "detail[0].loc": True}
    assert verdicts("wing: 3", ERROR, SHOWN_ERROR)["wing"] is False


def test_a_list_with_a_rest_is_compared_so_far_as_it_is_shown():
    assert verdicts("[1, 2, 9]", "[1, 2, 3, 4]", "[1, 2, …]") == {"": True}
    assert verdicts("[1, 3]", "[1, 2, 3, 4]", "[1, 2, …]") == {"": False}


def test_too_many_and_too_few_objects_in_a_list():
    assert verdicts('[{"a": 1}, {"a": 2}]', '[{"a": 1}]') == {"[0].a": True, "[1]": False}
    assert verdicts('[{"a": 1}]', '[{"a": 1}, {"a": 2}]') == {"[0].a": True, "[1].a": None}


def test_a_guess_of_another_shape_is_one_wrong_value():
    assert fields("7", '{"number": 7}') == [Field(path="", guess="7", came='{"number": 7}', is_right=False)]


@pytest.mark.parametrize(("guess", "is_right"), [("null", True), ("None", True), ("{}", False), ("nothing", False)])
def test_a_body_that_is_null(guess: str, is_right: bool):
    assert verdicts(guess, "null") == {"": is_right}


@pytest.mark.parametrize(
    ("guess", "is_right"), [("internal server error", True), ('"Internal Server Error"', True), ("x", False)]
)
def test_a_body_that_is_text(guess: str, is_right: bool):
    assert verdicts(guess, "Internal Server Error") == {"": is_right}


def test_no_body_at_all_is_nothing_to_guess():
    assert fields("", "") == []
    assert [field.is_right for field in fields("{}", "")] == [False]


def test_other_values_than_the_lesson_shows_are_right_if_they_came():
    assert verdicts("number: 9", '{"number": 9}', '{"number": 7}') == {"number": True}
    assert verdicts("number: 7", '{"number": 9}', '{"number": 7}') == {"number": False}


def test_a_text_that_is_shown_in_part():
    assert verdicts("msg: Input should be less", '{"msg": "Input should be less than 9"}', '{"msg": "Input…"}') == {
        "msg": True
    }


def test_a_success_needs_the_status_and_some_field():
    came = '{"number": 7, "floor": 0}'

    assert of("number: 7", came).is_right
    assert not of("", came).is_right
    assert not of("number: 7, floor: 1", came).is_right
    assert not of("number: 7", came, status_guess=201).is_right


def test_an_error_needs_only_its_status():
    assert of("", ERROR, SHOWN_ERROR, status=422).is_right
    assert not of("", ERROR, SHOWN_ERROR, status=422, status_guess=404).is_right
    assert not of('{"detail": [{"loc": ["query"]}]}', ERROR, SHOWN_ERROR, status=422).is_right


@pytest.mark.parametrize(
    ("text", "status"), [("422", 422), (" 200 OK", 200), ("700", None), ("ok", None), ("20", None), ("2000", None)]
)
def test_a_status(text: str, status: int | None):
    assert read_status(text) == status


@pytest.mark.parametrize("text", ["", " ", "no idea", "No idea.", "don't know", "?", "-"])
def test_no_idea(text: str):
    assert is_no_idea(text)
    assert verdicts(text, '{"number": 7}') == {"number": None}
