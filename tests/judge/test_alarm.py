"""A check that does not end is the course's fault, and is told as such."""

import contextlib
import signal
import time

import pytest

from grader.errors import CourseError
from grader.judge.alarm import DoesNotEndError, ends_within
from grader.judge.limits import Limits
from grader.models import Outcome, Reason

APP = """
from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"
"""
SHORT = Limits(load=1.0, startup=5.0, request=0.3, shutdown=0.2, check=0.5)


def catch_all() -> None:
    """As a check may do."""
    with ends_within(0.1, "it"):
        while True:
            with contextlib.suppress(Exception):
                time.sleep(60)


def test_body_that_ends_is_let_alone():
    before = signal.getsignal(signal.SIGALRM)

    with ends_within(60, "it"):
        pass

    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_body_that_does_not_end_is_ended_though_it_catches_exceptions():
    began = time.monotonic()

    with pytest.raises(DoesNotEndError, match=r"it did not end within 0\.1 s"):
        catch_all()

    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    "body", ["while True:\n        pass", "import time\n    time.sleep(600)"], ids=["loop", "sleep"]
)
def test_check_that_does_not_end_is_broken_and_the_others_are_judged(grade_by, body):
    checks = f'''
@requirement(1)
def test_hangs(client):
    """It hangs"""
    client.get("/ping")
    {body}


@requirement(2)
def test_ping(client):
    """It answers"""
    assert client.get("/ping").json() == "pong"
'''

    report = grade_by(checks, APP, limits=SHORT)

    hanging, answering = report.checks
    assert (hanging.outcome, hanging.reason) == (Outcome.ERRORED, Reason.CHECK_BROKEN)
    assert hanging.message == (
        "This check fails on the solution too, so it says nothing about your answer "
        "(DoesNotEndError: `test_hangs` did not end within 1 s)"
    )
    assert answering.outcome is Outcome.PASSED


def test_file_of_checks_whose_import_does_not_end_is_told(grade_by):
    with pytest.raises(CourseError, match=r"importing `test_it\.py` did not end within 1 s"):
        grade_by("while True:\n    pass\n", APP, limits=SHORT)
