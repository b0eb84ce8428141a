"""How a check failed, as data that no random value and no wording is in.

What is kept of an exchange: the method, the first part of the path, and in words of ours what was wrong with the
answer. Equal ones are one, and their order is lost: how many todos a check makes is often drawn at random.
"""

import re
from collections.abc import Iterable, Iterator, Set
from itertools import islice
from typing import Any

import msgspec

from grader.course.signatures import Shape
from grader.judge.compare import compare
from grader.models import CheckResult, Difference, Exchange, Reason, Report, Response

NO_ROUTE = "no route"
"""What a route that is not built yet shows too."""

CHECK = "check"
"""In place of what was asked, for what befell the whole check."""

_MAX_DIFFERENCES = 50
_MAX_BYTES = 200_000
_PLACE = re.compile(r"\[\d+\]")
# In an OpenAPI document most of the rest is made from names and types that are the learner's choice.
_KEPT_OF_OPENAPI = re.compile(r"\$\.(info\.\w+|paths(\.\w+|\['[^']*'\]))")
_UNBUILT = re.compile(r"\$\.paths\S+ missing")
_ERROR = re.compile(r"[\w.]+")
_KINDS = {dict: "object", list: "list", str: "text", bool: "true or false", int: "number", float: "number"}


def shape_of(check: CheckResult, names: Set[str]) -> Shape:
    """The shape of a check that did not pass. `names` are keys that right answers have; others are the learner's."""
    found: dict[str, set[str]] = {}
    if check.reason is not Reason.ASSERTION:
        found[CHECK] = {str(check.reason)}
    size = 0
    for exchange in check.exchanges:
        # An answer may be large, and a verdict waits for this.
        size += _bytes(exchange.response)
        if size > _MAX_BYTES:
            break
        found.setdefault(asked(exchange), set()).update(_wrong(exchange, names))
    return {what: tuple(sorted(wrong)) for what, wrong in sorted(found.items()) if wrong}


def asked(exchange: Exchange) -> str:
    """`PUT /todos`: what comes behind is often an id."""
    path = exchange.request.url.partition("://")[2].partition("/")[2]
    return f"{exchange.request.method} /{re.split('[/?]', path)[0]}"


def routes_of(report: Report) -> set[str]:
    """What functions of the answer were asked, whatever they answered: `PUT /todos`."""
    return {asked(each) for check in report.checks for each in check.exchanges if _has_route(each)}


def _has_route(exchange: Exchange) -> bool:
    """Whether a function of the answer got the request. For 405 the host names the one that takes another method."""
    return exchange.endpoint is not None and not (exchange.response and exchange.response.status == 405)


def _wrong(exchange: Exchange, names: Set[str]) -> Iterator[str]:
    yours, expected = exchange.response, exchange.expected
    if yours is None or expected is None:
        return
    if exchange.error:
        yield f"raised {_error(exchange.error)}"
    is_success, should_succeed = yours.status // 100 == 2, expected.status // 100 == 2
    if yours.status != expected.status:
        yield f"{yours.status} for {expected.status}"
        yield from _refusal(exchange, yours)
        if is_success and not should_succeed:
            yield f"answered {_content(yours, names)}"
    if (is_success and should_succeed) or (yours.status == expected.status and not _is_frameworks(expected)):
        alike = msgspec.structs.replace(expected, status=yours.status)
        kinds = {_kind(each) for each in islice(_differences(exchange, yours, alike), _MAX_DIFFERENCES)}
        yield from kinds
        if kinds and all(_UNBUILT.fullmatch(kind) for kind in kinds):
            yield NO_ROUTE


def _differences(exchange: Exchange, yours: Response, expected: Response) -> Iterator[Difference]:
    found = compare(0, yours, expected)
    if asked(exchange) != "GET /openapi.json":
        return found
    return (each for each in found if _KEPT_OF_OPENAPI.fullmatch(each.path))


def _is_frameworks(response: Response) -> bool:
    """A 422 whose wording nobody asked for."""
    return response.status == 422 and any(True for _ in _errors(response))


def _content(response: Response, names: Set[str]) -> str:
    match response.body and response.body.json:
        case dict(found):
            return " ".join(sorted({key if key in names else "…" for key in found})) or "{}"
        case msgspec.UNSET:
            return "text"
        case None:
            return "nothing"
        case other:
            return f"a {_type(other)}"


def _refusal(exchange: Exchange, yours: Response) -> Iterator[str]:
    """What an unwanted status says besides."""
    if yours.status in (404, 405) and not _has_route(exchange):
        yield NO_ROUTE
    elif yours.status in (307, 308) and not _has_route(exchange):
        yield "another slash at the end"
    elif yours.status == 422:
        yield from _errors(yours)


def _errors(response: Response) -> Iterator[str]:
    """`body.* missing`. Which name it was is left out: a parameter's is for the learner to choose."""
    match response.body and response.body.json:
        case {"detail": [*errors]}:
            for error in errors:
                match error:
                    case {"loc": [str(place), *inner], "type": str(kind)}:
                        yield f"{place}{'.*' if inner else ''} {kind}"


def _kind(difference: Difference) -> str:
    path = _PLACE.sub("[*]", difference.path)
    if difference.yours is msgspec.UNSET:
        return f"{path} missing"
    if difference.expected is msgspec.UNSET:
        return f"{path} too much"
    yours, expected = _type(difference.yours), _type(difference.expected)
    if yours != expected:
        return f"{path} {yours} for {expected}"
    # Two items of a list have this or that value in common by chance.
    item, is_in_list, _key = path.partition("[*]")
    return f"{item}{is_in_list} differs"


def _type(value: Any) -> str:
    return "null" if value is None else _KINDS[type(value)]


def _error(text: str) -> str:
    found = _ERROR.match(text)
    return found[0].rpartition(".")[2] if found else ""


def _bytes(response: Response | None) -> int:
    return response.body.bytes if response and response.body else 0


def common(shapes: Iterable[Shape]) -> Shape:
    """What all of them show; at least one."""
    first, *others = shapes
    shared = {
        what: tuple(each for each in wrong if all(each in other.get(what, ()) for other in others))
        for what, wrong in first.items()
    }
    return {what: wrong for what, wrong in shared.items() if wrong}
