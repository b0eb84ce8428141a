"""Courses to be broken: one of one exercise with what `author check` says of it, the reader's, and our own."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.author.asking import Asker
from grader.author.cache import Cache
from grader.author.checking import check_exercises
from grader.author.models import Judged
from grader.course.reader import read_course
from tests.course.conftest import CourseFolder, folder

__all__ = ["folder"]

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "sample_course"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
VARIANT = """
from fastapi import APIRouter, FastAPI

router = APIRouter()


@router.get("/double/{number}")
async def double(number: int):
    return {"double": number + number}


@router.get("/ping")
async def ping():
    return "pong"


app = FastAPI()
app.include_router(router)
"""
SQUARES = """
from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping() -> str:
    return "pong"


@app.get("/double/{number}")
def double(number: int) -> dict[str, int]:
    return {"double": number**2}
"""
EXPLANATION = "# The number is squared\n\nA request for 7 answers 49. The number is multiplied by itself.\n"
TASK = """
```http
GET /double/4

→ 200
{"double": 8}
```
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The sample course, with a variant, a mistake and an example in the task."""
    folder = tmp_path / "course"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    solutions = folder / "solutions" / "double"
    write(solutions / "variants" / "router" / "main.py", VARIANT)
    write(solutions / "mistakes" / "squares" / "main.py", SQUARES)
    write(solutions / "mistakes" / "squares" / "explanation.md", EXPLANATION)
    task = folder / "exercises" / "double" / "exercise.md"
    task.write_text(task.read_text().replace("doubles numbers.\n", f"doubles numbers.\n{TASK}"))
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture(scope="session")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """One for all tests: its workers are warm."""
    with (
        Cache(tmp_path_factory.mktemp("cache") / "results.sqlite3", NOW) as cache,
        Asker(cache, 2, lambda done, planned: None) as asker,
    ):
        yield asker


@pytest.fixture
def check(course: Path, asker: Asker) -> Callable[..., Judged]:
    """What is said of the exercise, with all that was written."""

    def check(*, with_matrix: bool = False, wrote: Callable[[Path], None] = lambda file: None) -> Judged:
        exercises = list(read_course(course).exercises.values())
        (judged,) = check_exercises(course, exercises, asker, with_matrix=with_matrix, wrote=wrote)
        return judged

    return check


@pytest.fixture
def own(tmp_path: Path) -> CourseFolder:
    """A copy of the course that we ship."""
    for name in ("lessons", "exercises", "solutions"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return CourseFolder(tmp_path)
