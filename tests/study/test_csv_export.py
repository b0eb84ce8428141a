"""Cards as a table."""

import csv
import io
from datetime import date

import pytest

from learnfastapi.study.cards import Card, CardKind, Memory
from learnfastapi.study.csv_export import cards_csv, csv_file

DAY = date(2026, 1, 2)
NEW = Card(
    id=1,
    lesson="gates",
    kind=CardKind.CUE,
    front='Who said "open",\nand when?',
    back="The keeper, at 7:00 → open",
    added=DAY,
    due=None,
    memory=None,
    knew=None,
    reviews=0,
)
KNOWN = Card(
    id=2,
    lesson="gates",
    kind=CardKind.EXERCISE,
    front="gate-times",
    back="",
    added=DAY,
    due=date(2026, 1, 13),
    memory=Memory(due=date(2026, 1, 13), stability=10.96433, difficulty=2.1, last=DAY),
    knew=True,
    reviews=2,
)


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_each_card_is_one_row():
    assert rows(cards_csv([NEW, KNOWN])) == [
        ["lesson", "kind", "front", "back", "added", "due", "reviews", "knew", "stability"],
        ["gates", "cue", NEW.front, NEW.back, "2026-01-02", "", "0", "", ""],
        [
            *("gates", "exercise", "Solve `gate-times` again, from an empty file"),
            *(
                "`learnfastapi check gate-times` says whether it passes",
                "2026-01-02",
                "2026-01-13",
                "2",
                "yes",
                "10.96",
            ),
        ],
    ]


def test_the_file_is_what_rfc_4180_says_with_a_byte_order_mark():
    content = csv_file(["a", "b"], [['one "two"', "three, four"], ["five\nsix", None], ["é", True]])

    assert content == b'\xef\xbb\xbfa,b\r\n"one ""two""","three, four"\r\n"five\nsix",\r\n\xc3\xa9,yes\r\n'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1"])
def test_a_formula_becomes_a_text(text):
    assert rows(csv_file(["a"], [[text]]))[1] == [f"'{text}"]


def test_numbers_below_zero_stay_numbers():
    assert rows(csv_file(["a"], [[-1.5]]))[1] == ["-1.5"]
