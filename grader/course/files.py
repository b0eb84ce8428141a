"""Files of a course, which people write: they may be missing, unreadable, far too long, or be no text."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from grader.errors import Problem

MAX_BYTES = 1_000_000
"""The longest text that is read. Our longest lesson has 20,000."""
_PASSED_OVER = ("__pycache__", ".")


def read_text(path: Path, file: Path) -> str | Problem:
    """The text of a UTF-8 file, with `\\n` as line ends and without a byte order mark; or why it cannot be had."""
    content = read_content(path, file)
    if isinstance(content, Problem):
        return content
    nul = content.find(0)
    if nul >= 0:
        return Problem(file=file, key=_line_at(content, nul), text="is no text (got the byte 0x00)")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        text = f"is not UTF-8 (got the byte 0x{content[error.start]:02x})"
        return Problem(file=file, key=_line_at(content, error.start), text=text)


def read_content(path: Path, file: Path) -> bytes | Problem:
    """The bytes of a regular file of at most `MAX_BYTES`; or why they cannot be had. Nothing longer is read."""
    try:
        # A pipe would wait for somebody to write into it.
        if not stat.S_ISREG(path.stat().st_mode):
            reason = "Is a directory" if path.is_dir() else "Is no regular file"
            return Problem(file=file, key="", text=f"cannot be read: {reason}")
        with path.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Problem(file=file, key="", text="is missing")
    except OSError as error:
        return Problem(file=file, key="", text=f"cannot be read: {error.strerror}")
    except ValueError:
        # Which YAML can write. Python's own words for it change from version to version.
        return Problem(file=file, key="", text="cannot be read: Its name holds a null byte")
    if len(content) > MAX_BYTES:
        return Problem(file=file, key="", text=f"is longer than {MAX_BYTES // 1_000_000} MB")
    return content


def _line_at(content: bytes, index: int) -> str:
    line = content.count(b"\n", 0, index) + 1
    return f"line {line}"


def subfolders(folder: Path) -> tuple[Path, ...]:
    """Sorted; empty if there is no such folder, or if it cannot be read. Caches and hidden folders are passed over."""
    return tuple(sorted(folder / entry.name for entry in _entries(folder) if os.path.isdir(entry)))


def unreadable(folder: Path, file: Path) -> Iterator[Problem]:
    """The problem, if there is a folder and it cannot be looked into."""
    if os.path.isdir(folder):
        try:
            os.scandir(folder).close()
        except OSError as error:
            yield Problem(file=file, key="", text=f"cannot be read: {error.strerror}")


def has_files(folder: Path, *, besides: str = "") -> bool:
    """Whether a folder exists and holds a file that is not named `besides`, or a folder that holds one.

    Links to folders are not followed: they may lead in a circle.
    """
    return any(
        has_files(Path(entry.path)) if entry.is_dir(follow_symlinks=False) else entry.name != besides
        for entry in _entries(folder)
    )


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if not entry.name.startswith(_PASSED_OVER))
    except OSError:
        return
