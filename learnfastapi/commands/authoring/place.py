"""Which course an instructor means, and what is said to them when it cannot be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from grader.course.outline import FILE
from grader.errors import CourseError, InputError
from learnfastapi.workspace import Workspace
from learnfastapi.workspace.errors import NoWorkspaceError

CourseOption = Annotated[
    Path | None,
    typer.Option("--course", metavar="DIR", help="The folder that holds `lessons`. Default: the course you are in."),
]


def course_folder(course: Path | None, here: Path) -> Path:
    """The folder of a course, absolute: the one that is given; else the innermost that holds `here`; else the
    workspace's.

    Raises `InputError` if there is none that can be written in: the built-in course is none.
    """
    if course is not None:
        if not (here / course / FILE).is_file():
            hint = "give the folder that holds `lessons`, `exercises`, `solutions`"
            raise InputError(f"`{course}` is no folder of a course: it has no `{FILE.as_posix()}`", hint=hint)
        return (here / course).resolve()
    above = next((folder for folder in (here, *here.parents) if (folder / FILE).is_file()), None)
    found = above or _of_workspace(here)
    if found is None:
        hint = "`cd` into your course, or name it with `--course DIR`; `learnfastapi author new course DIR` makes one"
        raise InputError(f"No course in `{here}` or above it", hint=hint)
    return found.resolve()


def _of_workspace(here: Path) -> Path | None:
    try:
        course = Workspace.find(here).course
    except NoWorkspaceError:
        return None
    return course if isinstance(course, Path) else None  # an installed pack is no place to write in


@contextmanager
def read_by_its_author() -> Iterator[None]:
    """What is wrong with a course is for the person at the keyboard to mend."""
    try:
        yield
    except CourseError as error:
        error.hint = "mend what is named, then type the command again"
        raise
