"""The table of courses: what there is to begin, and what was begun here."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from learnfastapi.render.listing import columns
from learnfastapi.render.look import Look, look_of, put
from learnfastapi.render.palette import ASIDE, BAD, HEADING
from learnfastapi.render.text import prose


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """One course.

    Attributes:
        name: What can be typed after `--course`.
        title: None if the course cannot be used; then `problem` and `hint` say why.
        source: `built-in`, `installed` or `folder`.
        package: Distribution and version of an installed one; else "".
        workspace: Where it was begun in the workspace of the current folder; None if it was not.
        is_current: Whether commands in the current folder mean this one.
    """

    name: str
    title: str | None
    source: str
    package: str = ""
    workspace: Path | None = None
    is_current: bool = False
    problem: str = ""
    hint: str = ""


def render_courses(console: Console, rows: Sequence[CourseRow]) -> None:
    """A line for each, then what is wrong with those that cannot be used, then how one is begun."""
    look = look_of(console)
    put(console, course_lines(rows, look), look)


def course_lines(rows: Sequence[CourseRow], look: Look) -> list[Text]:
    table = [
        (
            Text(look.fit(f"  {'→' if row.is_current else ' '} {row.name}")),
            Text("cannot be used", BAD) if row.title is None else Text(look.fit(row.title)),
            Text(look.fit(_state(row)), "" if row.workspace else ASIDE),
        )
        for row in rows
    ]
    lines = [Text("Courses", HEADING), Text(), *columns(table, look), Text()]
    for row in rows:
        if row.problem:
            lines += [prose(f"`{row.name}`: {row.problem}", look), prose(f"  hint: {row.hint}", look), Text()]
    return [*lines, prose("`learnfastapi start --course NAME` begins one.", look)]


def _state(row: CourseRow) -> str:
    begun = "current" if row.is_current else "begun" if row.workspace else ""
    return ", ".join(part for part in (row.package or row.source, begun) if part)
