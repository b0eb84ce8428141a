"""A learner who forgets, for `benchmarks.study`. Not by the formula of FSRS, else it would be asked to predict itself.

Each card has a half-life of its own, in days, as in half-life regression (Settles and Meeder, 2016):

    chance to recall it after t days      2 ** (-t / half-life)
    half-life after it was recalled       half-life * (1 + gain * sqrt(2 * (1 - chance)))
    half-life after it was not            half-life / 2, at least half a day

A recall adds nothing when nothing was forgotten, and most when it nearly failed: the spacing effect. `gain` is the
growth at even odds. First half-lives and gains are drawn for each card from log-normal distributions.
"""

import math
from dataclasses import dataclass
from random import Random

_SHORTEST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """What somebody's memory is like.

    Attributes:
        half_life: Days after which half of what a lesson said is gone: the median over all cards.
        growth: What a recall at a chance of 0.9 multiplies the half-life by: the median over all cards.
        spread: Of both; the standard deviation of their logarithms.
    """

    name: str
    half_life: float
    growth: float
    spread: float = 0.5

    @property
    def gain(self) -> float:
        return (self.growth - 1) / math.sqrt(2 * (1 - 0.9))


AVERAGE = Learner(name="average", half_life=7.0, growth=4.0)
"""After a day nine of ten are known. FSRS's standard weights, fitted to reviews of Anki's users, say 4.8, then 4.2."""
LEARNERS = (
    AVERAGE,
    Learner(name="strong", half_life=14.0, growth=4.0),
    # What SuperMemo 2, and Anki after it, begin with for every card.
    Learner(name="slow", half_life=7.0, growth=2.5),
    Learner(name="weak", half_life=3.5, growth=2.0),
)


class Trace:
    """One card in a learner's memory. Equal seeds and numbers give equal luck, whoever asks and when.

    Args:
        day: When the lesson was read.
    """

    def __init__(self, learner: Learner, seed: int, number: int, day: int) -> None:
        self._luck = Random(f"{seed}/{number}")
        self._half_life = learner.half_life * self._luck.lognormvariate(0.0, learner.spread)
        self._gain = learner.gain * self._luck.lognormvariate(0.0, learner.spread)
        self._last = day

    def chance(self, day: int) -> float:
        """To recall it on a day, 0.0 to 1.0."""
        return math.exp2(-(day - self._last) / self._half_life)

    def ask(self, day: int) -> bool:
        """Whether it is recalled; either way its answer is seen."""
        chance = self.chance(day)
        knew = self._luck.random() < chance
        if knew:
            self._half_life *= 1 + self._gain * math.sqrt(2 * (1 - chance))
        else:
            self._half_life = max(_SHORTEST, self._half_life / 2)
        self._last = day
        return knew
