"""Fixtures for all tests: the two courses."""

import signal
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from grader.course.models import Course
from grader.course.reader import read_course
from grader.judge.processes import Processes

ROOT = Path(__file__).resolve().parents[1]

# A shell starts a background job with Ctrl-C ignored, and what the tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def course() -> Course:
    """The course that we ship."""
    return read_course(ROOT)


@pytest.fixture(scope="session")
def sample_course() -> Course:
    """A course of one exercise, `double`, for tests of the grader."""
    return read_course(ROOT / "tests" / "sample_course")


@pytest.fixture(scope="session")
def processes() -> Iterator[Processes]:
    """Kept warm from test to test, as `watch` does from save to save."""
    with Processes(fork=True) as processes:
        yield processes


@pytest.fixture(scope="session")
def spares() -> Iterator[Processes]:
    """The same where no fork is safe."""
    with Processes(fork=False) as processes:
        yield processes


@pytest.fixture
def write_files(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Write files by name into a new folder, and get the folder."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "answer"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write
