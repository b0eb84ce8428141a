"""Whatever an answer starts is gone when the verdict is there, and also when the judge is killed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from grader.host.processes import become_subreaper, children, descendants
from grader.judge import fork
from grader.judge.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
HANGS = """
import os
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def hang():
    for _ in range(2):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(1000)
            time.sleep(1000)
    time.sleep(1000)
"""
HUNDRED = """
@requirement(1)
@pytest.mark.parametrize("number", range(100))
def test_hangs(client, number):
    client.get("/")
"""


def our_folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("learnfastapi-*"))


def state(pid: int) -> str:
    """`T` for a stopped process, `Z` for a dead one; `X` for none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "X"


def is_alive(pid: int) -> bool:
    return state(pid) not in "ZX"


def wait_until_none(pids: list[int], seconds: float) -> list[int]:
    """Those that are still alive after that many seconds."""
    end = time.monotonic() + seconds
    while (alive := [pid for pid in pids if is_alive(pid)]) and time.monotonic() < end:
        time.sleep(0.05)
    return alive


def test_hundred_hanging_checks_leave_nothing(grade_by, processes, tmp_path, monkeypatch):
    processes.start()  # it stays, also when no test before this one has started it
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    before = set(children(os.getpid()))
    limits = Limits(request=0.05, run=300.0)

    report = grade_by(
        HUNDRED, HANGS, HANGS.replace("    for _", "    return\n    for _"), requirements=1, limits=limits
    )

    assert {(check.reason, check.message) for check in report.checks} == {
        ("timed_out", "Nothing came back for `GET /` within 0.05 s")
    }
    assert len(report.checks) == 100
    assert set(children(os.getpid())) == before
    assert not our_folders()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_killed_judge_leaves_nothing(tmp_path, write_files, number):
    answer = write_files({"main.py": HANGS.replace('"/"', '"/double/{number}"')})
    course = ROOT / "tests" / "sample_course"
    command = [sys.executable, "-m", "grader", "--course", str(course), "double", str(answer)]
    environment = {**os.environ, "LEARNFASTAPI_TIME_SCALE": "20", "TMPDIR": str(tmp_path)}
    judge = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    # Zygote, keeper, template, host, and the four that the answer starts.
    while len(found := descendants(judge.pid)) < 8 and time.monotonic() < end:
        time.sleep(0.05)

    judge.send_signal(number)
    judge.wait(30)

    assert len(found) >= 8
    assert wait_until_none(found, 30) == []
    assert not list(tmp_path.glob("learnfastapi-*"))


@pytest.mark.parametrize("forks", ["1", "0"], ids=["forked", "spawned"])
def test_interrupted_judge_says_nothing_and_ends_with_130(tmp_path, write_files, forks):
    answer = write_files({"main.py": HANGS.replace('"/"', '"/double/{number}"')})
    course = ROOT / "tests" / "sample_course"
    command = [sys.executable, "-m", "grader", "--course", str(course), "double", str(answer)]
    environment = {**os.environ, "LEARNFASTAPI_TIME_SCALE": "20", "LEARNFASTAPI_FORK": forks, "TMPDIR": str(tmp_path)}
    judge = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    end = time.monotonic() + 60
    # The answer has forked its four, so a request is on its way.
    while len(descendants(judge.pid)) < 6 and time.monotonic() < end:
        time.sleep(0.05)

    judge.send_signal(signal.SIGINT)
    output, errors = judge.communicate(timeout=60)

    assert (judge.returncode, output, errors) == (130, b"", b"")
    assert not list(tmp_path.glob("learnfastapi-*"))


GOES_FOR_THE_KEEPER = """
import os
import signal
import time

from fastapi import FastAPI

app = FastAPI()


def parent(pid):
    with open(f"/proc/{pid}/stat") as status:
        return int(status.read().rpartition(")")[2].split()[1])


@app.post("/kill")
def kill():
    template = os.getppid()
    os.kill(parent(template), signal.SIGKILL)
    os.kill(template, signal.SIGKILL)
    time.sleep(0.2)
    os._exit(0)


@app.get("/")
def here():
    return "here"
"""


def test_keeper_killed_by_the_answer_is_a_crash_and_the_rest_goes_on(grade_by):
    # The keeper is the template's parent; with it dies the slot, and everything is started anew.
    checks = """
@requirement(1)
def test_kill(client):
    assert client.post("/kill").status_code == 200


@requirement(2)
def test_rest(client):
    assert client.get("/").json() == "here"
"""
    answer = GOES_FOR_THE_KEEPER
    reference = answer.replace("    template = os.getppid()\n", "    return {}\n    template = os.getppid()\n")

    report = grade_by(checks, answer, reference)

    assert [(check.outcome, check.reason) for check in report.checks] == [("failed", "crashed"), ("passed", None)]


def test_keeper_stopped_by_the_answer_is_killed_and_the_rest_goes_on(grade_by, monkeypatch):
    # It does not answer any more. With it goes all that it kept.
    become_subreaper()
    monkeypatch.setattr(fork, "_KEEPER_SECONDS", 2.0)
    checks = """
@requirement(1)
def test_stop(client):
    assert client.post("/kill").json() == "here"


@requirement(2)
def test_rest(client):
    assert client.get("/").json() == "here"
"""
    stops = "    os.kill(parent(template), signal.SIGSTOP)\n    return 'gone'\n"
    answer = GOES_FOR_THE_KEEPER.replace("    os.kill(parent(template), signal.SIGKILL)\n", stops)
    reference = GOES_FOR_THE_KEEPER.replace("    template = os.getppid()\n", "    return 'here'\n    template = 0\n")

    report = grade_by(checks, answer, reference)

    assert [(check.outcome, check.reason) for check in report.checks] == [("failed", "assertion"), ("passed", None)]
    assert [pid for pid in descendants(os.getpid()) if state(pid) == "T"] == []
