"""A learner's explanations of one task, with their dates: beside each other where there is room."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rich.console import Console
from rich.text import Text

from learnfastapi.render.lesson.blocks import markdown_lines
from learnfastapi.render.lesson.tables import table_lines
from learnfastapi.render.look import Look, look_of, put
from learnfastapi.render.palette import HEADING
from learnfastapi.render.text import indented, prose, wrap

_WIDE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One explanation.

    Attributes:
        at: In the learner's own time zone.
        said: How many key points it holds; None before they were ticked off.
    """

    at: datetime
    text: str
    said: int | None


def render_explanations(
    console: Console, explanations: Sequence[Explained], points: int, *, plain: bool = False
) -> None:
    """All of them, oldest first."""
    look = look_of(console, plain=plain)
    is_wide = console.width >= _WIDE and not plain
    put(console, _side_by_side(explanations, points, look) if is_wide else _below(explanations, points, look), look)


def render_points(console: Console, points: Sequence[tuple[str, bool | None]], *, plain: bool = False) -> None:
    """With their numbers, and whether they were said; None if nobody told."""
    look = look_of(console, plain=plain)
    words = {True: "said", False: "left out", None: ""}
    margin = max((len(words[said]) for _, said in points), default=0)
    lines = []
    for number, (point, said) in enumerate(points, start=1):
        mark = f"{number}. ".rjust(4) + (f"{words[said].ljust(margin)}  " if margin else "")
        lines += indented(markdown_lines(point, replace(look, width=look.width - len(mark))), mark)
    put(console, lines, look)


def _side_by_side(explanations: Sequence[Explained], points: int, look: Look) -> list[Text]:
    """In pairs from the newest on, so that the newest stands beside the one before it."""
    odd = len(explanations) % 2
    lines = _below(explanations[:odd], points, look)
    for first in range(odd, len(explanations), 2):
        pair = explanations[first : first + 2]
        header = [Text(_head(each, points)) for each in pair]
        lines += [Text()] if lines else []
        lines += table_lines(header, [[prose(each.text, look) for each in pair]], look)
    return lines


def _below(explanations: Sequence[Explained], points: int, look: Look) -> list[Text]:
    lines: list[Text] = []
    for each in explanations:
        lines += [Text()] if lines else []
        text = wrap(prose(each.text, look), look.width - 2)
        lines += [Text(_head(each, points), HEADING), *indented(text, "  ", "  ")]
    return lines


def _head(explained: Explained, points: int) -> str:
    said = "" if explained.said is None else f", {explained.said} of {points} points"
    return f"{explained.at:%Y-%m-%d %H:%M}{said}"
