"""Annotations stand at the learner's line, and what is said in them is what the report says."""

from pathlib import Path

import msgspec
import pytest

from grader.formats.github import folder_in, github
from grader.models import Outcome, Reason
from tests.formats.commands import Command, commands
from tests.render import kinds
from tests.render.mocks import check, exchange, report, response


def annotations(found, folder="double"):
    return [
        each
        for each in commands(github(found, folder=folder, app_file="main.py", token="t0ken"))
        if each.name in ("error", "notice")
    ]


def test_annotation_names_check_and_place_and_says_why():
    assert annotations(kinds.wrong_status()) == [
        Command(
            "error",
            {
                "file": "double/main.py",
                "line": "14",
                "title": "path-parameters, requirement 2: One below the first drawer and one above the last answer 422",
            },
            "`GET /drawers/900` answered 200, expected 422\nagain: curl http://127.0.0.1:8000/drawers/900\n"
            "differs: status: yours 200, expected 422\nat: main.py:14",
        )
    ]


@pytest.mark.parametrize(
    ("kind", "file", "line"),
    [
        pytest.param(kinds.raised, "vaults.py", "4", id="where it was raised"),
        pytest.param(kinds.crashed, "main.py", "15", id="where the process ended"),
        pytest.param(kinds.wrong_field, "main.py", "14", id="the function that answered"),
        pytest.param(kinds.no_route, "main.py", None, id="no route"),
        pytest.param(kinds.no_exchange, "main.py", "9", id="start-up"),
        pytest.param(kinds.syntax_error, "main.py", "14", id="syntax error"),
    ],
)
def test_place_of_an_annotation(kind, file, line):
    found = annotations(kind())[0]

    assert (found.properties["file"], found.properties.get("line")) == (f"double/{file}", line)


def test_answer_in_the_root_of_the_repository():
    assert annotations(kinds.wrong_field(), folder=".")[0].properties["file"] == "main.py"


def test_answer_that_cannot_be_run_is_one_annotation():
    found = annotations(kinds.syntax_error())

    assert [(each.name, each.properties.get("title")) for each in found] == [
        ("error", "path-parameters: could not be run"),
        ("notice", None),
    ]
    assert found[0].data.startswith("`main.py`, line 14: '{' was never closed\n    return {")


def test_broken_check_marks_no_line_of_the_learner():
    broken = check(
        outcome=Outcome.ERRORED,
        reason=Reason.CHECK_BROKEN,
        message="This check fails on the solution too",
        exchanges=[exchange(came=response(200))],
    )

    found = annotations(report([broken]))[0]

    assert found.properties == {"title": "path-parameters: a check of the course is broken"}


def test_passed_report_has_no_annotation():
    assert annotations(kinds.all_passed()) == []


def test_report_follows_in_a_group_in_which_no_command_works():
    shown = github(kinds.wrong_status(), folder="double", app_file="main.py", token="t0ken").splitlines()

    start = shown.index("::group::path-parameters: failed")
    assert shown[start + 1] == "::stop-commands::t0ken"
    assert shown[-3:] == ["failed: 2 of 3 requirements, seed 481516", "::t0ken::", "::endgroup::"]


def test_colon_comma_percent_and_line_end_are_escaped_where_they_would_end_something():
    found = msgspec.structs.replace(kinds.wrong_status(), exercise="a,b:c%")

    shown = github(found, folder="x,y:z%", app_file="main.py", token="t0ken").splitlines()[0]

    assert shown.startswith(
        "::error file=x%2Cy%3Az%25/main.py,line=14,title=a%2Cb%3Ac%25%2C requirement 2%3A One below"
    )
    assert "expected 422%0Aagain: curl" in shown


@pytest.mark.parametrize(
    ("repository", "answer", "folder"),
    [("repo", "repo/course/double", "course/double"), ("repo", "repo", "."), ("repo", "elsewhere", "{}/elsewhere")],
)
def test_folder_as_seen_from_the_repository(tmp_path: Path, repository: str, answer: str, folder: str):
    assert folder_in(tmp_path / repository, tmp_path / answer) == folder.format(tmp_path)


def test_folder_where_no_repository_is_known(tmp_path: Path):
    assert folder_in(None, tmp_path) == str(tmp_path)
