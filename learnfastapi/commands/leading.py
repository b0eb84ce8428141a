"""The way that `next` leads: one step after the other, each with what the learner's setting asks for."""

from grader.course.models import Exercise
from learnfastapi.commands.asking import Asker
from learnfastapi.commands.context import Context, is_interactive, say, say_upgrade
from learnfastapi.commands.guessing import ask_guess, show_guess
from learnfastapi.commands.parts import ask_part, show_part
from learnfastapi.commands.reciting import recite_lesson
from learnfastapi.commands.studying import material_of, sync_cards
from learnfastapi.progress import begin, is_begun_bare
from learnfastapi.render.markdown import render_exercise
from learnfastapi.render.pager import paged
from learnfastapi.study.settings import Study
from learnfastapi.way import Part, Step, Task, next_step

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


class Leader:
    """Leads through a course.

    Args:
        asks: Whether there is somebody, or a file of answers, to be asked.
    """

    def __init__(self, context: Context, *, mode: Study, asks: bool) -> None:
        self._context = context
        self._mode = mode
        self._asker = Asker(context.console) if asks and mode is not Study.OFF else None

    def lead(self) -> None:
        """The next step; on a terminal as many as are wanted."""
        step = self._step()
        while step is not None and self._take(step):
            step = self._step()
        if step is None:
            say(self._context.console, "You have been through the whole course.", "")
            say(self._context.console, "`learnfastapi list` shows it again.")

    def _step(self) -> Step | None:
        progress = self._context.progress
        known = progress.study.known()
        return next_step(
            self._context.course,
            progress.place().lesson,
            mode=self._mode,
            is_read=lambda lesson_id, part: part in progress.parts_read(lesson_id),
            is_done=self._context.is_done,
            is_known=lambda lesson_id: lesson_id in known,
        )

    def _take(self, step: Step) -> bool:
        """One step. Returns whether to go on to the next at once."""
        context = self._context
        context.progress.go_to(lesson=step.lesson.id)
        if isinstance(step, Task):
            begin_exercise(context, context.course.exercises[step.exercise])
            return False
        if not self._read(step):
            return False
        context.progress.mark_read(step.lesson.id, step.name)
        following = self._step()
        say(context.console, "", _what_follows(step, following))
        if following is None or not is_interactive(context.console):
            return False
        return _wants_more(context)

    def _read(self, part: Part) -> bool:
        """Show a part, and ask what belongs to it. Returns whether it was gone through to its end."""
        context, asker = self._context, self._asker
        if asker is None:
            show_part(context.console, part, are_answers_open=self._mode is Study.OFF, has_head=part.name == "survey")
        elif part.name == "recite":
            return recite_lesson(context, part.lesson, asker)
        else:
            ask_part(context, part, material_of(part.lesson), asker, has_head=part.name == "survey")
        self._after(part)
        return True

    def _after(self, part: Part) -> None:
        """What the method adds to a part that was read."""
        if self._mode is Study.OFF:
            return
        material = material_of(part.lesson)
        if part.name == "survey" and self._mode is Study.FULL and self._asker is not None:
            ask_guess(self._context, material, self._asker)
        if part.name == "core":
            show_guess(self._context, material)
            sync_cards(self._context, part.lesson)


def begin_exercise(context: Context, exercise: Exercise) -> None:
    """Put it into the workspace, and show the task."""
    say_upgrade(context, exercise, begin(context.workspace, context.progress, exercise))
    context.progress.go_to(exercise=exercise.id)
    folder = context.workspace.answer_folder(exercise.id)
    with paged(context.console):
        render_exercise(context.console, exercise, folder)
    if is_begun_bare(context.progress, exercise):
        say(context.console, "", "Its starter is bare: an empty app, without `TODO`s, whatever the task says.")
    if context.progress.attempts(exercise.id):
        say(context.console, "", "It waits for a pass. `learnfastapi hint` helps, and `learnfastapi check` grades it.")


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
    typed = Asker(context.console).ask("[Enter] goes on now, q stops here: ")
    if typed == "":
        say(context.console, "")
    return typed == ""
