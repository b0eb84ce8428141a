"""Text for a JSON schema of type string: by its format, its pattern or its lengths."""

import random
from collections.abc import Iterator, Mapping

from grader.judge.explore.openapi import Schema
from grader.judge.explore.pattern import matching

_WORDS = ("oak", "fern", "heather", "moss", "clover", "birch", "rowan", "willow", "thyme", "sedge", "alder", "ivy")
_LONG = 300
_NOT_ASCII = "näïve ☃"
# What is right for a format, and what is not although it looks like it.
_FORMATS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "uuid": (
        ("7d9f2c1e-3b5a-4c8d-9e0f-1a2b3c4d5e6f", "0b8e6a52-94d1-4f37-8c2a-6e5d4c3b2a19"),
        ("7d9f2c1e-3b5a-4c8d-9e0f-1a2b3c4d5e6", "no-uuid"),
    ),
    "date": (("2024-02-29", "2031-11-05", "1999-12-31"), ("2023-02-29", "no-date")),
    "date-time": (("2024-02-29T08:30:00Z", "2031-11-05T23:59:59Z"), ("2024-02-29T25:00:00Z", "no-date-time")),
    "time": (("08:30:00", "23:59:59"), ("25:00:00", "no-time")),
    "duration": (("PT15M", "P2D"), ("no-duration",)),
    "email": (("ada@example.org", "grace.h@example.com"), ("ada.example.org", "ada@", "no address")),
    "uri": (("https://example.org/a", "https://example.com/b?c=1"), ("no uri",)),
    "ipv4": (("192.0.2.7", "198.51.100.23"), ("192.0.2.256", "no-address")),
    "ipv6": (("2001:db8::7", "2001:db8::23"), ("no-address",)),
}


def reads_numbers(schema: Schema) -> bool:
    """Whether a number may stand for the text, as for times: then a number is no wrong value."""
    return schema.get("format") in {"date", "date-time", "time", "duration"}


def draw(schema: Schema, rng: random.Random) -> str:
    """Right text."""
    if (known := _FORMATS.get(schema.get("format", ""))) is not None:
        return rng.choice(known[0])
    least, most = schema.get("minLength", 0), schema.get("maxLength", _LONG)
    if "pattern" in schema:
        tries = (matching(schema["pattern"], rng) for _ in range(20))
        return next((each for each in tries if each is not None and least <= len(each) <= most), "")
    found = " ".join(rng.sample(_WORDS, k=2))
    while len(found) < least:
        found += " " + rng.choice(_WORDS)
    return _cut(found, least, most)


def _cut(found: str, least: int, most: int) -> str:
    """Not longer than `most`, without a space at the end, where some would take it off."""
    cut = found[:most].rstrip()
    return cut if len(cut) >= least else cut + "x" * (least - len(cut))


def edges(schema: Schema) -> Iterator[str]:
    """Right and wrong text, the limits first."""
    if (known := _FORMATS.get(schema.get("format", ""))) is not None:
        yield from (known[0][0], *known[1], "")
        return
    least, most = schema.get("minLength"), schema.get("maxLength")
    for limit in (least, most):
        if limit is not None:
            yield from ("b" * length for length in (limit - 1, limit, limit + 1) if length >= 0)
    yield from ("", _NOT_ASCII, " oak ")
    if most is not None:
        # As many characters as are allowed, and more bytes.
        yield (_NOT_ASCII * (most // len(_NOT_ASCII) + 1))[:most].rstrip()
    elif "pattern" not in schema:
        yield "b" * _LONG
    if "pattern" in schema:
        found = matching(schema["pattern"], random.Random(1)) or ""
        yield from (found, f"{found}!", found[:-1], found.swapcase())
