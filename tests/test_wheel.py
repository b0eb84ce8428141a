"""The wheel carries the course and works from any folder, without the checkout."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder with the wheel's content, and nothing else of ours."""
    built, target = tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(built)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = built.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    return target


def run(installed: Path, cwd: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": os.environ["PATH"], "HOME": str(cwd), "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "learnfastapi", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_installed_course_is_read_and_graded(installed, tmp_path):
    started = run(installed, tmp_path, "start", "here")
    workspace = tmp_path / "here"
    begun = run(installed, workspace, "next", "--from", "path-parameters", "--all")
    checked = run(installed, workspace, "check", "--format", "json")
    solved = run(installed, workspace, "solution", "--give-up")

    assert (started.returncode, started.stderr) == (0, "")
    assert (begun.returncode, begun.stderr) == (0, "")
    assert (checked.returncode, checked.stderr) == (1, "")
    assert "DrawerNumber" in solved.stdout


def test_installed_skeletons_make_a_course(installed, tmp_path):
    made = run(installed, tmp_path, "author", "new", "course", "mine")
    tried = run(installed, tmp_path / "mine", "author", "try", "first-steps")

    assert (made.returncode, made.stderr) == (0, "")
    assert (tried.returncode, tried.stderr) == (0, "")


def test_installed_course_lies_in_the_wheel(installed, tmp_path):
    code = "from learnfastapi.bundled import bundled_course; print(bundled_course())"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(installed)}

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == str(installed / "learnfastapi" / "course")
