"""From the wrong answers of a course to the words that a learner reads, by the two commands."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRIPLED = """
from fastapi import FastAPI

app = FastAPI()


@app.get("/double/{number}")
def double(number: int):
    return {"double": 3 * number}
"""
LEARNERS = TRIPLED.replace("def double(number: int)", "async def mine(number)").replace("3 * number", "int(number) * 4")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample course with a mistake in which, besides, nothing answers at `/ping`; its signatures are written."""
    course = tmp_path_factory.mktemp("courses") / "sample"
    shutil.copytree(ROOT / "tests" / "sample_course", course)
    mistake = course / "solutions" / "double" / "mistakes" / "tripled"
    mistake.mkdir(parents=True)
    (mistake / "main.py").write_text(TRIPLED + '\n\n@app.get("/ping")\ndef ping():\n    return "pang"\n')
    (mistake / "explanation.md").write_text("# It is too much\n\nCount again.\n")
    done = run("grader.diagnosis", course)
    assert (done.stdout, done.stderr, done.returncode) == ("wrote solutions/double/signatures.json\n", "", 0)
    return course


def run(module: str, course: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", module, "--course", str(course), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_file_says_how_the_mistake_fails(course):
    found = json.loads((course / "solutions" / "double" / "signatures.json").read_text())

    assert found.pop("inputs")
    assert found == {
        "built": [],
        "names": ["double"],
        "mistakes": {
            "tripled": {
                "1": {"test_double": {"GET /double": ["$.double differs"]}},
                "2": {"test_ping": {"GET /ping": ["$ differs"]}},
            }
        },
    }


def test_who_makes_the_mistake_is_told_so(course, write_files):
    """With other code, and with another route that is not there yet."""
    done = run("grader", course, "double", str(write_files({"main.py": LEARNERS})), "--seed", "9")

    lines = done.stdout.splitlines()
    assert lines[:2] == [
        "failed: Any number is doubled (test_double)",
        "    `GET /double/67` answered with another body than expected",
    ]
    assert "requirement 1: It is too much" in lines
    assert "requirement 2" not in done.stdout


def test_starter_is_told_nothing(course, write_files):
    """Nobody has made the mistakes that stand in it."""
    starter = course / "exercises" / "double" / "starter" / "main.py"
    before = starter.read_text()
    starter.write_text(TRIPLED + "\n# TODO\n")
    try:
        done = run("grader", course, "double", str(write_files({"main.py": TRIPLED + "\n# TODO\n"})))
    finally:
        starter.write_text(before)

    assert "It is too much" not in done.stdout
    assert done.returncode == 1


def test_file_that_is_current_is_left_alone(course):
    assert run("grader.diagnosis", course).stdout == ""


def test_unknown_exercise(course):
    done = run("grader.diagnosis", course, "doubel")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: No exercise named `doubel`\n\nhint: did you mean `double`?\n"
