"""Progress at a time that stands, reports, answers, and processes that use one progress file."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from grader.answer import Answer
from grader.course.models import Exercise
from grader.models import Environment, Isolation, Outcome, Report, RequirementResult, Routes, encode
from learnfastapi.progress import Progress
from learnfastapi.workspace import Workspace, scaffold

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
STARTER = {"app/db.py": b"db = []\n", "main.py": b"app = None\n"}
SCRIPT = """
import os, resource, sys
from ctypes import CDLL, c_uint32
from datetime import UTC, datetime
from pathlib import Path

from grader.answer import Answer
from grader.errors import LearnError
from grader.models import decode
from learnfastapi.progress import Progress, SnapshotKind

path, report = Path(sys.argv[1]), decode(Path(sys.argv[2]).read_bytes())
answer = Answer(files={"main.py": b"app = None", "data.bin": os.urandom(5000)})


def open_progress(busy_seconds=60):
    return Progress.open(path, now=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), busy_seconds=busy_seconds)


print("ready", flush=True)
sys.stdin.readline()
"""
Start = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def now() -> datetime:
    """The time at which everything happens."""
    return NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the progress file of the fixtures lies."""
    return tmp_path / "work" / ".learnfastapi" / "progress.sqlite3"


@pytest.fixture
def open_progress(path: Path) -> Callable[..., Progress]:
    return lambda **options: Progress.open(path, now=lambda: NOW, **options)


@pytest.fixture
def progress(open_progress: Callable[..., Progress]) -> Iterator[Progress]:
    with open_progress() as opened:
        yield opened


@pytest.fixture
def make_report() -> Callable[..., Report]:
    """A report on `it` where the first `passed` of `total` requirements passed."""

    def make(outcome: Outcome = Outcome.FAILED, passed: int = 1, total: int = 2, **fields: Any) -> Report:
        outcomes = [Outcome.PASSED] * passed + [Outcome.FAILED] * (total - passed)
        values = {
            "course": "Sample",
            "exercise": "it",
            "outcome": outcome,
            "score": passed / total,
            "seconds": 1.25,
            "seed": 7,
            "answer": "0" * 64,
            "notes": ["A note"],
            "requirements": [
                RequirementResult(number=number, text=f"Do {number} → ü", outcome=each, diagnoses=[])
                for number, each in enumerate(outcomes, start=1)
            ],
            "checks": [],
            "routes": Routes(unreachable=[]),
            "environment": Environment(
                python="3.11.7",
                fastapi="1",
                starlette="1",
                pydantic="2",
                learnfastapi="0.1.0",
                isolation=Isolation(kill="group", fork=True, memory_limit=None),
            ),
        }
        return Report(**(values | fields))

    return make


@pytest.fixture
def answer() -> Answer:
    return Answer(files={"main.py": b"app = None\n"})


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    """The exercise `it`, whose starter is `app/db.py` and `main.py`."""
    folder = tmp_path / "course" / "starter"
    Answer(files=STARTER).write(folder)
    return Exercise(
        id="it",
        title="It",
        lesson="it",
        kind="build",
        minutes=1,
        files=tuple(STARTER),
        app="main:app",
        story="",
        requirements=(),
        hints={},
        starter=folder,
        checks=(),
        reference=folder,
        notes=None,
        variants={},
        mistakes=(),
        path=folder.parent,
    )


@pytest.fixture
def workspace(tmp_path: Path, exercise: Exercise) -> Workspace:
    """A workspace with the starter of `it` in it; `path` is its progress file."""
    made = Workspace.create(tmp_path / "work", interpreter=Path(sys.executable))
    scaffold(made, exercise, Answer(files=STARTER))
    return made


@pytest.fixture
def prepare(tmp_path: Path, path: Path, make_report: Callable[..., Report]) -> Iterator[Start]:
    """Start a process that waits at the line before these lines of Python until something is written to it.

    The lines have `open_progress`, `report` and `answer`. What still runs in the end is killed.
    """
    (tmp_path / "report.json").write_bytes(encode(make_report()))
    started = []

    def start(body: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT + body, path, tmp_path / "report.json"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        process.stdout.readline()
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def run_at_once(prepare: Start) -> Callable[[str, int], list[str]]:
    """Run these lines in so many processes at once; get what each printed, with its exit code."""

    def run(body: str, count: int) -> list[str]:
        processes = [prepare(body) for _ in range(count)]
        for process in processes:
            process.stdin.write("\n")
            process.stdin.flush()
        return [f"{process.communicate(timeout=120)[0]}{process.returncode}" for process in processes]

    return run
