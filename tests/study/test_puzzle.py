"""Lines to be put in order, on the exercises that we ship."""

import re
from collections.abc import Sequence

import pytest

from grader.course.models import Course
from grader.errors import InputError
from learnfastapi.study.fragment import Fragment, fragment_of
from learnfastapi.study.puzzle import Puzzle, judge_order, puzzle_of, read_order


@pytest.fixture(scope="module")
def drawers(course: Course) -> Fragment:
    """A constant, a decorator, a `def` and a `return`."""
    return fragment_of(course.exercises["path-parameters"], 2, course="x")


@pytest.fixture(scope="module")
def bookings(course: Course) -> Fragment:
    """Two constants, a model of four fields, a function."""
    return fragment_of(course.exercises["request-body"], 3, course="x")


def order(puzzle: Puzzle, texts: Sequence[str]) -> list[int]:
    """What has to be typed for lines that begin like this."""
    starts = [line.text for line in puzzle.shown]
    return [1 + next(place for place, start in enumerate(starts) if start.startswith(text)) for text in texts]


def test_lines_are_all_there_in_an_order_that_is_not_the_right_one(bookings):
    puzzle = puzzle_of(bookings)

    assert sorted(puzzle.shown, key=lambda line: line.number) == list(bookings.lines)
    assert puzzle.shown != bookings.lines


def test_same_call_gives_the_same_order(drawers):
    assert puzzle_of(drawers) == puzzle_of(drawers)


@pytest.mark.parametrize("exercise", [f"exercise-{number}" for number in range(30)])
def test_two_lines_are_never_shown_in_the_right_order(drawers, exercise):
    two = Fragment(exercise=exercise, requirement=1, blocks=drawers.blocks[1:])
    lines = two.blocks[0].lines[:2]
    block = type(two.blocks[0])(file="main.py", start=lines[0].number, end=lines[1].number, lines=lines)

    puzzle = puzzle_of(Fragment(exercise=exercise, requirement=1, blocks=(block,)))

    assert puzzle.shown == (lines[1], lines[0])


def test_one_line_is_no_puzzle(course):
    assert puzzle_of(fragment_of(course.exercises["first-steps"], 1, course="x")) is None


def test_order_of_the_solution_is_right(course, drawers):
    puzzle = puzzle_of(drawers)
    typed = order(puzzle, ["Drawer", "@app", "def", "    return"])

    judgement = judge_order(puzzle, typed, course.exercises["path-parameters"], course="x")

    assert (judgement.is_right, judgement.is_solutions) == (True, True)


def test_another_order_that_passes_is_right_too(course, bookings):
    puzzle = puzzle_of(bookings)
    model = ["class", "    shoes", "    name", "    climbers", "    note"]
    typed = order(puzzle, ["bookings", *model, "Wall", "@app", "def", "    booking ", "    bookings.", "    return"])

    judgement = judge_order(puzzle, typed, course.exercises["request-body"], course="x")

    assert (judgement.is_right, judgement.is_solutions) == (True, False)


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        (["    return", "def", "@app", "Drawer"], 0),
        (["Drawer", "@app", "    return", "def"], 2),
        (["Drawer", "def", "@app", "    return"], 1),
    ],
)
def test_wrong_order_says_how_many_lines_from_the_top_are_right(course, drawers, texts, right):
    puzzle = puzzle_of(drawers)

    judgement = judge_order(puzzle, order(puzzle, texts), course.exercises["path-parameters"], course="x")

    assert (judgement.is_right, judgement.right) == (False, right)


def test_order_is_read_with_spaces_and_commas():
    assert read_order(" 3, 1  2,4 ", 4) == (3, 1, 2, 4)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "The order is empty"),
        (" , ", "The order is empty"),
        ("1 2 3", "Line `4` is missing in the order"),
        ("1 4", "Lines `2`, `3` are missing in the order"),
        ("1 2 2 4", "Line `2` stands twice in the order"),
        ("1 2 3 5", "There is no line `5`"),
        ("0 1 2 3", "There is no line `0`"),
        ("1 2 3 four", "`four` is no number of a line"),
        ("1 2 3 -4", "`-4` is no number of a line"),
        ("1 2 3 ²", "`²` is no number of a line"),
        ("9" * 5000, "There is no line `99999999999999999999…`"),
    ],
)
def test_malformed_order_is_named(typed, message):
    with pytest.raises(InputError, match=f"^{re.escape(message)}$") as caught:
        read_order(typed, 4)

    assert caught.value.hint == "type each of the numbers 1 to 4 once, such as `1 2 3 …`"
