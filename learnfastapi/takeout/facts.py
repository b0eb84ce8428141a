"""What is known about a learner, as a value for `progress.json`. Times are ISO 8601 in UTC."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from learnfastapi.progress import Progress

VERSION = 1


def facts_of(progress: Progress, *, course: str, exercises: Iterable[str], at: datetime) -> dict[str, Any]:
    """JSON. `exercises` are the ids of those that were begun."""
    place = progress.place()
    return {
        "version": VERSION,
        "course": course,
        "exported": _stamp(at),
        "place": {"lesson": place.lesson, "exercise": place.exercise},
        "settings": dict(progress.study.settings()),
        "lessons": _lessons(progress),
        "exercises": {exercise: _exercise(progress, exercise) for exercise in exercises},
        "guesses": [
            {"lesson": each.lesson, "question": each.question, "guess": each.guess, "at": _stamp(each.at)}
            for each in progress.study.guesses()
        ],
    }


def _lessons(progress: Progress) -> dict[str, Any]:
    parts = progress.all_parts_read()
    recited, known = progress.study.recited(), progress.study.known()
    return {
        lesson: {"parts_read": list(parts.get(lesson, ())), "recited": lesson in recited, "known": lesson in known}
        for lesson in (*parts, *sorted((recited | known) - parts.keys()))
    }


def _exercise(progress: Progress, exercise: str) -> dict[str, Any]:
    return {
        "passed": progress.has_passed(exercise),
        "given_up": progress.has_given_up(exercise),
        "hints": {str(requirement): taken for requirement, taken in progress.hints(exercise).items()},
        "attempts": [
            {
                "at": _stamp(attempt.at),
                "outcome": attempt.outcome.value,
                "requirements_passed": attempt.passed,
                "requirements": attempt.total,
                "only": attempt.only,
                "seconds": attempt.seconds,
                "seed": attempt.seed,
            }
            for attempt in progress.attempts(exercise)
        ],
    }


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
