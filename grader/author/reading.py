"""Read a course for its author: what is in order, and a defect for all that is not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.author.lines import line_of, without_line
from grader.author.models import Defect
from grader.author.steps import step_for
from grader.course.files import read_text
from grader.course.models import Course, Exercise, Lesson
from grader.course.reader import read_parts
from grader.errors import CourseError, Problem

_OTHER_FORMAT = re.compile(r"is (\d+), and this program reads format")

_STEP_IN_TEXT = re.compile(r"; (?:did you mean `[^`]*`\?|remove it, and .*)$")
"""The reader's own advice, which becomes the step."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What could be read.

    Attributes:
        course: None if the reader found problems.
        lessons, exercises: By id, in the order of the names: each that can be checked for itself, also where another
            part of the course is broken.
        planned: Ids of lessons that are to come.
        known_lessons, known_exercises: Ids of all that are there, in order or not.
        defects: In the order of the files.
    """

    course: Course | None
    lessons: Mapping[str, Lesson]
    exercises: Mapping[str, Exercise]
    planned: tuple[str, ...]
    known_lessons: tuple[str, ...]
    known_exercises: tuple[str, ...]
    defects: tuple[Defect, ...]


def read_for_author(path: Path) -> Reading:
    """The course in a folder. A course of another format is one defect and nothing else."""
    try:
        parts = read_parts(path)
    except CourseError as error:
        return Reading(
            course=None,
            lessons={},
            exercises={},
            planned=(),
            known_lessons=(),
            known_exercises=(),
            defects=tuple(as_defects(path, error.problems)),
        )
    return Reading(
        course=parts.course,
        lessons=parts.lessons,
        exercises=parts.exercises,
        planned=parts.outline.planned if parts.outline else (),
        known_lessons=parts.known_lessons,
        known_exercises=parts.known_exercises,
        defects=tuple(as_defects(path, parts.problems)),
    )


def as_defects(path: Path, problems: Sequence[Problem]) -> list[Defect]:
    """Each problem with the line that it is about and one next step. `path` is the course's folder."""
    contents: dict[Path, str] = {}
    for problem in problems:
        if problem.file not in contents:
            content = read_text(path / problem.file, problem.file) if problem.key or "(at " in problem.text else ""
            contents[problem.file] = "" if isinstance(content, Problem) else content
    return [_defect(problem, contents[problem.file]) for problem in problems]


def _defect(problem: Problem, content: str) -> Defect:
    text = _OTHER_FORMAT.sub(r"is written in format \1, and this program reads format", problem.text)
    is_format = text != problem.text
    shown_key = "" if is_format or problem.key.startswith("line ") else problem.key
    shown = _STEP_IN_TEXT.sub("", without_line(text))
    return Defect(
        file=printable(problem.file.as_posix()),
        line=line_of(problem.key, text, content),
        text=printable(f"`{shown_key}` {shown}" if shown_key else shown),
        step=printable(step_for(shown_key, text)),
    )


def printable(text: str) -> str:
    """In one line, with an escape for what no output takes: a file's name may be no Unicode."""
    text = _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
    return text.encode(errors="backslashreplace").decode()
