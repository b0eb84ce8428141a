"""Cards of a lesson whose text changes."""

from datetime import date
from typing import Any

from learnfastapi.study.cards import Card, CardKind, Face, reconciled

DAY = date(2026, 3, 1)
KEPT: dict[str, Any] = {"lesson": "gates", "added": DAY, "memory": None}


def card(number: int, front: str, back: str = "because", kind: CardKind = CardKind.CUE) -> Card:
    return Card(
        id=number,
        lesson="gates",
        kind=kind,
        front=front,
        back=back,
        added=DAY,
        due=None,
        memory=None,
        knew=None,
        reviews=0,
    )


def face(front: str, back: str = "because", kind: CardKind = CardKind.CUE) -> Face:
    return Face(kind=kind, front=front, back=back)


def pairs(kept: list[Card], faces: list[Face]) -> set[tuple[int | None, str | None]]:
    return {(one and one.id, other and other.front) for one, other in reconciled(kept, faces)}


def test_equal_fronts_stay_together():
    assert pairs([card(1, "a?"), card(2, "b?")], [face("b?"), face("a?")]) == {(1, "a?"), (2, "b?")}


def test_a_reworded_front_keeps_its_card():
    kept = [card(1, "What ties a blank to the function?", "x"), card(2, "Only 1 to 480?", "y")]

    found = pairs(kept, [face("Only 1 to 500?", "z"), face("What ties the blank to a function?", "w")])

    assert found == {(1, "What ties the blank to a function?"), (2, "Only 1 to 500?")}


def test_an_equal_back_tells_a_question_in_other_words():
    assert pairs([card(1, "Which first?", "The upper one")], [face("Two fit. Who answers?", "The upper one")]) == {
        (1, "Two fit. Who answers?")
    }


def test_a_new_face_has_no_card_and_a_card_without_a_face_is_told():
    assert pairs([card(1, "completely other", "p")], [face("9 + 9?", "q")]) == {(None, "9 + 9?"), (1, None)}


def test_kinds_do_not_mix():
    kept = [card(1, "a?", kind=CardKind.QUESTION)]

    assert pairs(kept, [face("a?")]) == {(1, None), (None, "a?")}


def test_two_equal_fronts_take_one_card_each():
    assert pairs([card(1, "a?"), card(2, "a?")], [face("a?"), face("a?")]) == {(1, "a?"), (2, "a?")}


def graded(number: int, kind: CardKind, *, knew: bool) -> Card:
    return Card(
        id=number,
        lesson="gates",
        kind=kind,
        front="",
        back="",
        added=DAY,
        due=DAY,
        memory=None,
        knew=knew,
        reviews=1,
    )


def test_what_went_wrong_ranks_first_then_new_questions_new_cues_and_what_was_known():
    cards = [
        card(1, "a"),
        card(2, "b", kind=CardKind.QUESTION),
        card(3, "c", kind=CardKind.VARIATION),
        graded(4, CardKind.CUE, knew=False),
        graded(5, CardKind.CUE, knew=True),
        graded(6, CardKind.QUESTION, knew=True),
        graded(7, CardKind.PREDICTION, knew=True),
    ]

    assert [each.rank for each in cards] == [2, 1, 0, 0, 3, 3, 3]
