"""Cards as a table for spreadsheets and other programs. Bytes come out."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from learnfastapi.study.cards import Card
from learnfastapi.study.sides import sides

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"); last the wide forms of the signs.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_HEAD = ("lesson", "kind", "front", "back", "added", "due", "reviews", "knew", "stability")

Cell = object
"""A text, a number, a date or a truth value; None is an empty cell."""


def cards_csv(cards: Iterable[Card]) -> bytes:
    """One row for each card, in this order. `stability` is in days; what a card does not have is an empty cell."""
    return csv_file(
        _HEAD,
        (
            (
                *(card.lesson, card.kind.value, *sides(card), card.added, card.due, card.reviews, card.knew),
                None if card.memory is None else round(card.memory.stability, 2),
            )
            for card in cards
        ),
    )


def is_table_of_ours(path: Path) -> bool:
    """Whether a file was made by `cards_csv`. Raises `OSError`."""
    head = csv_file(_HEAD, ())
    with path.open("rb") as file:
        return file.read(len(head)) == head


def csv_file(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """RFC 4180 in UTF-8, with the byte order mark by which spreadsheets know that.

    Texts that a spreadsheet would run as a formula, because they begin with `=`, `+`, `-` or `@`, get an apostrophe in
    front. So do markdown lists; whoever reads the file by a program takes it away again.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
