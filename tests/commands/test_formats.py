"""`check --format` for programs: on CI, and for several exercises at once."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from grader.models import decode
from tests.formats.commands import commands

TREBLES = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/double/{number}")
def double(number: int) -> dict[str, int]:
    print("::error::forged")
    return {"double": 3 * number}
"""


@pytest.fixture
def on_github(tmp_path: Path) -> dict[str, str]:
    """What a step of a workflow finds in its environment."""
    return {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(tmp_path), "TERM": "dumb"}


def test_annotations_land_in_the_repository_and_cannot_be_forged(run, workspace, on_github):
    (workspace / "double" / "main.py").write_text(TREBLES)

    code, stdout, stderr = run("check", "--format", "github", "--seed", "7", cwd=workspace, **on_github)

    found = commands(stdout)
    assert (code, stderr) == (1, "")
    assert [(each.name, each.properties) for each in found if each.name == "error"] == [
        ("error", {"file": "w/double/main.py", "line": "6", "title": "double, requirement 1: Any number is doubled"}),
        ("error", {"file": "w/double/main.py", "title": "double, requirement 2: GET /ping answers pong"}),
    ]
    assert found[0].data == (
        "`GET /double/24` answered with another body than expected\n"
        "again: curl http://127.0.0.1:8000/double/24\ndiffers: $.double: yours 72, expected 48\nat: main.py:6"
    )
    assert "| ::error::forged\n" in stdout


def test_token_is_another_one_each_time(run, workspace, on_github):
    first, second = (run("check", "--format", "github", cwd=workspace, **on_github)[1] for _ in range(2))

    tokens = [each.data for output in (first, second) for each in commands(output) if each.name == "stop-commands"]
    assert [len(token) for token in tokens] == [32, 32]
    assert tokens[0] != tokens[1]


def test_junit_of_all_exercises_is_one_document(run, two_exercises, right):
    (two_exercises / "double" / "main.py").write_text(right)

    code, stdout, stderr = run("check", "--all", "--format", "junit", cwd=two_exercises)

    suites = ElementTree.fromstring(stdout.encode()).findall("testsuite")
    assert (code, stderr) == (1, "")
    assert [(suite.get("name"), suite.get("failures")) for suite in suites] == [("double", "0"), ("triple", "2")]


def test_json_of_all_exercises_is_one_line_each(run, two_exercises):
    code, stdout, stderr = run("check", "--all", "--format", "json", cwd=two_exercises)

    assert (code, stderr) == (1, "")
    assert [decode(line.encode()).exercise for line in stdout.splitlines()] == ["double", "triple"]


@pytest.mark.parametrize(("form", "output"), [("json", ""), ("github", ""), ("junit", "<?xml ")])
def test_all_of_no_exercise_is_nothing_that_a_program_stumbles_on(run, new_workspace, form, output):
    code, stdout, stderr = run("check", "--all", "--format", form, cwd=new_workspace)

    assert (code, stderr) == (0, "")
    assert stdout[: len(output) or None] == output


def test_unknown_format_is_wrong_input(run, workspace):
    code, stdout, stderr = run("check", "--format", "yaml", cwd=workspace)

    assert (code, stdout) == (2, "")
    assert stderr.startswith("error: `yaml` is not one of `text`, `json`, `junit`, `github`\n")
