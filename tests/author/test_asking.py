"""Answers are judged by workers, of which nothing is left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.answer import Answer
from grader.author.asking import Answered, Asker, Round
from grader.author.cache import Cache
from grader.course.reader import read_course
from grader.errors import GraderError
from grader.judge.batch import Question

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SLEEPER = """
import time
from fastapi import FastAPI

app = FastAPI()


@app.get("/{path:path}")
def hang():
    open("MARKER", "w").close()
    time.sleep(600)
"""
SCRIPT = """
import sys
from datetime import UTC, datetime
from pathlib import Path

from grader.answer import Answer
from grader.author.asking import Asker, Round
from grader.author.cache import Cache
from grader.course.reader import read_course
from grader.judge.batch import Question

if __name__ == "__main__":
    course, cache, source = sys.argv[1:]
    exercise = read_course(Path(course)).exercise("double")
    question = Question(answer=Answer(files={"main.py": source.encode()}), seed=1)
    with (
        Cache(Path(cache), datetime.now(UTC)) as kept,
        Asker(kept, 1, lambda done, planned: None) as asker,
    ):
        asker.ask([Round(exercise=exercise, questions=[question])])
"""


def answers(course: Path, *sources: str) -> Round:
    questions = [Question(answer=Answer(files={"main.py": source.encode()}), seed=1) for source in sources]
    return Round(exercise=read_course(course).exercise("double"), questions=questions)


def outcomes(answered: Answered) -> list[str]:
    return [str(report.outcome) for report in answered.reports]


def test_reports_come_in_the_order_of_the_questions(asker, course):
    right = (course / "solutions" / "double" / "reference" / "main.py").read_text()
    sources = [right + f"\n# {number}\n" if number % 3 else "" for number in range(14)]

    (answered,) = asker.ask([answers(course, *sources)])

    assert outcomes(answered) == ["passed" if number % 3 else "failed" for number in range(14)]
    assert answered.judged == 14


def test_known_reports_stand_among_new_ones(asker, course):
    right = (course / "solutions" / "double" / "reference" / "main.py").read_text()
    asker.ask([answers(course, right + "# known\n")])

    (answered,) = asker.ask([answers(course, "# new\n", right + "# known\n", right + "# new too\n")])

    assert outcomes(answered) == ["failed", "passed", "passed"]
    assert answered.judged == 2


def test_answer_that_ran_out_of_time_is_judged_again(tmp_path, course, monkeypatch):
    monkeypatch.setenv("LEARNFASTAPI_TIME_SCALE", "0.1")
    with Cache(tmp_path / "cache", NOW) as cache, Asker(cache, 1, lambda done, planned: None) as asker:
        for _ in range(2):
            (answered,) = asker.ask([answers(course, SLEEPER.replace("MARKER", str(tmp_path / "hangs")))])
            assert outcomes(answered) == ["failed"]
            assert answered.judged == 1


def test_progress_counts_what_is_known_too(tmp_path, course):
    told: list[tuple[int, int]] = []
    with Cache(tmp_path / "cache", NOW) as cache:
        for _ in range(2):
            with Asker(cache, 1, lambda done, planned: told.append((done, planned))) as asker:
                asker.ask([answers(course, "# one\n", "# two\n")])

    assert told == [(0, 2), (2, 2), (2, 2)]


def test_checks_that_cannot_be_collected_are_a_problem_of_their_exercise_alone(asker, course):
    right = (course / "solutions" / "double" / "reference" / "main.py").read_text()
    (course / "exercises" / "double" / "test_double.py").write_text("import nowhere\n")

    broken, empty = asker.ask(
        [answers(course, right), Round(exercise=read_course(course).exercise("double"), questions=[])]
    )

    assert broken.problem is not None
    assert "No module named 'nowhere'" in broken.problem
    assert empty == Answered(reports=[])


def test_machine_that_cannot_judge_is_told(tmp_path, course, monkeypatch):
    monkeypatch.setenv("LEARNFASTAPI_TIME_SCALE", "none")

    with (
        pytest.raises(GraderError, match="`LEARNFASTAPI_TIME_SCALE=none` is no factor"),
        Cache(tmp_path / "cache", NOW) as cache,
        Asker(cache, 1, lambda done, planned: None) as asker,
    ):
        asker.ask([answers(course, "# one\n")])


@pytest.fixture
def hanging(tmp_path, course) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that has answers judged of which one hangs."""
    marker = tmp_path / "hangs"
    script = tmp_path / "ask.py"
    script.write_text(SCRIPT)
    with subprocess.Popen(
        [sys.executable, str(script), str(course), str(tmp_path / "cache"), SLEEPER.replace("MARKER", str(marker))],
        start_new_session=True,
        stderr=subprocess.PIPE,
        env={**os.environ, "LEARNFASTAPI_TIME_SCALE": "10"},
    ) as process:
        wait_until(marker.exists)
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_it_is_ended(hanging, number):
    family = descendants(hanging.pid)

    os.killpg(hanging.pid, number) if number == signal.SIGINT else hanging.send_signal(number)

    assert hanging.wait(60) == -number
    wait_until(lambda: not any(is_running(pid) for pid in family))
    assert len(family) >= 4


def test_worker_that_was_killed_is_told(hanging):
    (worker,) = [pid for pid in descendants(hanging.pid) if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()][
        :1
    ]

    os.kill(worker, signal.SIGKILL)

    assert hanging.wait(60) == 1
    assert hanging.stderr.read().decode().endswith("GraderError: A process that judged answers was killed\n")


def wait_until(condition) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def descendants(pid: int) -> list[int]:
    found = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += [int(child), *descendants(int(child))]
    return found


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
