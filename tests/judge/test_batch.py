"""Many answers in one run get the reports that each would get alone."""

from collections.abc import Callable

import pytest

from grader.answer import Answer
from grader.course.models import Exercise
from grader.errors import CourseError
from grader.judge.batch import Depth, Question, grade_many
from grader.judge.processes import Processes
from grader.models import Outcome, Report

APP = """
from fastapi import FastAPI

app = FastAPI()
calls = []


@app.get("/double/{number}")
def double(number: int):
    calls.append(number)
    return {"double": number * 2, "calls": len(calls)}


@app.get("/name")
def name():
    return "Ada"
"""
CHECKS = '''
@requirement(1)
def test_double(client):
    """GET /double/4 answers 8"""
    assert client.get("/double/4").json() == {"double": 8, "calls": 1}


@requirement(1)
@needs(test_double)
def test_twice(client):
    """It counts"""
    client.get("/double/4")
    assert client.get("/double/4").json() == {"double": 8, "calls": 2}


@requirement(2)
def test_name(client):
    """GET /name answers a name"""
    assert client.get("/name").json() == "Ada"


@remark
def test_title(client):
    """It has a title"""
    assert client.get("/openapi.json").json()["info"]["title"] != "FastAPI"
'''
WRONG = APP.replace("* 2", "* 3")
OTHER = APP.replace("Ada", "Grace")
BROKEN = "this is no Python"
DEAD = APP.replace("    calls.append(number)", "    import os\n    os._exit(0)")


@pytest.fixture
def ask(make_exercise: Callable[..., Exercise], processes: Processes) -> Callable[..., list[Report]]:
    def ask(*sources: str, checks: str = CHECKS, **options: object) -> list[Report]:
        questions = [Question(answer=Answer(files={"main.py": each.encode()}), seed=1, **options) for each in sources]
        return grade_many(make_exercise(checks, APP), questions, processes=processes)

    return ask


def outcomes(report: Report) -> dict[str, str]:
    return {check.id: str(check.outcome) for check in report.checks}


def test_reports_are_those_that_each_answer_gets_alone(ask, grade_by):
    sources = [APP, WRONG, OTHER, BROKEN, DEAD, APP]

    together = ask(*sources)

    for source, report in zip(sources, together, strict=True):
        alone = grade_by(CHECKS, source, APP)
        assert outcomes(report) == outcomes(alone)
        assert [check.message for check in report.checks] == [check.message for check in alone.checks]
        assert [check.difference for check in report.checks] == [check.difference for check in alone.checks]
        assert (report.outcome, report.problem, report.notes) == (alone.outcome, alone.problem, alone.notes)


def test_first_failure_is_enough(ask):
    report, passing = ask(OTHER, APP, depth=Depth.FIRST_FAILURE)

    assert outcomes(report) == {"test_double": "passed", "test_twice": "passed", "test_name": "failed"}
    assert report.checks[2].exchanges[0].expected is None
    assert passing.outcome is Outcome.PASSED
    assert len(passing.checks) == 3


def test_what_failed_before_is_asked_first(ask):
    first, second = ask(OTHER, OTHER, depth=Depth.FIRST_FAILURE)

    assert len(first.checks) == 3
    assert outcomes(second) == {"test_name": "failed"}


def test_outcomes_say_which_checks_fail_and_not_what_was_expected(ask):
    (report,) = ask(WRONG, depth=Depth.OUTCOMES)

    assert outcomes(report) == {"test_double": "failed", "test_twice": "skipped", "test_name": "passed"}
    assert report.checks[0].difference == []
    assert report.checks[0].message.startswith("The check asks: assert client.get(")


def test_backwards_is_the_opposite_order(ask):
    checks = """
seen = []


@requirement(1)
def test_first(client):
    \"\"\"Runs first\"\"\"
    seen.append(1)
    assert seen == [1]


@requirement(2)
def test_second(client):
    \"\"\"Runs second\"\"\"
    seen.append(2)
    assert seen == [1, 2]
"""
    (report,) = ask(APP, checks=checks, depth=Depth.OUTCOMES, backwards=True)

    assert outcomes(report) == {"test_first": "failed", "test_second": "failed"}


def test_checks_that_cannot_be_collected_are_the_courses_fault(ask):
    with pytest.raises(CourseError, match="No module named 'nowhere'"):
        ask(APP, checks="import nowhere\n")


def test_exercise_without_a_check_is_the_courses_fault(ask):
    with pytest.raises(CourseError, match="holds no check"):
        ask(APP, checks="")


def test_what_a_check_keeps_does_not_reach_the_next_answer(ask):
    checks = """
seen = []


@requirement(1)
def test_first(client):
    \"\"\"Nothing was kept\"\"\"
    seen.append(1)
    assert seen == [1]
"""
    first, second = ask(APP, APP, checks=checks, depth=Depth.OUTCOMES)

    assert (outcomes(first), outcomes(second)) == ({"test_first": "passed"}, {"test_first": "passed"})
