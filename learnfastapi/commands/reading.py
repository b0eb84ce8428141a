"""`next` and `lesson`: read, and be led to the exercises."""

from typing import Annotated

import typer
from rich.console import Console

from grader.course.models import Exercise, Lesson
from learnfastapi.commands.context import Context, is_interactive, open_context, say, say_upgrade, shown
from learnfastapi.progress import begin
from learnfastapi.render.markdown import render_exercise, render_lesson_head, render_section
from learnfastapi.render.pager import paged
from learnfastapi.way import Part, Step, Task, next_step, part_named, parts_of

_TITLES = {
    "survey": "survey and questions",
    "in-plain-words": "in plain words",
    "core": "core",
    "advanced": "advanced",
    "under-the-hood": "under the hood",
    "recite": "recite",
    "cornell-notes": "Cornell notes",
    "review": "review",
}

FromOption = Annotated[str | None, typer.Option("--from", metavar="LESSON", help="Jump to this lesson.")]
AllOption = Annotated[
    bool, typer.Option("--all", help="Print the whole lesson at once, and put its exercises into the workspace.")
]
LessonArgument = Annotated[str | None, typer.Argument(metavar="LESSON", help="Default: the one that you are in.")]
SectionOption = Annotated[
    str | None, typer.Option("--section", metavar="NAME", help="Only this part, such as `core` or `review`.")
]


def next_(from_: FromOption = None, all_: AllOption = False) -> None:
    """Go on: the next part of a lesson, or the exercise that waits."""
    with open_context() as context:
        if from_ is not None:
            context.progress.go_to(lesson=context.course.lesson(from_).id)
        if all_:
            _whole_lesson(context, context.lesson(from_))
            return
        step = _step(context)
        while step is not None and _take(context, step, is_jump=from_ is not None):
            step = _step(context)
        if step is None:
            say(context.console, "You have been through the whole course.", "", "`learnfastapi list` shows it again.")


def lesson(lesson: LessonArgument = None, section: SectionOption = None) -> None:
    """Read a lesson again, or one part of it."""
    with open_context() as context:
        found = context.lesson(lesson)
        part = None if section is None else part_named(found, section)
        with paged(context.console):
            if part is None:
                _print_lesson(context, found)
            else:
                print_part(context.console, part)


def _step(context: Context) -> Step | None:
    progress = context.progress
    return next_step(
        context.course,
        progress.place().lesson,
        is_read=lambda lesson_id, part: part in progress.parts_read(lesson_id),
        is_done=context.is_done,
    )


def _take(context: Context, step: Step, *, is_jump: bool) -> bool:
    """Show one step. Returns whether to go on to the next at once."""
    context.progress.go_to(lesson=step.lesson.id)
    if isinstance(step, Task):
        _begin(context, context.course.exercises[step.exercise])
        return False
    with paged(context.console):
        if step.name == "survey":
            render_lesson_head(context.console, step.lesson)
            say(context.console, "")
        print_part(context.console, step)
    context.progress.mark_read(step.lesson.id, step.name)
    following = _step(context)
    say(context.console, "", _what_follows(step, following))
    if following is None or not is_interactive(context.console):
        return False
    return _wants_more(context)


def _what_follows(step: Step, following: Step | None) -> str:
    match following:
        case None:
            return "That was the last part of the course."
        case Task(exercise=exercise):
            return f"Next: the exercise `{exercise}`, with `learnfastapi next`"
        case Part(lesson=lesson) if lesson.id != step.lesson.id:
            return f"Next: the lesson `{lesson.id}`, {lesson.title}, with `learnfastapi next`"
        case Part(name=name):
            return f"Next: {_TITLES[name]}, with `learnfastapi next`"


def _wants_more(context: Context) -> bool:
    """Enter goes on; anything else ends, and so does Ctrl-D."""
    try:
        return context.console.input("[Enter] goes on now, q stops here: ", markup=False).strip() == ""
    except EOFError:
        say(context.console, "")
        return False


def _begin(context: Context, exercise: Exercise) -> None:
    say_upgrade(context, exercise, begin(context.workspace, context.progress, exercise))
    context.progress.go_to(exercise=exercise.id)
    folder = context.workspace.answer_folder(exercise.id)
    with paged(context.console):
        render_exercise(context.console, exercise, folder)
    if context.progress.attempts(exercise.id):
        say(context.console, "", "It waits for a pass. `learnfastapi hint` helps, and `learnfastapi check` grades it.")


def _whole_lesson(context: Context, lesson: Lesson) -> None:
    exercises = [context.course.exercises[exercise_id] for exercise_id in lesson.exercises]
    with paged(context.console):
        _print_lesson(context, lesson)
        for exercise in exercises:
            say_upgrade(context, exercise, begin(context.workspace, context.progress, exercise))
            say(context.console, "")
            render_exercise(context.console, exercise, context.workspace.answer_folder(exercise.id))
    context.progress.go_to(lesson=lesson.id, exercise=exercises[0].id if exercises else None)
    for part in parts_of(lesson):
        context.progress.mark_read(lesson.id, part.name)
    files = [shown(context.workspace.answer_folder(exercise.id), context.here) for exercise in exercises]
    if files:
        say(context.console, "", f"Your files are in `{'`, `'.join(files)}`.")


def _print_lesson(context: Context, lesson: Lesson) -> None:
    render_lesson_head(context.console, lesson)
    for section in lesson.sections:
        say(context.console, "")
        render_section(context.console, section)


def print_part(console: Console, part: Part) -> None:
    """Its sections, with an empty line between them."""
    for number, section in enumerate(part.sections):
        if number:
            say(console, "")
        render_section(console, section)
