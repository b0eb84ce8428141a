"""What progress tells, as values. Times are aware and in UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from grader.models import Outcome


class SnapshotKind(StrEnum):
    """Why a snapshot was taken."""

    VERDICT = "verdict"  # it was graded
    RESET = "reset"  # a reset put it away
    UNDO = "undo"  # an undo put it away
    UPGRADE = "upgrade"  # a starter of a newer version of the course was merged into it
    STARTER = "starter"  # no answer, but the starter that the learner began with or was told about


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One verdict.

    Attributes:
        id: Counts up over all exercises.
        passed, total: Requirements.
        only: The requirement's number or the check's name that the check was limited to; None when all were meant.
        snapshot: Id of the snapshot of what was graded.
    """

    id: int
    exercise: str
    at: datetime
    outcome: Outcome
    passed: int
    total: int
    seconds: float
    seed: int
    only: str | None
    snapshot: int

    @property
    def is_pass(self) -> bool:
        """Whether the exercise is passed by it: everything was checked and passed."""
        return self.outcome is Outcome.PASSED and self.only is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """An answer as it was at one moment; `Progress.snapshot(id)` has the files.

    Attributes:
        id: Counts up over all exercises.
        sha256: Equal for equal answers.
        attempt: The verdict on it; None if it was kept for another reason.
    """

    id: int
    exercise: str
    kind: SnapshotKind
    at: datetime
    sha256: str
    attempt: Attempt | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseState:
    """Where the learner stands with one exercise.

    Attributes:
        attempts: Verdicts, without those where the course or the grader was at fault.
        best: The one to be proudest of; None before the first. See `Progress.best`.
        hints: Taken, over all requirements.
    """

    attempts: int
    best: Attempt | None
    has_passed: bool
    has_given_up: bool
    hints: int

    @property
    def is_done(self) -> bool:
        """Passed, or given up."""
        return self.has_passed or self.has_given_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the learner stands in the course. Both are None before the first step."""

    lesson: str | None
    exercise: str | None
