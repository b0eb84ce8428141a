"""What lessons, levels and exercises say about each other. Pure.

What could not be read is None and is known by its name only, so that one fault is not told twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from grader.course.models import Exercise, Lesson
from grader.course.names import suggestion
from grader.course.outline import FILE, Outline
from grader.errors import Problem

Lessons = Mapping[str, Lesson | None]
Exercises = Mapping[str, Exercise | None]


def level_problems(outline: Outline, lessons: Lessons) -> Iterator[Problem]:
    """Lessons that are listed and not there, there and not listed, or that name another level than lists them."""
    level_of = {lesson_id: level.id for level in outline.levels for lesson_id in level.lessons}
    for lesson_id in level_of:
        if lesson_id not in lessons:
            text = f"lists `{lesson_id}`, and there is no `lessons/{lesson_id}.md`{suggestion(lesson_id, lessons)}"
            yield Problem(file=FILE, key="levels", text=text)
    for lesson_id in outline.planned:
        if lesson_id in level_of:
            yield Problem(file=FILE, key="planned", text=f"lists `{lesson_id}`, which is in a level by now")
    for lesson_id, lesson in lessons.items():
        file = _lesson_file(lesson_id)
        if lesson_id not in level_of:
            yield Problem(file=file, key="", text=f"is in no level of `{FILE.as_posix()}`")
        elif lesson is not None and lesson.level != level_of[lesson_id]:
            text = f"wants `{level_of[lesson_id]}`, the level that lists it (got {lesson.level!r})"
            yield Problem(file=file, key="level", text=text)


def requires_problems(lessons: Lessons) -> Iterator[Problem]:
    """Required lessons that are not there, and circles of lessons that require each other."""
    required = {lesson_id: lesson.requires if lesson is not None else () for lesson_id, lesson in lessons.items()}
    for lesson_id, names in required.items():
        for name in names:
            if name not in lessons:
                text = f"names no lesson (got {name!r}){suggestion(name, lessons)}"
                yield Problem(file=_lesson_file(lesson_id), key="requires", text=text)
    for circle in _circles(required):
        text = f"goes in a circle: {' → '.join(f'`{name}`' for name in circle)}"
        yield Problem(file=_lesson_file(circle[0]), key="requires", text=text)


def _circles(required: Mapping[str, Sequence[str]]) -> Iterator[Sequence[str]]:
    """Each circle from a lesson back to itself; of circles that share a step, one at least."""
    left = {name: list(names) for name, names in required.items()}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            # It lists predecessors first, so each lesson is required by the one after it.
            circle = error.args[1][::-1]
            left[circle[0]].remove(circle[1])
            yield circle
        else:
            return


def exercise_problems(lessons: Lessons, exercises: Exercises) -> Iterator[Problem]:
    """A lesson lists its exercises, and each of them names that lesson."""
    for lesson_id, lesson in lessons.items():
        for name in lesson.exercises if lesson is not None else ():
            if name not in exercises:
                text = f"names no exercise (got {name!r}){suggestion(name, exercises)}"
                yield Problem(file=_lesson_file(lesson_id), key="exercises", text=text)
    for exercise_id, exercise in exercises.items():
        if exercise is not None:
            yield from _lesson_problems(exercise_id, exercise.lesson, lessons)


def _lesson_problems(exercise_id: str, named: str, lessons: Lessons) -> Iterator[Problem]:
    file = Path("exercises", exercise_id, "exercise.md")
    listed_by = [
        lesson_id for lesson_id, lesson in lessons.items() if lesson is not None and exercise_id in lesson.exercises
    ]
    if named in listed_by:
        for lesson_id in listed_by:
            if lesson_id != named:
                text = f"lists `{exercise_id}`, which belongs to the lesson `{named}`"
                yield Problem(file=_lesson_file(lesson_id), key="exercises", text=text)
    elif listed_by:
        yield Problem(file=file, key="lesson", text=f"wants `{listed_by[0]}`, which lists it (got {named!r})")
    elif named not in lessons:
        yield Problem(file=file, key="lesson", text=f"names no lesson (got {named!r}){suggestion(named, lessons)}")
    elif lessons[named] is not None:
        yield Problem(file=file, key="lesson", text=f"names a lesson that does not list it (got {named!r})")


def solution_problems(solutions: Sequence[str], exercises: Exercises) -> Iterator[Problem]:
    """Solutions of nothing."""
    for name in solutions:
        if name not in exercises:
            yield Problem(file=Path("solutions", name), key="", text=f"has no `exercises/{name}`")


def _lesson_file(lesson_id: str) -> Path:
    return Path("lessons", f"{lesson_id}.md")
