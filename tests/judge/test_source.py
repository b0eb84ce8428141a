"""The fixture `source` in a check."""

import pytest

from grader.models import Outcome

CHECKS = """
@requirement(1)
def test_it(source):
    \"\"\"Nothing stops the event loop\"\"\"
    assert not source.findings("blocking-call")
"""
RIGHT = """
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def read():
    time.sleep(0.01)
    return 1
"""
WRONG = RIGHT.replace("def read", "async def read")


@pytest.mark.parametrize("mode", ["forked", "spawned"])
def test_source_is_the_answers(grade_by, mode):
    report = grade_by(CHECKS, WRONG, RIGHT, requirements=1, mode=mode)

    assert report.outcome is Outcome.FAILED
    assert report.checks[0].message == (
        'The check asks: assert not source.findings("blocking-call")\n'
        "It found: assert not [main.py:11 `time.sleep(0.01)`]"
    )


def test_source_passes(grade_by):
    assert grade_by(CHECKS, RIGHT, RIGHT, requirements=1).outcome is Outcome.PASSED


def test_a_check_that_the_solutions_source_fails_is_broken(grade_by):
    report = grade_by(CHECKS, WRONG, WRONG, requirements=1)

    assert report.outcome is Outcome.ERRORED


def test_a_missing_function_is_named(grade_by):
    checks = '@requirement(1)\ndef test_it(source):\n    assert source.function("read").is_async\n'

    report = grade_by(checks, WRONG.replace("def read", "def reads"), WRONG, requirements=1)

    assert report.checks[0].message == "Your answer has no function `read`, but `reads`"
