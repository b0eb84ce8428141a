"""Where the answer's exchanges differ from the solution's, field by field.

Not every difference is news. A value that the solution itself answers differently when it is asked again, with its
clock moved, is volatile: a time, a token, a random id. It counts only if the answer's is of another kind. An id that
the solution counts differently is news only when nothing else is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import zip_longest
from typing import Any

import msgspec

from grader.judge.identity import Identities
from grader.judge.places import Values, walk
from grader.judge.volatile import alike, equal, words
from grader.models import Difference, Exchange, Response

_MAX_DIFFERENCES = 20
# These are told even when the solution does not send them. Of the others only what it sends.
_HEADERS = ("content-type", "location", "allow", "www-authenticate")
_UNTOLD_HEADERS = frozenset({"content-length"})
# RFC 9110, 8.8.3: an entity tag is opaque, so which one a server makes is its own affair. Whether it is weak is not.
_TAG = re.compile(r'"[^"]+"')


class Weight(IntEnum):
    """How much a difference says."""

    VOLATILE = 0  # nothing: the value differs by nature
    IDENTITY = 1  # little: another id, used consistently
    REAL = 2


def differences(
    exchanges: Sequence[Exchange],
    later: Sequence[Response | None] = (),
    identities: Identities | None = None,
) -> list[Difference]:
    """What to show: one exchange's differences.

    The last exchange if its status differs, since that is what most checks look at in the end; else the first with
    another status; else the first that differs at all.

    Args:
        later: What the solution answered in the second run, exchange by exchange; empty if it was not asked.
        identities: Which ids of the answer stand for which of the solution's.
    """
    identities = identities or Identities()
    found = {
        index: list(_weighed(index, exchange.response, exchange.expected, then, identities))
        for index, (exchange, then) in enumerate(zip_longest(exchanges, later))
        if exchange.expected is not None
    }
    for entries in (*list(found.values())[-1:], *found.values()):
        if any(entry.difference.path == "status" for entry in entries):
            return [entry.difference for entry in entries]
    _demote_ids([entry for entries in found.values() for entry in entries], identities)
    for wanted in (Weight.REAL, Weight.IDENTITY):
        for entries in found.values():
            if chosen := [entry.difference for entry in entries if entry.weight is wanted]:
                return chosen[:_MAX_DIFFERENCES]
    return []


def _demote_ids(entries: Sequence["Weighed"], identities: Identities) -> None:
    """Where one id stands under `id`, what else stands under that name is an id too, though nobody asked for it."""
    names = {_name(entry.difference.path) for entry in entries if entry.weight is Weight.IDENTITY}
    for entry in entries:
        difference = entry.difference
        if entry.weight is Weight.REAL and _name(difference.path) in names:
            entry.weight = Weight.IDENTITY if identities.match(difference.yours, difference.expected) else Weight.REAL


def compare(index: int, yours: Response | None, expected: Response | None) -> Iterator[Difference]:
    """The differences of one exchange: the status; if it agrees, the body; if that agrees too, the headers.

    With another status another body is no news, and nobody asked for the solution's wording of an error.
    """
    for entry in _weighed(index, yours, expected, None, Identities()):
        yield entry.difference


@dataclass(slots=True)
class Weighed:
    """A difference with its weight."""

    weight: Weight
    difference: Difference


def _weighed(
    index: int, yours: Response | None, expected: Response | None, later: Response | None, identities: Identities
) -> Iterator[Weighed]:
    if yours is None or expected is None:
        return
    if yours.status != expected.status:
        difference = Difference(exchange=index, path="status", yours=yours.status, expected=expected.status)
        yield Weighed(Weight.REAL, difference)
        return
    if later is None or later.status != expected.status:
        # Nothing is known to be volatile.
        later = expected
    sides = (yours, expected, later)
    agrees = True
    for path, values in walk("$", Values(*map(_value, sides))):
        weight = _weigh(values, identities)
        agrees = agrees and weight is Weight.VOLATILE
        yield Weighed(weight, values.difference(index, path))
    for name in _names_of_headers(expected) if agrees else ():
        values = Values(*(_header(response, name) for response in sides))
        if values.yours != values.expected:
            yield Weighed(_weigh(values, identities), values.difference(index, f"headers.{name}"))


def _weigh(values: Values, identities: Identities) -> Weight:
    """Texts are weighed word by word, if the solution's two have the same number of words."""
    if not all(isinstance(value, str) for value in values):
        return _weigh_value(values, identities)
    yours, expected, later = map(words, values)
    if len(expected) != len(later):
        return _weigh_value(values, identities)
    if len(yours) != len(expected):
        return Weight.REAL
    each = map(Values._make, zip(yours, expected, later, strict=True))
    return max(_weigh_value(word, identities) for word in each if word.yours != word.expected)


def _weigh_value(values: Values, identities: Identities) -> Weight:
    if equal(values.expected, values.later):
        return Weight.IDENTITY if identities.pair(values.yours, values.expected) else Weight.REAL
    is_news = not alike(*values) or not identities.allow(values.yours, values.expected)
    return Weight.REAL if is_news else Weight.VOLATILE


def _value(response: Response) -> Any:
    body = response.body
    if body is None:
        return msgspec.UNSET
    return next((form for form in (body.json, body.text, body.base64) if form is not msgspec.UNSET), msgspec.UNSET)


def _name(path: str) -> str:
    return path.rpartition(".")[2]


def _names_of_headers(expected: Response) -> list[str]:
    sent = [name.lower() for name, _ in expected.headers]
    return list(dict.fromkeys((*_HEADERS, *(name for name in sent if name not in _UNTOLD_HEADERS))))


def _header(response: Response, name: str) -> Any:
    """Its value, or its values joined by commas; UNSET when it is not sent."""
    values = [value for header, value in response.headers if header.lower() == name]
    if name == "etag":
        values = [_TAG.sub('"…"', value) for value in values]
    return ", ".join(values) if values else msgspec.UNSET
