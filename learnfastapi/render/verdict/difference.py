"""The difference, field by field."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import msgspec
from rich.cells import cell_len
from rich.text import Text

from grader.models import Difference, Exchange, Response
from learnfastapi.render.json_text import dumps
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, BAD, GOOD
from learnfastapi.render.text import capped, cut, visible_line
from learnfastapi.render.verdict.field import INDENT

_GAP = 2
_LONGEST_PATH = 30
_KEPT_PREFIX = 8
_Cells: TypeAlias = tuple[str, str, str]


def difference_lines(exchange: Exchange, difference: Sequence[Difference], limit: int, look: Look) -> list[Text]:
    """A table: where, yours, expected. Empty if only the status differs, which is told elsewhere.

    Of a list in another order, a table would say nothing in many lines; there it is one sentence.
    """
    entries = [entry for entry in difference if entry.path != "status"]
    if not entries:
        return []
    place = _reordered(_json(exchange.response), _json(exchange.expected), "$")
    if place is not None:
        sentence = visible_line(f"{_where(place)}: the same items in another order")
        return [Text(cut(look.fit(sentence), look.data_width - INDENT, look))]
    rows = [_cells(entry, look) for entry in entries]
    return capped(_sentences(rows, look), limit, look) if look.plain else _table(rows, limit, look)


def _sentences(rows: Sequence[_Cells], look: Look) -> list[Text]:
    width = look.data_width - INDENT
    narrowed = [_narrowed(row, (width, width, width), look) for row in rows]
    return [Text(f"{where}: yours {yours}, expected {wanted}") for where, yours, wanted in narrowed]


def _table(rows: Sequence[_Cells], limit: int, look: Look) -> list[Text]:
    width = look.data_width - INDENT
    first = max(min(max(cell_len(row[0]) for row in rows), _LONGEST_PATH, width // 3), len("where"))
    second = max(min(max(cell_len(row[1]) for row in rows), (width - first) // 2 - _GAP), len("yours"))
    third = width - first - second - 2 * _GAP
    header = Text(f"{'where'.ljust(first)}  {'yours'.ljust(second)}  expected", ASIDE)
    return [header, *capped([_row(row, (first, second, third), look) for row in rows], limit, look)]


def _json(response: Response | None) -> Any:
    return response.body.json if response and response.body else msgspec.UNSET


def _reordered(yours: Any, expected: Any, path: str) -> str | None:
    """Path of the list that holds the same items in another order, if that is all that differs."""
    if isinstance(yours, list) and isinstance(expected, list):
        return path if yours != expected and sorted(map(dumps, yours)) == sorted(map(dumps, expected)) else None
    if not isinstance(yours, dict) or not isinstance(expected, dict) or yours.keys() != expected.keys():
        return None
    different = [key for key in yours if dumps(yours[key]) != dumps(expected[key])]
    if len(different) != 1:
        return None
    key = different[0]
    return _reordered(yours[key], expected[key], f"{path}.{key}")


def _row(cells: _Cells, widths: tuple[int, int, int], look: Look) -> Text:
    parts = _narrowed(cells, widths, look)
    padded = [part + " " * (width + _GAP - cell_len(part)) for part, width in zip(parts, widths, strict=True)]
    line = Text.assemble(padded[0], (padded[1], BAD), (parts[2], GOOD))
    line.rstrip()
    return line


def _narrowed(cells: _Cells, widths: tuple[int, int, int], look: Look) -> _Cells:
    where, yours, wanted = cells
    start = _shared(yours, wanted, min(widths[1:]))
    if start:
        yours, wanted = look.own("…") + yours[start:], look.own("…") + wanted[start:]
    return cut(where, widths[0], look), cut(yours, widths[1], look), cut(wanted, widths[2], look)


def _shared(yours: str, wanted: str, width: int) -> int:
    """How much of a common beginning to leave out, so that two long values do not look the same when they are cut."""
    pairs = enumerate(zip(yours, wanted, strict=False))
    shared = next((index for index, (left, right) in pairs if left != right), min(len(yours), len(wanted)))
    return shared - _KEPT_PREFIX if max(len(yours), len(wanted)) > width and shared > 2 * _KEPT_PREFIX else 0


def _cells(entry: Difference, look: Look) -> _Cells:
    yours, wanted = _value(entry.yours, "missing"), _value(entry.expected, "not asked for")
    if str(entry.yours) == str(entry.expected) and type(entry.yours) is not type(entry.expected):
        # A beginner may look past the two quotes.
        yours, wanted = f"{yours} ({_kind(entry.yours)})", f"{wanted} ({_kind(entry.expected)})"
    return look.fit(visible_line(_where(entry.path))), look.fit(yours), look.fit(wanted)


def _where(path: str) -> str:
    if path == "$":
        return "the whole body"
    if path.startswith("headers."):
        return f"header {path.removeprefix('headers.')}"
    return path.removeprefix("$.").removeprefix("$")


def _value(value: Any, missing: str) -> str:
    return missing if value is msgspec.UNSET else visible_line(dumps(value))


def _kind(value: Any) -> str:
    match value:
        case bool():
            return "true or false"
        case str():
            return "text"
        case int() | float():
            return "number"
        case None:
            return "null"
    return "list" if isinstance(value, list) else "object"
