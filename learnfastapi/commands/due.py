"""How many cards are due. Light, because commands ask that show no card."""

from collections.abc import Mapping

from learnfastapi.commands.context import Context


def due_by_lesson(context: Context) -> Mapping[str, int]:
    """Of each lesson of the course that has any. What is to be taken up today is due too."""
    progress = context.progress
    found = progress.cards.due_by_lesson(day=progress.today(), cap=progress.study.caps().new)
    return {lesson: due for lesson, due in found.items() if lesson in context.course.lessons}


def due_today(context: Context) -> int:
    """How many cards `review` would ask now, without those above the day's cap."""
    progress = context.progress
    due = sum(due_by_lesson(context).values())
    return min(due, max(progress.study.caps().reviews - progress.cards.reviewed_on(progress.today()), 0))


def are_due(number: int) -> str:
    """The beginning of a sentence."""
    return "1 card is due" if number == 1 else f"{number} cards are due"
