"""The way that `next` leads: one step after the other, each with what the learner's setting asks for."""

from typing import Any

from grader.course.models import Exercise
from grader.errors import InputError
from learnfastapi.commands.as_data import END, exercise_data, part_data
from learnfastapi.commands.asking import Asker, StoppedError
from learnfastapi.commands.context import Context, is_interactive, say, say_upgrade
from learnfastapi.commands.explaining import explain_lesson
from learnfastapi.commands.guessing import ask_guess, show_guess
from learnfastapi.commands.noting import show_notes
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

    def __init__(self, context: Context, *, mode: Study, asks: bool, plain: bool) -> None:
        self._context = context
        self._mode = mode
        self._plain = plain
        self._asker = Asker(context.console, plain=plain) if asks and mode is not Study.OFF else None

    def lead(self) -> None:
        """The next step; on a terminal as many as are wanted."""
        step = self._step()
        while step is not None and self._take(step):
            step = self._step()
        if step is None:
            self._say("You have been through the whole course.", "", "`learnfastapi list` shows it again.")

    def take_as_data(self) -> dict[str, Any]:
        """The next step as data. It counts as read or begun."""
        context, step = self._context, self._step()
        match step:
            case None:
                return END
            case Task(exercise=name):
                exercise = context.course.exercises[name]
                say_upgrade(context, exercise, begin(context.workspace, context.progress, exercise))
                context.progress.go_to(lesson=exercise.lesson, exercise=name)
                return exercise_data(context, exercise)
            case Part(lesson=lesson, sections=sections):
                context.progress.go_to(lesson=lesson.id)
                self._keep(step)
                return part_data(lesson, sections, material_of(lesson), part=step.name)

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
            begin_exercise(context, context.course.exercises[step.exercise], plain=self._plain)
            return False
        if not self._read(step):
            return False
        self._keep(step)
        following = self._step()
        self._say("", _what_follows(step, following))
        if following is None or not is_interactive(context.console):
            return False
        return self._wants_more()

    def _keep(self, part: Part) -> None:
        """It was read; its questions and notes become cards, unless nothing is to be asked."""
        self._context.progress.mark_read(part.lesson.id, part.name)
        if part.name == "core" and self._mode is not Study.OFF:
            sync_cards(self._context, part.lesson)

    def _read(self, part: Part) -> bool:
        """Show a part, and ask what belongs to it. Returns whether it was gone through to its end."""
        context, asker, plain = self._context, self._asker, self._plain
        has_head = part.name == "survey"
        if part.name == "cornell-notes" and self._mode is Study.FULL:
            self._notes(part)
        elif asker is None:
            show_part(context.console, part, are_answers_open=self._mode is Study.OFF, has_head=has_head, plain=plain)
        elif part.name == "recite":
            is_done = recite_lesson(context, part.lesson, asker, plain=plain)
            if is_done and self._mode is Study.FULL and is_interactive(context.console):
                self._explain(part, asker)
            return is_done
        else:
            try:
                ask_part(context, part, material_of(part.lesson), asker, has_head=has_head, goes_on=True, plain=plain)
            except StoppedError:
                self._say("", "You stopped. What you guessed is kept, and `learnfastapi next` goes on here.")
                return False
        if has_head and self._mode is Study.FULL and asker is not None:
            ask_guess(context, material_of(part.lesson), asker, plain=plain)
        if part.name == "core":
            show_guess(context, material_of(part.lesson), plain=plain)
        return True

    def _notes(self, part: Part) -> None:
        """The learner's file; what is wrong with it is told, and the way goes on."""
        try:
            show_notes(self._context, part.lesson, plain=self._plain)
        except InputError as error:
            self._say(f"{error.message}: {error.hint}.")

    def _explain(self, part: Part, asker: Asker) -> None:
        """If the learner wants to, now. An explanation that is none is told, and the way goes on."""
        self._say("")
        if not asker.ask_yes("Explain the lesson now, in your own words?"):
            self._say(f"`learnfastapi explain {part.lesson.id}` asks for it at any time.")
            return
        self._say("")
        try:
            explain_lesson(self._context, material_of(part.lesson), plain=self._plain)
        except InputError as error:
            self._say(f"{error.message}: {error.hint}.")

    def _wants_more(self) -> bool:
        """Enter goes on; anything else ends, and so does Ctrl-D."""
        typed = Asker(self._context.console, plain=self._plain).ask("[Enter] goes on now, q stops here: ")
        goes_on = typed is not None and typed.lower() in ("", "y", "yes")
        if goes_on:
            self._say("")
        return goes_on

    def _say(self, *lines: str) -> None:
        say(self._context.console, *lines, plain=self._plain)


def begin_exercise(context: Context, exercise: Exercise, *, plain: bool = False) -> None:
    """Put it into the workspace, and show the task."""
    say_upgrade(context, exercise, begin(context.workspace, context.progress, exercise))
    context.progress.go_to(exercise=exercise.id)
    folder = context.workspace.answer_folder(exercise.id)
    with paged(context.console, plain=plain):
        render_exercise(context.console, exercise, folder, plain=plain)
    if is_begun_bare(context.progress, exercise):
        bare = "Its starter is bare: an empty app, without `TODO`s, whatever the task says."
        say(context.console, "", bare, plain=plain)
    if context.progress.attempts(exercise.id):
        waits = "It waits for a pass. `learnfastapi hint` helps, and `learnfastapi check` grades it."
        say(context.console, "", waits, plain=plain)


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
