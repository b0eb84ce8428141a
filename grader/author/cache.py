"""What was found out before: results by a digest of all that decides them."""

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Self

from grader.answer import Answer, read_answer
from grader.course.models import Exercise
from grader.judge.batch import Question
from grader.judge.invocation import cache as cache_folder
from grader.judge.reporting import environment

_FORMAT = 1
_KEPT = timedelta(days=30)
_PACKAGE = Path(__file__).resolve().parents[1]


def cache_file() -> Path:
    """Where results are kept, for this person."""
    return cache_folder() / "author.sqlite3"


class Cache:
    """A file of results. Whatever is wrong with it, it is as good as empty: then everything is found out anew."""

    def __init__(self, file: Path, now: datetime) -> None:
        self._now = now.timestamp()
        self._connection = self._open(file)
        with contextlib.suppress(sqlite3.DatabaseError):
            self._connection.execute("DELETE FROM results WHERE used < ?", ((now - _KEPT).timestamp(),))

    @staticmethod
    def _open(file: Path) -> sqlite3.Connection:
        for _ in range(2):
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                return _connection(str(file))
            except (OSError, sqlite3.OperationalError):
                break  # it cannot be written to, or somebody holds it
            except sqlite3.DatabaseError:
                file.unlink(missing_ok=True)
        return _connection(":memory:")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, key: str) -> bytes | None:
        """The result of this key."""
        with contextlib.suppress(sqlite3.DatabaseError, zlib.error):
            found = self._connection.execute("SELECT result FROM results WHERE key = ?", (key,)).fetchone()
            if found is not None:
                self._connection.execute("UPDATE results SET used = ? WHERE key = ?", (self._now, key))
                return zlib.decompress(found[0])
        return None

    def put(self, key: str, result: bytes) -> None:
        """Keep a result."""
        row = (key, zlib.compress(result, 1), self._now)
        with contextlib.suppress(sqlite3.DatabaseError):
            self._connection.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", row)


def _connection(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, isolation_level=None, timeout=10)
    try:
        connection.executescript(
            "PRAGMA journal_mode = wal; PRAGMA synchronous = off;"
            "CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, result BLOB, used REAL)"
        )
    except BaseException:
        connection.close()
        raise
    return connection


class _Keys:
    """Digests for the questions on one exercise. Equal ones have equal reports."""

    def __init__(self, exercise: Exercise, reference: Answer) -> None:
        digest = hashlib.sha256(_grader().encode())
        for part in _decisive(exercise, reference):
            digest.update(len(part).to_bytes(8, "big") + part)
        self._digest = digest

    def of(self, question: Question) -> str:
        """Hex."""
        digest = self._digest.copy()
        rest = (question.answer.sha256, question.seed, str(question.depth), question.backwards)
        digest.update(repr(rest).encode())
        return digest.hexdigest()


def _decisive(exercise: Exercise, reference: Answer) -> Iterator[bytes]:
    yield exercise.app.encode()
    yield repr([each.text for each in exercise.requirements]).encode()
    yield reference.sha256.encode()
    for check in exercise.checks:
        yield check.name.encode()
        yield check.read_bytes()
    # What `learner_tests` runs the learner's tests against, and what else a check may read of the solutions.
    yield read_answer(exercise.reference.parent / "broken").sha256.encode()


@cache
def _grader() -> str:
    """A digest of the code that judges, and of what it judges with."""
    digest = hashlib.sha256(repr((_FORMAT, environment(fork=True))).encode())
    for path in sorted(_PACKAGE.rglob("*.py")):
        if "author" not in path.relative_to(_PACKAGE).parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def text_key(*parts: bytes) -> str:
    """A key for what is found out about texts of a course by running them."""
    digest = hashlib.sha256(_grader().encode())
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def keys(exercise: Exercise, reference: Answer, questions: Sequence[Question]) -> list[str]:
    """A key for each question."""
    made = _Keys(exercise, reference)
    return [made.of(question) for question in questions]
