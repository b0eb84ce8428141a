"""`python -m grader`: the same verdict without a workspace."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from grader.models import decode
from tests.formats.commands import commands

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "sample_course"


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "grader", "--course", str(SAMPLE), *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def test_json_report_of_a_pass():
    done = run("double", str(SAMPLE / "solutions" / "double" / "reference"), "--format", "json", "--seed", "7")

    report = decode(done.stdout.encode())
    assert (done.returncode, done.stderr) == (0, "")
    assert (report.version, report.course, report.exercise, report.outcome) == (1, "Sample", "double", "passed")
    assert report.seed == 7


def test_text_report_of_a_failure():
    done = run("double", str(SAMPLE / "exercises" / "double" / "starter"), "--seed", "7")

    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "failed: Any number is doubled (test_double)\n"
        "    `GET /double/24` answered 404, expected 200\n"
        "    again: curl http://127.0.0.1:8000/double/24\n"
        "    differs: status: yours 404, expected 200\n"
        "failed: GET /ping answers pong (test_ping)\n"
        "    `GET /ping` answered 404, expected 200\n"
        "    again: curl http://127.0.0.1:8000/ping\n"
        "    differs: status: yours 404, expected 200\n"
        "failed: 0 of 2 requirements, seed 7\n"
    )


@pytest.mark.parametrize("form", ["json", "junit", "github"])
def test_forms_for_programs(form):
    done = run("double", str(SAMPLE / "exercises" / "double" / "starter"), "--format", form, GITHUB_WORKSPACE=str(ROOT))

    told = {
        "json": lambda text: decode(text.encode()).exercise,
        "junit": lambda text: ElementTree.fromstring(text.encode())[0].get("name"),
        "github": lambda text: commands(text)[0].properties["file"].split("/")[-3],
    }
    assert (done.returncode, done.stderr) == (1, "")
    assert told[form](done.stdout) == "double"


def test_text_report_where_the_encoding_has_few_letters(write_files):
    answer = write_files({"main.py": "print('\\N{SNOWMAN}')\nraise ValueError('\\N{SNOWMAN}')\n"})

    done = run("double", str(answer), PYTHONIOENCODING="ascii")

    assert (done.returncode, done.stderr) == (1, "")
    assert "`ValueError: \\u2603` while your answer was imported" in done.stdout


def test_text_report_obeys_no_character_of_the_answer(write_files):
    app = "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/double/{n}')\n@app.get('/ping')\ndef n():\n"
    answer = write_files({"main.py": app + "    raise ValueError('\\x1b[2J\\x0b::error::forged')\n"})

    done = run("double", str(answer), "--seed", "7", "--only", "test_ping")

    lines = done.stdout.split("\n")
    message = "`GET /ping` answered 500, expected 200: your app raised `ValueError: \\x1b[2J\\x0b::error::forged`"
    assert lines[:2] == ["failed: GET /ping answers pong (test_ping)", f"    {message}"]
    assert [line for line in lines if not line.isprintable() or line.lstrip().startswith("::")] == []


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "message"),
    [
        pytest.param(
            ["doubble", "."],
            {},
            2,
            "error: No exercise named `doubble`\n\nhint: did you mean `double`?\n",
            id="unknown exercise",
        ),
        pytest.param(
            ["double", "nowhere"],
            {},
            2,
            "error: `nowhere` is no folder\n\nhint: give the folder that holds your answer\n",
            id="no folder",
        ),
        pytest.param(
            ["double", "."],
            {"LEARNFASTAPI_TIME_SCALE": "fast"},
            2,
            "error: `LEARNFASTAPI_TIME_SCALE=fast` is no factor for the time limits\n\n"
            "hint: use a number such as `2`\n",
            id="bad factor",
        ),
    ],
)
def test_wrong_input(arguments, environment, code, message):
    done = run(*arguments, **environment)

    assert (done.returncode, done.stdout, done.stderr) == (code, "", message)
