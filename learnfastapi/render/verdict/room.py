"""How many lines each part of a failure may take. On a small screen the essential comes first."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Lines at most, except for `frames`, which take two lines each, and `others`: requests told in one line each.

    Attributes:
        clues: Why it was answered so.
        around: Lines of code before, and as many after, the line that failed.
        values: Local names, one in a line.
    """

    requirement: int
    body: int
    rows: int
    frames: int
    clues: int
    around: int
    values: int
    others: int
    output: int
    diagnosis: int


# From generous to tight; the first that fits on the screen is taken, or else the last.
ROOMS = (
    Room(requirement=20, body=20, rows=12, frames=5, clues=12, around=3, values=8, others=8, output=10, diagnosis=40),
    Room(requirement=6, body=10, rows=8, frames=3, clues=8, around=2, values=5, others=4, output=6, diagnosis=20),
    Room(requirement=3, body=6, rows=5, frames=2, clues=6, around=1, values=3, others=3, output=4, diagnosis=12),
    Room(requirement=2, body=4, rows=4, frames=1, clues=5, around=0, values=2, others=2, output=3, diagnosis=9),
)
