"""The course that we ship, in what `author check` does not ask: answers that are unfinished, or wrong in two ways."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.answer import Answer, read_answer
from grader.course.bare import bare_files, can_be_bare
from grader.course.models import Course
from grader.course.reader import read_course
from grader.diagnosis.report import with_diagnoses
from grader.diagnosis.writing import SEEDS, laid_over
from grader.judge.processes import Processes
from grader.judge.run import grade
from grader.models import Outcome, Report

ROOT = Path(__file__).resolve().parents[1]
COURSE = read_course(ROOT)
# A mistake, and a route that the starter does not have and that is not where the mistake is.
UNFINISHED = [
    ("first-steps", "arrival-by-get", "read_rooms"),
    ("first-steps", "everything-is-text", "count_arrival"),
    ("path-parameters", "limits-shut-out", "read_packet"),
    ("path-parameters", "names-differ", "read_photo"),
    ("query-parameters", "free-is-no-limit", "price_delivery"),
    ("query-parameters", "pattern-without-ends", "search_plants"),
    ("request-body", "a-dict-as-body", "book"),
    ("request-body", "ids-by-wall", "list_bookings"),
    ("not-found", "id-from-the-length", "unite_hives"),
    ("not-found", "taken-out-too-early", "replace_hive"),
    ("project-todo", "put-makes-new-ones", "delete_todo"),
    ("project-todo", "skip-not-used", "read_todo"),
]
# Two mistakes, and the function in which the second one is.
TWO_AT_ONCE = [
    ("first-steps", "everything-is-text", "one-behind", "count_arrival"),
    ("path-parameters", "any-word", "one-segment", "read_photo"),
    ("query-parameters", "page-before-search", "postcode-as-a-number", "price_delivery"),
    ("request-body", "shoes-may-be-null", "all-walls-in-one-list", "list_bookings"),
    ("not-found", "united-with-itself", "empty-list-is-404", "list_hives"),
    ("project-todo", "created-with-200", "put-makes-new-ones", "replace_todo"),
]
# No signature was made with it.
SEED = max(SEEDS) + 1
EVERYTHING_200 = """
from fastapi import FastAPI

app = FastAPI()


@app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def anything(path: str):
    return {}
"""


@pytest.fixture
def judge(course: Course, processes: Processes, tmp_path: Path) -> Callable[[str, Path], Report]:
    """Grade the reference with a folder's files laid over it."""

    def judge(exercise_id: str, folder: Path) -> Report:
        exercise = course.exercise(exercise_id)
        laid_over(exercise, folder).write(tmp_path / "answer")
        report = grade(exercise, tmp_path / "answer", course=course.title, seed=SEED, processes=processes, judges=1)
        return with_diagnoses(report, exercise)

    return judge


def told(report: Report) -> set[str]:
    """Ids of the mistakes that the report shows."""
    return {each.mistake for requirement in report.requirements for each in requirement.diagnoses}


@pytest.mark.parametrize("exercise_id", COURSE.exercises)
def test_app_that_answers_200_to_everything_fails_each_requirement(judge, tmp_path, exercise_id):
    (tmp_path / "constant").mkdir()
    (tmp_path / "constant" / "main.py").write_text(EVERYTHING_200)

    report = judge(exercise_id, tmp_path / "constant")

    assert {requirement.outcome for requirement in report.requirements} == {"failed"}
    assert told(report) == set()


@pytest.mark.parametrize("exercise_id", [each.id for each in COURSE.exercises.values() if can_be_bare(each)])
def test_bare_starter_does_not_pass_and_shows_no_mistake(judge, course, tmp_path, exercise_id):
    exercise = course.exercise(exercise_id)
    Answer(files=bare_files(exercise, read_answer(exercise.starter).files)).write(tmp_path / "bare")

    report = judge(exercise_id, tmp_path / "bare")

    assert report.outcome is Outcome.FAILED
    assert report.problem is None
    assert told(report) == set()


@pytest.mark.parametrize(("exercise_id", "mistake", "route"), UNFINISHED)
def test_mistake_is_told_though_another_route_is_not_built_yet(judge, course, tmp_path, exercise_id, mistake, route):
    folder = next(each.folder for each in course.exercise(exercise_id).mistakes if each.id == mistake)
    source = (folder / "main.py").read_text()
    (tmp_path / "main.py").write_text(without_route(source, route))

    report = judge(exercise_id, tmp_path)

    assert told(report) == {mistake}


@pytest.mark.parametrize(("exercise_id", "mistake", "other", "function"), TWO_AT_ONCE)
def test_two_mistakes_at_once_are_both_told(judge, course, tmp_path, exercise_id, mistake, other, function):
    folders = {each.id: each.folder for each in course.exercise(exercise_id).mistakes}
    source, others = ((folders[each] / "main.py").read_text() for each in (mistake, other))
    (tmp_path / "main.py").write_text(source.replace(lines_of(source, function), lines_of(others, function)))

    report = judge(exercise_id, tmp_path)

    assert told(report) == {mistake, other}


def without_route(source: str, function: str) -> str:
    """The function stays, and no decorator leads to it."""
    found = definition(source, function)
    lines = source.splitlines(keepends=True)
    return "".join(lines[: found.decorator_list[0].lineno - 1] + lines[found.lineno - 1 :])


def lines_of(source: str, function: str) -> str:
    """A function with its decorators, as it is written."""
    found = definition(source, function)
    return "".join(source.splitlines(keepends=True)[found.decorator_list[0].lineno - 1 : found.end_lineno])


def definition(source: str, function: str) -> ast.FunctionDef:
    return next(each for each in ast.parse(source).body if isinstance(each, ast.FunctionDef) and each.name == function)
