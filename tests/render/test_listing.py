import io
from datetime import datetime
from pathlib import Path

from grader.course.models import Course, Exercise, Lesson, Level
from grader.models import Outcome
from learnfastapi.render.console import make_console
from learnfastapi.render.listing import CourseRows, ExerciseRow, HistoryRow, State, render_history, render_list


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
    read=frozenset({"orientation", "first-steps"}),
    exercises={
        "first-steps": ExerciseRow(state=State.PASSED, attempts=1),
        "path-parameters": ExerciseRow(state=State.FAILED, attempts=3),
    },
    current="path-parameters",
)


def test_list(console, expected):
    render_list(console, COURSE, ROWS)

    assert console.file.getvalue() == expected("list")


def test_list_at_60_columns_cuts_titles(expected):
    console = make_console(io.StringIO(), {"COLUMNS": "60"})

    render_list(console, COURSE, ROWS)

    assert console.file.getvalue() == expected("list_60")


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
