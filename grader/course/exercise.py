"""One exercise: its task, starter and checks in one folder, its solutions in another."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.course.files import has_files, read_content, read_text, subfolders, unreadable
from grader.course.models import Exercise, Mistake
from grader.course.names import ID_SHAPE, RESERVED, RESERVED_IDS, is_id, is_inside
from grader.course.signatures import read_signatures
from grader.course.task import read_task
from grader.errors import Problem

_TODO = b"# TODO"


def read_exercise(course: Path, exercise_id: str) -> tuple[Exercise | None, list[Problem]]:
    """An exercise that stands alone: whether its lesson exists and lists it is not looked at.

    None if its front matter cannot be used; if there are other problems, it lacks what they name.
    """
    folder = Path("exercises", exercise_id)
    solutions = Path("solutions", exercise_id)
    if unread := [*unreadable(course / folder, folder), *unreadable(course / solutions, solutions)]:
        return None, unread
    text = read_text(course / folder / "exercise.md", folder / "exercise.md")
    task, problems = (None, [text]) if isinstance(text, Problem) else read_task(text, folder / "exercise.md")
    checks = tuple(sorted((course / folder).glob("test_*.py")))
    mistakes, mistake_problems = _mistakes(course, solutions / "mistakes")
    signatures = read_signatures(course / solutions / "signatures.json", solutions / "signatures.json")
    variants = subfolders(course / solutions / "variants")
    if not is_id(exercise_id):
        problems.append(Problem(file=folder, key="", text=f"wants a name of {ID_SHAPE}"))
    if exercise_id in RESERVED_IDS:
        problems.append(Problem(file=folder, key="", text=f"wants another name: `{exercise_id}` {RESERVED}"))
    if task is not None:
        problems += _starter_problems(course, folder / "starter", task.head.files)
    if not checks:
        problems.append(Problem(file=folder, key="", text="has no `test_*.py`"))
    problems += _no_files(course, solutions / "reference")
    problems += mistake_problems
    problems += unreadable(course / solutions / "variants", solutions / "variants")
    problems += _variant_problems(course, variants)
    if isinstance(signatures, Problem):
        problems.append(signatures)
    if task is None:
        return None, problems
    notes = course / solutions / "notes.md"
    exercise = Exercise(
        id=exercise_id,
        title=task.head.title,
        lesson=task.head.lesson,
        kind=task.head.kind,
        minutes=task.head.minutes,
        files=task.head.files,
        app=task.head.app,
        story=task.story,
        requirements=task.requirements,
        hints=task.hints,
        starter=course / folder / "starter",
        checks=checks,
        reference=course / solutions / "reference",
        notes=notes if os.path.isfile(notes) else None,
        variants={variant.name: variant for variant in variants},
        mistakes=mistakes,
        path=course / folder,
        signatures=None if isinstance(signatures, Problem) else signatures,
    )
    return exercise, problems


def _starter_problems(course: Path, starter: Path, files: Sequence[str]) -> Iterator[Problem]:
    read = [read_content(course / starter / name, starter / name) for name in files if is_inside(name)]
    yield from (found for found in read if isinstance(found, Problem))
    there = [content for content in read if isinstance(content, bytes)]
    if there and not any(_TODO in content for content in there):
        yield Problem(file=starter, key="", text=f"has no `{_TODO.decode()}` in any of its files")


def _variant_problems(course: Path, variants: Sequence[Path]) -> Iterator[Problem]:
    for variant in variants:
        file = variant.relative_to(course)
        if not is_id(variant.name):
            yield Problem(file=file, key="", text=f"wants a name of {ID_SHAPE}")
        yield from _no_files(course, file)


def _no_files(course: Path, folder: Path) -> Iterator[Problem]:
    yield from (found := [*unreadable(course / folder, folder)])
    if not found and not has_files(course / folder):
        yield Problem(file=folder, key="", text="has no files")


def _mistakes(course: Path, folder: Path) -> tuple[tuple[Mistake, ...], list[Problem]]:
    mistakes = []
    problems = [*unreadable(course / folder, folder)]
    for path in subfolders(course / folder):
        file = folder / path.name
        if not is_id(path.name):
            problems.append(Problem(file=file, key="", text=f"wants a name of {ID_SHAPE}"))
        if not any(unreadable(path, file)) and not has_files(path, besides="explanation.md"):
            problems.append(Problem(file=file, key="", text="has no file besides `explanation.md`"))
        mistake = _mistake(path, file / "explanation.md")
        if isinstance(mistake, Problem):
            problems.append(mistake)
        else:
            mistakes.append(mistake)
    return tuple(mistakes), problems


def _mistake(folder: Path, file: Path) -> Mistake | Problem:
    text = read_text(folder / "explanation.md", file)
    if isinstance(text, Problem):
        return text
    title, _, explanation = text.partition("\n")
    if not title.startswith("# ") or not title[2:].strip():
        return Problem(file=file, key="line 1", text=f"wants a title such as `# The order is reversed` (got {title!r})")
    return Mistake(id=folder.name, title=title[2:].strip(), explanation=explanation.strip(), folder=folder)
