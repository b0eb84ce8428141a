"""Where the answer's exchanges differ from the solution's, field by field."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from grader.models import Difference, Exchange, Response

_MAX_DIFFERENCES = 20
_HEADERS = ("content-type", "location", "allow", "www-authenticate")


def differences(exchanges: Sequence[Exchange]) -> list[Difference]:
    """What to show: one exchange's differences.

    The last exchange if its status differs, since that is what most checks look at in the end; else the first with
    another status; else the first that differs at all.
    """
    found = {
        index: list(compare(index, exchange.response, exchange.expected))
        for index, exchange in enumerate(exchanges)
        if exchange.expected is not None
    }
    for entries in (*list(found.values())[-1:], *found.values()):
        if any(entry.path == "status" for entry in entries):
            return entries[:_MAX_DIFFERENCES]
    return next((entries[:_MAX_DIFFERENCES] for entries in found.values() if entries), [])


def compare(index: int, yours: Response | None, expected: Response | None) -> Iterator[Difference]:
    """The differences of one exchange: the status; if it agrees, the body; if that agrees too, some headers.

    With another status another body is no news, and nobody asked for the solution's wording of an error.
    """
    if yours is None or expected is None:
        return
    if yours.status != expected.status:
        yield Difference(exchange=index, path="status", yours=yours.status, expected=expected.status)
        return
    body = list(_bodies(index, yours, expected))
    yield from body
    if not body:
        for name in _HEADERS:
            ours, theirs = _header(yours, name), _header(expected, name)
            if ours != theirs:
                yield Difference(
                    exchange=index,
                    path=f"headers.{name}",
                    yours=msgspec.UNSET if ours is None else ours,
                    expected=msgspec.UNSET if theirs is None else theirs,
                )


def _bodies(index: int, yours: Response, expected: Response) -> Iterator[Difference]:
    ours, theirs = _value(yours), _value(expected)
    for path, left, right in _walk("$", ours, theirs):
        yield Difference(exchange=index, path=path, yours=left, expected=right)


def _value(response: Response) -> Any:
    body = response.body
    if body is None:
        return msgspec.UNSET
    return next((form for form in (body.json, body.text, body.base64) if form is not msgspec.UNSET), msgspec.UNSET)


def _walk(path: str, yours: Any, expected: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(yours, dict) and isinstance(expected, dict):
        for key in (*expected, *(key for key in yours if key not in expected)):
            yield from _walk(_member(path, key), yours.get(key, msgspec.UNSET), expected.get(key, msgspec.UNSET))
    elif isinstance(yours, list) and isinstance(expected, list):
        for index in range(max(len(yours), len(expected))):
            yield from _walk(f"{path}[{index}]", _at(yours, index), _at(expected, index))
    elif type(yours) is not type(expected) or yours != expected:
        # Types count: in JSON 1, 1.0 and true are three different things.
        yield path, yours, expected


def _at(values: list[Any], index: int) -> Any:
    return values[index] if index < len(values) else msgspec.UNSET


def _member(path: str, key: str) -> str:
    return f"{path}.{key}" if key.isidentifier() else f"{path}[{key!r}]"


def _header(response: Response, name: str) -> str | None:
    return next((value for header, value in response.headers if header.lower() == name), None)
