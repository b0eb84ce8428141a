"""`course.toml`: the title, and the levels with their lessons in order."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.course.fields import Table, read_fields
from grader.course.files import read_text
from grader.course.models import Level
from grader.course.names import ID_SHAPE, is_id
from grader.errors import CourseError, Problem

FORMAT = 1
"""The version of the course format that this program reads."""
FILE = Path("lessons", "course.toml")


class _CourseFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str
    format: int
    levels: tuple[Table, ...]
    planned: tuple[str, ...] = ()


class _LevelTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    title: str
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What `course.toml` says.

    Attributes:
        planned: Ids of lessons that are to come, which texts may name.
    """

    title: str
    levels: tuple[Level, ...]
    planned: tuple[str, ...]


def read_outline(course: Path) -> tuple[Outline | None, list[Problem]]:
    """The outline, None if it cannot be used; and all that is wrong with it.

    Raises `CourseError` if the course is written in another version of the format: then nothing else can be judged.
    """
    text = read_text(course / FILE, FILE)
    if isinstance(text, Problem):
        return None, [text]
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [Problem(file=FILE, key="", text=f"is not TOML: {error}")]
    except RecursionError:
        return None, [Problem(file=FILE, key="", text="is not TOML: it is nested too deep")]
    match found.get("format"):
        case int(version) if version != FORMAT:
            text = f"is {version}, and this program reads format {FORMAT}"
            hint = "update this program: `pip install --upgrade learnfastapi`" if version > FORMAT else None
            raise CourseError(course, [Problem(file=FILE, key="format", text=text)], hint=hint)
    head, problems = read_fields(found, _CourseFile, FILE)
    tables = [_read_level(table, f"levels[{index}].") for index, table in enumerate(head.levels if head else ())]
    problems += [problem for _, found_problems in tables for problem in found_problems]
    levels = tuple(level for level, _ in tables if level is not None)
    problems += _twice(levels)
    if head is None or len(levels) < len(tables):
        return None, problems
    return Outline(title=head.title, levels=levels, planned=head.planned), problems


def _read_level(table: Table, at: str) -> tuple[Level | None, list[Problem]]:
    found, problems = read_fields(table, _LevelTable, FILE, at=at)
    if found is None:
        return None, problems
    if not is_id(found.id):
        problems.append(Problem(file=FILE, key=f"{at}id", text=f"wants {ID_SHAPE} (got {found.id!r})"))
    return Level(id=found.id, title=found.title, lessons=found.lessons), problems


def _twice(levels: Sequence[Level]) -> Iterator[Problem]:
    for what, names in (
        ("level", [level.id for level in levels]),
        ("lesson", [lesson for level in levels for lesson in level.lessons]),
    ):
        for name, count in Counter(names).items():
            if count > 1:
                yield Problem(file=FILE, key="levels", text=f"lists the {what} `{name}` {count} times")
