"""Which note of a lesson answers which of its questions: the one that shares most words with it. Pure."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"[a-z0-9_/]+")
_COMMON = """
a an and are as at be by can do does for from get has have how i if in into is it its many me my no not of on one only
or out so that the their them there they this to two up was what when where which who why will with you your
"""
_ENOUGH = 0.5  # of the shorter one's words


def nearest(question: str, others: Sequence[str]) -> int | None:
    """Index of the text that asks most nearly the same; None if none comes near."""
    wanted = words(question)
    best, shared = None, 0.0
    for number, other in enumerate(others):
        found = words(other)
        common = len(wanted & found)
        share = common / max(min(len(wanted), len(found)), 1)
        if common >= 2 and share >= _ENOUGH and share > shared:
            best, shared = number, share
    return best


def words(text: str) -> frozenset[str]:
    """Without those that every question has, and without a plural's s."""
    found = (word.removesuffix("s") for word in _WORD.findall(text.lower()))
    return frozenset(word for word in found if word and word not in _COMMON.split())
