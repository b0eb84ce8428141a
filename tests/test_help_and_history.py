"""Hints, the solution, and earlier answers, as commands in a workspace of the sample course."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.models import decode

SAMPLE = Path(__file__).resolve().parent / "sample_course"
RIGHT = (SAMPLE / "solutions" / "double" / "reference" / "main.py").read_text()
STARTER = (SAMPLE / "exercises" / "double" / "starter" / "main.py").read_text()

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def main_py(tmp_path: Path) -> Path:
    return tmp_path / "w" / "double" / "main.py"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command in a workspace whose exercise is begun."""

    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        workspace = tmp_path / "w"
        return subprocess.run(
            [sys.executable, "-m", "learnfastapi", *arguments],
            cwd=workspace if workspace.exists() else tmp_path,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "COLUMNS": "80"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    assert call("start", "w", "--course", str(SAMPLE)).returncode == 0
    assert call("next", "--all").returncode == 0
    return call


def test_hint_comes_once_and_then_lines_of_the_solution(run):
    run("check")

    first, second = run("hint").stdout, run("hint").stdout

    assert "Hint\n\nWhat is twice a number?" in first
    assert "There are no more hints. Here are lines of the solution, in a wrong order." in second
    assert second.endswith("`learnfastapi solution double --requirement 1` shows its lines.\n")


def test_hint_after_a_pass_says_so(run, main_py):
    main_py.write_text(RIGHT)
    run("check")

    assert run("hint").stdout == "`double` passed. `learnfastapi next` goes on.\n"


def test_solution_is_shown_after_a_pass_and_as_a_difference(run, main_py):
    main_py.write_text(RIGHT.replace("2 * number", "number + number"))
    run("check")

    shown, difference = run("solution"), run("solution", "--diff")

    assert (shown.returncode, difference.returncode) == (0, 0)
    assert 'return {"double": 2 * number}' in shown.stdout
    assert '-    return {"double": number + number}\n+    return {"double": 2 * number}' in difference.stdout


def test_giving_up_shows_the_solution_and_counts_as_done(run):
    shown, listing = run("solution", "--give-up"), run("list")

    assert (shown.returncode, "def double" in shown.stdout) == (0, True)
    assert "given up" in listing.stdout


def test_reset_undo_and_history_bring_every_answer_back(run, main_py):
    main_py.write_text(RIGHT)
    run("check")
    main_py.write_text("# mine\n")

    reset = run("reset")
    after_reset = main_py.read_text()
    undone = run("undo")
    after_undo = main_py.read_text()
    brought_back = run("undo", "--to", "1")
    history = run("history")

    assert (reset.returncode, undone.returncode, brought_back.returncode) == (0, 0, 0)
    assert (after_reset, after_undo, main_py.read_text()) == (STARTER, "# mine\n", RIGHT)
    assert [line.split()[3] for line in history.stdout.splitlines()[2:]] == ["check", "reset", "undo", "undo"]


def test_json_is_the_report_and_nothing_else(run):
    done = run("check", "--format", "json", "--seed", "7")

    report = decode(done.stdout.encode())
    assert (done.returncode, done.stderr, report.seed, report.outcome) == (1, "", 7, "failed")


def test_part_that_passes_is_no_pass_of_the_exercise(run, main_py):
    main_py.write_text(RIGHT)

    part, listing = run("check", "--only", "2"), run("list")

    assert part.returncode == 0
    assert "0 of 1 exercise passed" in listing.stdout


def test_plain_report_has_neither_signs_nor_escape_codes(run):
    done = run("check", "--plain")

    assert done.returncode == 1
    assert done.stdout.isascii()
    assert "\x1b" not in done.stdout
