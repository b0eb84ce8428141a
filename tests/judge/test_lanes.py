"""Several judges at once come to the verdict that one comes to."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.judge.lanes import FINISHED, Counter, Heap, Helper, Judged
from grader.judge.limits import Limits
from grader.models import CheckResult, Outcome, Reason

ROOT = Path(__file__).resolve().parents[2]
ANSWER = """
import os
from fastapi import FastAPI

app = FastAPI()
count = 0


@app.post("/count/{number}")
def add(number: int):
    global count
    count += 1
    if number == 5:
        raise RuntimeError("five")
    return {"number": number, "count": count}
"""
SOLUTION = ANSWER.replace('raise RuntimeError("five")', "pass")
CHECKS = """
@requirement(1)
@pytest.mark.parametrize("number", range(8))
def test_number(client, number):
    assert client.post(f"/count/{number}").json() == {"number": number, "count": 1}


@requirement(2)
@needs(test_number)
@pytest.mark.parametrize("number", range(4, 8))
def test_more(client, number):
    assert client.post(f"/count/{number}").status_code == 200
"""


def seen(report):
    return [(check.id, check.outcome, check.reason, check.message) for check in report.checks]


def test_two_judges_find_what_one_finds_in_the_order_of_the_checks(grade_by):
    alone = grade_by(CHECKS, ANSWER, SOLUTION, judges=1)
    together = grade_by(CHECKS, ANSWER, SOLUTION, judges=2)

    assert seen(together) == seen(alone)
    assert [check.outcome for check in together.checks].count("passed") == 10
    assert (
        together.checks[5].message == "`POST /count/5` answered 500, expected 200: your app raised `RuntimeError: five`"
    )
    assert together.checks[9].message == "This one builds on: test number"


def test_helper_does_its_share(grade_by, tmp_path):
    checks = f"""
import os
import time


@requirement(1)
@pytest.mark.parametrize("number", range(6))
def test_number(client, number):
    with open("{tmp_path}/judges", "a") as file:
        file.write(f"{{os.getpid()}}\\n")
    time.sleep(0.2)
    assert client.post("/count/1").status_code == 200
"""
    report = grade_by(checks, ANSWER, requirements=1, judges=2)

    assert report.outcome is Outcome.PASSED
    assert len(set((tmp_path / "judges").read_text().split())) == 2


def test_time_out_in_company_is_looked_at_again_alone(grade_by, tmp_path):
    # Slow the first time, as on a machine that has too much to do.
    slow_once = f"""
import os
import time
from fastapi import FastAPI

app = FastAPI()


@app.get("/{{number}}")
def read(number: int):
    if number == 2 and not os.path.exists("{tmp_path}/seen"):
        open("{tmp_path}/seen", "w").close()
        time.sleep(1000)
    return number
"""
    checks = """
@requirement(1)
@pytest.mark.parametrize("number", range(4))
def test_number(client, number):
    assert client.get(f"/{number}").json() == number
"""
    limits = Limits(request=3.0)

    alone = grade_by(checks, slow_once, requirements=1, judges=1, limits=limits)
    (tmp_path / "seen").unlink()
    together = grade_by(checks, slow_once, requirements=1, judges=2, limits=limits)

    assert [check.reason for check in alone.checks] == [None, None, Reason.TIMED_OUT, None]
    assert [check.reason for check in together.checks] == [None, None, None, None]


def test_answer_that_always_hangs_is_asked_once_more_and_not_again_for_each_check(grade_by, tmp_path):
    hangs = f"""
import time
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def read():
    with open("{tmp_path}/asked", "a") as file:
        file.write("!")
    time.sleep(1000)
"""
    solution = hangs.replace("time.sleep(1000)", 'return "here"').replace('write("!")', 'write("")')
    checks = """
@requirement(1)
@pytest.mark.parametrize("number", range(6))
def test_number(client, number):
    assert client.get("/").json() == "here"
"""
    report = grade_by(checks, hangs, solution, requirements=1, judges=2, limits=Limits(request=1))

    assert [check.reason for check in report.checks] == [Reason.TIMED_OUT] * 6
    assert (tmp_path / "asked").read_text() == "!" * 7


def test_checks_of_a_helper_that_died_are_run_by_the_first_judge(grade_by):
    checks = f"""
import os
import signal
import time


@requirement(1)
@pytest.mark.parametrize("number", range(6))
def test_number(client, number):
    if os.getpid() != {os.getpid()}:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.3)
    assert client.post("/count/1").status_code == 200
"""
    report = grade_by(checks, ANSWER, requirements=1, judges=2)

    assert [check.outcome for check in report.checks] == ["passed"] * 6


def test_answer_that_cannot_be_imported_is_told_once(grade_by):
    report = grade_by(CHECKS, "import nothing_of_this_name\n", SOLUTION, judges=2)

    assert report.problem is not None
    assert "nothing_of_this_name" in report.problem
    assert {(check.reason, check.message) for check in report.checks} == {
        (Reason.IMPORT_FAILED, "Not run: the app could not be loaded")
    }


def test_lifespan_that_hangs_is_not_waited_for_by_each_check(grade_by):
    hangs = """
from contextlib import asynccontextmanager
import asyncio
from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    await asyncio.sleep(1000)
    yield


app = FastAPI(lifespan=lifespan)
"""
    report = grade_by(CHECKS, hangs, SOLUTION, judges=2, limits=Limits(startup=1))

    messages = [check.message for check in report.checks]
    assert messages.count("Not run: the lifespan did not end in two checks before this one") >= len(messages) - 4
    assert {check.reason for check in report.checks} <= {Reason.TIMED_OUT, Reason.NEED_FAILED}


def test_bug_of_ours_in_a_helper_is_not_hidden():
    def work():
        raise ZeroDivisionError("ours")
        yield

    helper = Helper(work)
    try:
        (judged,) = helper.rest()
    finally:
        helper.end()

    assert "ZeroDivisionError: ours" in judged.bug


def test_results_that_fill_a_pipe_do_not_stop_a_helper():
    result = CheckResult(
        id="it",
        title="",
        requirement=None,
        outcome=Outcome.PASSED,
        reason=None,
        seconds=1.0,
        message="",
        exchanges=[],
        difference=[],
        traceback=None,
        output="x" * 300_000,
        hint=None,
    )
    helper = Helper(lambda: iter([*(Judged(number, result) for number in range(5)), FINISHED]))
    try:
        os.waitid(os.P_PID, helper.pid, os.WEXITED | os.WNOWAIT)  # it ends before anybody reads
        judged = list(helper.rest())
    finally:
        helper.end()

    assert [each.index for each in judged] == [0, 1, 2, 3, 4]
    assert judged[4].result == result


def test_heap_gives_each_number_once():
    heap = Heap(range(300))

    assert [heap.take() for _ in range(301)] == [*range(300), None]
    heap.close()


def test_counter_is_seen_by_a_fork():
    counter = Counter()
    pid = os.fork()
    if pid == 0:
        counter.add()
        os._exit(0)
    os.waitpid(pid, 0)

    assert counter.value == 1


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_helper_ends_with_its_judge(tmp_path, number):
    pid_file = tmp_path / "helper"
    program = f"""
import os, sys, time
sys.path.insert(0, {str(ROOT)!r})
from grader.judge.lanes import Helper

def work():
    open({str(tmp_path / "new")!r}, "w").write(str(os.getpid()))
    os.rename({str(tmp_path / "new")!r}, {str(pid_file)!r})
    time.sleep(1000)
    yield

helper = Helper(work)
time.sleep(1000)
"""
    judge = subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not pid_file.exists() and time.monotonic() < end:
        time.sleep(0.02)
    pid = int(pid_file.read_text())

    judge.send_signal(number)
    judge.wait(60)

    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert not is_running(pid)


def is_running(pid):
    """Whether it still does something; whoever adopted it may not have asked for its exit status."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_check_that_measures_time_runs_with_nothing_beside_it(grade_by, tmp_path):
    log = tmp_path / "log"
    checks = f"""
import time


def note(name, began):
    with open({str(log)!r}, "a") as file:
        file.write(f"{{name}} {{began}} {{time.monotonic()}}\\n")


@requirement(1)
@pytest.mark.parametrize("number", range(3))
def test_before(client, number):
    began = time.monotonic()
    time.sleep(0.3)
    note("company", began)


@requirement(1)
def test_alone(together):
    began = time.monotonic()
    together(2, "GET", "/")
    time.sleep(0.3)
    note("alone", began)


@requirement(1)
@pytest.mark.parametrize("number", range(3))
def test_after(client, number):
    began = time.monotonic()
    time.sleep(0.3)
    note("company", began)
"""
    report = grade_by(checks, ANSWER, requirements=1, judges=2)

    lines = [line.split() for line in log.read_text().splitlines()]
    spans = [(name, float(began), float(ended)) for name, began, ended in lines]
    ((_, alone_began, alone_ended),) = [span for span in spans if span[0] == "alone"]
    beside = [span for span in spans if span[0] == "company" and span[1] < alone_ended and span[2] > alone_began]
    assert report.outcome is Outcome.PASSED
    assert (len(spans), beside) == (7, [])


def test_long_check_is_not_run_after_one_that_it_builds_on_failed(grade_by):
    checks = """
@requirement(1)
def test_five(client):
    assert client.post("/count/5").status_code == 200


@requirement(1)
def test_six(client):
    assert client.post("/count/6").status_code == 200


@requirement(2)
@needs(test_five, test_six)
def test_many(explore):
    explore()
"""
    broken = grade_by(checks, ANSWER, SOLUTION)
    right = grade_by(checks, SOLUTION, SOLUTION)

    many = broken.checks[2]
    assert (many.outcome, many.reason, many.was_run) == (Outcome.SKIPPED, Reason.NEED_FAILED, False)
    assert many.message == "This one builds on: test five"
    assert right.checks[2].was_run
    assert right.outcome is Outcome.PASSED
