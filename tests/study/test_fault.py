"""Answers that pass, with one fault: of the exercises that we ship, and as a learner may write them."""

import re
from dataclasses import replace

import pytest

from grader.answer import Answer, read_answer
from grader.course.models import Course
from grader.errors import InputError
from learnfastapi.study.fault import Fault, fault_in, is_found

OWN = """\
# my own
from fastapi import FastAPI
app = FastAPI()

@app.get('/double/{n}')
def twice(n:int):
    "mine"
    return dict(double = n*2)

@app.get('/ping')
def pong():
    return 'pong'
"""


def in_reference(course: Course, exercise: str, requirement: int | None, seed: int = 2) -> Fault | None:
    found = course.exercises[exercise]
    return fault_in(found, read_answer(found.reference), requirement=requirement, seed=seed, course="x")


@pytest.fixture(scope="module")
def limit(course: Course) -> Fault:
    """`skip: Annotated[int, Query(ge=0)] = 0,` with another limit."""
    return in_reference(course, "project-todo", 4)


@pytest.mark.parametrize(
    ("exercise", "requirement"),
    [("first-steps", 4), ("path-parameters", 2), ("request-body", 4), ("project-todo", 7), ("project-todo", 8)],
)
def test_one_line_differs_and_the_requirement_fails(course, exercise, requirement):
    fault = in_reference(course, exercise, requirement)

    right = read_answer(course.exercises[exercise].reference).files[fault.file].decode().splitlines()
    assert [n for n, pair in enumerate(zip(fault.rows, right, strict=True), 1) if pair[0] != pair[1]] == [fault.line]
    assert fault.right == right[fault.line - 1]
    assert fault.requirement == requirement
    assert any(start <= fault.line <= end for start, end in fault.spans)


@pytest.mark.parametrize(("exercise", "requirement"), [("path-parameters", 2), ("project-todo", 6)])
def test_symptom_is_the_first_request_that_is_answered_otherwise(course, exercise, requirement):
    symptom = in_reference(course, exercise, requirement).symptom

    came, expected = symptom.exchange.response, symptom.exchange.expected
    assert (came.status, came.body) != (expected.status, expected.body)
    assert [each.response.status for each in symptom.before] == [each.expected.status for each in symptom.before]


def test_same_seed_gives_the_same_fault_and_others_give_others(course):
    faults = [in_reference(course, "path-parameters", 2, seed) for seed in (1, 1, 2, 3, 4)]

    assert (faults[0].line, faults[0].wrong) == (faults[1].line, faults[1].wrong)
    assert len({fault.wrong for fault in faults}) > 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_fault_that_can_be_seen_at_once_is_taken_last(course, seed):
    wrong = in_reference(course, "project-todo", None, seed).wrong

    assert (wrong.strip() == "pass", re.search(r'\w_"', wrong)) == (False, None)


def test_fault_is_in_what_the_learner_wrote(sample_course):
    exercise = sample_course.exercises["double"]

    fault = fault_in(exercise, Answer(files={"main.py": OWN.encode()}), requirement=1, seed=3, course="x")

    assert fault.rows[0] == "# my own"
    assert fault.right == OWN.split("\n")[fault.line - 1]
    assert fault.requirement == 1


def test_answer_that_does_not_pass_has_no_fault_to_be_found(sample_course):
    answer = Answer(files={"main.py": OWN.replace("n*2", "n*3").encode()})

    assert fault_in(sample_course.exercises["double"], answer, requirement=None, seed=1, course="x") is None


def test_requirement_that_no_small_fault_breaks_has_none(course):
    assert in_reference(course, "first-steps", 1) is None


def test_number_of_the_line_finds_it(limit):
    assert is_found(limit, f" {limit.line} ")
    assert not is_found(limit, str(limit.line - 1))


@pytest.mark.parametrize(
    ("guess", "found"),
    [
        ("skip: Annotated[int, Query(ge=0)] = 0,", True),
        ("skip:Annotated[ int,Query( ge = 0 ) ]=0,  # mended", True),
        ("skip: Annotated[int, Query(ge=1)] = 0,", False),
        ("skip: Annotated[int", False),
        ("no idea", False),
        ("\0", False),
    ],
)
def test_mended_line_finds_it_whatever_its_layout(limit, guess, found):
    assert limit.right.strip() == "skip: Annotated[int, Query(ge=0)] = 0,"

    assert is_found(limit, guess) is found


def test_line_as_it_is_now_does_not_find_it(limit):
    assert not is_found(limit, limit.wrong)


@pytest.mark.parametrize(
    ("guess", "message"),
    [
        (" ", "Nothing was typed"),
        ("0", "`main.py` has no line `0`"),
        ("70", "`main.py` has no line `70`"),
        ("9" * 5000, "`main.py` has no line `99999999999999999999`"),
    ],
)
def test_guess_that_can_be_no_answer_is_refused(limit, guess, message):
    with pytest.raises(InputError, match=f"^{re.escape(message)}$") as caught:
        is_found(limit, guess)

    assert caught.value.hint == "type the number of a line, 1 to 69, or the line as it should be"


def test_string_with_other_quotes_is_the_same_line(limit):
    rows = ('return {"soup": 2}',)

    assert is_found(replace(limit, rows=rows, line=1, right='return {"soup": 1}'), "return {'soup': 1}")
