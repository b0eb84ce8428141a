"""What the format asks of a course beyond what its reader needs, told without running anything.

`lessons`, `parts`, `tasks`, `checks`, `texts` and `links` look at one file each; `files` and `todos` look at folders.
"""

from collections.abc import Iterator
from pathlib import Path

from grader.author.format.checks import check_defects, tied_requirements
from grader.author.format.files import answer_defects, file_defects
from grader.author.format.lessons import lesson_defects
from grader.author.format.links import link_defects
from grader.author.format.tasks import explanation_defects, requirement_lines, task_defects
from grader.author.format.texts import text_defects
from grader.author.format.todos import todo_defects
from grader.author.models import Defect
from grader.author.page import Page, read_page
from grader.author.reading import Reading
from grader.course.models import Exercise, Lesson

__all__ = ["format_defects"]


def format_defects(reading: Reading, path: Path) -> list[Defect]:
    """In the order of the files and lines. What the reader has told is not told again.

    Args:
        path: The course's folder.
    """
    told = {(defect.file, defect.text) for defect in reading.defects}
    found = [*file_defects(path), *todo_defects(path)]
    for lesson in reading.lessons.values():
        found += _of_lesson(lesson, reading, path)
    for exercise in reading.exercises.values():
        found += _of_exercise(exercise, reading, path)
    new = dict.fromkeys(defect for defect in found if (defect.file, defect.text) not in told)
    return sorted(new, key=lambda defect: (defect.file, defect.line or 0))


def _of_lesson(lesson: Lesson, reading: Reading, path: Path) -> Iterator[Defect]:
    page = read_page(path, f"lessons/{lesson.id}.md")
    if page is not None:
        yield from lesson_defects(lesson, page)
        yield from _of_text(page, reading, path)


def _of_exercise(exercise: Exercise, reading: Reading, path: Path) -> Iterator[Defect]:
    folder, solutions = f"exercises/{exercise.id}", f"solutions/{exercise.id}"
    task = read_page(path, f"{folder}/exercise.md")
    checks = [read_page(path, f"{folder}/{check.name}") for check in exercise.checks]
    check_pages = [page for page in checks if page is not None]
    if task is not None:
        yield from task_defects(exercise, task)
        yield from _of_text(task, reading, path)
        yield from _unchecked(exercise, task, check_pages)
    yield from check_defects(check_pages, len(exercise.requirements))
    for mistake in exercise.mistakes:
        explanation = read_page(path, f"{solutions}/mistakes/{mistake.id}/explanation.md")
        if explanation is not None:
            yield from explanation_defects(explanation)
            yield from _of_text(explanation, reading, path)
    notes = read_page(path, f"{solutions}/notes.md")
    if notes is not None:
        yield from _of_text(notes, reading, path)
    yield from answer_defects(exercise, path)


def _unchecked(exercise: Exercise, task: Page, checks: list[Page]) -> Iterator[Defect]:
    tied = tied_requirements(checks)
    if tied is None:
        return
    lines = requirement_lines(task)
    for requirement in exercise.requirements:
        if requirement.number not in tied:
            number = requirement.number
            text = f"requirement {number} has no check"
            yield task.defect(lines.get(number), text, f"write one with `@requirement({number})`, or take it out")


def _of_text(page: Page, reading: Reading, path: Path) -> Iterator[Defect]:
    yield from text_defects(page)
    yield from link_defects(page, path, {*reading.known_lessons, *reading.planned}, set(reading.known_exercises))
