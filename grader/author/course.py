"""Check a whole course: what can be read, what its examples answer, how its exercises judge."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

import msgspec

from grader.answer import read_answer
from grader.author.asking import Asker
from grader.author.cache import Cache, text_key
from grader.author.checking import check_exercises
from grader.author.examples import example_defects, fix_examples, service_of, task_example_defects
from grader.author.format import format_defects
from grader.author.models import CourseCheck, Defect
from grader.author.reading import Reading, read_for_author
from grader.course.models import Exercise
from grader.errors import UnknownNameError


def check_course(
    path: Path,
    asker: Asker,
    cache: Cache,
    *,
    only: str | None = None,
    with_matrix: bool = False,
    wrote: Callable[[Path], None] = lambda file: None,
) -> CourseCheck:
    """All that is wrong with a course, and how well it judges. See `check_exercises`.

    Args:
        only: Id of one lesson or exercise, or of both.

    Raises:
        UnknownNameError: `only` is neither.
    """
    reading = read_for_author(path)
    known = sorted({*reading.known_lessons, *reading.known_exercises})
    if only is not None and only not in known:
        raise UnknownNameError(
            "lesson or exercise", only, known, otherwise="its ids are the names of files and folders"
        )
    found = [
        defect
        for defect in (*reading.defects, *format_defects(reading, path), *_examples(reading, path, only, cache))
        if only is None or is_about(defect, only)
    ]
    chosen: Sequence[Exercise] = [each for each in reading.exercises.values() if only in (None, each.id)]
    return CourseCheck(
        title=reading.course.title if reading.course else "",
        defects=sorted(found, key=lambda defect: (defect.file, defect.line or 0)),
        exercises=check_exercises(path, chosen, asker, with_matrix=with_matrix, wrote=wrote),
    )


def _require_known(reading: Reading, only: str | None) -> None:
    known = sorted({*reading.known_lessons, *reading.known_exercises})
    if only is not None and only not in known:
        raise UnknownNameError("lesson or exercise", only, known, otherwise="an id is the name of a file or folder")


def is_about(defect: Defect, name: str) -> bool:
    """Whether a defect is in a file of the lesson or exercise of this id."""
    parts = PurePosixPath(defect.file).parts
    return len(parts) > 1 and parts[1] in (name, f"{name}.md")


def fix_course(path: Path, only: str | None = None) -> list[Defect]:
    """Write into lessons and tasks what their examples really answer. The defects that are mended by that."""
    reading = read_for_author(path)
    _require_known(reading, only)
    mended = []
    for lesson in reading.lessons.values():
        if only in (None, lesson.id):
            mended += fix_examples(lesson.path, lesson.path.relative_to(path))
    for exercise in reading.exercises.values():
        if only in (None, exercise.id):
            file = exercise.path / "exercise.md"
            mended += fix_examples(file, file.relative_to(path), service=service_of(exercise))
    return mended


def _examples(reading: Reading, path: Path, only: str | None, cache: Cache) -> Iterator[Defect]:
    """What is known of a text, and of the reference that answers it, is not run again."""
    for lesson in reading.lessons.values():
        if only in (None, lesson.id):
            file = lesson.path.relative_to(path)
            key = text_key(file.as_posix().encode(), lesson.path.read_bytes())
            yield from _known_or(cache, key, partial(example_defects, lesson, file))
    for exercise in reading.exercises.values():
        if only in (None, exercise.id):
            file = (exercise.path / "exercise.md").relative_to(path)
            reference = read_answer(exercise.reference).sha256.encode()
            parts = (file.as_posix().encode(), (path / file).read_bytes(), reference, exercise.app.encode())
            yield from _known_or(cache, text_key(*parts), partial(task_example_defects, exercise, file))


def _known_or(cache: Cache, key: str, find: Callable[[], list[Defect]]) -> list[Defect]:
    known = cache.get(key)
    if known is not None:
        return msgspec.json.decode(known, type=list[Defect])
    found = find()
    cache.put(key, msgspec.json.encode(found))
    return found
