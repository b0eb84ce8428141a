"""Tables whose cells wrap."""

from collections.abc import Sequence

from rich.text import Text

from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, HEADING
from learnfastapi.render.text import wrap

_GAP = 2
_NARROWEST = 8


def table_lines(header: Sequence[Text], rows: Sequence[Sequence[Text]], look: Look) -> list[Text]:
    """Columns side by side, a line below the header, and an empty one between rows if any cell wraps."""
    columns = [[header[index], *(row[index] for row in rows)] for index in range(len(header))]
    natural = [max(cell.cell_len for cell in column) for column in columns]
    widths = column_widths(natural, look.width - _GAP * (len(columns) - 1))
    for cell in header:
        cell.stylize(HEADING)
    blocks = [_row(row, widths) for row in (header, *rows)]
    rule = Text(look.own("─") * (sum(widths) + _GAP * (len(widths) - 1)), ASIDE)
    is_loose = any(len(block) > 1 for block in blocks[1:])
    lines = [*blocks[0], rule]
    for number, block in enumerate(blocks[1:]):
        lines += [Text(), *block] if is_loose and number else block
    return lines


def column_widths(natural: Sequence[int], available: int) -> list[int]:
    """Narrow columns get what they need; the others share the rest evenly."""
    widths = [0] * len(natural)
    left = sorted(range(len(natural)), key=lambda index: natural[index])
    while left:
        index = left[0]
        share = max(available // len(left), _NARROWEST)
        widths[index] = min(natural[index], share)
        available -= widths[index]
        left = left[1:]
    return widths


def _row(cells: Sequence[Text], widths: Sequence[int]) -> list[Text]:
    wrapped = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for number in range(max(len(cell) for cell in wrapped)):
        line = Text()
        for cell, width in zip(wrapped, widths, strict=True):
            part = cell[number] if number < len(cell) else Text()
            line.append_text(part)
            line.append(" " * (width - part.cell_len + _GAP))
        line.rstrip()
        lines.append(line)
    return lines
