"""What can be said about values that differ by nature: a time, a token, a random id.

The solution is asked twice, the second time with its clock moved. What it answers differently there is volatile, and
then only the kind of the answer's value counts.
"""

import re
from typing import Any

_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(rf"{_DATE.pattern}[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_GAP = re.compile(r"(\s+)")
_GAP_IN_ADDRESS = re.compile(r"(\s+|[/?&=#]+)")


def equal(left: Any, right: Any) -> bool:
    """Types count: in JSON 1, 1.0 and true are three different things."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(equal(value, right[key]) for key, value in left.items())
    if isinstance(left, list):
        return len(left) == len(right) and all(map(equal, left, right))
    return bool(left == right)


def kind(value: Any) -> str:
    """`UUID`, `date`, `local time`, `time with zone`, or the name of the type."""
    if isinstance(value, str):
        if is_uuid(value):
            return "UUID"
        if _DATE.fullmatch(value):
            return "date"
        if moment := _MOMENT.fullmatch(value):
            return "time with zone" if moment[1] else "local time"
    return type(value).__name__


def is_uuid(value: Any) -> bool:
    """Whether it is the text of one, with hyphens or without."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def alike(yours: Any, expected: Any, later: Any) -> bool:
    """Whether the answer's value is of a kind that the solution answers with."""
    return kind(yours) in (kind(expected), kind(later))


def words(text: str) -> list[str]:
    """The text in pieces of which some can be volatile and others not. An address is cut at its slashes too.

    A time with a space in it stays whole.
    """
    if _MOMENT.fullmatch(text):
        return [text]
    is_address = text.startswith("/") or "://" in text
    return (_GAP_IN_ADDRESS if is_address else _GAP).split(text)
