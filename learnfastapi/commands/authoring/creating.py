"""`author new`: a lesson, an exercise or a course that works at once, and says what has to be written."""

import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Annotated, get_args, get_type_hints

import typer
from rich.console import Console

from grader.course.front_matter import TaskHead
from grader.course.models import Course, Lesson
from grader.course.names import RESERVED, RESERVED_IDS, is_id
from grader.course.outline import FILE
from grader.course.reader import read_course
from grader.errors import InputError, UnknownNameError
from learnfastapi.commands.authoring.entries import with_exercise, with_lesson
from learnfastapi.commands.authoring.making import make
from learnfastapi.commands.authoring.place import CourseOption, course_folder, read_by_its_author
from learnfastapi.commands.authoring.skeleton import course_files, exercise_files, lesson_files, pack_files
from learnfastapi.commands.context import current_folder, is_interactive, say, shown
from learnfastapi.render.console import stdout_console

_KINDS: tuple[str, ...] = get_args(get_type_hints(TaskHead)["kind"])
_LESSON_MINUTES = 4
"""What the skeleton takes by count."""
_EXERCISE_MINUTES = 15

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Its id: lower-case words and hyphens.")]
FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is new or empty.")]
TitleOption = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Default: made from the name.")]
LevelOption = Annotated[
    str | None, typer.Option("--level", metavar="LEVEL", help="Its id. Default: the level of the last lesson.")
]
LessonOption = Annotated[
    str | None,
    typer.Option("--lesson", metavar="LESSON", help="Whose exercise it is. Default: of the same name, else the last."),
]
KindOption = Annotated[str | None, typer.Option("--kind", metavar="KIND", help=f"One of {', '.join(_KINDS)}.")]
MinutesOption = Annotated[int | None, typer.Option("--minutes", metavar="N", min=1, help="How long it takes.")]
FirstOption = Annotated[
    str, typer.Option("--first", metavar="NAME", help="Id of its first lesson, and of the exercise.")
]
PackOption = Annotated[bool, typer.Option("--pack/--no-pack", help="With or without what makes it installable.")]


def lesson(
    name: NameArgument,
    title: TitleOption = None,
    level: LevelOption = None,
    minutes: MinutesOption = None,
    course: CourseOption = None,
) -> None:
    """Make a lesson, and enter it at the end of its level."""
    console, here = stdout_console(), current_folder()
    folder, read = _course(course, here)
    _require_new_id("lesson", name, read.lessons)
    if not read.levels:
        raise InputError("The course has no level", hint=f"write one into `{FILE.as_posix()}`")
    title = _title(console, title, name)
    levels = {each.id: each.lessons for each in read.levels}
    level = _choice(console, "level", level, [*levels], default=_last_level(read))
    files = lesson_files(
        name, title=title, level=level, minutes=minutes or _LESSON_MINUTES, requires=levels[level][-1:]
    )
    make(folder, files, {FILE: partial(with_lesson, level=level, lesson=name)})
    _tell(console, here, folder, f"The lesson `{name}` is made:", files, {FILE: f"`{name}` is the last of `{level}`"})
    _say_next(console, f"`learnfastapi author preview {name}` shows it while you write")


def exercise(
    name: NameArgument,
    title: TitleOption = None,
    lesson: LessonOption = None,
    kind: KindOption = None,
    minutes: MinutesOption = None,
    course: CourseOption = None,
) -> None:
    """Make an exercise that works, and enter it into its lesson."""
    console, here = stdout_console(), current_folder()
    folder, read = _course(course, here)
    _require_new_id("exercise", name, read.exercises)
    if not read.lessons:
        raise InputError("The course has no lesson", hint=f"`learnfastapi author new lesson {name}` makes one")
    title = _title(console, title, name)
    lesson = _choice(console, "lesson", lesson, [*read.lessons], default=_lesson_for(read, name))
    kind = _choice(console, "kind", kind, _KINDS, default="complete")
    files = exercise_files(name, title=title, lesson=lesson, kind=kind, minutes=minutes or _EXERCISE_MINUTES)
    file = Path("lessons", f"{lesson}.md")
    make(folder, files, {file: partial(with_exercise, exercise=name)})
    _tell(console, here, folder, f"The exercise `{name}` is made:", files, {file: f"`{name}` is its last exercise"})
    _say_next(console, f"`learnfastapi author try {name}` runs its checks, which pass")


def course(
    folder: FolderArgument, title: TitleOption = None, first: FirstOption = "first-steps", pack: PackOption = True
) -> None:
    """Make a course with one lesson and one exercise, which work."""
    console, here = stdout_console(), current_folder()
    made = (here / folder).resolve()
    _require_id(made.name)
    _require_id(first)
    _require_empty(made)
    title = _title(console, title, made.name)
    files = {
        **course_files(title=title, lesson=first),
        **lesson_files(
            first, title=_words(first), level="core", minutes=_LESSON_MINUTES, requires=(), exercises=(first,)
        ),
        **exercise_files(first, title=_words(first), lesson=first, kind="complete", minutes=_EXERCISE_MINUTES),
        **(pack_files(made.name, title=title) if pack else {}),
    }
    make(made, files)
    _tell(console, here, made, f"The course `{made.name}` is made:", files, {})
    step = f"`learnfastapi author preview {first} --course {shown(made, here)}` shows the lesson and its exercise"
    _say_next(console, step)


def _course(course: Path | None, here: Path) -> tuple[Path, Course]:
    folder = course_folder(course, here)
    with read_by_its_author():
        return folder, read_course(folder)


def _require_id(name: str) -> None:
    if not is_id(name):
        near = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789")
        hint = f"use {f'`{near}`' if is_id(near) else 'one such as `path-parameters`'}"
        raise InputError(f"`{name}` cannot be a name: names are lower-case words and hyphens", hint=hint)
    if name in RESERVED_IDS:
        raise InputError(f"`{name}` cannot be a name: it {RESERVED}", hint=f"use one such as `more-{name}`")


def _require_new_id(kind: str, name: str, known: Iterable[str]) -> None:
    _require_id(name)
    if name in known:
        raise InputError(f"The {kind} `{name}` exists already", hint="take another name")


def _require_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise InputError(f"`{folder}` is a file", hint="give a folder that is new or empty")
    others = sorted(each.name for each in folder.iterdir() if not each.name.startswith(".")) if folder.exists() else []
    if others:
        hint = "give a folder that is new or empty"
        raise InputError(f"`{folder}` is not empty (it holds `{others[0]}`)", hint=hint)


def _words(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _last_level(course: Course) -> str:
    return next((level.id for level in reversed(course.levels) if level.lessons), course.levels[0].id)


def _lesson_for(course: Course, exercise: str) -> str:
    """The lesson of the same name; else the last that has no exercise; else the last."""
    if exercise in course.lessons:
        return exercise
    lessons: list[Lesson] = [*course.lessons.values()]
    return next((lesson.id for lesson in reversed(lessons) if not lesson.exercises), lessons[-1].id)


def _title(console: Console, given: str | None, name: str) -> str:
    title = _asked(console, "Title", given, _words(name)).strip()
    if not title or not title.isprintable():
        raise InputError(f"`{title!r}` is no title", hint="give a few words on one line")
    return title


def _choice(console: Console, what: str, given: str | None, known: Iterable[str], *, default: str) -> str:
    names = [*known]
    found = _asked(console, f"{what.capitalize()} ({', '.join(names)})", given, default)
    if found not in names:
        raise UnknownNameError(what, found, names, otherwise=f"there are `{'`, `'.join(names)}`")
    return found


def _asked(console: Console, question: str, given: str | None, default: str) -> str:
    """What an option says; else what the person at the terminal says; else the default."""
    if given is not None or not is_interactive(console):
        return default if given is None else given
    return str(typer.prompt(question, default=default))


def _tell(
    console: Console, here: Path, folder: Path, first: str, files: Iterable[Path], changed: dict[Path, str]
) -> None:
    say(console, first, "")
    for file in files:
        say(console, f"  `{shown(folder / file, here)}`")
    for file, change in changed.items():
        say(console, f"  `{shown(folder / file, here)}`: {change}")


def _say_next(console: Console, step: str) -> None:
    say(console, "", "What you have to write is marked `TODO(author)`; comments say how.", f"Next: {step}.")
