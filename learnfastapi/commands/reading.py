"""`next` and `lesson`: read, and be led to the exercises."""

from contextlib import suppress
from typing import Annotated

import typer

from grader.course.models import Lesson
from grader.errors import InputError
from learnfastapi.commands.as_data import part_data
from learnfastapi.commands.asking import Asker, StoppedError
from learnfastapi.commands.context import (
    Context,
    JsonOption,
    LessonArgument,
    PlainOption,
    is_interactive,
    open_context,
    put_json,
    say,
    say_upgrade,
    shown,
)
from learnfastapi.commands.due import are_due, due_today
from learnfastapi.commands.leading import Leader, begin_exercise
from learnfastapi.commands.parts import ask_part, show_part
from learnfastapi.commands.studying import material_of, mode_of, sync_cards
from learnfastapi.progress import begin
from learnfastapi.render.markdown import Above, render_exercise, render_lesson_head, render_section
from learnfastapi.render.pager import paged
from learnfastapi.study.settings import Study
from learnfastapi.way import part_named, parts_of

FromOption = Annotated[str | None, typer.Option("--from", metavar="LESSON", help="Jump to this lesson.")]
AllOption = Annotated[
    bool, typer.Option("--all", help="Print the whole lesson at once, and put its exercises into the workspace.")
]
TestOutOption = Annotated[
    bool, typer.Option("--test-out", help="Take the lesson's exercise first: a pass marks the lesson as known.")
]
AskOption = Annotated[
    bool,
    typer.Option(
        "--ask", help="Stop at each prediction, also without a terminal: guesses are lines of standard input."
    ),
]
SectionOption = Annotated[
    str | None, typer.Option("--section", metavar="NAME", help="Only this part, such as `core` or `review`.")
]


def next_(
    from_: FromOption = None,
    all_: AllOption = False,
    test_out: TestOutOption = False,
    ask: AskOption = False,
    as_json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Go on: the next part of a lesson, or the exercise that waits."""
    with open_context() as context:
        if from_ is not None:
            context.progress.go_to(lesson=context.course.lesson(from_).id)
        if as_json:
            mode = context.progress.study.mode() or Study.LIGHT
            put_json(Leader(context, mode=mode, asks=False, plain=True).take_as_data())
            return
        if all_:
            _whole_lesson(context, context.lesson(from_), plain=plain)
        elif test_out:
            _test_out(context, _to_test_out(context, from_), plain=plain)
        else:
            mode = mode_of(context, plain=plain)
            Leader(context, mode=mode, asks=ask or is_interactive(context.console), plain=plain).lead()
        _mention_due(context, plain=plain)


def lesson(
    lesson: LessonArgument = None,
    section: SectionOption = None,
    ask: AskOption = False,
    as_json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Read a lesson again, or one part of it."""
    with open_context() as context:
        found = context.lesson(lesson)
        part = None if section is None else part_named(found, section)
        if as_json:
            sections = found.sections if part is None else part.sections
            put_json(part_data(found, sections, material_of(found), part=None if part is None else part.name))
        elif ask:
            material, asker = material_of(found), Asker(context.console, plain=plain)
            with suppress(StoppedError):
                for each in parts_of(found) if part is None else [part]:
                    ask_part(context, each, material, asker, plain=plain)
        elif part is None:
            with paged(context.console, plain=plain):
                _print_lesson(context, found, plain=plain)
        else:
            show_part(context.console, part, plain=plain)


def _to_test_out(context: Context, name: str | None) -> Lesson:
    """The named lesson; else the one that the learner stands in or the next with an exercise that waits."""
    current = context.lesson(name)
    if name is not None:
        return current
    lessons = list(context.course.lessons.values())
    ahead = lessons[lessons.index(current) :]
    waits = (each for each in ahead if any(not context.is_done(exercise) for exercise in each.exercises))
    return next(waits, current)


def _test_out(context: Context, lesson: Lesson, *, plain: bool) -> None:
    """Its first exercise that is not passed. Raises `InputError` if there is none."""
    waiting = [name for name in lesson.exercises if not context.is_done(name)]
    if not waiting:
        what = "has no exercise" if not lesson.exercises else "has no exercise that waits for a pass"
        raise InputError(
            f"The lesson `{lesson.id}` {what}", hint=f"`learnfastapi recite {lesson.id}` asks what you know of it"
        )
    context.progress.go_to(lesson=lesson.id)
    begin_exercise(context, context.course.exercises[waiting[0]], plain=plain)
    say(
        context.console,
        "",
        f"A pass marks the lesson `{lesson.id}` as known.",
        "`learnfastapi next` reads it instead.",
        plain=plain,
    )


def _mention_due(context: Context, *, plain: bool) -> None:
    """Once a day, and not to somebody who wants nothing asked."""
    progress = context.progress
    day = progress.today().isoformat()
    if progress.study.mode() is Study.OFF or progress.study.setting("due mentioned") == day:
        return
    due = due_today(context)
    if due:
        progress.study.set("due mentioned", day)
        say(context.console, "", f"{are_due(due)} today: `learnfastapi review`", plain=plain)


def _whole_lesson(context: Context, lesson: Lesson, *, plain: bool) -> None:
    exercises = [context.course.exercises[exercise_id] for exercise_id in lesson.exercises]
    with paged(context.console, plain=plain):
        _print_lesson(context, lesson, plain=plain)
        for exercise in exercises:
            say_upgrade(context, exercise, begin(context.workspace, context.progress, exercise))
            say(context.console, "", plain=plain)
            render_exercise(context.console, exercise, context.workspace.answer_folder(exercise.id), plain=plain)
    context.progress.go_to(lesson=lesson.id, exercise=exercises[0].id if exercises else None)
    for part in parts_of(lesson):
        context.progress.mark_read(lesson.id, part.name)
    if context.progress.study.mode() is not Study.OFF:
        sync_cards(context, lesson)
    files = [shown(context.workspace.answer_folder(exercise.id), context.here) for exercise in exercises]
    if files:
        say(context.console, "", f"Your files are in `{'`, `'.join(files)}`.", plain=plain)


def _print_lesson(context: Context, lesson: Lesson, *, plain: bool) -> None:
    render_lesson_head(context.console, lesson, plain=plain)
    above = Above()
    for section in lesson.sections:
        say(context.console, "", plain=plain)
        render_section(context.console, section, above, plain=plain)
