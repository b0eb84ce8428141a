"""When a card is to be asked again: FSRS, in whole days.

A learner comes once a day, so there are no steps of minutes: what was not known comes back the day after, however well
it was known before. Nothing is random: the same grades on the same days give the same dates.
"""

from datetime import UTC, date, datetime, time, timedelta

from learnfastapi.study.cards import Memory


def graded(memory: Memory | None, *, knew: bool, day: date) -> Memory:
    """What is known of a card after it was graded; None before the first time.

    A day before the last review, from a clock that went back, counts as the day of that review.
    """
    # 18 ms, and most commands grade nothing.
    from fsrs import Card, Rating, Scheduler, State

    day = day if memory is None else max(day, memory.last)
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    if memory is None:
        card = Card(card_id=0, due=_noon(day))
    else:
        card = Card(
            card_id=0,
            state=State.Review,
            stability=memory.stability,
            difficulty=memory.difficulty,
            due=_noon(memory.due),
            last_review=_noon(memory.last),
        )
    after, _ = scheduler.review_card(card, Rating.Good if knew else Rating.Again, _noon(day))
    assert after.stability is not None
    assert after.difficulty is not None
    due = after.due.date() if knew else day + timedelta(days=1)
    return Memory(due=due, stability=after.stability, difficulty=after.difficulty, last=day)


def _noon(day: date) -> datetime:
    # FSRS counts whole days between two times; two noons are as far apart as their days.
    return datetime.combine(day, time(12), UTC)
