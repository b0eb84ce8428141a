import io
from datetime import datetime
from pathlib import Path

import pytest

from grader.course.models import Course, Exercise, Lesson, Level
from grader.models import Outcome
from learnfastapi.render.console import make_console
from learnfastapi.render.listing import (
    CourseRows,
    ExerciseRow,
    HistoryRow,
    LessonRow,
    Reading,
    State,
    render_history,
    render_list,
)


def lesson(id, title, *exercises):
    return Lesson(
        id=id,
        title=title,
        level="core",
        minutes=10,
        requires=(),
        exercises=exercises,
        terms=(),
        sections=(),
        path=Path(),
    )


def exercise(id, title):
    return Exercise(
        id=id,
        title=title,
        lesson="",
        kind="build",
        minutes=10,
        files=("main.py",),
        app="main:app",
        story="",
        requirements=(),
        hints={},
        starter=Path(),
        checks=(),
        reference=Path(),
        notes=None,
        variants={},
        mistakes=(),
        path=Path(),
    )


COURSE = Course(
    title="Learn FastAPI",
    levels=(
        Level(id="core", title="Core fundamentals", lessons=("orientation", "first-steps", "path-parameters")),
        Level(id="advanced", title="Advanced", lessons=("security",)),
    ),
    lessons={
        "orientation": lesson("orientation", "Where this goes"),
        "first-steps": lesson("first-steps", "First steps", "first-steps"),
        "path-parameters": lesson("path-parameters", "Path parameters", "path-parameters", "more"),
        "security": lesson("security", "Who may do what"),
    },
    exercises={
        "first-steps": exercise("first-steps", "The night shift"),
        "path-parameters": exercise("path-parameters", "Where is drawer 347?"),
        "more": exercise("more", "A title that goes on for longer than anybody would want it to"),
    },
    path=Path(),
)
ROWS = CourseRows(
    lessons={
        "orientation": LessonRow(reading=Reading.READ),
        "first-steps": LessonRow(reading=Reading.READ, is_recited=True, due=3),
        "path-parameters": LessonRow(reading=Reading.BEGUN, due=1),
        "security": LessonRow(reading=Reading.KNOWN),
    },
    exercises={
        "first-steps": ExerciseRow(state=State.PASSED, attempts=1, hints=1),
        "path-parameters": ExerciseRow(state=State.FAILED, attempts=13, hints=2),
    },
    current="path-parameters",
)


def test_list(console, expected):
    render_list(console, COURSE, ROWS)

    assert console.file.getvalue() == expected("list")


@pytest.mark.parametrize("columns", ["60", "100"])
def test_list_cuts_titles_and_no_other_words(columns, expected):
    console = make_console(io.StringIO(), {"COLUMNS": columns})

    render_list(console, COURSE, ROWS)

    assert console.file.getvalue() == expected(f"list_{columns}")


def test_list_of_a_course_that_nobody_has_begun(console):
    render_list(console, COURSE, CourseRows(lessons={}, exercises={}))

    words = [line.split("  ")[-1].strip() for line in console.file.getvalue().split("\n") if line.startswith("  ")]
    assert words == ["not read", "not read", "new", "not read", "new", "new", "not read"]


def test_signs_of_a_list_are_not_all_that_tells(screen, unstyled, console):
    coloured = screen()

    render_list(coloured, COURSE, ROWS)
    render_list(console, COURSE, ROWS)

    assert unstyled(coloured) == console.file.getvalue()


def test_history(console):
    rows = [
        HistoryRow(number=1, at=datetime(2026, 3, 1, 9, 5), event="check", outcome=Outcome.FAILED, passed=2, total=6),
        HistoryRow(number=2, at=datetime(2026, 3, 1, 9, 8), event="reset"),
        HistoryRow(
            number=13,
            at=datetime(2026, 3, 1, 9, 30),
            event="check",
            outcome=Outcome.PASSED,
            passed=1,
            total=6,
            only="1",
        ),
        HistoryRow(number=14, at=datetime(2026, 3, 1, 9, 31), event="check", outcome=Outcome.ERRORED, total=6),
    ]

    render_history(console, "path-parameters", rows)

    assert console.file.getvalue() == (
        "Your answers to `path-parameters`\n"
        "\n"
        "   1  2026-03-01 09:05  check  not passed, 2 of 6 requirements\n"
        "   2  2026-03-01 09:08  reset\n"
        "  13  2026-03-01 09:30  check  passed, 1 of 6 requirements, only 1\n"
        "  14  2026-03-01 09:31  check  course or grader at fault\n"
    )


def test_history_of_nothing(console):
    render_history(console, "path-parameters", [])

    assert console.file.getvalue() == "`path-parameters` has not been checked yet\n"
