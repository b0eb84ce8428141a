"""Read a course from disk, and say everything that is wrong with it at once.

Flow: `outline` (course.toml), `lesson`, `exercise` read what stands alone; `links` compares what they say about each
other. Nothing is run, and no limit on words or minutes is looked at: that is the instructor's check, and not on the way
of a learner's command.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.course.exercise import read_exercise
from grader.course.files import subfolders, unreadable
from grader.course.lesson import read_lesson
from grader.course.links import (
    Exercises,
    Lessons,
    exercise_problems,
    level_problems,
    requires_problems,
    solution_problems,
)
from grader.course.models import Course, Exercise, Lesson
from grader.course.outline import Outline, read_outline
from grader.errors import CourseError, Problem

_FOLDERS = (Path("lessons"), Path("exercises"), Path("solutions"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """All that could be read of a course, in order or not.

    Attributes:
        outline: None if it cannot be used.
        lessons, exercises: By id, in the order of their names; those that have no problem of their own. What others say
            about them may be wrong.
        known_lessons, known_exercises: The ids of all that are there, in order or not.
        problems: Of the whole course, sorted by file.
        course: None if there are problems.
    """

    outline: Outline | None
    lessons: Mapping[str, Lesson]
    exercises: Mapping[str, Exercise]
    known_lessons: tuple[str, ...]
    known_exercises: tuple[str, ...]
    problems: tuple[Problem, ...]
    course: Course | None


def read_course(path: Path) -> Course:
    """The course in a folder that holds `lessons`, `exercises` and `solutions`.

    Raises `CourseError` with all problems, sorted by file; with one only, if the course is of another format.
    """
    parts = read_parts(path)
    if parts.course is None:
        raise CourseError(path.absolute(), parts.problems)
    return parts.course


def read_parts(path: Path) -> Parts:
    """What there is of a course, which may have problems.

    Raises `CourseError` if it is of another format.
    """
    path = path.absolute()
    outline, problems = read_outline(path)
    for folder in _FOLDERS:
        problems += unreadable(path / folder, folder)
    files = sorted((path / "lessons").glob("[!.]*.md"))
    lessons = {file.stem: read_lesson(file, Path("lessons", file.name)) for file in files}
    exercises = {folder.name: read_exercise(path, folder.name) for folder in subfolders(path / "exercises")}
    problems += [problem for _, found in (*lessons.values(), *exercises.values()) for problem in found]
    known_lessons = {key: lesson for key, (lesson, _) in lessons.items()}
    known_exercises = {key: exercise for key, (exercise, _) in exercises.items()}
    problems += _link_problems(path, outline, known_lessons, known_exercises)
    sound_lessons = {key: lesson for key, (lesson, found) in lessons.items() if lesson is not None and not found}
    sound_exercises = {key: each for key, (each, found) in exercises.items() if each is not None and not found}
    return Parts(
        outline=outline,
        lessons=sound_lessons,
        exercises=sound_exercises,
        known_lessons=tuple(lessons),
        known_exercises=tuple(exercises),
        problems=tuple(sorted(problems, key=_file)),
        course=None if problems or outline is None else _course(path, outline, sound_lessons, sound_exercises),
    )


def _link_problems(path: Path, outline: Outline | None, lessons: Lessons, exercises: Exercises) -> Iterator[Problem]:
    if outline is not None:
        yield from level_problems(outline, lessons)
        # A lesson without a file has been told, so who else names it is not at fault.
        listed = [lesson for level in outline.levels for lesson in level.lessons]
        lessons = {**lessons, **{lesson: None for lesson in listed if lesson not in lessons}}
    yield from requires_problems(lessons)
    yield from exercise_problems(lessons, exercises)
    yield from solution_problems([folder.name for folder in subfolders(path / "solutions")], exercises)


def _course(path: Path, outline: Outline, lessons: Mapping[str, Lesson], exercises: Mapping[str, Exercise]) -> Course:
    """In the order of the outline. There are no problems, so all that is named is there."""
    ordered = [lessons[lesson_id] for level in outline.levels for lesson_id in level.lessons]
    return Course(
        title=outline.title,
        levels=outline.levels,
        lessons={lesson.id: lesson for lesson in ordered},
        exercises={exercise_id: exercises[exercise_id] for lesson in ordered for exercise_id in lesson.exercises},
        path=path,
    )


def _file(problem: Problem) -> str:
    return problem.file.as_posix()
