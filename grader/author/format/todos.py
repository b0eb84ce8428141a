"""What `author new` left to be written, and nobody has written yet."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.author.models import Defect
from grader.course.files import read_text
from grader.errors import Problem

MARK = "TODO(author)"
_TEXTS = {".md", ".py", ".toml"}


def todo_defects(path: Path, folders: Sequence[str] = ("lessons", "exercises", "solutions")) -> Iterator[Defect]:
    """One for each file of a course that still holds the mark, at its first line."""
    for folder in folders:
        for file in sorted((path / folder).rglob("*")):
            # Not `Path.is_file`, which raises in a folder that may not be looked into.
            if file.suffix in _TEXTS and os.path.isfile(file) and not os.path.islink(file):
                yield from _in_file(path, file.relative_to(path))


def _in_file(path: Path, file: Path) -> Iterator[Defect]:
    text = read_text(path / file, file)
    if isinstance(text, Problem):
        return  # which the reader tells
    lines = [number for number, line in enumerate(text.splitlines(), 1) if MARK in line]
    if lines:
        others = (
            f", and in {len(lines) - 1} more lines" if len(lines) > 2 else ", and in one more line" * (len(lines) - 1)
        )
        step = "write what it asks for, and take the mark away"
        yield Defect(file=file.as_posix(), line=lines[0], text=f"holds `{MARK}`{others}", step=step)
