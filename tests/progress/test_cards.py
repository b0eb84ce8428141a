"""Cards in the progress file: taken up, asked, graded."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from learnfastapi.progress import Progress
from learnfastapi.progress.cards import CardBox
from learnfastapi.study.cards import CardKind, Face

DAY = date(2026, 1, 2)
OF_THE_LESSON = (CardKind.QUESTION, CardKind.CUE)


def days(number: int) -> date:
    return DAY + timedelta(days=number)


def face(front: str, kind: CardKind = CardKind.CUE, back: str = "because") -> Face:
    return Face(kind=kind, front=front, back=back)


FACES = [
    *(face(f"cue {number}?") for number in range(3)),
    *(face(f"question {number}?", CardKind.QUESTION) for number in range(3)),
]


@pytest.fixture
def progress(open_progress: Callable[..., Progress]) -> Iterator[Progress]:
    with open_progress() as opened:
        yield opened


@pytest.fixture
def cards(progress: Progress) -> CardBox:
    return progress.cards


def fronts(cards: CardBox, day: date, lessons: tuple[str, ...] = ("gates", "locks")) -> list[str]:
    return [card.front for card in cards.due(day=day, lessons=lessons)]


def test_cards_of_a_lesson_wait_until_the_day_after(cards: CardBox):
    cards.sync("gates", FACES, kinds=OF_THE_LESSON, day=DAY)

    cards.take_up(day=DAY, cap=4)
    assert fronts(cards, days(0)) == []

    cards.take_up(day=days(1), cap=4)
    assert fronts(cards, days(1)) == ["question 0?", "question 1?", "question 2?", "cue 0?"]


def test_cards_that_were_made_today_wait_beside_older_ones(cards: CardBox):
    cards.sync("gates", FACES[:1], kinds=OF_THE_LESSON, day=DAY)
    cards.sync("gates", FACES, kinds=OF_THE_LESSON, day=days(1))

    cards.take_up(day=days(1), cap=4)

    assert fronts(cards, days(1)) == ["cue 0?"]


def test_a_lesson_never_fills_up_beyond_its_cap(cards: CardBox):
    cards.sync("gates", FACES, kinds=OF_THE_LESSON, day=DAY)

    for number in range(1, 20):
        cards.take_up(day=days(number), cap=4)

    assert len(fronts(cards, days(20))) == 4


def test_a_greater_cap_takes_up_more(cards: CardBox):
    cards.sync("gates", FACES, kinds=OF_THE_LESSON, day=DAY)
    cards.take_up(day=days(1), cap=4)

    cards.take_up(day=days(2), cap=6)

    assert len(fronts(cards, days(2))) == 6


def test_what_went_wrong_comes_before_questions_and_cues(cards: CardBox):
    cards.sync("gates", FACES, kinds=OF_THE_LESSON, day=DAY)
    for number in range(3):
        cards.add_missed("gates", face(f"wrong {number}", CardKind.PREDICTION), day=DAY, cap=4)

    cards.take_up(day=days(1), cap=4)

    assert fronts(cards, days(1)) == ["wrong 0", "wrong 1", "wrong 2", "question 0?"]


def test_more_than_the_cap_went_wrong_and_all_is_asked_on_following_days(cards: CardBox):
    for number in range(9):
        cards.add_missed("gates", face(f"wrong {number}", CardKind.PREDICTION), day=DAY, cap=4)

    assert [card.due for card in cards.of("gates")] == [days(1)] * 4 + [days(2)] * 4 + [days(3)]


def test_what_goes_wrong_again_on_the_same_day_is_not_put_off(cards: CardBox):
    for number in (0, 1, 2, 3, 3):
        cards.add_missed("gates", face(f"wrong {number}", CardKind.PREDICTION), day=DAY, cap=4)

    assert [card.due for card in cards.of("gates")] == [days(1)] * 4


def test_cards_whose_text_is_gone_take_no_place_on_a_day(cards: CardBox):
    for number in range(4):
        cards.add_missed("gates", face(f"wrong {number}"), day=DAY, cap=4)
    cards.sync("gates", [], kinds=OF_THE_LESSON, day=DAY)

    assert cards.add_missed("gates", face("wrong 5"), day=DAY, cap=4).due == days(1)


def test_who_only_looks_sees_what_waits_and_writes_nothing(cards: CardBox, open_progress: Callable[..., Progress]):
    cards.sync("gates", FACES, kinds=OF_THE_LESSON, day=DAY)
    cards.sync("locks", FACES[:1], kinds=OF_THE_LESSON, day=DAY)

    with open_progress(busy_seconds=0) as other, cards._writing():
        assert other.cards.due_by_lesson(day=DAY, cap=4) == {}
        assert other.cards.next_due(after=DAY, lessons=("gates",), cap=4) == days(1)
        assert other.cards.due_by_lesson(day=days(1), cap=4) == {"gates": 4, "locks": 1}

    assert [card.due for card in cards.all()] == [None] * 7


def test_what_no_day_has_room_for_is_not_due_next(cards: CardBox):
    cards.sync("gates", FACES, kinds=OF_THE_LESSON, day=DAY)

    assert cards.next_due(after=DAY, lessons=("gates",), cap=0) is None


def test_what_went_wrong_counts_as_a_first_review(cards: CardBox):
    card = cards.add_missed("gates", face("wrong", CardKind.PREDICTION), day=DAY, cap=4)

    assert (card.knew, card.reviews, card.due) == (False, 1, days(1))
    assert cards.reviewed_on(DAY) == 0  # of what `review` asks


def test_a_grade_puts_a_card_off(cards: CardBox):
    card = cards.add_missed("gates", face("wrong", CardKind.PREDICTION), day=DAY, cap=4)

    assert cards.grade(card, knew=True, day=days(1))

    after = cards.get(card.id)
    assert after is not None
    assert after.due is not None
    assert after.due > days(1)
    assert (after.knew, after.reviews) == (True, 2)
    assert cards.reviewed_on(days(1)) == 1


def test_a_card_that_another_window_graded_is_not_graded_again(cards: CardBox, open_progress: Callable[..., Progress]):
    card = cards.add("gates", face("a?"), day=DAY, due=DAY)
    with open_progress() as other:
        assert other.cards.grade(card, knew=True, day=DAY)

    assert not cards.grade(card, knew=False, day=DAY)

    now = cards.get(card.id)
    assert now is not None
    assert (now.knew, now.reviews) == (True, 1)
    assert cards.reviewed_on(DAY) == 1


def test_a_changed_text_keeps_the_history(cards: CardBox):
    cards.sync("gates", [face("What does a gate close at?")], kinds=OF_THE_LESSON, day=DAY)
    cards.take_up(day=days(1), cap=4)
    (card,) = cards.due(day=days(1), lessons=["gates"])
    cards.grade(card, knew=True, day=days(1))

    cards.sync("gates", [face("When does a gate close?", back="At six")], kinds=OF_THE_LESSON, day=days(2))

    (after,) = cards.of("gates")
    assert (after.id, after.front, after.back) == (card.id, "When does a gate close?", "At six")
    assert (after.reviews, after.knew) == (1, True)


def test_a_text_that_is_gone_is_not_asked_and_comes_back_with_its_history(cards: CardBox):
    cards.sync("gates", [face("a long question?")], kinds=OF_THE_LESSON, day=DAY)
    cards.take_up(day=days(1), cap=4)
    (card,) = cards.due(day=days(1), lessons=["gates"])
    cards.grade(card, knew=False, day=days(1))

    cards.sync("gates", [], kinds=OF_THE_LESSON, day=days(2))
    assert fronts(cards, days(30)) == []

    cards.sync("gates", [face("a long question?")], kinds=OF_THE_LESSON, day=days(3))
    (back,) = cards.due(day=days(30), lessons=["gates"])
    assert (back.id, back.knew) == (card.id, False)


def test_a_row_of_the_learner_is_asked_on_the_day_after_and_follows_their_notes(cards: CardBox):
    own = (CardKind.OWN,)
    cards.sync("gates", [face("Who opens?", CardKind.OWN, back="me")], kinds=own, day=DAY)
    assert (fronts(cards, DAY), fronts(cards, days(1))) == ([], ["Who opens?"])

    cards.sync("gates", [face("Who opens?", CardKind.OWN, back="the guard")], kinds=own, day=days(1))
    assert [(card.back, card.due) for card in cards.of("gates")] == [("the guard", days(1))]

    cards.sync("gates", [], kinds=own, day=days(2))
    assert cards.of("gates") == ()


def test_predictions_and_points_become_no_cards_by_themselves(cards: CardBox):
    cards.sync(
        "gates",
        [face("p", CardKind.PREDICTION), face("k", CardKind.POINT)],
        kinds=tuple(CardKind),
        day=DAY,
    )

    assert cards.of("gates") == ()


def test_a_prediction_in_other_words_keeps_its_card(cards: CardBox):
    card = cards.add_missed("gates", face("GET /gates/seven", CardKind.PREDICTION), day=DAY, cap=4)

    cards.sync("gates", [face("GET /gates/eleven", CardKind.PREDICTION)], kinds=tuple(CardKind), day=days(1))

    assert [(each.id, each.front) for each in cards.of("gates")] == [(card.id, "GET /gates/eleven")]


def test_cards_of_lessons_that_the_course_dropped_are_kept_and_not_asked(cards: CardBox):
    cards.add("gates", face("a?"), day=DAY, due=DAY)
    cards.add("locks", face("b?"), day=DAY, due=DAY)

    assert fronts(cards, DAY, lessons=("locks",)) == ["b?"]
    assert cards.due_by_lesson(day=DAY, cap=4) == {"gates": 1, "locks": 1}
    assert cards.next_due(after=days(-1), lessons=("bridges",), cap=4) is None


def test_what_was_known_waits_for_what_was_never_asked(cards: CardBox):
    known = cards.add("gates", face("known?", CardKind.QUESTION), day=DAY, due=DAY)
    cards.grade(known, knew=True, day=DAY)
    cards.add("gates", face("new?"), day=days(30), due=days(30))

    assert fronts(cards, days(30)) == ["new?", "known?"]


def test_every_grade_is_kept_also_of_a_card_that_is_gone(cards: CardBox, now):
    card = cards.add_missed("gates", face("a?"), day=DAY, cap=4)
    cards.grade(card, knew=True, day=days(1))
    cards.sync("gates", [], kinds=OF_THE_LESSON, day=days(2))

    assert [(each.lesson, each.kind, each.front, each.day, each.knew, each.source) for each in cards.reviews()] == [
        ("gates", CardKind.CUE, "a?", days(0), False, "lesson"),
        ("gates", CardKind.CUE, "a?", days(1), True, "review"),
    ]
    assert {each.at for each in cards.reviews()} == {now}


def test_reciting_wrong_takes_a_card_up_for_tomorrow(cards: CardBox):
    cards.sync("gates", FACES, kinds=OF_THE_LESSON, day=DAY)

    cards.recite("gates", face("question 1?", CardKind.QUESTION), knew=False, day=DAY, cap=4)

    assert fronts(cards, days(1)) == ["question 1?"]


def test_reciting_right_leaves_a_waiting_card_where_it_is(cards: CardBox):
    cards.sync("gates", FACES, kinds=OF_THE_LESSON, day=DAY)

    cards.recite("gates", face("question 1?", CardKind.QUESTION), knew=True, day=DAY, cap=4)

    assert all(card.due is None for card in cards.of("gates"))


def test_adding_a_card_again_does_not_put_it_off(cards: CardBox):
    first = cards.add("gates", face("double/1", CardKind.VARIATION), day=DAY, due=days(2))

    again = cards.add("gates", face("double/1", CardKind.VARIATION, back="new"), day=days(1), due=days(3))

    assert (again.id, again.due, again.back) == (first.id, days(2), "new")


def test_a_clock_that_went_back_takes_nothing_away(cards: CardBox):
    card = cards.add_missed("gates", face("wrong", CardKind.PREDICTION), day=DAY, cap=4)

    assert cards.grade(card, knew=True, day=days(-300))

    after = cards.get(card.id)
    assert after is not None
    assert after.due is not None
    assert after.due > DAY


def test_a_card_made_by_mistake_is_put_away_unless_it_was_asked_since(cards: CardBox):
    for front in ("first", "second"):
        cards.add_missed("gates", face(front, CardKind.POINT), day=DAY, cap=4)
    (card, _) = cards.of("gates")
    cards.grade(card, knew=True, day=days(1))

    assert [cards.take_back("gates", face(front, CardKind.POINT)) for front in ("first", "second", "third")] == [
        *(False, True),
        False,
    ]
    assert [each.front for each in cards.of("gates")] == ["first"]


def test_what_was_missed_today_is_not_known_by_saying_it_again_today(cards: CardBox):
    prediction = face("wrong", CardKind.PREDICTION)
    cards.recite("gates", prediction, knew=False, day=DAY, cap=4)

    cards.recite("gates", prediction, knew=True, day=DAY, cap=4)
    assert [(card.knew, card.due) for card in cards.of("gates")] == [(False, days(1))]

    cards.recite("gates", prediction, knew=True, day=days(1), cap=4)
    assert [card.knew for card in cards.of("gates")] == [True]
