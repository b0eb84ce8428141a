"""Files of a course, which people write: they may be missing, or be no text."""

import os
from collections.abc import Iterator
from pathlib import Path

from grader.errors import Problem

_PASSED_OVER = ("__pycache__", ".")


def read_text(path: Path, file: Path) -> str | Problem:
    """The text of a UTF-8 file, with `\\n` as line ends and without a byte order mark; or why it cannot be had."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Problem(file=file, key="", text="is missing")
    except OSError as error:
        return Problem(file=file, key="", text=f"cannot be read: {error.strerror}")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Problem(file=file, key=f"line {line}", text=f"is not UTF-8 (got the byte 0x{content[error.start]:02x})")


def subfolders(folder: Path) -> tuple[Path, ...]:
    """Sorted; empty if there is no such folder. Caches and hidden folders are passed over."""
    return tuple(sorted(folder / entry.name for entry in _entries(folder) if entry.is_dir()))


def has_files(folder: Path, *, besides: str = "") -> bool:
    """Whether a folder exists and holds a file that is not named `besides`, or a folder that holds one."""
    return any(has_files(Path(entry.path)) if entry.is_dir() else entry.name != besides for entry in _entries(folder))


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    if folder.is_dir():
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if not entry.name.startswith(_PASSED_OVER))
