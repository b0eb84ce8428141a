"""`start`: make a workspace and say what comes next."""

import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from grader.course.reader import read_course
from grader.errors import InputError
from learnfastapi.bundled import bundled_course
from learnfastapi.commands.context import current_folder, now, say
from learnfastapi.progress import Progress
from learnfastapi.render.console import stdout_console
from learnfastapi.workspace import Workspace

_DEFAULT = Path("learnfastapi-workspace")

FolderArgument = Annotated[
    Path | None, typer.Argument(metavar="DIR", help="Default: `learnfastapi-workspace` in the current folder.")
]
CourseOption = Annotated[
    Path | None,
    typer.Option("--course", metavar="COURSE", help="A folder with another course. Default: the built-in one."),
]


def start(folder: FolderArgument = None, course: CourseOption = None) -> None:
    """Make a workspace, the folder for your answers. Again on the same folder, it keeps all that is there."""
    here = current_folder()
    console = stdout_console()
    if course is not None and not course.is_dir():
        raise InputError(
            f"`{course}` is no folder", hint="give the folder that holds `lessons`, `exercises`, `solutions`"
        )
    read_course(course or bundled_course())  # before anything is made
    wanted = folder or _DEFAULT
    existed = (wanted / ".learnfastapi").is_dir()
    workspace = Workspace.create(wanted, interpreter=Path(sys.executable), course=course)
    title = read_course(workspace.course or bundled_course()).title  # an existing one may have another course
    with Progress.open(workspace.progress_file, now=now):
        pass  # made now, so that a folder that cannot hold it is noticed now
    say(console, f"{title}: your workspace is {'ready, with all that was in it' if existed else 'made'}.", "")
    say(console, f"  `{workspace.folder}`", "")
    say(console, "Open that folder in your editor. In a terminal, type:", "")
    for command in _commands(workspace.folder, here):
        say(console, f"  {command}")


def _commands(folder: Path, here: Path) -> list[str]:
    """To be typed in this order, before anything else works as the lessons say."""
    commands = []
    script = Path(sys.executable).with_name("activate")
    if shutil.which("learnfastapi") is None and script.is_file():
        commands.append(f"source {shlex.quote(str(script))}")
    if folder != here:
        commands.append(f"cd {shlex.quote(str(folder))}")
    return [*commands, "learnfastapi next"]
