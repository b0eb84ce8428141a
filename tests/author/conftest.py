"""The small course of the reader's tests, and a copy of our own, for tests to break."""

import shutil
from pathlib import Path

import pytest

from tests.course.conftest import CourseFolder, folder

__all__ = ["folder"]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def own(tmp_path: Path) -> CourseFolder:
    """A copy of the course that we ship."""
    for name in ("lessons", "exercises", "solutions"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return CourseFolder(tmp_path)
