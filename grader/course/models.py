"""A course as values: levels, lessons, exercises and what belongs to them.

Everything is read from disk by `grader.course.reader`; nothing here reads or writes. Paths are absolute.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.course.signatures import Signatures
from grader.errors import UnknownNameError


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a lesson below one heading.

    Attributes:
        depth: 2 for `##`, 3 for `###`.
        title: The heading's text.
        body: The markdown below the heading, up to the next heading of any depth, stripped. May be empty.
        line: Line of the heading in the file, from 1.
    """

    depth: int
    title: str
    body: str
    line: int

    @property
    def heading(self) -> str:
        """As it is written, such as `### Core`."""
        return f"{'#' * self.depth} {self.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One markdown file.

    Attributes:
        sections: In the order of the file. Headings inside a code block are none.
        exercises: Ids of its exercises, in order; may be empty.
    """

    id: str
    title: str
    level: str
    minutes: int
    requires: tuple[str, ...]
    exercises: tuple[str, ...]
    terms: tuple[str, ...]
    sections: tuple[Section, ...]
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A numbered line of a task. `text` is markdown, in one line or more."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A known wrong answer.

    Attributes:
        title: The first line of `explanation.md`, without the `#`.
        explanation: The markdown below it, stripped.
        folder: Holds the files that differ from the reference, and `explanation.md`.
    """

    id: str
    title: str
    explanation: str
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A task with its starter, checks and solutions.

    Attributes:
        story: The markdown before `## Requirements`.
        requirements: Numbered from 1 without a gap.
        hints: For each requirement's number that has hints: one or more, from vague to nearly the code.
        files: What the learner edits, relative to the answer's folder.
        app: `module:attribute`.
        starter, reference: Folders.
        checks: The test files, sorted.
        notes: `notes.md`; None if there is none.
        variants: Name to folder; the folder holds the files that differ from the reference.
        signatures: How the mistakes fail; None if nobody has put it down yet.
    """

    id: str
    title: str
    lesson: str
    kind: str
    minutes: int
    files: tuple[str, ...]
    app: str
    story: str
    requirements: tuple[Requirement, ...]
    hints: Mapping[int, tuple[str, ...]]
    starter: Path
    checks: tuple[Path, ...]
    reference: Path
    notes: Path | None
    variants: Mapping[str, Path]
    mistakes: tuple[Mistake, ...]
    path: Path
    signatures: Signatures | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    id: str
    title: str
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A whole course. `lessons` and `exercises` are keyed by id, in the order of the course."""

    title: str
    levels: tuple[Level, ...]
    lessons: Mapping[str, Lesson]
    exercises: Mapping[str, Exercise]
    path: Path

    def lesson(self, lesson_id: str) -> Lesson:
        """The lesson with this id. Raises `UnknownNameError`, naming a near one."""
        try:
            return self.lessons[lesson_id]
        except KeyError:
            raise UnknownNameError(
                "lesson", lesson_id, list(self.lessons), otherwise="`learnfastapi list` shows them all"
            ) from None

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise with this id. Raises `UnknownNameError`, naming a near one."""
        try:
            return self.exercises[exercise_id]
        except KeyError:
            raise UnknownNameError(
                "exercise", exercise_id, list(self.exercises), otherwise="`learnfastapi list` shows them all"
            ) from None
