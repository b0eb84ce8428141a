"""The YAML between two lines `---` at the top of a lesson or a task."""

import re
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
import yaml

from grader.course.fields import read_fields
from grader.errors import Problem

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML was built without libyaml; 7 times slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)

StructT = TypeVar("StructT", bound=msgspec.Struct)


class LessonHead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Front matter of a lesson."""

    title: str
    level: str
    minutes: int
    requires: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


class TaskHead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Front matter of a task."""

    title: str
    lesson: str
    kind: Literal["build", "complete", "mend", "tighten", "extend", "refactor", "tests", "deploy"]
    minutes: int
    files: tuple[str, ...] = ("main.py",)
    app: str = "main:app"


def front_matter_end(text: str) -> int:
    """Where the text below it begins; 0 if there is none, or if it does not end."""
    found = _FRONT_MATTER.match(text)
    return found.end() if found else 0


def read_front_matter(text: str, kind: type[StructT], file: Path) -> tuple[StructT | None, list[Problem]]:
    """The front matter of a whole file, None if anything is wrong with it; and all that is wrong."""
    front_matter = _FRONT_MATTER.match(text)
    if front_matter is None:
        return None, [Problem(file=file, key="", text="has no front matter between two lines `---` at its top")]
    try:
        found = yaml.load(front_matter["yaml"], Loader)
    except yaml.MarkedYAMLError as error:
        # Its lines count from 0, and begin below the first `---`.
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        reason = "it wants spaces, and here is a tab" if "\t" in text.split("\n")[line] else error.problem
        return None, [Problem(file=file, key=f"line {line + 1}" if line else "", text=f"is not YAML: {reason}")]
    except (yaml.YAMLError, ValueError) as error:
        # A control character, or a date such as 2026-02-30.
        return None, [Problem(file=file, key="", text=f"is not YAML: {str(error).splitlines()[0]}")]
    except RecursionError:
        return None, [Problem(file=file, key="", text="is not YAML: it is nested too deep")]
    return read_fields(found, kind, file)
