"""A lesson's or a task's page read from disk, and each thing that is wrong with it, with its line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.course.examples import Malformed, read_examples
from grader.course.exercise import read_exercise
from grader.course.files import read_text
from grader.course.lesson import read_lesson
from grader.course.models import Exercise, Lesson
from grader.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What one name stands for.

    Attributes:
        lesson, exercise: None if there is none of that name, or if its front matter cannot be used.
        problems: Such as `lessons/rate-limits.md:12: ## Survey: stands there twice`; empty if all can be shown.
    """

    lesson: Lesson | None
    exercise: Exercise | None
    problems: tuple[str, ...]


def lesson_file(name: str) -> Path:
    """Relative to the course."""
    return Path("lessons", f"{name}.md")


def task_file(name: str) -> Path:
    """Relative to the course."""
    return Path("exercises", name, "exercise.md")


def read_pages(course: Path, name: str) -> Pages:
    """The lesson and the exercise of this name, whichever are there. The rest of the course is not looked at."""
    lesson, exercise = None, None
    problems: list[str] = []
    if (course / lesson_file(name)).is_file():
        lesson, found = read_lesson(course / lesson_file(name), lesson_file(name))
        problems += _located(course, lesson_file(name), found)
    if (course / task_file(name)).is_file():
        exercise, found = read_exercise(course, name)
        problems += _located(course, task_file(name), [each for each in found if each.file == task_file(name)])
    return Pages(lesson=lesson, exercise=exercise, problems=tuple(problems))


def _located(course: Path, file: Path, problems: Iterable[Problem]) -> Iterator[str]:
    text = read_text(course / file, file)
    lines = [] if isinstance(text, Problem) else text.split("\n")
    for problem in problems:
        key = "" if problem.key.startswith("line ") else f"{problem.key}: " if problem.key else ""
        yield f"{file.as_posix()}:{_line_of(problem, lines)}: {key}{problem.text}"
    for example in read_examples("\n".join(lines)):
        if isinstance(example, Malformed):
            yield f"{file.as_posix()}:{example.line}: {example.text}"


def _line_of(problem: Problem, lines: list[str]) -> int:
    """From 1. What is missing stands nowhere, which is told of the first line."""
    if found := re.fullmatch(r"line (\d+)", problem.key) or re.search(r"\(line (\d+)\)", problem.text):
        return int(found[1])
    begins = problem.key if problem.key.startswith("#") else f"{problem.key}:"
    found_at = (number for number, line in enumerate(lines, start=1) if problem.key and line.startswith(begins))
    return next(found_at, 1)
