"""What a learner did: attempts, snapshots, hints, parts read. One owner of the progress file, one method per fact."""

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from grader import models
from grader.answer import Answer
from grader.models import Outcome, Report
from learnfastapi.progress.cards import CardBox
from learnfastapi.progress.database import BUSY_SECONDS, open_database
from learnfastapi.progress.models import Attempt, ExerciseState, Place, Snapshot, SnapshotKind
from learnfastapi.progress.study import StudyLog
from learnfastapi.progress.table import Table

_MAX_REPORT_BYTES = 4_000_000
_ATTEMPT = "id, exercise, at, outcome, passed, total, seconds, seed, only_, snapshot"


class Progress(Table):
    """Open it with `Progress.open`, in a `with` statement.

    Attributes:
        study: What was said while studying.
        cards: What is to be recalled, and when.
        recovered_from: Where a damaged file was put when this one was opened; None if there was none.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, now: Callable[[], datetime], recovered_from: Path | None
    ) -> None:
        super().__init__(connection, path, now)
        self.study = StudyLog(connection, path, now)
        self.cards = CardBox(connection, path, now)
        self.recovered_from = recovered_from

    @classmethod
    def open(cls, path: Path, *, now: Callable[[], datetime], busy_seconds: float = BUSY_SECONDS) -> Self:
        """The progress in a file, which is made if there is none. Raises `InputError`.

        Args:
            busy_seconds: How long to wait for another writer, at most.
        """
        connection, recovered_from = open_database(path, now(), busy_seconds=busy_seconds)
        return cls(connection, path, now, recovered_from)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._connection.close()

    def today(self) -> date:
        """The day in the learner's own time zone."""
        return self._now().astimezone().date()

    # the place in the course

    def place(self) -> Place:
        """Where the learner stands."""
        row = self._connection.execute("SELECT lesson, exercise FROM place").fetchone()
        return Place(lesson=row[0], exercise=row[1]) if row else Place(lesson=None, exercise=None)

    def go_to(self, *, lesson: str | None = None, exercise: str | None = None) -> None:
        """Change the lesson, the exercise, or both; None leaves one as it is."""
        place = self.place()
        new = (lesson or place.lesson, exercise or place.exercise)
        if new != (place.lesson, place.exercise):
            self._write("INSERT OR REPLACE INTO place VALUES (1, ?, ?)", *new)

    def mark_read(self, lesson: str, part: str) -> None:
        self._write("INSERT OR IGNORE INTO parts_read VALUES (?, ?, ?)", lesson, part, self._stamp())

    def parts_read(self, lesson: str) -> frozenset[str]:
        """Names of the parts of a lesson that were shown by `next`."""
        rows = self._connection.execute("SELECT part FROM parts_read WHERE lesson = ?", (lesson,))
        return frozenset(part for (part,) in rows)

    def all_parts_read(self) -> Mapping[str, tuple[str, ...]]:
        """The same of all lessons, in one look; lessons and parts in the order in which they were first shown."""
        found: dict[str, tuple[str, ...]] = {}
        for lesson, part in self._connection.execute("SELECT lesson, part FROM parts_read ORDER BY at, rowid"):
            found[lesson] = (*found.get(lesson, ()), part)
        return found

    # attempts

    def add_attempt(self, report: Report, answer: Answer) -> Attempt:
        """Keep a verdict, with a snapshot of what was graded and the whole report."""
        passed = sum(requirement.outcome is Outcome.PASSED for requirement in report.requirements)
        with self._writing():
            snapshot = self._insert_snapshot(report.exercise, SnapshotKind.VERDICT, answer)
            cursor = self._connection.execute(
                "INSERT INTO attempts (exercise, at, outcome, passed, total, seconds, seed, only_, snapshot)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    report.exercise,
                    self._stamp(),
                    report.outcome.value,
                    passed,
                    len(report.requirements),
                    report.seconds,
                    report.seed,
                    report.only,
                    snapshot,
                ),
            )
            self._connection.execute(
                "INSERT OR REPLACE INTO reports VALUES (?, ?, ?)",
                (report.exercise, cursor.lastrowid, _compressed(report)),
            )
        # By its id: the newest attempt may be another command's.
        return next(attempt for attempt in self.attempts(report.exercise) if attempt.id == cursor.lastrowid)

    def attempts(self, exercise: str) -> tuple[Attempt, ...]:
        """Oldest first."""
        rows = self._connection.execute(f"SELECT {_ATTEMPT} FROM attempts WHERE exercise = ? ORDER BY id", (exercise,))
        return tuple(_attempt(row) for row in rows)

    def last_report(self, exercise: str) -> Report | None:
        """The report of the newest attempt; None before the first, or if an older program wrote it in another form."""
        row = self._connection.execute("SELECT json FROM reports WHERE exercise = ?", (exercise,)).fetchone()
        if row is None:
            return None
        try:
            return models.decode(zlib.decompress(row[0]))
        except (ValueError, zlib.error):  # salvaged from a damaged file, it may be anything
            return None

    def has_passed(self, exercise: str) -> bool:
        """Whether any attempt was a pass of the whole exercise. A later failure does not take it away."""
        return any(attempt.is_pass for attempt in self.attempts(exercise))

    def states(self, exercises: Iterable[str]) -> Mapping[str, ExerciseState]:
        """Each exercise with all of it at once, for lists: three statements, however many there are."""
        rows = self._connection.execute(f"SELECT {_ATTEMPT} FROM attempts WHERE outcome != ?", (Outcome.ERRORED.value,))
        attempts: dict[str, list[Attempt]] = {}
        for attempt in map(_attempt, rows):
            attempts.setdefault(attempt.exercise, []).append(attempt)
        hints = dict(self._connection.execute("SELECT exercise, sum(taken) FROM hints GROUP BY exercise").fetchall())
        given_up = {name for (name,) in self._connection.execute("SELECT exercise FROM given_up")}
        return {
            exercise: _state(attempts.get(exercise, ()), given_up=exercise in given_up, hints=hints.get(exercise, 0))
            for exercise in exercises
        }

    # help

    def give_up(self, exercise: str) -> None:
        """The learner wants to see the solution."""
        self._write("INSERT OR IGNORE INTO given_up VALUES (?, ?)", exercise, self._stamp())

    def has_given_up(self, exercise: str) -> bool:
        return self._connection.execute("SELECT 1 FROM given_up WHERE exercise = ?", (exercise,)).fetchone() is not None

    def hints_taken(self, exercise: str, requirement: int) -> int:
        """How many hints for this requirement were shown."""
        row = self._connection.execute(
            "SELECT taken FROM hints WHERE exercise = ? AND requirement = ?", (exercise, requirement)
        ).fetchone()
        return row[0] if row else 0

    def hints(self, exercise: str) -> Mapping[int, int]:
        """How many hints were shown, by requirement; those without any are left out."""
        rows = self._connection.execute(
            "SELECT requirement, taken FROM hints WHERE exercise = ? ORDER BY requirement", (exercise,)
        )
        return dict(rows.fetchall())

    def take_hint(self, exercise: str, requirement: int) -> None:
        """Count one more."""
        self._write(
            "INSERT INTO hints VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET taken = taken + 1", exercise, requirement
        )

    # snapshots

    def add_snapshot(self, exercise: str, kind: SnapshotKind, answer: Answer) -> int:
        """Keep an answer as it is. Returns the snapshot's id."""
        with self._writing():
            return self._insert_snapshot(exercise, kind, answer)

    def history(self, exercise: str) -> tuple[Snapshot, ...]:
        """All snapshots of the answer to an exercise, oldest first."""
        attempts = {attempt.snapshot: attempt for attempt in self.attempts(exercise)}
        rows = self._connection.execute(
            "SELECT id, kind, at, sha256 FROM snapshots WHERE exercise = ? AND kind != ? ORDER BY id",
            (exercise, SnapshotKind.STARTER.value),
        )
        return tuple(
            Snapshot(
                id=number,
                exercise=exercise,
                kind=SnapshotKind(kind),
                at=datetime.fromisoformat(at),
                sha256=digest,
                attempt=attempts.get(number),
            )
            for number, kind, at, digest in rows
        )

    def snapshot(self, snapshot_id: int) -> Answer:
        """The files of a snapshot."""
        rows = self._connection.execute(
            "SELECT name, content FROM snapshot_files JOIN blobs ON blob = sha256 WHERE snapshot = ? ORDER BY name",
            (snapshot_id,),
        )
        return Answer(files={name: zlib.decompress(content) for name, content in rows})

    def last_put_away(self, exercise: str) -> tuple[int, SnapshotKind] | None:
        """Id and kind of what the newest reset or upgrade put away that was not yet undone."""
        row = self._connection.execute(
            "SELECT id, kind FROM snapshots WHERE exercise = ? AND kind IN (?, ?) AND NOT undone"
            " ORDER BY id DESC LIMIT 1",
            (exercise, SnapshotKind.RESET.value, SnapshotKind.UPGRADE.value),
        ).fetchone()
        return None if row is None else (row[0], SnapshotKind(row[1]))

    def mark_undone(self, snapshot_id: int) -> None:
        self._write("UPDATE snapshots SET undone = 1 WHERE id = ?", snapshot_id)

    # starters

    def starter(self, exercise: str) -> tuple[int, str] | None:
        """Id and SHA-256 of the starter that the learner has or was told about; None if nobody put it down."""
        row = self._connection.execute(
            "SELECT id, sha256 FROM snapshots WHERE exercise = ? AND kind = ? ORDER BY id DESC LIMIT 1",
            (exercise, SnapshotKind.STARTER.value),
        ).fetchone()
        return None if row is None else (row[0], row[1])

    def keep_starter(self, exercise: str, starter: Answer) -> None:
        """From now on, it is what the learner's files are compared with when the course brings another starter."""
        kept = self.starter(exercise)
        if kept is None or kept[1] != starter.sha256:
            self.add_snapshot(exercise, SnapshotKind.STARTER, starter)

    def begun(self) -> frozenset[str]:
        """Ids of all exercises of which there is an answer or a starter, also of those that the course has no more."""
        return frozenset(name for (name,) in self._connection.execute("SELECT DISTINCT exercise FROM snapshots"))

    def _insert_snapshot(self, exercise: str, kind: SnapshotKind, answer: Answer) -> int:
        execute = self._connection.execute
        row = (exercise, kind.value, self._stamp(), answer.sha256)
        number = execute("INSERT INTO snapshots (exercise, kind, at, sha256) VALUES (?, ?, ?, ?)", row).lastrowid
        assert number is not None
        for name, content in answer.files.items():
            digest = sha256(content).hexdigest()
            execute("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (digest, zlib.compress(content)))
            execute("INSERT INTO snapshot_files VALUES (?, ?, ?)", (number, name, digest))
        return number


def _compressed(report: Report) -> bytes:
    """As it is kept. Of a report that is too large the exchanges are left out: `hint` needs the outcomes only."""
    data = zlib.compress(models.encode(report))
    if len(data) <= _MAX_REPORT_BYTES:
        return data
    checks = [msgspec.structs.replace(check, exchanges=[], difference=[]) for check in report.checks]
    return zlib.compress(models.encode(msgspec.structs.replace(report, checks=checks)))


def _state(attempts: Sequence[Attempt], *, given_up: bool, hints: int) -> ExerciseState:
    best = max(attempts, key=lambda attempt: (attempt.is_pass, attempt.passed, -attempt.id), default=None)
    return ExerciseState(
        attempts=len(attempts),
        best=best,
        has_passed=best is not None and best.is_pass,
        has_given_up=given_up,
        hints=hints,
    )


def _attempt(row: tuple[int, str, str, str, int, int, float, int, str | None, int]) -> Attempt:
    number, exercise, at, outcome, passed, total, seconds, seed, only, snapshot = row
    return Attempt(
        id=number,
        exercise=exercise,
        at=datetime.fromisoformat(at),
        outcome=Outcome(outcome),
        passed=passed,
        total=total,
        seconds=seconds,
        seed=seed,
        only=only,
        snapshot=snapshot,
    )
