"""`author preview`: a lesson or a task as learners will see it, again at every save."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from grader.course.models import Lesson
from grader.errors import InputError, LearnError, UnknownNameError
from learnfastapi.commands.authoring.pages import Pages, lesson_file, read_pages, task_file
from learnfastapi.commands.authoring.place import CourseOption, course_folder
from learnfastapi.commands.context import current_folder, is_interactive, say, shown
from learnfastapi.commands.parts import print_part
from learnfastapi.commands.reading import SectionOption
from learnfastapi.render.console import stderr_console, stdout_console
from learnfastapi.render.errors import render_error
from learnfastapi.render.markdown import render_exercise, render_lesson_head
from learnfastapi.render.pager import paged
from learnfastapi.way import Task, part_named, steps_of

_BROKEN = 3
_QUIET_MS = 10
_LOOK_MS = 1_000
_MOST_MS = 100

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A lesson or an exercise; both, if both have it.")]
OnceOption = Annotated[bool, typer.Option("--once", help="Print it and end, as without a terminal.")]


def preview(
    name: NameArgument, section: SectionOption = None, once: OnceOption = False, course: CourseOption = None
) -> None:
    """Show a lesson or a task as learners will see it, again at every save. Ctrl-C ends it."""
    here = current_folder()
    folder = course_folder(course, here)
    _require(folder, name, section)
    console = stdout_console()
    if once or not is_interactive(console):
        pages = read_pages(folder, name)
        if pages.problems:
            say(stderr_console(), *pages.problems)
            raise typer.Exit(_BROKEN)
        with paged(console):
            _show(console, pages, section)
        return
    try:
        for pages in _saves(folder, name):
            console.clear()
            _show_or_tell(console, pages, section)
            files = " or ".join(f"`{shown(file, here)}`" for file in _files(folder, name) if file.is_file())
            say(console, "", f"Waiting for the next save of {files}. Ctrl-C ends.")
    except KeyboardInterrupt:
        say(console, "")


def _require(course: Path, name: str, section: str | None) -> None:
    """Raises `InputError` if there is nothing of this name, or no section in it."""
    lessons = sorted(file.stem for file in (course / "lessons").glob("*.md"))
    exercises = sorted(file.parent.name for file in (course / "exercises").glob("*/exercise.md"))
    if name not in (*lessons, *exercises):
        otherwise = f"there are `{'`, `'.join(sorted({*lessons, *exercises}))}`"
        raise UnknownNameError("lesson or exercise", name, [*lessons, *exercises], otherwise=otherwise)
    if section is not None and name not in lessons:
        raise InputError(f"`{name}` is an exercise, which has no sections", hint="leave `--section` out")


def _saves(course: Path, name: str) -> Iterator[Pages]:
    """The pages as they are now, and again whenever one of their files changed."""
    import watchfiles

    seen = _contents(course, name)
    yield read_pages(course, name)
    for _ in watchfiles.watch(
        *(folder for folder in (course / "lessons", course / "exercises") if folder.is_dir()),
        debounce=_MOST_MS,
        step=_QUIET_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    ):
        if (found := _contents(course, name)) != seen:
            seen = found
            yield read_pages(course, name)


def _contents(course: Path, name: str) -> list[bytes]:
    return [file.read_bytes() if file.is_file() else b"" for file in _files(course, name)]


def _files(course: Path, name: str) -> tuple[Path, ...]:
    return course / lesson_file(name), course / task_file(name)


def _show_or_tell(console: Console, pages: Pages, section: str | None) -> None:
    if pages.problems:
        say(console, *pages.problems)
        return
    try:
        _show(console, pages, section)
    except LearnError as error:  # the section has another name now
        render_error(console, error)


def _show(console: Console, pages: Pages, section: str | None) -> None:
    """In the learner's order."""
    if section is not None and pages.lesson is not None:
        print_part(console, part_named(pages.lesson, section))
        return
    if pages.lesson is not None:
        _show_lesson(console, pages.lesson)
    if pages.lesson is not None and pages.exercise is not None:
        say(console, "")
    if pages.exercise is not None:
        render_exercise(console, pages.exercise, Path(pages.exercise.id))


def _show_lesson(console: Console, lesson: Lesson) -> None:
    render_lesson_head(console, lesson)
    for step in steps_of(lesson):
        say(console, "")
        if isinstance(step, Task):
            say(console, f"Here comes the exercise `{step.exercise}`. What follows is shown after a pass.")
        else:
            print_part(console, step)
