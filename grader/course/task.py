"""The text of `exercise.md`: front matter, story, requirements and hints. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course.front_matter import TaskHead, read_front_matter
from grader.course.markdown import Items, items_of, sections_of
from grader.course.models import Requirement, Section
from grader.course.names import is_inside
from grader.errors import Problem

_REQUIREMENTS = "## Requirements"
_HINTS = "## Hints"

Found = tuple[str, str]
"""A key, and what is wrong there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What `exercise.md` says. `story`, `requirements` and `hints` are those of an `Exercise`, if nothing is wrong."""

    head: TaskHead
    story: str
    requirements: tuple[Requirement, ...]
    hints: Mapping[int, tuple[str, ...]]


def read_task(text: str, file: Path) -> tuple[Task | None, list[Problem]]:
    """The task, None if its front matter cannot be used; and all that is wrong with it."""
    head, problems = read_front_matter(text, TaskHead, file)
    story, sections = sections_of(text)
    requirements = next((items_of(section.body) for section in sections if section.heading == _REQUIREMENTS), None)
    hints = [(section, items_of(section.body)) for section in _hint_sections(sections)]
    found = [
        *(_head_problems(head) if head else ()),
        *_heading_problems(sections),
        *(_requirement_problems(requirements) if requirements else ()),
        *(_hint_problems(hints, len(requirements.items)) if requirements and requirements.items else ()),
    ]
    problems += [Problem(file=file, key=key, text=text) for key, text in found]
    if head is None:
        return None, problems
    texts = [item.text for item in requirements.items] if requirements else []
    task = Task(
        head=head,
        story=story,
        requirements=tuple(Requirement(number=number, text=text) for number, text in enumerate(texts, start=1)),
        hints={
            number: tuple(item.text for item in items.items)
            for section, items in hints
            if (number := _number(section)) is not None
        },
    )
    return task, problems


def _hint_sections(sections: Sequence[Section]) -> list[Section]:
    """Those of depth 3 below `## Hints`."""
    headings = [section.heading for section in sections]
    below = sections[headings.index(_HINTS) + 1 :] if _HINTS in headings else ()
    return [section for section in below if section.depth == 3]


def _number(hint: Section) -> int | None:
    return int(hint.title) if hint.title.isdecimal() else None


def _head_problems(head: TaskHead) -> Iterator[Found]:
    if not head.files:
        yield "files", "wants at least one file (got [])"
    for name in head.files:
        if not is_inside(name):
            yield "files", f"wants paths inside the folder, such as `app/main.py` (got {name!r})"
    module, _, attribute = head.app.partition(":")
    if not all(name.isidentifier() for name in (*module.split("."), attribute)):
        yield "app", f"wants `module:attribute`, such as `main:app` (got {head.app!r})"


def _heading_problems(sections: Sequence[Section]) -> Iterator[Found]:
    hints = _hint_sections(sections)
    headings = [section.heading for section in sections]
    if _REQUIREMENTS not in headings:
        yield _REQUIREMENTS, "is missing"
    elif _HINTS in headings[: headings.index(_REQUIREMENTS)]:
        yield _REQUIREMENTS, f"belongs above `{_HINTS}`"
    for number, section in enumerate(sections):
        if section.heading in headings[:number]:
            yield section.heading, "stands there twice"
        elif section.heading not in (_REQUIREMENTS, _HINTS) and section not in hints:
            yield section.heading, f"is no heading of a task (line {section.line})"


def _requirement_problems(requirements: Items) -> Iterator[Found]:
    numbers = [item.number for item in requirements.items]
    if not numbers:
        yield _REQUIREMENTS, "wants at least one numbered item (got none)"
    elif numbers != [*range(1, len(numbers) + 1)]:
        shown = ", ".join("-" if number is None else str(number) for number in numbers)
        yield _REQUIREMENTS, f"wants its items numbered from 1 without a gap (got {shown})"
    yield from _stray_problems(_REQUIREMENTS, requirements)


def _hint_problems(hints: Sequence[tuple[Section, Items]], requirements: int) -> Iterator[Found]:
    for section, items in hints:
        number = _number(section)
        if number is None or not 1 <= number <= requirements:
            yield section.heading, f"wants the number of a requirement, 1 to {requirements} (got `{section.title}`)"
        if not items.items:
            yield section.heading, "wants at least one `- ` item (got none)"
        yield from _stray_problems(section.heading, items)


def _stray_problems(heading: str, items: Items) -> Iterator[Found]:
    """What stands beside the list would be shown to nobody."""
    if items.stray is not None:
        yield heading, f"wants nothing but its list (got `{items.stray}`)"
