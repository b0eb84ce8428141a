"""Paths of routes: what they match, and which route can never be reached. Pure functions on what a host told.

The table is the answer's word and may be anything. So a path is read segment by segment, never made into a regular
expression: `/todos/{todo_id:int}` is the segments `todos` and `{todo_id:int}`, and `/todos/` ends in an empty one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader import wire
from grader.models import Endpoint, Unreachable

_PARAMETER = re.compile(r"\{([a-zA-Z_]\w*)(?::([a-zA-Z_]\w*))?\}", re.ASCII)
_DIGITS = re.compile(r"[0-9]+")
# What each of Starlette's kinds of path parameter accepts; others are the answer's own.
_ACCEPTS = {
    "str": re.compile(r"[^/]+"),
    "int": _DIGITS,
    "float": re.compile(r"[0-9]+(\.[0-9]+)?"),
    "uuid": re.compile(r"[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}"),
}
_PATH = "path"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What stands between two slashes of a route's path.

    Attributes:
        text: As written.
        kind: `""` for literal text, `str`, `int`, … for one whole parameter, `mixed` for both together, `?` for what
            may hold slashes or nothing.
        names: Of the parameters in it.
    """

    text: str
    kind: str
    names: tuple[str, ...]

    def accepts(self, text: str) -> bool:
        """Whether it may match one segment of an address. For `mixed` a guess: its beginning and end are right."""
        if self.kind == "":
            return text == self.text
        if self.kind in ("mixed", "?"):
            start, _, rest = self.text.partition("{")
            end = rest.rpartition("}")[2]
            return len(text) > len(start) + len(end) and text.startswith(start) and text.endswith(end)
        return text != "" and (self.kind not in _ACCEPTS or _ACCEPTS[self.kind].fullmatch(text) is not None)


@lru_cache(maxsize=1024)
def segments_of(path: str) -> tuple[Segment, ...]:
    """Of a route's path, from left to right; at least one."""
    return tuple(_segment(text) for text in path.removeprefix("/").split("/"))


def _segment(text: str) -> Segment:
    found = list(_PARAMETER.finditer(text))
    names = tuple(each[1] for each in found)
    if not found:
        return Segment(text=text, kind="", names=())
    if found[0].span() == (0, len(text)):
        return Segment(text=text, kind=found[0][2] or "str", names=names)
    is_known = all((each[2] or "str") in _ACCEPTS for each in found)
    return Segment(text=text, kind="mixed" if is_known else "?", names=names)


def matches(path: str, address: Sequence[str]) -> bool:
    """Whether a route's path fits the segments of an address."""
    segments = segments_of(path)
    rest = next((index for index, segment in enumerate(segments) if segment.kind == _PATH), None)
    if rest is None:
        return len(segments) == len(address) and _accept(segments, address)
    before, after = segments[:rest], segments[rest + 1 :]
    if len(address) < len(before) + max(len(after), 1):
        return False
    return _accept(before, address) and _accept(after, address[len(address) - len(after) :])


def _accept(segments: Sequence[Segment], address: Sequence[str]) -> bool:
    return all(segment.accepts(text) for segment, text in zip(segments, address, strict=False))


def takes_method(route: wire.Route, method: str) -> bool:
    return not route.methods or method in route.methods


def endpoint_of(route: wire.Route) -> Endpoint | None:
    function = route.endpoint
    return Endpoint(function=function.name, file=function.file, line=function.line) if function else None


def unreachable(routes: Sequence[wire.Route]) -> list[Unreachable]:
    """Routes of the answer that an earlier route takes all requests from, in their order. Only what is certain."""
    found = []
    for index, route in enumerate(routes):
        is_bare_mount = route.kind == "mount" and not any(other.parent == index for other in routes)
        if route.endpoint is None and not is_bare_mount:
            continue
        earlier = list(_tried_before(routes, index))
        for method in _methods(route):
            hider = next((other for other in earlier if _hides(other, route, method)), None)
            if hider is not None and (hider.endpoint is None or hider.endpoint != route.endpoint):
                found.append(_unreachable(route, method, hider))
    return found


def _tried_before(routes: Sequence[wire.Route], index: int) -> Iterator[wire.Route]:
    """The earlier routes of its own mount and of the mounts around it, without these mounts themselves."""
    around = [index]
    while (parent := routes[around[-1]].parent) in range(around[-1]):
        around.append(parent)
    levels = {routes[each].parent for each in around}
    for number, route in enumerate(routes[:index]):
        if number not in around and route.parent in levels:
            yield route


def _methods(route: wire.Route) -> list[str]:
    """GET brings HEAD along, which is no news."""
    return [method for method in route.methods if method != "HEAD" or "GET" not in route.methods] or [""]


def _hides(earlier: wire.Route, route: wire.Route, method: str) -> bool:
    if earlier.kind == "mount":
        return covers(f"{earlier.path}/{{path:path}}", _whole(route))
    if earlier.kind != route.kind or (earlier.methods and method not in earlier.methods):
        return False
    return covers(earlier.path, route.path)


def _whole(route: wire.Route) -> str:
    return f"{route.path}/{{path:path}}" if route.kind == "mount" else route.path


def covers(earlier: str, later: str) -> bool:
    """Whether every address that fits the later path fits the earlier one; False where that is not certain."""
    if _shape(earlier) == _shape(later):
        return True
    ours, theirs = segments_of(earlier), segments_of(later)
    if ours[-1].kind == _PATH:
        ours = ours[:-1]
        if len(theirs) <= len(ours):
            return False
        theirs = theirs[: len(ours)]
    return len(ours) == len(theirs) and all(_covers(left, right) for left, right in zip(ours, theirs, strict=True))


@lru_cache(maxsize=1024)
def _shape(path: str) -> str:
    """The path without the names of its parameters."""
    return _PARAMETER.sub(lambda found: f"{{:{found[2] or 'str'}}}", path)


def _covers(ours: Segment, theirs: Segment) -> bool:
    if theirs.kind == "":
        return ours.kind in ("", *_ACCEPTS) and ours.accepts(theirs.text)
    if theirs.kind == "mixed":
        return ours.kind == "str" or ours.text == theirs.text
    if theirs.kind not in _ACCEPTS:
        return False
    return ours.kind in (theirs.kind, "str") or (ours.kind, theirs.kind) == ("float", "int")


def _unreachable(route: wire.Route, method: str, hider: wire.Route) -> Unreachable:
    return Unreachable(
        method="WebSocket" if route.kind == "websocket" else method or "any",
        path=route.path or "/",
        shadowed_by=hider.path or "/",
        endpoint=endpoint_of(route),
        taken_by=endpoint_of(hider),
    )
