"""A guess beside what came: right and wrong, field by field. A word or a sign of another shape, never colour alone."""

import json
from collections.abc import Sequence

from rich.text import Text

from learnfastapi.render.json_text import coloured, layout
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, BAD, CODE, GOOD
from learnfastapi.render.status import status_line
from learnfastapi.render.text import cut, visible, visible_line
from learnfastapi.study.guessing import Field, is_status_right

_SIGNS = {True: ("✓", "right", GOOD), False: ("✗", "wrong", BAD), None: ("·", "not guessed", ASIDE)}


def status_lines(guess: int | None, came: int, look: Look) -> list[Text]:
    """Whether the status was guessed; None is "no idea"."""
    is_right = None if guess is None else is_status_right(guess, came)
    line = _mark(is_right, look).append(status_line(came), "bold")
    if is_right is False:
        line.append(f", not {guess}xx" if guess is not None and guess < 10 else f", not {guess}")
    return [line]


def field_lines(fields: Sequence[Field], look: Look) -> list[Text]:
    """A line for each field: what came, and what was guessed if that differs."""
    width = max((len(field.path) for field in fields), default=0)
    return [_field(field, width, look) for field in fields]


def response_lines(block: str, look: Look) -> list[Text]:
    """The answer of an `http` block as the lesson shows it, without request and status. May be empty."""
    lines = block.splitlines()
    arrow = next(number for number, line in enumerate(lines) if line.startswith("→"))
    shown = lines[arrow + 1 : -1]
    return [coloured(look.fit(line)) for line in shown]


def body_lines(body: str, look: Look) -> list[Text]:
    """A body as it came: JSON laid out, anything else as it is."""
    try:
        lines = layout(json.loads(body), look.data_width)
    except ValueError:
        lines = visible(body).splitlines()
    return [coloured(look.fit(visible_line(line))) for line in lines]


def _field(field: Field, width: int, look: Look) -> Text:
    line = _mark(field.is_right, look)
    if width:
        line.append(look.fit(field.path.ljust(width)), CODE).append("  ")
    room = max(look.data_width - line.cell_len, 20)
    if field.came is None:
        return line.append(cut(look.fit(f"there is none (you said {visible_line(field.guess or '')})"), room, look))
    came = visible_line(field.came)
    if field.is_right is False:
        came += f", not {visible_line(field.guess or '')}"
    return line.append(cut(look.fit(came), room, look))


def _mark(is_right: bool | None, look: Look) -> Text:
    sign, word, style = _SIGNS[is_right]
    # All of one width, so that what follows stands in a column.
    return Text(f"{word:<12}" if look.plain else f"{look.fit(sign)} ", style if look.colour else "")
