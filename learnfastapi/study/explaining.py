"""Which key points an explanation holds, as its author ticked them off. Pure."""

import json
import re
from collections.abc import Mapping, Sequence

from grader.errors import InputError

Ticks = Mapping[str, bool]
"""Whether a point was said, by its text; points that nobody ticked off are not in it.

By their texts, because a new version of the lesson may have other points, or the same in another order.
"""


def read_ticks(kept: str | None) -> Ticks:
    """What `write_ticks` made; None before the first tick."""
    return {} if kept is None else json.loads(kept)


def write_ticks(ticks: Ticks) -> str:
    """One line, to be kept."""
    return json.dumps(ticks, ensure_ascii=False)


def said_points(text: str, points: Sequence[str]) -> Ticks:
    """What `--said` means for all points: numbers from 1, `all` or `none`. Raises `InputError`."""
    words = re.split(r"[\s,;]+", text.strip().lower())
    if words in (["all"], ["none"]):
        return dict.fromkeys(points, words == ["all"])
    numbers = {int(word) if word.isdecimal() and len(word) < 4 else 0 for word in words}
    if not numbers <= set(range(1, len(points) + 1)):
        count = "is 1 point" if len(points) == 1 else f"are {len(points)} points"
        raise InputError(
            f"`{text}` does not say which points: there {count}",
            hint='give their numbers, such as `--said "1 3"`, or `all`, or `none`',
        )
    return {point: number in numbers for number, point in enumerate(points, start=1)}
