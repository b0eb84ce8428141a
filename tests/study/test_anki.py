"""The deck for Anki, read as Anki's own reader does: a zip archive with an SQLite collection in it.

Warnings are errors in tests, and genanki warns of fields that are no HTML.
"""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from learnfastapi.study.anki import anki_deck
from learnfastapi.study.cards import Card, CardKind

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
CODE = "What comes back?\n\n```python\nif 1 < 2 & 3:\n    pass\n```"


def card(number: int, kind: CardKind, front: str, back: str = "because", lesson: str = "gates") -> Card:
    return Card(
        id=number,
        lesson=lesson,
        kind=kind,
        front=front,
        back=back,
        added=date(2026, 1, 1),
        due=None,
        memory=None,
        knew=None,
        reviews=0,
    )


CARDS = [
    card(1, CardKind.PREDICTION, CODE, '```http\nGET /\n\n→ 200\n{"a": "<b>", "…": "…"}\n```'),
    card(2, CardKind.CUE, "Who said <i>open</i> & when?", lesson="locks"),
    card(3, CardKind.EXERCISE, "gate-times", ""),
    card(4, CardKind.VARIATION, "gate-times/2", ""),
    card(5, CardKind.OWN, "", " "),
]


def select(deck: bytes, query: str) -> list[Any]:
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read("media")) == {}
        folder = TemporaryDirectory()
        archive.extract("collection.anki2", folder.name)
    with folder, closing(sqlite3.connect(Path(folder.name) / "collection.anki2")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute(query).fetchall()


def fields(deck: bytes) -> list[list[str]]:
    return [row[0].split("\x1f") for row in select(deck, "SELECT flds FROM notes ORDER BY id")]


def guids(deck: bytes) -> list[str]:
    return [row[0] for row in select(deck, "SELECT guid FROM notes ORDER BY id")]


def models_and_decks(deck: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    ((models, decks),) = select(deck, "SELECT models, decks FROM col")
    return json.loads(models), json.loads(decks)


@pytest.fixture(scope="module")
def deck() -> bytes:
    return anki_deck("Lock keeping", CARDS, at=AT)


def test_every_card_is_in_the_deck_once_and_in_order(deck):
    notes = select(deck, "SELECT notes.id, cards.due FROM notes JOIN cards ON nid = notes.id ORDER BY notes.id")

    assert [due for _, due in notes] == [0, 1, 2, 3, 4]
    assert select(deck, "SELECT count(*) FROM cards") == [(5,)]
    assert len(set(guids(deck))) == 5


def test_code_is_coloured_and_text_is_escaped(deck):
    (front, back), (cue, _), *_ = fields(deck)

    assert '<span class="k">if</span>' in front
    assert '<span class="o">&lt;</span>' in front
    assert '<span class="s2">"&lt;b&gt;"</span>' in back
    assert cue == "<p>Who said &lt;i&gt;open&lt;/i&gt; &amp; when?</p>\n"


def test_an_exercise_says_what_to_do(deck):
    check = "<p><code>learnfastapi check gate-times</code> says whether it passes</p>\n"

    assert fields(deck)[2:4] == [
        ["<p>Solve <code>gate-times</code> again, from an empty file</p>\n", check],
        ["<p>Solve requirement 2 of <code>gate-times</code> again, from an empty file</p>\n", check],
    ]


def test_an_empty_side_is_no_lost_card(deck):
    assert fields(deck)[4] == ["<p>(empty)</p>\n", "<p>(empty)</p>\n"]


def test_tags_name_the_lesson_and_the_kind(deck):
    assert [row[0].split() for row in select(deck, "SELECT tags FROM notes ORDER BY id LIMIT 2")] == [
        ["lesson::gates", "kind::prediction"],
        ["lesson::locks", "kind::cue"],
    ]


def test_the_deck_has_its_name_and_the_style_sheet(deck):
    models, decks = models_and_decks(deck)
    (used,) = {number for (number,) in select(deck, "SELECT DISTINCT did FROM cards")}
    (model,) = {number for (number,) in select(deck, "SELECT DISTINCT mid FROM notes")}

    assert decks[str(used)]["name"] == "Lock keeping"
    assert ".nightMode .highlight .k" in models[str(model)]["css"]
    assert [field["name"] for field in models[str(model)]["flds"]] == ["Front", "Back"]


def test_the_same_cards_at_the_same_time_are_the_same_bytes(deck):
    assert anki_deck("Lock keeping", CARDS, at=AT) == deck


def test_a_changed_text_and_a_new_card_leave_the_others_who_they_are(deck):
    changed = [replace(CARDS[0], front="Other words"), *CARDS[1:], card(6, CardKind.CUE, "New?")]

    later = anki_deck("Lock keeping", changed, at=AT.replace(month=2))

    assert guids(later)[:5] == guids(deck)
    assert models_and_decks(later)[1].keys() == models_and_decks(deck)[1].keys()
    assert select(later, "SELECT min(mod) FROM notes") > select(deck, "SELECT max(mod) FROM notes")


def test_cards_of_another_course_with_the_same_numbers_are_others(deck):
    other = anki_deck("Water meters", CARDS, at=AT)

    assert not set(guids(other)) & set(guids(deck))
    assert models_and_decks(other)[1].keys() != models_and_decks(deck)[1].keys()


def test_a_deck_without_cards_can_be_opened():
    assert select(anki_deck("Empty", [], at=AT), "SELECT count(*) FROM notes") == [(0,)]
