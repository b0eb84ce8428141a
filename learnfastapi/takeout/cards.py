"""Cards in a file for another program."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from grader.errors import InputError
from learnfastapi.study.anki import anki_deck, is_deck_of_ours
from learnfastapi.study.cards import Card, CardFormat
from learnfastapi.study.csv_export import cards_csv, is_table_of_ours
from learnfastapi.workspace import write_atomically, writing


def write_cards(path: Path, kind: CardFormat, cards: Sequence[Card], *, deck: str, at: datetime) -> None:
    """Write all cards, each once. An earlier export in this place is replaced, and nothing else ever is.

    Args:
        deck: The name that the deck has in Anki.
        at: Aware.

    Raises `InputError` if something else is there, and `UnwritableError`.
    """
    is_ours = is_deck_of_ours if kind is CardFormat.ANKI else is_table_of_ours
    with writing(path):
        is_taken = os.path.lexists(path) and not (path.is_file() and is_ours(path))
    if is_taken:
        raise InputError(
            f"`{path}` is there already and is no earlier export of your cards",
            hint=f"give another name, such as `learnfastapi-cards{kind.ending}`",
        )
    write_atomically(path, anki_deck(deck, cards, at=at) if kind is CardFormat.ANKI else cards_csv(cards))
