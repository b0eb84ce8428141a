"""Ninety days of `review` by a learner who forgets, against fixed intervals. Seeded: the same figures every time."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from benchmarks.memory import AVERAGE, LEARNERS, Learner, Trace
from benchmarks.study import DAYS, PLANS, Outcome, by_intervals, by_review, figures_of

ROOT = Path(__file__).resolve().parents[1]
SEEDS = (0, 1, 2)
SURE = Learner(name="the same for every card", half_life=10.0, growth=2.0, spread=0.0)
SLOW = next(learner for learner in LEARNERS if learner.name == "slow")


@cache
def reviewed(seed: int) -> Outcome:
    return by_review(AVERAGE, seed, cap=10)


@pytest.mark.parametrize("seed", SEEDS)
def test_review_keeps_nine_of_ten_in_mind_with_fewer_reviews_than_fixed_intervals(seed):
    fixed = by_intervals(AVERAGE, seed)

    assert reviewed(seed).at_the_end >= 0.95
    assert reviewed(seed).all_days >= 0.93
    assert reviewed(seed).total <= 0.85 * fixed.total


@pytest.mark.parametrize("seed", SEEDS)
def test_ten_a_day_is_never_exceeded(seed):
    assert len(reviewed(seed).reviews) == DAYS
    assert max(reviewed(seed).reviews) == 10


@pytest.mark.parametrize("seed", SEEDS)
def test_at_ten_a_day_review_keeps_more_than_fixed_intervals(seed):
    assert reviewed(seed).at_the_end >= by_intervals(AVERAGE, seed, cap=10).at_the_end + 0.1


def test_who_forgets_sooner_needs_more_than_ten_a_day():
    assert by_review(SLOW, 0, cap=10).at_the_end < 0.9 <= by_review(SLOW, 0, cap=15).at_the_end


def test_the_same_seed_lives_the_same_days():
    assert by_review(AVERAGE, 0, cap=10) == reviewed(0)


def test_another_seed_is_another_learner():
    assert reviewed(0) != reviewed(1)


def test_half_of_what_was_read_is_forgotten_after_a_half_life():
    assert Trace(SURE, 0, 0, day=5).chance(15) == 0.5


def test_a_recall_on_the_same_day_adds_nothing():
    trace = Trace(SURE, 0, 0, day=5)

    assert trace.ask(5)

    assert trace.chance(15) == 0.5


def test_a_recall_at_even_odds_adds_most():
    recalled = next(trace for trace in (Trace(SURE, seed, 0, day=0) for seed in range(99)) if trace.ask(10))

    assert recalled.chance(10 + 10) == pytest.approx(0.5 ** (1 / (1 + SURE.gain)))


def test_what_was_not_recalled_is_forgotten_twice_as_fast():
    missed = next(trace for trace in (Trace(SURE, seed, 0, day=0) for seed in range(99)) if not trace.ask(10))

    assert missed.chance(10 + 5) == 0.5


@pytest.mark.parametrize("plan", ["review", "fixed", "fixed, 10 a day"])
def test_the_figures_in_the_docs_are_those_of_the_command(plan):
    shown = [re.split(" {2,}", line) for line in (ROOT / "docs" / "study.md").read_text().splitlines()]

    assert [AVERAGE.name, plan, *figures_of([PLANS[plan](AVERAGE, seed) for seed in range(20)])] in shown


def test_the_command_prints_a_row_for_each_learner_and_plan():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.study", "--seeds", "1"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert [line.split()[0] for line in done.stdout.splitlines()[1:]] == [
        learner.name for learner in LEARNERS for _ in PLANS
    ]
