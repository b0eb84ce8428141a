"""An `http` block taken apart: what is asked, and what comes back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_STATUS = re.compile(r"→\s*(?P<guess>\?)?\s*(?P<status>[1-5]\d\d)?\s*$")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*:(\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """A request or a response below its first line.

    Attributes:
        headers: Lines `name: value`; may be empty.
        body: Lines; may be empty.
    """

    headers: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpExample:
    """One `http` block.

    Attributes:
        asked: The request line, such as `GET /stops/214`.
        is_prediction: Whether the reader is to say the answer first (`→ ? 200`).
        status: None if the block shows no answer, or one without a number.
        response: None if the block shows no answer.
    """

    asked: str
    request: Half
    is_prediction: bool
    status: int | None
    response: Half | None


def parse_example(content: str) -> HttpExample:
    """Never fails: what has not the shape of a header is body."""
    lines = content.strip("\n").split("\n")
    at = next((number for number, line in enumerate(lines) if _STATUS.match(line)), len(lines))
    found = _STATUS.match(lines[at]) if at < len(lines) else None
    return HttpExample(
        asked=lines[0] if at else "",
        request=_half(lines[1:at]),
        is_prediction=bool(found and found["guess"]),
        status=int(found["status"]) if found and found["status"] else None,
        response=_half(lines[at + 1 :]) if found else None,
    )


def _half(lines: Sequence[str]) -> Half:
    count = next((number for number, line in enumerate(lines) if not _HEADER.match(line)), len(lines))
    body = "\n".join(lines[count:]).strip("\n")
    return Half(headers=tuple(lines[:count]), body=tuple(body.split("\n")) if body else ())
