"""What the answer's routes have to do with a status that was not expected, and the code around a failing line."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from grader import wire
from grader.answer import Answer
from grader.judge.near import Asked, listed, name_of, nearest
from grader.judge.refused import refusals, why_refused
from grader.judge.routes import endpoint_of, matches, segments_of, takes_method
from grader.models import CheckResult, Exchange, Frame, Outcome, Parameter, Response, SourceLine

_LINES_AROUND = 3
_MAX_CODE = 300


def explained(results: Sequence[CheckResult], routes: Sequence[wire.Route], answer: Answer) -> list[CheckResult]:
    """The checks, those that failed with clues at their exchanges and the code around each line of a traceback."""
    queries = _queries([exchange for result in results for exchange in result.exchanges])
    return [
        msgspec.structs.replace(
            result,
            exchanges=[_explained(exchange, routes, answer, queries) for exchange in result.exchanges],
            traceback=with_code(result.traceback, answer),
        )
        if result.outcome is Outcome.FAILED
        else result
        for result in results
    ]


def _queries(exchanges: Sequence[Exchange]) -> dict[tuple[str, str], tuple[str, ...]]:
    """By method and path, the names of all values that any request sends behind the `?`."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for exchange in exchanges:
        parts = urlsplit(exchange.request.url)
        names = found.setdefault((exchange.request.method, parts.path), {})
        names.update((name, None) for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return {address: tuple(names) for address, names in found.items()}


def _explained(
    exchange: Exchange,
    routes: Sequence[wire.Route],
    answer: Answer,
    queries: Mapping[tuple[str, str], tuple[str, ...]],
) -> Exchange:
    path = urlsplit(exchange.request.url).path
    names = queries[exchange.request.method, path]
    asked = Asked(exchange.request.method, tuple(unquote(path).removeprefix("/").split("/")), names)
    has_router = any(b"APIRouter" in content for content in answer.files.values())
    clues, parameters = clues_of(exchange, asked, routes, has_router=has_router)
    return msgspec.structs.replace(
        exchange, clues=clues, parameters=parameters, traceback=with_code(exchange.traceback, answer)
    )


def clues_of(
    exchange: Exchange, asked: Asked, routes: Sequence[wire.Route], *, has_router: bool = False
) -> tuple[list[str], list[Parameter]]:
    """Sentences, the most telling first, and what the endpoint reads if it refused the request.

    Empty when the status is as expected, and when there is nothing to say.
    """
    response, expected = exchange.response, exchange.expected
    if response is None or expected is None or response.status == expected.status:
        return [], []
    own = [route for route in routes if route.kind == exchange.kind and route.endpoint is not None]
    fitting = [route for route in own if matches(route.path, asked.address)]
    if response.status == 405 and _is_frameworks(response, "Method Not Allowed"):
        return _other_methods(asked, own, fitting), []
    if exchange.endpoint is None:
        return _nobody(asked, response, own, routes, has_router), []
    taking = [route for route in fitting if takes_method(route, asked.method)]
    route = next((each for each in taking if endpoint_of(each) == exchange.endpoint), None)
    if route is None:
        return [], []
    hidden = _hidden(route, taking)
    if response.status != 422 or not refusals(exchange):
        return hidden, []
    found = hidden or why_refused(exchange, route) + _own_route(exchange, asked)
    return found, [
        Parameter(name=each.name, source=each.source, annotation=each.annotation, required=each.required)
        for each in route.parameters
    ]


def _is_frameworks(response: Response, phrase: str) -> bool:
    body = response.body
    return body is not None and (body.json == {"detail": phrase} or body.text == phrase)


def _nobody(
    asked: Asked, response: Response, own: Sequence[wire.Route], routes: Sequence[wire.Route], has_router: bool
) -> list[str]:
    """No function of the answer was called. `has_router` says whether the answer knows of `APIRouter`."""
    is_moved = response.status in (307, 308)
    if not is_moved and not (response.status == 404 and _is_frameworks(response, "Not Found")):
        return []
    if routes and not any(route.endpoint or route.kind == "mount" for route in routes):
        router = " Routes of an `APIRouter` count after `app.include_router(…)`." if has_router else ""
        return [f"Your app has no route yet.{router}"]
    found = nearest(asked, own)
    return [found] if found is not None else []


def _other_methods(asked: Asked, own: Sequence[wire.Route], fitting: Sequence[wire.Route]) -> list[str]:
    """The address is right, the method is not."""
    same = [route for route in own if takes_method(route, asked.method)]
    if same:
        near = nearest(asked, same)
    else:
        near = f"None of your routes takes {asked.method}: `@app.{asked.method.lower()}(…)` makes one."
    here = [f"{'/'.join(sorted(set(route.methods) - {'HEAD'}))} ({_function(route)})" for route in fitting]
    taken = " and ".join([", ".join(here[:-1]), here[-1]] if len(here) > 1 else here)
    address = [f"At this address your app takes {taken}, not {asked.method}."] if here else []
    return [*([near] if near is not None else []), *address]


def _hidden(answered: wire.Route, taking: Sequence[wire.Route]) -> list[str]:
    """A later route fits the address better and was never asked."""
    for route in taking[taking.index(answered) + 1 :]:
        if route.endpoint != answered.endpoint and _words(route) > _words(answered):
            return [
                f"{name_of(answered)} stands above {name_of(route)} and fits this address too. FastAPI takes the first"
                f" route that fits: move {_function(route)} above {_function(answered)}."
            ]
    return []


def _function(route: wire.Route) -> str:
    return f"`{route.endpoint.name}`" if route.endpoint else "it"


def _words(route: wire.Route) -> int:
    return sum(segment.kind == "" for segment in segments_of(route.path))


def _own_route(exchange: Exchange, asked: Asked) -> list[str]:
    """A word was taken for the value of a path parameter, and no other route fits."""
    words = [each.value for each in refusals(exchange) if each.place == "path" and isinstance(each.value, str)]
    is_success = exchange.expected is not None and exchange.expected.status < 400
    if not is_success or not words or not words[0].isidentifier() or words[0] not in asked.address:
        return []
    return [
        f"If {listed(words[:1])} is a part of the address and no value, it needs a route of its own, above this one."
    ]


def with_code(frames: Sequence[Frame] | None, answer: Answer) -> list[Frame] | None:
    """The frames with the code around each, from the answer as it was read."""
    if frames is None:
        return None
    return [msgspec.structs.replace(frame, around=_around(frame, answer)) for frame in frames]


def _around(frame: Frame, answer: Answer) -> list[SourceLine]:
    text = answer.files.get(frame.file, b"").decode("utf-8-sig", errors="replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not 0 < frame.line <= len(lines) or frame.file not in answer.files:
        return []
    first = max(frame.line - 1 - _LINES_AROUND, 0)
    return [
        SourceLine(line=first + number, code=line.rstrip()[:_MAX_CODE])
        for number, line in enumerate(lines[first : frame.line + _LINES_AROUND], start=1)
    ]
