"""`export`: everything of a learner in one folder of plain files."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from grader.errors import InputError, LearnError
from learnfastapi.commands.context import JsonOption, PlainOption, current_folder, now, put_json, say, shown
from learnfastapi.courses import course_folder, short_name
from learnfastapi.progress import Progress
from learnfastapi.render.console import stdout_console
from learnfastapi.takeout import Taken, take_out
from learnfastapi.workspace import Workspace, read_cached_course, writing

FolderArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="DIR", help="A new or empty folder. Default: `learnfastapi-export-` and the date, in your workspace."
    ),
]


def export(folder: FolderArgument = None, as_json: JsonOption = False, plain: PlainOption = False) -> None:
    """Put your answers, notes, explanations, cards and progress into one folder of plain files."""
    here = current_folder()
    workspace = Workspace.find(here)
    course, exercises = _course(workspace)
    with Progress.open(workspace.progress_file, now=now) as progress:
        target = folder or workspace.folder / f"learnfastapi-export-{progress.today()}"
        _refuse(target, here, workspace, {*exercises, *progress.begun()})
        with _filled(target) as inner:
            taken = take_out(workspace, progress, inner, course=course, exercises=exercises, at=now())
    left_out = [_printable(path.relative_to(workspace.folder)) for path in taken.left_out]
    if as_json:
        put_json(_as_json(target.resolve(), taken, left_out))
        return
    say(stdout_console(), *_lines(shown(target, here), taken, left_out), plain=plain)


def _course(workspace: Workspace) -> tuple[str, tuple[str, ...]]:
    """Title, and the ids of its exercises. What a learner did is theirs, also when the course is broken or gone."""
    with contextlib.suppress(LearnError):
        course = read_cached_course(course_folder(workspace.course), workspace.course_cache)
        return course.title, tuple(course.exercises)
    return short_name(workspace.course), ()


def _refuse(target: Path, here: Path, workspace: Workspace, exercises: set[str]) -> None:
    """Raise `InputError` for a folder that holds something, or would become a part of what is copied."""
    place, name = target.resolve(), shown(target, here)
    source = next(
        (source for source in (*sorted(exercises), "notes") if place.is_relative_to(workspace.folder / source)), None
    )
    with writing(target):
        held = os.listdir(target) if os.path.isdir(target) else []
    if source is not None:
        problem = f"is in `{shown(workspace.folder / source, here)}`, which is copied"
    elif held:
        problem = f"is not empty (it holds `{_printable(Path(min(held)))}`)"
    elif os.path.lexists(target) and not os.path.isdir(target):
        problem = "is not a folder"
    else:
        return
    raise InputError(f"`{name}` {problem}", hint="give a new folder, as in `learnfastapi export ~/learnfastapi-export`")


@contextlib.contextmanager
def _filled(target: Path) -> Iterator[Path]:
    """A folder to be filled. What is in it is in `target` afterwards; if the block fails, nothing is."""
    is_new = not target.exists()
    inner = target / f".learnfastapi-{os.getpid()}.tmp"
    with writing(target):
        inner.mkdir(parents=True)
    try:
        yield inner
        with writing(target):
            for path in inner.iterdir():
                path.rename(target / path.name)
    finally:
        shutil.rmtree(inner, ignore_errors=True)
        if is_new:
            with contextlib.suppress(OSError):  # it holds something now
                target.rmdir()


def _printable(path: Path) -> str:
    """A name may be no Unicode."""
    return str(path).encode(errors="backslashreplace").decode()


def _lines(target: str, taken: Taken, left_out: list[str]) -> Iterator[str]:
    yield f"All that you did is now in `{target}`:"
    yield ""
    for name, count, what in (
        ("answers/", taken.answers, "exercise"),
        ("history/", taken.snapshots, "earlier answer"),
        ("notes/", taken.notes, "file"),
        ("explanations/", taken.explanations, "explanation"),
        ("cards.csv", taken.cards, "card"),
        ("reviews.csv", taken.reviews, "review"),
    ):
        if count:  # else there is no such folder, or only a head
            yield f"  {name:<14}{count:>5} {what if count == 1 else f'{what}s'}"
    yield "  progress.json"
    yield ""
    for name in left_out:
        yield f"`{name}` was left out: it is a link, or cannot be read."
    yield "`README.md` there says what is what."


def _as_json(target: Path, taken: Taken, left_out: list[str]) -> object:
    return {
        "version": 1,
        "folder": _printable(target),
        "answers": taken.answers,
        "snapshots": taken.snapshots,
        "notes": taken.notes,
        "explanations": taken.explanations,
        "cards": taken.cards,
        "reviews": taken.reviews,
        "left_out": left_out,
    }
