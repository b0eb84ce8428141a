"""The way through a course, one part at a time. Pure: what was read and passed comes in, the next step goes out.

A lesson is read up to its core; then come its exercises; the deeper parts follow when these are passed or given up.
Who studies with nothing asked is led past the questions and the notes. A lesson that is known is passed over.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from grader.course.models import Course, Lesson, Section
from grader.errors import UnknownNameError
from learnfastapi.study.settings import Study

_BEFORE = (
    ("survey", ("Survey", "Questions")),
    ("in-plain-words", ("In plain words",)),
    ("core", ("Core",)),
)
_ONLY_SURVEY = ("survey", ("Survey",))
_AFTER = (
    ("advanced", ("Advanced",)),
    ("under-the-hood", ("Under the hood",)),
    ("recite", ("Recite",)),
    ("cornell-notes", ("Cornell notes",)),
    ("review", ("Review",)),
)
_ASKED = ("recite", "cornell-notes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What `next` shows at once.

    Attributes:
        name: For `--section` and for progress, such as `in-plain-words`.
        sections: The lesson's sections in it, with those that stand below them.
    """

    lesson: Lesson
    name: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An exercise that is to be passed before the way goes on."""

    lesson: Lesson
    exercise: str


Step = Part | Task


def parts_of(lesson: Lesson) -> tuple[Part, ...]:
    """All parts of a lesson, in order."""
    return tuple(_part(lesson, name, titles) for name, titles in (*_BEFORE, *_AFTER))


def parts_to_read(lesson: Lesson, mode: Study) -> tuple[Part, ...]:
    """Those that `next` shows, in order. A lesson is read when all of them are."""
    return tuple(step for step in steps_of(lesson, mode) if isinstance(step, Part))


def steps_of(lesson: Lesson, mode: Study = Study.LIGHT) -> Iterator[Step]:
    """Parts up to the core, the exercises, the deeper parts."""
    is_off = mode is Study.OFF
    for name, titles in (_ONLY_SURVEY, *_BEFORE[1:]) if is_off else _BEFORE:
        yield _part(lesson, name, titles)
    for exercise in lesson.exercises:
        yield Task(lesson=lesson, exercise=exercise)
    for name, titles in _AFTER:
        if not (is_off and name in _ASKED):
            yield _part(lesson, name, titles)


def next_step(
    course: Course,
    start: str | None,
    *,
    mode: Study = Study.LIGHT,
    is_read: Callable[[str, str], bool],
    is_done: Callable[[str], bool],
    is_known: Callable[[str], bool] = lambda lesson_id: False,
) -> Step | None:
    """The first step that is still to do, from a lesson on; then, if all of these are done, from the beginning.

    Args:
        start: Id of the lesson to look from; None for the first.
        is_read: Of a lesson's id and a part's name.
        is_done: Of an exercise's id: passed or given up.
        is_known: Of a lesson's id: its exercises were passed before it was read.

    Returns:
        None when nothing is left.
    """
    lessons = list(course.lessons.values())
    first = next((index for index, lesson in enumerate(lessons) if lesson.id == start), 0)
    for lesson in (*lessons[first:], *lessons[:first]):
        for step in () if is_known(lesson.id) else steps_of(lesson, mode):
            done = is_read(lesson.id, step.name) if isinstance(step, Part) else is_done(step.exercise)
            if not done:
                return step
    return None


def part_named(lesson: Lesson, name: str) -> Part:
    """The part or the single section of this name, as in `core` or `questions`. Raises `UnknownNameError`."""
    wanted = _slug(name)
    for part in parts_of(lesson):
        if part.name == wanted:
            return part
    titles = {_slug(section.title): section.title for section in lesson.sections}
    if wanted not in titles:
        known = [part.name for part in parts_of(lesson)]
        raise UnknownNameError("section", name, [*known, *titles], otherwise=f"there are `{'`, `'.join(known)}`")
    return _part(lesson, wanted, (titles[wanted],))


def _slug(title: str) -> str:
    return "-".join(title.lower().split())


def _part(lesson: Lesson, name: str, titles: Sequence[str]) -> Part:
    sections: list[Section] = []
    depth = 0
    for section in lesson.sections:
        if section.title in titles:
            depth = section.depth
            sections.append(section)
        elif depth and section.depth > depth:
            sections.append(section)
        else:
            depth = 0
    return Part(lesson=lesson, name=name, sections=tuple(sections))
