"""A workspace of a course with things to guess, and the program on other days."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

COURSE = Path(__file__).resolve().parents[2] / "study_course"
PATIENCE_SECONDS = 60.0
Result = tuple[int, str, str]


@pytest.fixture(scope="session")
def made_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    start = [sys.executable, "-m", "learnfastapi", "start", "w", "--course", str(COURSE)]
    subprocess.run(start, cwd=folder, env=environment, capture_output=True, check=True)
    return folder / "w"


@pytest.fixture
def study_workspace(made_study: Path, tmp_path: Path) -> Path:
    """Nothing read or begun."""
    return shutil.copytree(made_study, tmp_path / "w")


@pytest.fixture
def own_course(study_workspace: Path) -> Path:
    """The course of the workspace, to be changed."""
    course = shutil.copytree(COURSE, study_workspace / "course-of-mine")
    marker = study_workspace / ".learnfastapi" / "workspace.toml"
    marker.write_text(marker.read_text().replace(str(COURSE), str(course)))
    return course


@pytest.fixture
def on_day(environment: dict[str, str], dated_command: list[str], study_workspace: Path) -> Callable[..., Result]:
    """Run a command so many days later: exit code, standard output, standard error."""

    def call(days: int, *arguments: str, input: str | bytes = "", cwd: Path = study_workspace, **more: str) -> Result:
        done = subprocess.run(
            [*dated_command, str(days), *arguments],
            cwd=cwd,
            env={**environment, **more},
            input=input if isinstance(input, bytes) else input.encode(),
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return call


@pytest.fixture
def on_day_terminal(
    terminal: Callable[..., Any], dated_command: list[str], study_workspace: Path
) -> Callable[..., Any]:
    """Start a command on a terminal, so many days later."""

    def start(days: int, *arguments: str) -> Any:
        return terminal(str(days), *arguments, cwd=study_workspace, program=dated_command)

    return start
