"""What an author is told of a course that cannot be read, and what is checked all the same."""

from collections.abc import Callable

import pytest

from grader.author.models import Defect
from grader.author.reading import read_for_author
from tests.course.faults import FAULTS, TASK, TOML
from tests.course.test_bad_input import BAD_INPUT

BROKEN = {name: change for name, (change, expected) in (FAULTS | BAD_INPUT).items() if expected}


def test_read_for_author_of_a_course_in_order(folder):
    reading = read_for_author(folder.path)

    assert reading.course is not None
    assert ([*reading.lessons], [*reading.exercises]) == (["crust", "dough", "flour"], ["dough"])
    assert reading.defects == ()


def test_read_for_author_keeps_what_is_in_order(folder):
    folder.replace("lessons/crust.md", "minutes: 5", "minutes: ten")
    folder.replace("lessons/flour.md", "level: core", "level: deep")

    reading = read_for_author(folder.path)

    assert reading.course is None
    assert ([*reading.lessons], [*reading.exercises]) == (["dough", "flour"], ["dough"])
    assert reading.known_lessons == ("crust", "dough", "flour")
    assert reading.defects == (
        Defect(
            file="lessons/crust.md",
            line=4,
            text="`minutes` wants a whole number (got 'ten')",
            step="write a whole number",
        ),
        Defect(
            file="lessons/flour.md",
            line=3,
            text="`level` wants `core`, the level that lists it (got 'deep')",
            step="write `core`, or list it elsewhere",
        ),
    )


def test_read_for_author_leaves_out_an_exercise_with_a_fault(folder):
    folder.replace(TASK, "### 2", "### 3")

    reading = read_for_author(folder.path)

    assert ([*reading.lessons], [*reading.exercises]) == (["crust", "dough", "flour"], [])
    assert reading.known_exercises == ("dough",)


def test_read_for_author_of_a_newer_format(folder):
    folder.replace(TOML, "format = 1", "format = 2")
    folder.remove("lessons/crust.md")

    reading = read_for_author(folder.path)

    assert (reading.course, reading.lessons, reading.exercises) == (None, {}, {})
    assert reading.defects == (
        Defect(
            file=TOML,
            line=2,
            text="is written in format 2, and this program reads format 1",
            step="update learnfastapi",
        ),
    )


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_read_for_author_gives_each_problem_a_step_of_its_own(folder, change: Callable[..., object]):
    change(folder)

    defects = read_for_author(folder.path).defects

    assert defects
    assert [defect for defect in defects if defect.step == "mend it, and check again"] == []
    assert [defect for defect in defects if not f"{defect.file}{defect.text}{defect.step}".isprintable()] == []


def test_read_for_author_puts_advice_into_the_step(folder):
    folder.replace("lessons/crust.md", "[flour, dough]", "[flour, doughs]")

    (defect,) = read_for_author(folder.path).defects

    assert (defect.text, defect.step) == (
        "`requires` names no lesson (got 'doughs')",
        "write `dough`, or add what it names",
    )
