"""Cards as a deck that Anki imports. Bytes come out; who calls says when it is.

genanki makes the collection: the tables that Anki wants, and checks of what is put into them. The zip archive around it
is put together here, because genanki leaves a temporary file behind for each one.
"""

import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from learnfastapi.study.card_html import card_html, style_sheet
from learnfastapi.study.cards import Card
from learnfastapi.study.sides import sides

if TYPE_CHECKING:
    import genanki

# Anki takes notes of a model with this number for ours: never to be changed.
_MODEL_ID = 1_594_203_771
_COMMENT = b"learnfastapi"


def anki_deck(name: str, cards: Sequence[Card], *, at: datetime) -> bytes:
    """The content of an `.apkg` file with each card once, in this order.

    Args:
        name: Of the deck, such as the title of the course. One name is one deck: a later export adds to it, and the
            cards that it has already are updated and keep their history in Anki.
        at: Aware. Anki takes over a changed text only if it is newer than the one that it has.
    """
    # With their imports, 150 ms.
    import genanki

    deck = genanki.Deck(_deck_id(name), name)
    model = genanki.Model(
        _MODEL_ID,
        "learnfastapi",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[
            {"name": "Card", "qfmt": "{{Front}}", "afmt": '{{FrontSide}}<hr id="answer">{{Back}}'},
        ],
        css=style_sheet(),
    )
    for number, card in enumerate(cards):
        deck.add_note(
            genanki.Note(
                model=model,
                fields=[card_html(side) for side in sides(card)],
                tags=[f"lesson::{card.lesson}", f"kind::{card.kind}"],
                guid=genanki.guid_for(*_identity(name, card)),
                due=number,
            )
        )
    return _archive(genanki.Package(deck), at)


def is_deck_of_ours(path: Path) -> bool:
    """Whether a file was made by `anki_deck`, and not by Anki or another program. Raises `OSError`."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment == _COMMENT
    except zipfile.BadZipFile:
        return False


def _identity(name: str, card: Card) -> tuple[object, ...]:
    """What stays when the card's text changes; and differs in another workspace, where numbers begin at 1 again."""
    return name, card.lesson, card.kind, card.id, card.added


def _deck_id(name: str) -> int:
    """Of 31 bits, as Anki wants it. Equal names are one deck."""
    return 1 << 30 | int.from_bytes(sha256(name.encode()).digest()[:4]) >> 2


def _archive(package: "genanki.Package", at: datetime) -> bytes:
    # In a file, because not every SQLite can give a database in memory as bytes.
    with TemporaryDirectory(prefix="learnfastapi-") as folder:
        database = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(database)) as connection:
            seconds = at.timestamp()
            package.write_to_db(connection.cursor(), seconds, itertools.count(int(seconds * 1000)))
            connection.commit()
        collection = database.read_bytes()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = _COMMENT
        for member, content in (("collection.anki2", collection), ("media", json.dumps({}).encode())):
            archive.writestr(zipfile.ZipInfo(member, at.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
