"""What almost every command begins with: the two consoles, the workspace, its course, its progress."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from grader.course.models import Course, Exercise, Lesson
from grader.errors import InputError
from learnfastapi.courses import course_folder
from learnfastapi.progress import Progress, Upgrade, upgrade
from learnfastapi.render.console import stderr_console, stdout_console
from learnfastapi.render.look import is_screen, look_of, put
from learnfastapi.render.text import prose, wrap
from learnfastapi.workspace import Workspace, read_cached_course

ExerciseArgument = Annotated[
    str | None,
    typer.Argument(metavar="EXERCISE", help="Its name, as `learnfastapi list` shows it. Default: the current one."),
]
LessonArgument = Annotated[str | None, typer.Argument(metavar="LESSON", help="Default: the one that you are in.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
PlainOption = Annotated[bool, typer.Option("--plain", help="No colour, signs or boxes: for screen readers and logs.")]


def now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A learner at work.

    Attributes:
        here: The current folder.
        console: Standard output.
    """

    workspace: Workspace
    course: Course
    progress: Progress
    here: Path
    console: Console

    def exercise(self, name: str | None) -> Exercise:
        """The named exercise; else the one whose folder this is; else the current one.

        Raises `UnknownNameError`, or `InputError` when there is no current one yet, or when it is one that the course
        had and has no more.
        """
        if name is not None:
            self._refuse_gone(name.rstrip("/"))
            return self.course.exercise(name.rstrip("/"))
        for found in (self.workspace.exercise_at(self.here), self.progress.place().exercise):
            if found is not None and found in self.course.exercises:
                return self.course.exercises[found]
            self._refuse_gone(found)
        raise InputError("You have not begun an exercise yet", hint="`learnfastapi next` leads to the first one")

    def begun(self, name: str | None) -> Exercise:
        """The same, and its folder must be there. Raises `InputError`."""
        exercise = self.exercise(name)
        if not self.workspace.answer_folder(exercise.id).is_dir():
            step = f"`learnfastapi next --from {exercise.lesson} --all` begins it"
            raise InputError(f"You have not begun `{exercise.id}` in `{self.workspace.folder}`", hint=step)
        return exercise

    def ready(self, name: str | None) -> Exercise:
        """The same, its files brought up to what the course has now; what came of that is said. Raises `InputError`."""
        exercise = self.begun(name)
        say_upgrade(self, exercise, upgrade(self.workspace, self.progress, exercise))
        return exercise

    def gone(self) -> tuple[str, ...]:
        """Ids of exercises that were begun and that the course has no more, in order."""
        return tuple(sorted(self.progress.begun() - self.course.exercises.keys()))

    def _refuse_gone(self, name: str | None) -> None:
        if name is not None and name in self.gone():
            kept = f"your files stay in `{self.workspace.answer_folder(name)}`"
            raise InputError(
                f"The course has no exercise `{name}` any more; {kept}", hint="`learnfastapi next` goes on"
            )

    def lesson(self, name: str | None) -> Lesson:
        """The named lesson; else the one that the learner stands in; else the first. Raises `UnknownNameError`."""
        if name is not None:
            return self.course.lesson(name)
        current = self.progress.place().lesson
        return self.course.lessons.get(current or "", next(iter(self.course.lessons.values())))

    def is_done(self, exercise_id: str) -> bool:
        """Passed, or given up."""
        return self.progress.has_passed(exercise_id) or self.progress.has_given_up(exercise_id)


@contextmanager
def open_context() -> Iterator[Context]:
    """Find the workspace from the current folder upwards, read its course, open its progress."""
    console, here = stdout_console(), current_folder()
    workspace = Workspace.find(here)
    course = read_cached_course(course_folder(workspace.course), workspace.course_cache)
    with Progress.open(workspace.progress_file, now=now) as progress:
        if progress.recovered_from is not None:
            kept = (
                f"Your progress file was damaged. It is kept as `{progress.recovered_from}`, and a new one was begun."
            )
            say(stderr_console(), kept)
        yield Context(workspace=workspace, course=course, progress=progress, here=here, console=console)


def current_folder() -> Path:
    """Raises `InputError` if it was deleted under us."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise InputError("The current folder does not exist any more", hint="`cd` into your workspace") from None


def say(console: Console, *lines: str, plain: bool = False) -> None:
    """Print sentences of ours, with code in backticks."""
    look = look_of(console, plain=plain)
    texts = [prose(line, look) if line else Text() for line in lines]
    if is_screen(console):  # else a program may read it, line by line
        texts = [part for text in texts for part in _wrapped(text, look.width)]
    put(console, texts, look)


def _wrapped(text: Text, width: int) -> list[Text]:
    """Broken between words. A path that is wider than the screen stays whole, to be copied."""
    return [text] if any(cell_len(word) > width for word in text.plain.split()) else wrap(text, width)


def put_json(value: object) -> None:
    """One document on standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()


def say_upgrade(context: Context, exercise: Exercise, done: Upgrade | None) -> None:
    """What a changed starter did to the learner's files; to standard error, where no report is. Nothing for None."""
    if done is None:
        return
    lines = [f"The course has a new version of the files that `{exercise.id}` began with."]
    lines += [f"  `{name}` is the new one; you had not changed yours" for name in done.replaced]
    lines += [f"  `{name}` has its changes and yours" for name in done.merged]
    lines += [f"  `{name}` was added" for name in done.added]
    lines += [
        f"  `{name}` stays as you have it; the new one is beside it, `{new}`" for name, new in done.beside.items()
    ]
    if done.changes_answer:
        lines.append(f"`learnfastapi undo {exercise.id}` brings back what you had.")
    if done.beside:
        names = "`, `".join(done.beside.values())
        lines.append(f"Take over what you want from `{names}`; nothing of it is graded.")
    say(stderr_console(), *lines, "")


def shown(path: Path, here: Path) -> str:
    """A path as short as it can be typed from here."""
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def is_interactive(console: Console) -> bool:
    """Whether somebody can be asked."""
    return console.is_terminal and sys.stdin.isatty()
