"""One lesson: its front matter and its sections, of which a lesson has all and in one order."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from grader.course.files import read_text
from grader.course.front_matter import LessonHead, read_front_matter
from grader.course.markdown import sections_of
from grader.course.models import Lesson, Section
from grader.course.names import ID_SHAPE, is_id
from grader.errors import Problem

HEADINGS = (
    "## Survey",
    "## Questions",
    "## In plain words",
    "## Going deeper",
    "### Core",
    "### Advanced",
    "### Under the hood",
    "## Recite",
    "### Explain it",
    "## Cornell notes",
    "### Summary",
    "## Review",
)


def read_lesson(path: Path, file: Path) -> tuple[Lesson | None, list[Problem]]:
    """A lesson that stands alone: whether its level, exercises and required lessons exist is not looked at.

    Args:
        file: How the problems name it.
    """
    text = read_text(path, file)
    if isinstance(text, Problem):
        return None, [text]
    head, problems = read_front_matter(text, LessonHead, file)
    _, sections = sections_of(text)
    problems += [Problem(file=file, key=key, text=text) for key, text in heading_problems(sections)]
    if not is_id(path.stem):
        problems.append(Problem(file=file, key="", text=f"wants a name of {ID_SHAPE}"))
    if head is None:
        return None, problems
    lesson = Lesson(
        id=path.stem,
        title=head.title,
        level=head.level,
        minutes=head.minutes,
        requires=head.requires,
        exercises=head.exercises,
        terms=head.terms,
        sections=sections,
        path=path,
    )
    return lesson, problems


def heading_problems(sections: Sequence[Section]) -> Iterator[tuple[str, str]]:
    """Each heading with what is wrong with it: missing, there twice, at the wrong place, or none of a lesson's.

    A lesson may have more headings of depth 3 (the questions of Recite), but no others of depth 2: they would be in no
    part that a reader is shown.
    """
    found = [section.heading for section in sections]
    for heading in HEADINGS:
        if heading not in found:
            yield heading, "is missing"
        elif found.count(heading) > 1:
            yield heading, f"stands there {found.count(heading)} times"
    for section in sections:
        if section.depth <= 2 and section.heading not in HEADINGS:
            yield section.heading, f"is no heading of a lesson (line {section.line})"
    known = [heading for heading in found if heading in HEADINGS]
    for above, below in pairwise(dict.fromkeys(known)):
        if HEADINGS.index(above) > HEADINGS.index(below):
            yield below, f"belongs above `{above}`"
