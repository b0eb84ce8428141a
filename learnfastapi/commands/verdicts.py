"""What is kept of a verdict, whichever command reached it."""

from grader import models
from grader.answer import Answer
from grader.course.models import Exercise
from learnfastapi.commands.context import Context
from learnfastapi.study.cards import CardKind, Face
from learnfastapi.study.settings import Study


def keep_verdict(context: Context, exercise: Exercise, report: models.Report, answer: Answer) -> str | None:
    """Keep it, with what was graded. A sentence to say, if the lesson is known by it."""
    progress = context.progress
    is_first = not progress.has_passed(exercise.id)
    progress.add_attempt(report, answer)
    progress.go_to(lesson=exercise.lesson, exercise=exercise.id)
    if not is_first or not progress.has_passed(exercise.id):
        return None
    if progress.study.mode() is not Study.OFF:
        # Like a card that was known: it comes back after some days.
        face = Face(kind=CardKind.EXERCISE, front=exercise.id, back="")
        day = progress.today()
        card = progress.cards.add(exercise.lesson, face, day=day, due=day)
        progress.cards.grade(card, knew=True, day=day, source="check")
    return _known(context, exercise)


def _known(context: Context, exercise: Exercise) -> str | None:
    lesson = context.course.lessons[exercise.lesson]
    has_read = "core" in context.progress.parts_read(lesson.id)
    if has_read or not all(context.progress.has_passed(name) for name in lesson.exercises):
        return None
    context.progress.study.mark_known(lesson.id)
    return (
        f"You passed before reading the lesson `{lesson.id}`, so it is marked as known.\n"
        f"`learnfastapi recite {lesson.id}` asks what else is in it."
    )
