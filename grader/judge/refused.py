"""Why FastAPI refused a request with 422: which parameter it read from where, and what the request has there.

Sentences for the learner. The errors come from the answer, which may have made them itself: they are data.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from msgspec import UNSET

from grader import wire
from grader.judge.near import listed, name_of
from grader.judge.routes import segments_of
from grader.models import Exchange

_MAX_ERRORS = 3
_MAX_TEXT = 200
_PLACES = {
    "path": "in the path",
    "query": "in the query, after the `?`",
    "body": "in the body",
    "header": "among the headers",
}
_PLACES["cookie"] = "among the cookies"


class Refusal(NamedTuple):
    """One of FastAPI's errors. `place` is `query`, `body`, …; `names` lead to the value in there."""

    kind: str
    place: str
    names: tuple[str, ...]
    text: str
    value: Any


def refusals(exchange: Exchange) -> list[Refusal]:
    """The errors in the response; none if it is not FastAPI's usual one."""
    body = exchange.response.body if exchange.response else None
    detail = body.json.get("detail") if body and isinstance(body.json, dict) else None
    return [found for each in (detail if isinstance(detail, list) else []) if (found := _refusal(each)) is not None]


def _refusal(error: Any) -> Refusal | None:
    match error:
        case {"type": str(kind), "loc": [str(place), *names], "msg": str(text)} if place in _PLACES:
            path = tuple(str(name)[:_MAX_TEXT] for name in names)
            return Refusal(kind, place, path, text[:_MAX_TEXT], error.get("input"))
    return None


def why_refused(exchange: Exchange, route: wire.Route) -> list[str]:
    """Sentences, the most telling first; empty if the response has no errors of FastAPI's."""
    found = refusals(exchange)
    cause = next(_causes(exchange, route, found), None)
    return [cause] if cause is not None else [_plainly(each, route) for each in found[:_MAX_ERRORS]]


def _causes(exchange: Exchange, route: wire.Route, found: Sequence[Refusal]) -> Iterator[str]:
    """What explains all errors at once."""
    missing = [each for each in found if each.kind == "missing"]
    for each in missing:
        if each.place in ("path", "query") and each.names:
            yield from _two_names(route, each)
        if each.place == "query":
            yield from _not_in_the_query(exchange, route)
        elif each.place == "path" and each.names:
            yield (
                f"`{_function(route)}` takes {listed(each.names)} from the path, and its path `{route.path}` has no"
                f" {listed([f'{{{name}}}' for name in each.names])}."
            )
        elif each.place == "body":
            yield from _not_in_the_body(exchange, route, each)


def _two_names(route: wire.Route, missing: Refusal) -> Iterator[str]:
    in_path = [name for segment in segments_of(route.path) for name in segment.names]
    unused = [name for name in in_path if name not in _read_from(route, "path")]
    if unused:
        yield (
            f"The path `{route.path}` has {listed([f'{{{name}}}' for name in unused])}, and `{_function(route)}` has a"
            f" parameter {listed(missing.names[:1])}. Use one name for both: a parameter whose name is not in the path"
            " is read from the query, after the `?`."
        )


def _not_in_the_query(exchange: Exchange, route: wire.Route) -> Iterator[str]:
    sent = _sent(exchange)
    in_body = [name for name in _read_from(route, "query") if isinstance(sent, dict) and name in sent]
    if in_body:
        yield (
            f"{listed(in_body)} came in the body, and `{_function(route)}` reads {_it(in_body)} from the query, after"
            " the `?`, as every plain parameter that is not in the path. For values from the body, write a Pydantic"
            " model with these fields and take one parameter of its type."
        )


def _not_in_the_body(exchange: Exchange, route: wire.Route, missing: Refusal) -> Iterator[str]:
    models, forms = _read_from(route, "body"), _read_from(route, "form")
    sent = _sent(exchange)
    if exchange.request.body is None:
        names = models or forms
        plain = " A model is read from the body also in a GET route." if exchange.request.method == "GET" else ""
        if names:
            yield f"`{_function(route)}` reads {listed(names)} from the body, and the request has no body.{plain}"
    elif sent is not None and forms and not models:
        yield (
            f"`{_function(route)}` reads {listed(forms)} from a form, and the request sends JSON. JSON is read by a"
            " parameter whose type is a Pydantic model, without `Form()`."
        )
    elif isinstance(sent, dict) and len(missing.names) == 1 and missing.names[0] in models:
        keys = ", ".join(f'"{name}": …' for name in models)
        several = len(models) > 1
        yield (
            f"`{_function(route)}` reads {listed(models)} from the body"
            + (", and with more than one such parameter" if several else " with `embed=True`, and so")
            + f" FastAPI wants a key for each: `{{{keys}}}`. The request sends the fields themselves: one parameter,"
            " whose type is a Pydantic model, takes them."
        )


def _plainly(refusal: Refusal, route: wire.Route) -> str:
    """One error, in words."""
    if refusal.place == "path" and isinstance(refusal.value, str) and refusal.names:
        return (
            f"{name_of(route)} took this request, with `{refusal.value[:_MAX_TEXT]}` as `{refusal.names[0]}`, and"
            f" refused it: {refusal.text}."
        )
    what = listed([".".join(refusal.names)]) if refusal.names else "What stands"
    if refusal.kind == "missing":
        kind = "field" if refusal.place == "body" else "parameter"
        default = f" A {kind} with a default may be left out." if refusal.names else ""
        return f"{what} is missing {_PLACES[refusal.place]}.{default}"
    return f"{what} {_PLACES[refusal.place]} was refused: {refusal.text}."


def _read_from(route: wire.Route, source: str) -> list[str]:
    return [parameter.name for parameter in route.parameters if parameter.source == source]


def _sent(exchange: Exchange) -> Any:
    """The request's JSON; None if it sends none."""
    body = exchange.request.body
    return body.json if body is not None and body.json is not UNSET else None


def _function(route: wire.Route) -> str:
    return route.endpoint.name if route.endpoint else route.path


def _it(names: Sequence[str]) -> str:
    return "it" if len(names) == 1 else "them"
