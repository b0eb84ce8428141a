"""Read a course once, and not again until one of its files changes.

Reading means YAML, markdown and some hundred files; a command such as `hint` wants a page of it. The copy is keyed by
what the file system says of every file of the course and of the code that reads it, so it cannot outlive an update of
either. It is never needed: whatever is wrong with it, the course itself is read.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

import grader.course
from grader.course.models import Course
from learnfastapi.workspace.atomic import write_atomically
from learnfastapi.workspace.errors import UnwritableError

_FOLDERS = ("lessons", "exercises", "solutions")


class _Copy(msgspec.Struct, frozen=True, array_like=True):
    """The file. `files` is compared before `course` is decoded."""

    files: msgspec.Raw
    course: msgspec.Raw


def read_cached_course(path: Path, cache: Path) -> Course:
    """The same as `read_course(path)`, from `cache` if it is current; else `cache` is written anew.

    Raises `CourseError` as `read_course` does; a broken course is not kept.
    """
    path = path.absolute()
    try:
        files = msgspec.msgpack.encode(list(_stamps(path)))
    except OSError:
        files = None
    if files is not None:
        with contextlib.suppress(OSError, msgspec.DecodeError):
            kept = msgspec.msgpack.decode(cache.read_bytes(), type=_Copy)
            if bytes(kept.files) == files:
                return msgspec.msgpack.decode(kept.course, type=Course, dec_hook=_to_path)
    # Here, because a command that finds the copy current pays for no parser.
    from grader.course.reader import read_course

    course = read_course(path)
    if files is not None:
        copy = _Copy(files=msgspec.Raw(files), course=msgspec.Raw(msgspec.msgpack.encode(course, enc_hook=str)))
        with contextlib.suppress(UnwritableError):  # then it is read anew each time
            write_atomically(cache, msgspec.msgpack.encode(copy))
    return course


def _to_path(kind: type, value: Any) -> Path:
    return Path(value)


def _stamps(course: Path) -> Iterator[tuple[str, int, int, int]]:
    """Of each file that decides what `read_course` returns: its path, size, and when content and metadata changed.

    Raises `OSError` if that cannot be said: a folder that may not be looked into, or a link to a folder, which may lead
    in a circle.
    """
    for folder in (*(course / name for name in _FOLDERS), *map(Path, grader.course.__path__)):
        yield from _stamps_below(str(folder))


def _stamps_below(folder: str) -> Iterator[tuple[str, int, int, int]]:
    yield folder, 0, 0, 0  # an empty folder is a fact too
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name == "__pycache__":
            continue
        if entry.is_dir():
            if entry.is_symlink():
                raise OSError(f"{entry.path} is a link to a folder")
            yield from _stamps_below(entry.path)
        else:
            status = entry.stat()
            yield entry.path, status.st_size, status.st_mtime_ns, status.st_ctime_ns
