"""`start`: make a workspace and say what comes next."""

import contextlib
import os
import shlex
import shutil
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from grader.course.reader import read_course
from grader.errors import InputError, LearnError
from learnfastapi.commands.context import current_folder, now, say
from learnfastapi.courses import course_folder, course_named, short_name
from learnfastapi.progress import Progress, choose_starters
from learnfastapi.render.console import stdout_console
from learnfastapi.workspace import CourseName, NoWorkspaceError, Workspace

_DEFAULT = Path("learnfastapi-workspace")

FolderArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="DIR", help="Default: the workspace that you are in, or `learnfastapi-workspace` in the current folder."
    ),
]
CourseOption = Annotated[
    str | None,
    typer.Option(
        "--course",
        metavar="COURSE",
        help="Another course: its folder, or its name as `learnfastapi list --courses` shows it.",
    ),
]


BareOption = Annotated[
    bool | None,
    typer.Option(
        "--bare/--no-bare",
        help="Begin exercises with an empty app, without the code and the `TODO`s that are written for you.",
        show_default=False,
    ),
]
_BARE = (
    "Exercises that you begin from now on have bare starters: an empty app, without",
    "the code and the `TODO`s that a task may speak of. Where a task is about the",
    "code that is there, it stays.",
)
_WHOLE = ("Exercises that you begin from now on have their whole starters.",)
_BEGUN = ("Those that you have begun stay as they are; `learnfastapi reset EXERCISE`", "begins one again.")


def start(folder: FolderArgument = None, course: CourseOption = None, bare: BareOption = None) -> None:
    """Make a workspace, the folder for your answers. Again on the same folder, it keeps all that is there.

    Another course gets a folder of its own in the workspace, with its own answers and progress.
    """
    here = current_folder()
    console = stdout_console()
    found = None if course is None else course_named(course)
    read_course(course_folder(found))  # before anything is made
    wanted = _place(folder, here, found, is_named=course is not None)
    existed = (wanted / ".learnfastapi").is_dir()
    workspace = Workspace.create(wanted, interpreter=Path(sys.executable), course=found)
    title = read_course(course_folder(workspace.course)).title  # an existing one may have another course
    # Made now, so that a folder that cannot hold it is noticed now.
    with Progress.open(workspace.progress_file, now=now) as progress:
        if bare is not None:
            choose_starters(progress, bare=bare)
        has_begun = bool(progress.begun())
    say(console, f"{title}: your workspace is {'ready, with all that was in it' if existed else 'made'}.", "")
    say(console, f"  `{workspace.folder}`", "")
    if bare is not None:
        say(console, *(_BARE if bare else _WHOLE), *(_BEGUN if has_begun else ()), "")
    say(console, "Open that folder in your editor. In a terminal, type:", "")
    for command in _commands(workspace.folder, here):
        say(console, f"  {command}")


def _place(folder: Path | None, here: Path, course: CourseName, *, is_named: bool) -> Path:
    """The folder to be made a workspace, or one that is a workspace of this course already. Raises `InputError`."""
    if folder is None:
        with contextlib.suppress(NoWorkspaceError):
            folder = Workspace.find(here).folder
    folder = folder or _DEFAULT
    workspace = Workspace.at(folder)
    if workspace is None or not is_named or workspace.course == course:
        return folder
    outer = workspace.outer or workspace  # courses of one workspace lie side by side
    if outer.course == course:
        return outer.folder
    inner = outer.folder / short_name(course)
    if Workspace.at(inner) is None:
        _refuse_taken(outer, inner)
    return inner


def _refuse_taken(outer: Workspace, inner: Path) -> None:
    """Raise if something else is where the course's folder would be, or where an exercise will be."""
    exercises: Collection[str] = ()
    with contextlib.suppress(LearnError):  # the other course may be broken, which does not concern this one
        exercises = read_course(course_folder(outer.course)).exercises
    if inner.name in exercises:
        what = "is for an exercise of the course there"
    elif os.path.lexists(inner):
        what = "is there already and is no workspace"
    else:
        return
    raise InputError(
        f"`{inner}` {what}",
        hint=f"give another folder for this course, such as `{outer.folder.parent / f'{inner.name}-workspace'}`",
    )


def _commands(folder: Path, here: Path) -> list[str]:
    """To be typed in this order, before anything else works as the lessons say."""
    commands = []
    script = Path(sys.executable).with_name("activate")
    if shutil.which("learnfastapi") is None and script.is_file():
        commands.append(f"source {shlex.quote(str(script))}")
    if folder != here:
        commands.append(f"cd {shlex.quote(str(folder))}")
    return [*commands, "learnfastapi next"]
