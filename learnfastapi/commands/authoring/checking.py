"""`author check`: is the course in order, and does a pass of its exercises mean something?"""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from grader.errors import InputError
from learnfastapi.commands.authoring.place import course_folder
from learnfastapi.commands.context import PlainOption, current_folder, now, say, shown
from learnfastapi.render.console import stderr_console, stdout_console

QUALITY = "quality.json"


class CheckFormat(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


CourseArgument = Annotated[
    Path | None,
    typer.Argument(metavar="COURSE", help="Its folder. Default: the course around the current folder."),
]
OnlyOption = Annotated[
    str | None, typer.Option("--only", metavar="ID", help="One lesson or exercise, or both of that name.")
]
FormatOption = Annotated[
    CheckFormat, typer.Option("--format", help="For programs: `json` on one line, `github` for annotations in CI.")
]
JobsOption = Annotated[
    int | None, typer.Option("--jobs", metavar="N", min=1, help="Processes that judge. Default: one for each core.")
]
FixOption = Annotated[
    bool, typer.Option("--fix", help="Write into the examples of lessons and tasks what really came back.")
]
MatrixOption = Annotated[bool, typer.Option("--matrix", help="Show which check catches what. Takes longer.")]


def check(
    course: CourseArgument = None,
    only: OnlyOption = None,
    format_: FormatOption = CheckFormat.TEXT,
    jobs: JobsOption = None,
    fix: FixOption = False,
    matrix: MatrixOption = False,
    plain: PlainOption = False,
) -> None:
    """Say what is wrong with a course, and how well it judges."""
    # Here, since only this command needs them.
    from grader.author.asking import Asker
    from grader.author.cache import Cache, cache_file
    from grader.author.course import check_course, fix_course
    from grader.author.output import check_github, check_json, quality_json
    from learnfastapi.render.author import progress_bar, render_check

    here, console, errors = current_folder(), stdout_console(), stderr_console()
    folder = course_folder(course, here)
    if fix:
        for mended in fix_course(folder, only):
            say(errors, f"Mended `{mended.file}`, line {mended.line}: {mended.text}", plain=plain)
    with (
        progress_bar(errors) as advanced,
        Cache(cache_file(), now()) as cache,
        Asker(cache, jobs or _cores(), advanced) as asker,
    ):
        found = check_course(
            folder,
            asker,
            cache,
            only=only,
            with_matrix=matrix,
            wrote=lambda file: say(errors, f"Wrote `{shown(file, here)}`", plain=plain),
        )
    match format_:
        case CheckFormat.TEXT:
            render_check(console, found, plain=plain)
        case CheckFormat.JSON:
            sys.stdout.write(check_json(found).decode())
        case CheckFormat.GITHUB:
            from grader.formats.github import folder_in

            repository = os.environ.get("GITHUB_WORKSPACE")
            sys.stdout.write(check_github(found, folder_in(Path(repository) if repository else None, folder)))
    if only is None and found.exercises:
        try:
            (folder / QUALITY).write_bytes(quality_json(found))
        except OSError as error:
            hint = "the figures above are complete; check a copy of the course that you may write to"
            raise InputError(f"`{folder / QUALITY}` cannot be written: {error.strerror}", hint=hint) from None
    raise typer.Exit(1 if found.all_defects else 0)


def _cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
