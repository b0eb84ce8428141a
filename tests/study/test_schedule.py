"""When a card is asked again."""

from datetime import date, timedelta
from itertools import pairwise

from learnfastapi.study.schedule import graded

DAY = date(2026, 3, 1)


def test_what_was_not_known_comes_back_tomorrow():
    assert graded(None, knew=False, day=DAY).due == DAY + timedelta(days=1)


def test_what_was_known_is_put_off_longer_each_time():
    days = [DAY]
    memory = None
    for _ in range(4):
        memory = graded(memory, knew=True, day=days[-1])
        days.append(memory.due)

    waits = [(after - before).days for before, after in pairwise(days)]
    assert waits == [2, 11, 46, 163]


def test_what_was_forgotten_comes_back_the_day_after_and_is_put_off_less_from_then_on():
    known = graded(graded(None, knew=True, day=DAY), knew=True, day=DAY + timedelta(days=2))

    forgotten = graded(known, knew=False, day=known.due)
    again = graded(forgotten, knew=True, day=forgotten.due)

    assert forgotten.due == known.due + timedelta(days=1)
    assert again.due - forgotten.due < known.due - known.last


def test_a_clock_that_went_back_counts_as_the_day_of_the_last_review():
    memory = graded(None, knew=True, day=DAY)

    back = graded(memory, knew=True, day=DAY - timedelta(days=400))

    assert back == graded(memory, knew=True, day=DAY)
    assert back.last == DAY
