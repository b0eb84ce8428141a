"""`make study`: ninety days of `review`, against fixed intervals, by learners of `benchmarks.memory`.

It tests the scheduler, not the learning: nobody here understands anything.
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.table import Table

from benchmarks.memory import LEARNERS, Learner, Trace
from learnfastapi.progress import Progress
from learnfastapi.study.cards import CardKind, Face
from learnfastapi.study.settings import Caps

DAYS = 90
LESSONS = 50
INTERVALS = (1, 3, 7, 14, 30)
CARDS = 4  # of a lesson
_FIRST = date(2026, 1, 5)  # a Monday


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one learner.

    Attributes:
        reviews: Of each day.
        chances: Of each day, the mean chance to recall a card on the next morning, before any review; over all cards
            whose lesson was read.
    """

    reviews: tuple[int, ...]
    chances: tuple[float, ...]

    @property
    def total(self) -> int:
        return sum(self.reviews)

    @property
    def at_the_end(self) -> float:
        return self.chances[-1]

    @property
    def all_days(self) -> float:
        return statistics.fmean(self.chances)


class Plan(Protocol):
    """Who says what is asked when. Days count from 0."""

    def read(self, cards: Sequence[str], day: int) -> None:
        """The learner has read the lesson of these cards."""

    def asked(self, day: int, ask: Callable[[str], bool]) -> int:
        """Ask what is to be asked on this day. Returns how many were."""


class Review:
    """`learnfastapi review`, as its command does it: the real progress, in a file."""

    def __init__(self, progress: Progress, caps: Caps) -> None:
        self._box = progress.cards
        self._caps = caps
        self._lessons: list[str] = []

    def read(self, cards: Sequence[str], day: int) -> None:
        kinds = (CardKind.QUESTION, CardKind.CUE)
        faces = [
            Face(kind=kinds[number % 2], front=front, back=f"the answer to {front}")
            for number, front in enumerate(cards)
        ]
        self._lessons.append(cards[0])
        self._box.sync(cards[0], faces, kinds=kinds, day=_date(day))

    def asked(self, day: int, ask: Callable[[str], bool]) -> int:
        today = _date(day)
        self._box.take_up(day=today, cap=self._caps.new)
        cards = self._box.due(day=today, lessons=self._lessons)
        for card in cards[: self._caps.reviews - self._box.reviewed_on(today)]:
            self._box.grade(card, knew=ask(card.front), day=today)
        return self._box.reviewed_on(today)


class Intervals:
    """Each card after 1, 3, 7, 14 and 30 days, then every 30; from the beginning again when it was not known.

    With a cap, what has been due for longest is asked first.
    """

    def __init__(self, cap: int | None) -> None:
        self._cap = cap
        self._step: dict[str, int] = {}
        self._due: dict[str, int] = {}

    def read(self, cards: Sequence[str], day: int) -> None:
        for card in cards:
            self._step[card] = 0
            self._due[card] = day + INTERVALS[0]

    def asked(self, day: int, ask: Callable[[str], bool]) -> int:
        due = sorted((card for card, when in self._due.items() if when <= day), key=lambda card: self._due[card])
        for card in due[: self._cap]:
            self._step[card] = min(self._step[card] + 1, len(INTERVALS) - 1) if ask(card) else 0
            self._due[card] = day + INTERVALS[self._step[card]]
        return len(due[: self._cap])


def live(learner: Learner, seed: int, plan: Plan, days: int = DAYS) -> Outcome:
    """Each day the reviews first, then a lesson: five a week, as long as there are some."""
    traces: dict[str, Trace] = {}
    reviews, chances = [], []
    lesson = 0
    for day in range(days):
        reviews.append(plan.asked(day, partial(_ask, traces, day)))
        if day % 7 < 5 and lesson < LESSONS:
            cards = [f"lesson {lesson}, card {number}" for number in range(CARDS)]
            traces |= {card: Trace(learner, seed, CARDS * lesson + number, day) for number, card in enumerate(cards)}
            plan.read(cards, day)
            lesson += 1
        chances.append(statistics.fmean(trace.chance(day + 1) for trace in traces.values()))
    return Outcome(reviews=tuple(reviews), chances=tuple(chances))


def _ask(traces: Mapping[str, Trace], day: int, card: str) -> bool:
    return traces[card].ask(day)


def by_review(learner: Learner, seed: int, *, cap: int, days: int = DAYS) -> Outcome:
    """With at most so many reviews a day."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "progress.sqlite3"
        with Progress.open(file, now=lambda: datetime.combine(_FIRST, time(12), UTC)) as progress:
            return live(learner, seed, Review(progress, Caps(reviews=cap)), days)


def by_intervals(learner: Learner, seed: int, *, cap: int | None = None, days: int = DAYS) -> Outcome:
    """With at most so many reviews a day; None for as many as are due."""
    return live(learner, seed, Intervals(cap), days)


def _date(day: int) -> date:
    return _FIRST + timedelta(days=day)


PLANS: Mapping[str, Callable[[Learner, int], Outcome]] = {
    "review": partial(by_review, cap=Caps().reviews),
    "review, 15 a day": partial(by_review, cap=15),
    "review, 20 a day": partial(by_review, cap=20),
    "fixed": by_intervals,
    "fixed, 10 a day": partial(by_intervals, cap=Caps().reviews),
}


def main() -> None:
    """Live, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.study", description="What `review` keeps in mind.")
    parser.add_argument("--seeds", type=int, default=20, help="learners of each kind, default 20")
    seeds = range(parser.parse_args().seeds)
    table = Table("learner", "plan", "reviews", "a day", "recalled on day 90", "on all days", box=None)
    for learner in LEARNERS:
        for name, plan in PLANS.items():
            table.add_row(learner.name, name, *figures_of([plan(learner, seed) for seed in seeds]))
    Console(width=110).print(table, highlight=False)


def figures_of(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The cells of a row: reviews in all, reviews a day, recalled on the last day, recalled on all days."""
    yield _range([outcome.total for outcome in outcomes], "{:.0f}")
    median = statistics.median(count for outcome in outcomes for count in outcome.reviews)
    yield f"{median:.0f}, at most {max(max(outcome.reviews) for outcome in outcomes)}"
    yield _range([100 * outcome.at_the_end for outcome in outcomes], "{:.1f} %")
    yield _range([100 * outcome.all_days for outcome in outcomes], "{:.1f} %")


def _range(values: Sequence[float], form: str) -> str:
    """Mean, and the least and the greatest."""
    mean, low, high = (form.format(value) for value in (statistics.fmean(values), min(values), max(values)))
    return f"{mean} ({low.removesuffix(' %')} to {high.removesuffix(' %')})"


if __name__ == "__main__":
    main()
