"""Merging three ways: both changes are in the result, or there is no result."""

import random

import pytest

from learnfastapi.progress.merge import merged

BASE = b"a\nb\nc\nd\ne\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "result"),
    [
        (BASE, BASE, BASE),
        (b"A\nb\nc\nd\ne\n", BASE, b"A\nb\nc\nd\ne\n"),
        (BASE, b"a\nb\nc\nd\nE\n", b"a\nb\nc\nd\nE\n"),
        (b"A\nb\nc\nd\ne\n", b"a\nb\nc\nd\nE\n", b"A\nb\nc\nd\nE\n"),
        (b"a\nb\nc\nd\ne\nmine\n", b"top\na\nb\nc\nd\ne\n", b"top\na\nb\nc\nd\ne\nmine\n"),
        (b"b\nc\nd\ne\n", b"a\nb\nc\nd\n", b"b\nc\nd\n"),
        (b"a\nb\nC\nd\ne\n", b"a\nb\nC\nd\ne\n", b"a\nb\nC\nd\ne\n"),
        (b"A\nb\nC\nd\ne\n", b"a\nb\nC\nd\nE\n", b"A\nb\nC\nd\nE\n"),
        (b"a\nb\nmine\nd\ne\n", b"a\nb\ntheirs\nd\ne\n", None),
        (b"a\nB\nc\nd\ne\n", b"a\nb\nC\nd\ne\n", None),
        (BASE + b"mine\n", BASE + b"theirs\n", None),
        (b"a\nb\nd\ne\n", b"a\nb\nC\nd\ne\n", None),
        (b"", b"a\nb\nC\nd\ne\n", None),
        (b"a\nb\nc\nd\ne", b"A\nb\nc\nd\ne\n", b"A\nb\nc\nd\ne"),
        (b"a\nb\nc\nd\ne", b"a\nb\nc\nd\ne\nf\n", None),
        (b"A\r\nb\r\nc\r\nd\r\ne\r\n", b"a\nb\nc\nd\nE\n", b"A\r\nb\r\nc\r\nd\r\nE\r\n"),
        (b"A\nb\nc\nd\ne\n\0", b"a\nb\nc\nd\nE\n", None),
        (b"A\nb\nc\nd\ne\n" + b"f\n" * 150_000, b"a\nb\nc\nd\nE\n", None),
    ],
    ids=[
        "nothing changed",
        "only mine",
        "only theirs",
        "apart",
        "added at both ends",
        "taken away at both ends",
        "the same change",
        "the same change and others",
        "the same line",
        "lines that follow each other",
        "both added at the end",
        "taken away against changed",
        "emptied",
        "without a last line end",
        "both at the last line end",
        "line ends of Windows",
        "no text",
        "too long",
    ],
)
def test_merged(mine, theirs, result):
    assert merged(BASE, mine, theirs) == result


def changed(base: list[bytes], chance: random.Random, word: bytes) -> list[bytes]:
    """Some lines taken away, changed or added; the added ones are known by their word."""
    result = list(base)
    for number in range(chance.randrange(4)):
        at = chance.randrange(len(result) + 1)
        result[at : at + chance.randrange(3)] = [word + b"%d\n" % number] * chance.randrange(3)
    return result


@pytest.mark.parametrize("seed", range(200))
def test_merged_keeps_each_line_that_one_side_added_and_drops_each_that_one_took_away(seed):
    chance = random.Random(seed)
    base = [b"%d\n" % number for number in range(12)]
    mine, theirs = changed(base, chance, b"mine"), changed(base, chance, b"theirs")

    result = merged(b"".join(base), b"".join(mine), b"".join(theirs))

    lines = [] if result is None else result.splitlines(keepends=True)
    kept = [line for line in base if line in mine and line in theirs]
    added = [line for line in [*mine, *theirs] if line not in base]
    assert result is None or (sorted(lines) == sorted([*kept, *added]))
    assert merged(b"".join(base), b"".join(theirs), b"".join(mine)) == result
