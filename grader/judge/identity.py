"""Ids by pattern: which value of the answer stands for which of the solution's.

A check that creates a thing and then asks for it sends back the id that it was given. Asked on the answer and on the
solution, it sends two different ids in the same place: these stand for one another. From there on, where the solution
answers one of them, the answer should have the other.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from grader.judge.volatile import is_uuid, words
from grader.models import Request


class Identities:
    """A relation between ids. Made from pairs of requests (the answer's, the solution's) in the same place."""

    def __init__(self, requests: Iterable[tuple[Request, Request]] = ()) -> None:
        self._yours: dict[str, str] = {}
        self._expected: dict[str, str] = {}
        for yours, expected in requests:
            for left, right in _sent(yours, expected):
                self._fits(left, right)

    def pair(self, yours: Any, expected: Any) -> bool:
        """Whether these were sent back in the same place of a request, and so stand for one another."""
        return _is_id(yours) and type(yours) is type(expected) and self._yours.get(str(expected)) == str(yours)

    def match(self, yours: Any, expected: Any) -> bool:
        """Whether these can stand for one another."""
        return _is_id(yours) and type(yours) is type(expected) and self._fits(str(yours), str(expected))

    def allow(self, yours: Any, expected: Any) -> bool:
        """Whether a volatile value breaks no pattern: what is one thing to the solution is one thing to the answer.

        Only ids have a pattern. Two times can be equal by chance.
        """
        if not (is_uuid(expected) or (_is_id(expected) and str(expected) in self._yours)):
            return True
        return self._fits(str(yours), str(expected))

    def _fits(self, yours: str, expected: str) -> bool:
        """Whether the pair agrees with all before it. If nothing is known of either, from now on they are a pair."""
        known = (self._yours.get(expected), self._expected.get(yours))
        if known == (None, None):
            self._yours[expected], self._expected[yours] = yours, expected
            return True
        return known == (yours, expected)


def _is_id(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _sent(yours: Request, expected: Request) -> Iterator[tuple[str, str]]:
    """What stands in the same place of the two requests and differs."""
    left, right = words(yours.url), words(expected.url)
    if len(left) == len(right):
        yield from ((ours, theirs) for ours, theirs in zip(left, right, strict=True) if ours != theirs)
    if yours.body is not None and expected.body is not None:
        yield from _inside(yours.body.json, expected.body.json)


def _inside(yours: Any, expected: Any) -> Iterator[tuple[str, str]]:
    if isinstance(yours, dict) and isinstance(expected, dict):
        for key in expected:
            yield from _inside(yours.get(key, msgspec.UNSET), expected[key])
    elif isinstance(yours, list) and isinstance(expected, list):
        for ours, theirs in zip(yours, expected, strict=False):
            yield from _inside(ours, theirs)
    elif _is_id(yours) and type(yours) is type(expected) and yours != expected:
        yield str(yours), str(expected)
