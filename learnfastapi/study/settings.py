"""How much of the study method a learner wants, and how many cards."""

from dataclasses import dataclass
from enum import StrEnum


class Study(StrEnum):
    """The one setting. What is not asked for can still be called by its command."""

    FULL = "full"  # guess, predict, recite, explain, notes, review
    LIGHT = "light"  # predict and recite; one key at a time, nothing to be written
    OFF = "off"  # read and solve; nothing is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """At most so many cards: new ones of a lesson, and reviews of a day."""

    new: int = 4
    reviews: int = 10
