"""The fixture `together`: requests at once, and whether the app answers them side by side."""

import pytest

from grader.judge.limits import Limits
from grader.judge.together import Timed, Together
from grader.models import Outcome, Reason

APP = """
import asyncio
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/slow")
async def slow():
    await asyncio.sleep(0.4)
    return "done"


@app.get("/threaded")
def threaded():
    time.sleep(0.4)
    return "done"


@app.get("/busy")
async def busy():
    print("busy " * 20_000)
    return "done"
"""
BLOCKING = APP.replace("await asyncio.sleep", "time.sleep")
CHECK = """
@requirement(1)
def test_it(together):
    runs = together(5, "GET", "/slow")
    assert [run.response.json() for run in runs] == ["done"] * 5
    runs.assert_side_by_side()
"""


@pytest.mark.parametrize("mode", ["forked", "spawned"])
def test_waiting_side_by_side_passes(grade_by, mode):
    report = grade_by(CHECK, APP, mode=mode)

    assert report.checks[0].message == ""
    assert len(report.checks[0].exchanges) == 5


def test_a_thread_each_passes(grade_by):
    assert grade_by(CHECK.replace("/slow", "/threaded"), APP).checks[0].message == ""


def test_a_blocking_call_fails_and_the_learner_sees_when_each_ended(grade_by):
    report = grade_by(CHECK, BLOCKING, APP)

    check = report.checks[0]
    sentence, *timeline = check.message.splitlines()
    assert check.outcome is Outcome.FAILED
    assert sentence.startswith("5 requests at once took ")
    assert sentence.endswith(" times as long as the shortest of them: your app answered them one after the other")
    assert [line.partition(":")[0] for line in timeline] == [f"request {number}" for number in range(1, 6)]
    ends = [float(line.split()[-2]) for line in timeline]
    assert ends == sorted(ends)
    assert ends[4] >= 2.0


def test_times_change_no_outcome_unless_the_check_asks(grade_by):
    report = grade_by(CHECK.replace("    runs.assert_side_by_side()\n", ""), BLOCKING)

    assert report.checks[0].message == ""


def test_hanging_requests_are_a_fault_each_and_name_the_line(grade_by):
    limits = Limits(request=1.0)
    hanging = APP.replace("asyncio.sleep(0.4)", "asyncio.Event().wait()")

    check = grade_by(CHECK, hanging, APP, limits=limits).checks[0]

    assert check.reason is Reason.TIMED_OUT
    assert check.message.splitlines()[0] == "Nothing came back for `GET /slow` within 1 s"
    assert [exchange.fault is not None for exchange in check.exchanges] == [True] * 5
    assert check.traceback[-1].code == "await asyncio.Event().wait()"


def test_output_of_requests_at_once_is_kept_whole(grade_by):
    checks = '@requirement(1)\ndef test_it(together):\n    together(20, "GET", "/busy")\n    assert False\n'

    check = grade_by(checks, APP).checks[0]

    assert ("busy " * 20_000).startswith(check.output.splitlines()[0])
    assert "bytes more" in check.output


@pytest.mark.parametrize(
    ("ends", "is_in_a_row"),
    [
        pytest.param([0.5, 0.5, 0.52, 0.55, 0.6], False, id="side by side"),
        pytest.param([0.5, 1.0, 1.5, 2.0, 2.5], True, id="in a row"),
        pytest.param([0.7, 1.3, 1.8, 2.3, 2.9], True, id="in a row on a slow machine"),
        pytest.param([0.5, 0.8, 0.9, 1.0, 1.4], False, id="side by side on a very slow machine"),
    ],
)
def test_the_limit_lies_between_one_and_n(ends, is_in_a_row):
    runs = Together([Timed(response=None, started=0.0, ended=end) for end in ends])

    assert (runs.rounds >= 3) is is_in_a_row
