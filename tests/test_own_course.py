"""The course that we ship: every right answer passes, every wrong one fails, and no two mistakes look the same."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.answer import Answer, read_answer
from grader.course.models import Course
from grader.course.reader import read_course
from grader.judge.processes import Processes
from grader.judge.run import grade
from grader.models import Outcome, Report

ROOT = Path(__file__).resolve().parents[1]
COURSE = read_course(ROOT)
RIGHT = [
    pytest.param(exercise.id, folder, id=f"{exercise.id}-{name}")
    for exercise in COURSE.exercises.values()
    for name, folder in {"reference": exercise.reference, **exercise.variants}.items()
]
WRONG = [
    pytest.param(exercise.id, mistake.folder, id=f"{exercise.id}-{mistake.id}")
    for exercise in COURSE.exercises.values()
    for mistake in exercise.mistakes
]
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
        files = {**read_answer(exercise.reference).files, **read_answer(folder).files}
        target = tmp_path / "answer"
        Answer(files={name: content for name, content in files.items() if name != "explanation.md"}).write(target)
        return grade(exercise, target, course=course.title, seed=1, processes=processes)

    return judge


def failures(report: Report) -> list[str]:
    return [f"{check.id}: {check.message}" for check in report.checks if check.outcome is not Outcome.PASSED]


@pytest.mark.parametrize(("exercise_id", "folder"), RIGHT)
def test_right_answer_passes(judge, exercise_id, folder):
    report = judge(exercise_id, folder)

    assert (report.problem, failures(report)) == (None, [])
    assert report.outcome is Outcome.PASSED


@pytest.mark.parametrize(("exercise_id", "folder"), WRONG)
def test_mistake_fails(judge, exercise_id, folder):
    report = judge(exercise_id, folder)

    assert report.outcome is Outcome.FAILED
    assert report.problem is None


@pytest.mark.parametrize("exercise_id", COURSE.exercises)
def test_starter_starts_and_does_not_pass(judge, course, exercise_id):
    report = judge(exercise_id, course.exercise(exercise_id).starter)

    assert report.problem is None
    assert report.outcome is Outcome.FAILED


@pytest.mark.parametrize("exercise_id", COURSE.exercises)
def test_app_that_answers_200_to_everything_fails_each_requirement(judge, tmp_path, exercise_id):
    (tmp_path / "constant").mkdir()
    (tmp_path / "constant" / "main.py").write_text(EVERYTHING_200)

    report = judge(exercise_id, tmp_path / "constant")

    assert {requirement.outcome for requirement in report.requirements} == {"failed"}


@pytest.mark.parametrize("exercise_id", COURSE.exercises)
def test_every_requirement_has_a_check(course, exercise_id):
    exercise = course.exercise(exercise_id)

    tied = {
        int(number) for path in exercise.checks for number in re.findall(r"@requirement\((\d+)\)", path.read_text())
    }

    assert tied == {requirement.number for requirement in exercise.requirements}
