"""What can be wrong with a workspace.

InputError
├── NoWorkspaceError           none here or above
├── NotAWorkspaceFolderError   a file, or a folder with other things in it
├── OtherCourseError           a workspace of another course
├── WorkspaceFileError         `workspace.toml` cannot be used
└── UnwritableError            the system refuses to read or write a path
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.errors import InputError

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_PERMISSION = frozenset({errno.EACCES, errno.EPERM})


class NoWorkspaceError(InputError):
    """No folder from the current one upwards is a workspace."""

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"No workspace in `{start}` or above it", hint="`learnfastapi start` makes one; or `cd` into yours"
        )


class NotAWorkspaceFolderError(InputError):
    """No workspace can be made at this path."""


class OtherCourseError(InputError):
    """The workspace exists and holds the answers to another course."""

    def __init__(self, folder: Path, course: str) -> None:
        super().__init__(
            f"The workspace in `{folder}` belongs to {course}",
            hint="give `learnfastapi start` another folder for this course",
        )


class WorkspaceFileError(InputError):
    """`workspace.toml` cannot be used."""


class UnwritableError(InputError):
    """The system refuses an access: no permission, a read-only or full disk, a path that cannot be.

    Attributes:
        path: What could not be read or written.
    """

    def __init__(self, path: Path, error: OSError) -> None:
        self.path = path
        reason = (error.strerror or str(error)).lower()
        super().__init__(f"Cannot write `{path}`: {reason}", hint=_next_step(error.errno, path))


def _next_step(number: int | None, path: Path) -> str:
    if number in _NO_ROOM:
        return "free some space there, then run the command again"
    if number in _NO_PERMISSION:
        nearest = next(folder for folder in path.parents if os.path.exists(folder))
        return f"see who may write there with `ls -ld '{nearest}'`, or `learnfastapi start` elsewhere"
    if number == errno.EROFS:
        return "make a workspace on a disk that can be written: `learnfastapi start DIR`"
    return "check the path, or make a workspace elsewhere with `learnfastapi start DIR`"


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn an `OSError` of the block into an `UnwritableError` about this path."""
    try:
        yield
    except OSError as error:
        raise UnwritableError(path, error) from error
