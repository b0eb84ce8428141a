"""Requests to a learner's own code, out of real verdicts."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import msgspec
import pytest

from grader.answer import Answer, read_answer
from grader.course.models import Course
from grader.judge.run import grade
from grader.models import Report
from learnfastapi.study.returns import ReturnQuestion, return_question

ROOT = Path(__file__).resolve().parents[2]
SEEDS = range(30)
TOKENS = """\
from uuid import uuid4
from fastapi import FastAPI
app = FastAPI()

@app.get("/double/{number}")
def double(number: int):
    return {"double": 2 * number}

@app.get("/ping")
def ping():
    return "pong"

@app.get("/token")
def token():
    return {"token": str(uuid4())}
"""
CHECK = '''

def test_token(client):
    """A token comes"""
    client.get("/token")
'''


@pytest.fixture(scope="module")
def report_on(course: Course) -> Callable[[str], Report]:
    """A verdict on the solution of an exercise, once for all tests."""
    kept: dict[str, Report] = {}

    def judge(exercise: str) -> Report:
        if exercise not in kept:
            found = course.exercises[exercise]
            kept[exercise] = grade(found, found.reference, course="x", seed=1)
        return kept[exercise]

    return judge


@pytest.fixture(scope="module")
def ask(course: Course, report_on) -> Callable[[str, int], ReturnQuestion]:
    """Each question is looked for once."""

    @cache
    def question(exercise: str, seed: int) -> ReturnQuestion:
        found = course.exercises[exercise]
        asked = return_question(found, report_on(exercise), read_answer(found.reference), seed=seed)
        assert asked is not None
        return asked

    return question


@pytest.mark.parametrize("exercise", ["first-steps", "path-parameters", "request-body", "project-todo"])
def test_question_shows_the_code_that_answers_and_knows_the_truth(course, ask, exercise):
    question = ask(exercise, 1)

    rows = (course.exercises[exercise].reference / "main.py").read_text().split("\n")
    endpoint = question.code[0]
    assert endpoint.rows[0].startswith("@app.")
    assert list(endpoint.rows) == rows[endpoint.start - 1 :][: len(endpoint.rows)]
    assert question.asked.path.startswith("/")
    assert (question.status == 422) == (question.json is msgspec.UNSET)


def test_same_seed_asks_the_same_and_other_seeds_ask_other_things(course, report_on, ask):
    asked = [ask("project-todo", seed).asked for seed in SEEDS]
    exercise = course.exercises["project-todo"]
    again = return_question(exercise, report_on("project-todo"), read_answer(exercise.reference), seed=SEEDS[-1])

    assert again is not None
    assert again.asked == asked[-1]
    assert len({(each.method, each.path) for each in asked}) > 5


def test_what_changes_the_state_is_told_first_and_is_little(ask):
    questions = [ask("project-todo", seed) for seed in SEEDS]

    assert {each.method for question in questions for each in question.before} <= {"POST", "PUT", "DELETE"}
    assert max(len(question.before) for question in questions) == 2


def test_truth_follows_from_the_requests_that_are_shown(ask):
    """What a new app answers when it gets them, in this order."""
    from fastapi.testclient import TestClient

    for question in [ask("request-body", seed) for seed in SEEDS]:
        names: dict[str, object] = {}
        exec((ROOT / "solutions/request-body/reference/main.py").read_text(), names)
        client = TestClient(names["app"])
        for each in (*question.before, question.asked):
            json = {} if each.json is msgspec.UNSET else {"json": each.json}
            response = client.request(each.method, each.path, headers=dict(each.headers), **json)
        assert response.status_code == question.status
        assert question.json in (msgspec.UNSET, response.json())


def test_answer_that_was_changed_since_is_not_asked_about(course, report_on):
    exercise = course.exercises["first-steps"]

    assert return_question(exercise, report_on("first-steps"), Answer(files={"main.py": b""}), seed=1) is None


def test_what_is_made_up_at_run_time_is_not_asked_about(sample_course, write_files, tmp_path):
    exercise = sample_course.exercises["double"]
    checks = tmp_path / "test_token.py"
    checks.write_text(exercise.checks[0].read_text() + CHECK)
    exercise = replace(exercise, checks=(checks,))
    folder = write_files({"main.py": TOKENS})
    report = grade(exercise, folder, course="x", seed=1)

    questions = [return_question(exercise, report, read_answer(folder), seed=seed) for seed in SEEDS]

    assert "/token" in str(report.checks)
    assert {question.asked.path.split("/")[1] for question in questions} == {"double", "ping"}


def test_helper_is_shown_below_the_endpoint_that_calls_it(ask):
    codes = [ask("project-todo", seed).code for seed in SEEDS]

    helpers = [piece.rows[0] for code in codes for piece in code[1:]]
    assert "def find_todo(todo_id: int) -> Todo:" in helpers
