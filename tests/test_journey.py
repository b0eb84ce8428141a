"""A newcomer goes through the whole course in a terminal: read, fail, take a hint, answer, pass, go on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.models import Course

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PARTS_BEFORE, PARTS_AFTER = 3, 5


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command in the workspace, with an empty home folder and no terminal."""
    workspace, home = tmp_path / "workspace", tmp_path / "home"
    home.mkdir()

    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "COLUMNS": "80"}
        command = [sys.executable, "-m", "learnfastapi", *arguments]
        cwd = workspace if workspace.exists() else tmp_path
        return subprocess.run(
            command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )

    assert call("start", str(workspace)).returncode == 0
    return call


def test_whole_course_from_the_first_part_to_the_last(run, course: Course, tmp_path):
    codes: list[tuple[str, int]] = []
    for lesson in course.lessons.values():
        codes += [(lesson.id, run("next").returncode) for _ in range(PARTS_BEFORE)]
        for exercise_id in lesson.exercises:
            folder = tmp_path / "workspace" / exercise_id
            begun = run("next")
            waiting = run("next")
            failed, hinted = run("check"), run("hint")
            shutil.copytree(course.exercise(exercise_id).reference, folder, dirs_exist_ok=True)
            passed = run("check")
            assert (begun.returncode, waiting.returncode) == (0, 0)
            assert f"exercise `{exercise_id}`" in begun.stdout
            assert "Requirements" in waiting.stdout
            assert (failed.returncode, failed.stderr) == (1, "")
            assert "Next: `learnfastapi hint`" in failed.stdout
            assert (hinted.returncode, "Hint" in hinted.stdout) == (0, True)
            assert (passed.returncode, passed.stderr) == (0, "")
            assert "Next: `learnfastapi next`" in passed.stdout
        codes += [(lesson.id, run("next").returncode) for _ in range(PARTS_AFTER)]

    end, listing = run("next"), run("list")

    assert {code for _, code in codes} == {0}
    assert end.stdout.startswith("You have been through the whole course.")
    assert f"{len(course.exercises)} of {len(course.exercises)} exercises passed" in listing.stdout
    assert "not read" not in listing.stdout
