"""What was found out is kept, and never taken for what it is not."""

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.answer import Answer, read_answer
from grader.author.cache import Cache, cache_file, keys, text_key
from grader.course.reader import read_course
from grader.judge.batch import Depth, Question

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ANSWER = Answer(files={"main.py": b"app = None\n"})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "results.sqlite3"


def key_of(course: Path, question: Question | None = None) -> str:
    exercise = read_course(course).exercise("double")
    (key,) = keys(exercise, read_answer(exercise.reference), [question or Question(answer=ANSWER, seed=1)])
    return key


def test_result_is_there_the_next_time(file):
    with Cache(file, NOW) as cache:
        assert cache.get("a") is None
        cache.put("a", b"one")

    with Cache(file, NOW) as cache:
        assert cache.get("a") == b"one"


def test_result_that_nobody_asked_for_in_a_month_is_gone(file):
    with Cache(file, NOW) as cache:
        cache.put("a", b"one")
        cache.put("b", b"two")
    with Cache(file, NOW + timedelta(days=20)) as cache:
        cache.get("a")

    with Cache(file, NOW + timedelta(days=40)) as cache:
        assert (cache.get("a"), cache.get("b")) == (b"one", None)


@pytest.mark.parametrize("content", [b"", b"no database" * 1000], ids=["empty", "damaged"])
def test_file_that_is_no_cache_is_replaced(file, content):
    file.parent.mkdir()
    file.write_bytes(content)

    with Cache(file, NOW) as cache:
        cache.put("a", b"one")
    with Cache(file, NOW) as cache:
        assert cache.get("a") == b"one"


def test_place_that_cannot_be_written_to_keeps_nothing(tmp_path):
    (tmp_path / "file").touch()

    with Cache(tmp_path / "file" / "results.sqlite3", NOW) as cache:
        cache.put("a", b"one")
        assert cache.get("a") == b"one"


def test_cache_that_is_a_folder_keeps_nothing(file):
    file.mkdir(parents=True)

    with Cache(file, NOW) as cache:
        cache.put("a", b"one")
        assert cache.get("a") == b"one"
    assert list(file.iterdir()) == []


def test_cache_that_somebody_else_writes_to_is_not_thrown_away(file):
    with Cache(file, NOW) as cache, Cache(file, NOW) as other:
        cache.put("a", b"one")
        other.put("b", b"two")
        assert (cache.get("b"), other.get("a")) == (b"two", b"one")


def test_result_that_is_damaged_is_none(file):
    with Cache(file, NOW) as cache:
        cache.put("a", b"one")
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE results SET result = x'00'")

    with Cache(file, NOW) as cache:
        assert cache.get("a") is None


def test_file_lies_in_the_cache_folder_of_the_person(monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")

    assert cache_file() == Path("/cache/learnfastapi/author.sqlite3")


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("exercises/double/test_double.py", True),
        ("exercises/double/exercise.md", False),
        ("exercises/double/starter/main.py", False),
        ("solutions/double/reference/main.py", True),
        ("solutions/double/variants/router/main.py", False),
        ("solutions/double/broken/one/main.py", True),
    ],
)
def test_what_changes_a_key(course, file, counts):
    before = key_of(course)
    path = course / file
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as text:
        text.write("\n# One line more.\n" if file.endswith(".py") else "\n- one more hint\n")

    assert (key_of(course) != before) is counts


@pytest.mark.parametrize(
    "other",
    [
        Question(answer=Answer(files={"main.py": b"app = 1\n"}), seed=1),
        Question(answer=ANSWER, seed=2),
        Question(answer=ANSWER, seed=1, depth=Depth.OUTCOMES),
        Question(answer=ANSWER, seed=1, backwards=True),
    ],
    ids=["answer", "seed", "depth", "order"],
)
def test_each_question_has_its_key(course, other):
    assert key_of(course, other) != key_of(course)


def test_parts_of_a_text_do_not_run_into_each_other():
    assert text_key(b"ab", b"c") != text_key(b"a", b"bc")
