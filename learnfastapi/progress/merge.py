"""Merge two changed copies of a file, line by line. Pure: contents come in, the merged content goes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_MOST_BYTES = 200_000
"""Beyond it, comparing could take seconds; no starter is near it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hunk:
    """Lines `start` to `end` of the base, the end not included, became these lines."""

    start: int
    end: int
    lines: Sequence[bytes]


def merged(base: bytes, mine: bytes, theirs: bytes) -> bytes | None:
    """Both changes to `base` in one content, with the line ends of `mine`; None where they cannot stand together.

    Two changes conflict if they touch the same lines or lines that follow each other, and are not the same change.
    What is no text is never merged.
    """
    if max(len(base), len(mine), len(theirs)) > _MOST_BYTES or any(b"\0" in each for each in (base, mine, theirs)):
        return None
    if b"\r\n" in mine and b"\r\n" not in base + theirs:  # an editor's doing, which changes no line
        base, theirs = (each.replace(b"\n", b"\r\n") for each in (base, theirs))
    lines = base.splitlines(keepends=True)
    left, right = _hunks(lines, mine), _hunks(lines, theirs)
    result: list[bytes] = []
    done = 0
    while left or right:
        start, end = _next_stretch(left, right)
        mine_here, theirs_here = (_taken(lines, hunks, start, end) for hunks in (left, right))
        before = lines[start:end]
        if theirs_here not in (before, mine_here) and mine_here != before:
            return None
        result += lines[done:start]
        result += mine_here if theirs_here == before else theirs_here
        done = end
    return b"".join([*result, *lines[done:]])


def _hunks(base: Sequence[bytes], other: bytes) -> list[_Hunk]:
    """In the order of the base, each apart from the next by a line that is the same."""
    lines = other.splitlines(keepends=True)
    # Without `autojunk`, which would take no notice of lines that a long file often has.
    changes = SequenceMatcher(None, base, lines, autojunk=False).get_opcodes()
    return [
        _Hunk(start=start, end=end, lines=lines[first:last])
        for kind, start, end, first, last in changes
        if kind != "equal"
    ]


def _next_stretch(left: Sequence[_Hunk], right: Sequence[_Hunk]) -> tuple[int, int]:
    """The first stretch of the base that no hunk reaches over or touches from outside."""
    start, end = min((hunks[0].start, hunks[0].end) for hunks in (left, right) if hunks)
    for hunk in sorted([*left, *right], key=lambda hunk: hunk.start):
        if hunk.start <= end:
            end = max(end, hunk.end)
    return start, end


def _taken(base: Sequence[bytes], hunks: list[_Hunk], start: int, end: int) -> list[bytes]:
    """What one side has in this stretch of the base. Its hunks there are taken off the list."""
    result: list[bytes] = []
    at = start
    while hunks and hunks[0].start <= end:
        hunk = hunks.pop(0)
        result += [*base[at : hunk.start], *hunk.lines]
        at = hunk.end
    return [*result, *base[at:end]]
