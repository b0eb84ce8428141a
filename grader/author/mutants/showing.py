"""Code in one line, for an id."""

from itertools import takewhile

_MAX_SHOWN = 60
_AROUND = 15


def shown(code: str) -> str:
    """Code in one line, at most so long."""
    line = " ".join(code.split())
    return line if len(line) <= _MAX_SHOWN else f"{line[:_MAX_SHOWN]}…"


def difference(before: str, after: str) -> str:
    """Both in one line; of long ones, the part that differs with some letters around it."""
    left, right = " ".join(before.split()), " ".join(after.split())
    if max(len(left), len(right)) > _MAX_SHOWN:
        same = max(_same(left, right) - _AROUND, 0)
        start = "…" if same else ""
        left, right = start + left[same:], start + right[same:]
        same = max(_same(left[::-1], right[::-1]) - _AROUND, 0)
        if 0 < same < min(len(left), len(right)):
            left, right = f"{left[:-same]}…", f"{right[:-same]}…"
    return f"{shown(left)} → {shown(right)}"


def _same(left: str, right: str) -> int:
    """How many letters are the same from the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))
