"""Which of the answer's routes are near to an address that none of them takes, and what sets them apart.

Sentences for the learner: what the route says, what the address says, one next step.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from grader import wire
from grader.judge.routes import Segment, matches, segments_of, takes_method

_LIKE = 0.7
_MOST_PREFIX = 3


class Asked(NamedTuple):
    """A request, as far as routes look at it.

    Attributes:
        address: The decoded path, segment by segment.
        names: Of the values that are sent after the `?` of this address, here or in another request.
    """

    method: str
    address: tuple[str, ...]
    names: tuple[str, ...]


def name_of(route: wire.Route) -> str:
    """`` `GET /todos/{id}` (`read_todo`, main.py line 14) ``, for a function of the answer."""
    methods = [method for method in route.methods if method != "HEAD"]
    what = f"`{' '.join((','.join(methods), route.path)).strip()}`"
    function = route.endpoint
    return f"{what} (`{function.name}`, {function.file} line {function.line})" if function else what


def listed(names: Sequence[str]) -> str:
    """`` `a`, `b` and `c` ``."""
    quoted = [f"`{name}`" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def nearest(asked: Asked, routes: Sequence[wire.Route]) -> str | None:
    """A sentence on the route that most likely was meant; None if there is none.

    A route with the request's method comes before all others.
    """
    found: list[tuple[int, int, str]] = []
    for route in routes:
        for rank, sentence in enumerate(_ways(asked, route, routes)):
            if sentence is not None:
                found.append((not takes_method(route, asked.method), rank, sentence))
                break
    return min(found, key=lambda each: each[:2])[2] if found else None


def _slash(asked: Asked, route: wire.Route) -> str | None:
    """The route would fit with a slash more or less at the end. Without a word of its own it would fit anything."""
    if not _has_word(segments_of(route.path)):
        return None
    if asked.address[-1] == "":
        if not matches(route.path, asked.address[:-1]):
            return None
        return (
            f"Your route {name_of(route)} does not end in a slash, and the address asked for does. Write the path as"
            " the task does, with the slash."
        )
    if not matches(route.path, (*asked.address, "")):
        return None
    return (
        f"Your route {name_of(route)} ends in a slash, and the address asked for does not. Write the path as the task"
        " does, without the slash."
    )


def _ways(asked: Asked, route: wire.Route, routes: Sequence[wire.Route]) -> Iterator[str | None]:
    """In how far it is near, the most telling first."""
    yield _values_in_the_path(asked, route)
    yield _slash(asked, route)
    yield _type_in_the_braces(asked, route)
    yield _other_spelling(asked, route)
    yield _prefix(asked, route, routes)
    yield _other_length(asked, route)


def _values_in_the_path(asked: Asked, route: wire.Route) -> str | None:
    in_path = [name for segment in segments_of(route.path) for name in segment.names if name in asked.names]
    if not in_path:
        return None
    braces = listed([f"{{{name}}}" for name in in_path])
    return (
        f"{listed(in_path)} {'is' if len(in_path) == 1 else 'are'} sent after the `?` of this address, and your route"
        f" {name_of(route)} has {braces} in its path. Take that out of the path: a parameter that is not in the path is"
        " read from the query, after the `?`."
    )


def _refused(asked: Asked, route: wire.Route) -> list[tuple[Segment, str]]:
    """The segments that do not fit, each with what was asked for; empty where even their number differs."""
    segments = segments_of(route.path)
    if len(segments) != len(asked.address):
        return []
    return [(ours, text) for ours, text in zip(segments, asked.address, strict=True) if not ours.accepts(text)]


def _type_in_the_braces(asked: Asked, route: wire.Route) -> str | None:
    refused = _refused(asked, route)
    if not refused or not all(text and ours.kind in ("int", "float", "uuid") for ours, text in refused):
        return None
    (segment, text), name = refused[0], refused[0][0].names[0]
    return (
        f"Your route {name_of(route)} does not fit `{text[: wire.MAX_NAME]}`, because the type stands in the braces, as"
        f" `{segment.text}`. With `{{{name}}}` in the path and the type at the function's parameter, such a value"
        " reaches the route and is refused with 422."
    )


def _other_spelling(asked: Asked, route: wire.Route) -> str | None:
    other = _refused(asked, route)
    if len(other) != 1 or other[0][0].kind != "" or not _alike(other[0][0].text, other[0][1]):
        return None
    return (
        f"Your route {name_of(route)} says `{other[0][0].text}`, and the address asked for says `{other[0][1]}`. Write"
        " the path as the task does."
    )


def _alike(ours: str, theirs: str) -> bool:
    left, right = ours.casefold(), theirs.casefold()[: wire.MAX_NAME]
    return bool(left and right) and (
        left == right or SequenceMatcher(None, left, right, autojunk=False).ratio() >= _LIKE
    )


def _prefix(asked: Asked, route: wire.Route, routes: Sequence[wire.Route]) -> str | None:
    segments = segments_of(route.path)
    if any(segment.kind == "path" for segment in segments):
        return None
    is_telling = _has_word(segments) or any(segment.names for segment in segments)
    # A page at `/` is no sign of a forgotten prefix, unless other routes lack theirs too.
    if is_telling or any(not _has_word(segments_of(other.path)) and other.path != "/" for other in routes):
        for count in range(1, min(len(asked.address), _MOST_PREFIX + 1)):
            if matches(route.path, asked.address[count:]):
                missing = "/" + "/".join(asked.address[:count])
                return (
                    f"Your route {name_of(route)} would fit with `{missing}` in front of its path. A router gets that"
                    f' by `prefix="{missing}"`.'
                )
    for count in range(1, min(len(segments), _MOST_PREFIX + 1)):
        if all(segment.kind == "" for segment in segments[:count]):
            rest, extra = _path(segments[count:]), _path(segments[:count])
            if matches(rest, asked.address):
                return f"Your route {name_of(route)} would fit without `{extra}` in front of its path."
    return None


def _other_length(asked: Asked, route: wire.Route) -> str | None:
    """One part more or less at the end, where that is no usual pair such as `GET /todos/` and `GET /todos/{id}`."""
    segments = segments_of(route.path)
    if not _has_word(segments):
        return None
    *start, last = asked.address
    if last and start and any(matches(route.path, each) for each in (start, [*start, ""])):
        name = next((p.name for p in route.parameters if p.source == "query" and p.required), None)
        if name is None and asked.method in ("GET", "HEAD", "POST"):
            return None
        return (
            f"Your route {name_of(route)} ends where the address asked for goes on with `{last}`. A part that changes"
            f" from request to request stands in the path in braces: `/{'/'.join(start)}/{{{name or 'name'}}}`."
        )
    if (
        asked.method not in ("GET", "HEAD")
        and segments[-1].names
        and _matches_all(segments[:-1], asked.address[: -1 if last == "" else None])
    ):
        return f"Your route {name_of(route)} goes on with `{segments[-1].text}` where the address asked for ends."
    return None


def _matches_all(segments: Sequence[Segment], address: Sequence[str]) -> bool:
    return len(segments) == len(address) and matches(_path(segments), address)


def _has_word(segments: Sequence[Segment]) -> bool:
    return any(segment.kind == "" and segment.text for segment in segments)


def _path(segments: Sequence[Segment]) -> str:
    return "/" + "/".join(segment.text for segment in segments)
