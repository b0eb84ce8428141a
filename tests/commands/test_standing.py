"""`list` and no command: what was read, recited, known, passed, and is due."""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from learnfastapi.commands.context import Context, now
from learnfastapi.commands.due import due_today
from learnfastapi.commands.standing import rows_of
from learnfastapi.progress import Progress
from learnfastapi.render.console import stdout_console
from learnfastapi.study.cards import CardKind, Face
from learnfastapi.study.settings import Caps, Study
from learnfastapi.workspace import Workspace

PARTS = ("survey", "in-plain-words", "core", "advanced", "under-the-hood", "recite", "cornell-notes", "review")


def face(number=1, kind=CardKind.QUESTION):
    return Face(kind=kind, front=f"question {number}", back="answer")


def context_of(folder, course, progress):
    workspace = Workspace.find(folder)
    return Context(workspace=workspace, course=course, progress=progress, here=folder, console=stdout_console())


@pytest.fixture
def progress(new_workspace):
    with Progress.open(new_workspace / ".learnfastapi" / "progress.sqlite3", now=now) as opened:
        yield opened


@pytest.fixture
def add_due(progress):
    """Cards that are due today."""

    def add(count, lesson="doubling"):
        for number in range(count):
            progress.cards.add(lesson, face(number), day=progress.today(), due=progress.today())

    return add


@pytest.mark.parametrize(
    ("parts", "is_known", "is_recited", "due", "words"),
    [
        pytest.param((), False, False, 0, "not read", id="nothing"),
        pytest.param(PARTS[:1], False, False, 0, "begun", id="a part"),
        pytest.param(PARTS, False, False, 0, "read", id="all parts"),
        pytest.param((), True, False, 0, "known", id="known"),
        pytest.param(PARTS[:2], True, True, 1, "known, recited, 1 due", id="known, and more"),
        pytest.param(PARTS, True, True, 12, "read, recited, 12 due", id="known, and read since"),
    ],
)
def test_list_says_how_far_a_lesson_is(run, new_workspace, progress, add_due, parts, is_known, is_recited, due, words):
    for part in parts:
        progress.mark_read("doubling", part)
    marks = [(progress.study.mark_known, is_known), (progress.study.mark_recited, is_recited)]
    for mark in [mark for mark, is_set in marks if is_set]:
        mark("doubling")
    add_due(due)

    code, stdout, stderr = run("list", cwd=new_workspace)
    lesson = json.loads(run("list", "--json", cwd=new_workspace)[1])["levels"][0]["lessons"][0]

    assert (code, stderr) == (0, "")
    assert f"\n  doubling    Doubling  {words}\n" in stdout
    assert words.startswith(lesson["state"])
    assert (lesson["read"], lesson["recited"], lesson["due"]) == (parts == PARTS, is_recited, due)


def test_lesson_that_is_read_with_study_off_is_read(run, new_workspace, progress):
    for part in PARTS:
        if part not in ("recite", "cornell-notes"):
            progress.mark_read("doubling", part)

    before = run("list", cwd=new_workspace)[1]
    progress.study.choose(Study.OFF)

    assert "Doubling  begun\n" in before
    assert "Doubling  read\n" in run("list", cwd=new_workspace)[1]


def test_lesson_that_is_known_is_passed_over(run, new_workspace, progress):
    progress.study.mark_known("doubling")

    assert "\nYou have been through the whole course.\n" in run(cwd=new_workspace)[1]


def test_who_wants_nothing_asked_is_told_of_no_cards(run, new_workspace, progress, add_due):
    add_due(1)
    progress.study.choose(Study.OFF)

    assert run(cwd=new_workspace)[1].endswith("\nNext: `learnfastapi next`\n")


def test_list_counts_hints(run, workspace):
    run("check", cwd=workspace)
    run("hint", cwd=workspace)

    stdout = run("list", cwd=workspace)[1]
    lesson = json.loads(run("list", "--json", cwd=workspace)[1])["levels"][0]["lessons"][0]

    assert "  not passed, 1 attempt, 1 hint, current\n" in stdout
    assert lesson["exercises"][0]["hints"] == 1


@pytest.mark.parametrize(("count", "line"), [(1, "1 card is due"), (3, "3 cards are due"), (12, "10 cards are due")])
def test_no_command_says_what_is_due(run, new_workspace, add_due, count, line):
    add_due(count)

    code, stdout, _ = run(cwd=new_workspace)

    assert code == 0
    assert stdout.endswith(f"\nNext: `learnfastapi next`\n{line}: `learnfastapi review`\n")


def test_cards_that_wait_to_be_taken_up_are_due(run, new_workspace, progress):
    yesterday = progress.today() - timedelta(days=1)
    progress.cards.sync("doubling", [face()], kinds=[CardKind.QUESTION], day=yesterday)

    assert "  not read, 1 due\n" in run("list", cwd=new_workspace)[1]
    assert run(cwd=new_workspace)[1].endswith("\n1 card is due: `learnfastapi review`\n")


def test_nothing_more_is_due_after_the_reviews_of_a_day(new_workspace, sample_course):
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with Progress.open(new_workspace / ".learnfastapi" / "progress.sqlite3", now=lambda: noon) as progress:
        context = context_of(new_workspace, sample_course, progress)
        progress.study.cap(Caps(reviews=1))
        for number in range(2):
            progress.cards.add("doubling", face(number), day=progress.today(), due=progress.today())
        assert due_today(context) == 1

        progress.cards.grade(progress.cards.of("doubling")[0], knew=True, day=progress.today())
        assert due_today(context) == 0


def test_cards_of_a_lesson_that_is_gone_are_not_due(run, new_workspace, add_due):
    add_due(2, "gone")

    assert run(cwd=new_workspace)[1].endswith("\nNext: `learnfastapi next`\n")


def test_more_lessons_need_no_more_statements(new_workspace, progress, sample_course):
    lesson, exercise = sample_course.lesson("doubling"), sample_course.exercise("double")
    ids = [f"it-{number}" for number in range(50)]
    course = replace(
        sample_course,
        lessons={each: replace(lesson, id=each) for each in ids},
        exercises={each: replace(exercise, id=each) for each in ids},
    )
    statements = []
    progress._connection.set_trace_callback(statements.append)
    counts = []
    for each in (sample_course, course):
        rows_of(context_of(new_workspace, each, progress))
        counts.append(len(statements))

    assert counts[1] == 2 * counts[0]


def test_list_imports_nothing_heavy(run, run_shell, new_workspace):
    run("list", cwd=new_workspace)  # reads the course, which is kept
    heavy = ["fsrs", "markdown_it", "fastapi", "pytest", "genanki", "jinja2"]
    script = new_workspace / "listed.py"
    script.write_text(
        "import sys\n"
        "sys.argv = ['learnfastapi', 'list']\n"
        "from learnfastapi.__main__ import _run\n"
        f"_run()\nprint([name for name in {heavy} if name in sys.modules])\n"
    )

    stdout = run_shell(f"cd {new_workspace} && {sys.executable} {script}")[1]

    assert stdout.endswith("0 of 1 exercise passed\n[]\n")
