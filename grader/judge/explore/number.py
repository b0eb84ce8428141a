"""Numbers for a JSON schema of type integer or number."""

import random
from collections.abc import Iterator

from grader.judge.explore.openapi import Schema

_LARGE = 10**6


def _limits(schema: Schema, step: float) -> tuple[float | None, float | None]:
    """The least and the greatest right number; `step` is how near an exclusive limit is approached."""
    low, high = schema.get("minimum"), schema.get("maximum")
    if "exclusiveMinimum" in schema:
        low = schema["exclusiveMinimum"] + step
    if "exclusiveMaximum" in schema:
        high = schema["exclusiveMaximum"] - step
    return low, high


def draw(schema: Schema, rng: random.Random, *, whole: bool) -> float:
    """A right number; an int if it has to be whole."""
    step = 1 if whole else 0.25
    low, high = _limits(schema, step)
    if low is None:
        low = 1 if high is None or high >= 1 else high - 20
    if high is None or high - low > _LARGE:
        high = low + 40
    if rng.random() < 0.5:
        # Small ones meet what is there more often: a page of a list, a number of things.
        high = min(high, low + 4 * step)
    multiple = schema.get("multipleOf", step)
    first, last = -(-low // multiple), high // multiple
    value = rng.randint(int(first), max(int(first), int(last))) * multiple
    return int(value) if whole else float(value)


def whole_edges(schema: Schema) -> Iterator[int]:
    """Each limit of whole numbers, one below and one above."""
    low, high = _limits(schema, 1)
    for limit in (low, high):
        if limit is not None:
            yield from (int(limit) - 1, int(limit), int(limit) + 1)
    if low is None:
        yield from (0, -1)
    if high is None:
        yield _LARGE
    if "multipleOf" in schema:
        multiple = int(schema["multipleOf"])
        base = multiple * (int(low or 0) // multiple + 2)
        yield from (base, base + 1)
        # At a limit that is no multiple, its neighbours say nothing: both are refused anyway.
        near = [int(limit) // multiple * multiple for limit in (low, high) if limit is not None]
        yield from (value + step for value in near for step in (0, multiple))


def edges(schema: Schema) -> Iterator[float]:
    """Each limit, a half below and a half above."""
    low, high = _limits(schema, 0)
    for limit in (low, high):
        if limit is not None:
            yield from (limit - 0.5, float(limit), limit + 0.5)
    if low is None:
        yield from (0.0, -1.5)
    if high is None:
        yield 1_000_000.5
