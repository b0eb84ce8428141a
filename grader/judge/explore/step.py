"""A step: one request of a plan, with placeholders where an id has to stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from grader.judge.explore.openapi import Operation


class Which(StrEnum):
    """Which member of a collection is meant."""

    THERE = "there"  # one that both sides made and did not delete
    GONE = "gone"  # one that both sides deleted
    NEVER = "never"  # one that nobody made


@dataclass(frozen=True, slots=True)
class Raw:
    """A body as text, labelled as the operation's media type."""

    text: str


NOTHING = Raw("")
"""No body at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request to an operation.

    Attributes:
        which, place: The member meant by the ids in the path; of several the one `place` before the newest.
        values: The path's other parameters, written as text, by name.
        fields: Query, headers and cookies as text: place (`query`, `header`, `cookie`), name, value. A name may stand
            there several times.
        body: A JSON value, or `Raw`.
    """

    operation: Operation
    which: Which = Which.THERE
    place: int = 0
    values: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[tuple[str, str, str], ...] = ()
    body: Any = NOTHING

    def fields_at(self, place: str) -> list[tuple[str, str]]:
        """Names and values in one place."""
        return [(name, value) for where, name, value in self.fields if where == place]

    def with_field(self, place: str, name: str, values: Sequence[str]) -> Self:
        """With these values in the place of those of that name; with none it is left out."""
        others = [each for each in self.fields if each[:2] != (place, name)]
        return replace(self, fields=(*others, *((place, name, value) for value in values)))
