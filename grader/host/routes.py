"""The table of the answer's routes, read once after the import.

Nothing of the answer's own code is run for it, as far as that can be: routes are found by the types of Starlette and
FastAPI, and one that decides for itself what it matches is left out, since nobody can say what that is. Whatever goes
wrong here gives an empty table: it explains failures, and decides nothing.
"""

from collections.abc import Iterator
from typing import Any

from grader import wire
from grader.host.frames import function_of, safe_text

_MAX_DEPTH = 10


def routes_of(app: object, folder: str) -> list[wire.Route]:
    """All routes in the order in which they are tried; empty for an app that is none of Starlette's."""
    try:
        found: list[wire.Route] = []
        size = 0
        for route in _table(_own_routes(app), folder, "", -1, 0, found):
            size += len(wire.encode(route))
            if len(found) >= wire.MAX_ROUTES or size > wire.MAX_ROUTE_BYTES:
                break
            found.append(route)
        return found
    except BaseException:  # noqa: BLE001  the border to the answer: its route classes and decorators may do anything
        return []


def _own_routes(app: object) -> list[Any]:
    """The list itself, past properties that an answer may have put before it."""
    from starlette.applications import Starlette
    from starlette.routing import Router

    router = vars(app).get("router") if isinstance(app, Starlette) else app
    routes = vars(router).get("routes") if isinstance(router, Router) else None
    return routes if type(routes) is list else []


def _table(
    routes: list[Any], folder: str, prefix: str, parent: int, depth: int, found: list[wire.Route]
) -> Iterator[wire.Route]:
    """One after the other; the caller puts each into `found` before it takes the next, so that an index is known."""
    from fastapi.routing import iter_route_contexts
    from starlette.routing import Mount, Route, WebSocketRoute

    for context in iter_route_contexts(routes):
        path = prefix + (context.path or "")
        original = context.original_route
        if len(path) > wire.MAX_NAME or not _matches_as_usual(original):
            continue
        endpoint = function_of(context.endpoint, folder)
        if isinstance(original, Route):
            methods = sorted(safe_text(method, wire.MAX_NAME) for method in context.methods or ())
            yield wire.Route("http", safe_text(path), methods[:20], endpoint, _parameters(context), parent)
        elif isinstance(original, WebSocketRoute):
            yield wire.Route("websocket", safe_text(path), [], endpoint, _parameters(context), parent)
        elif isinstance(original, Mount) and depth < _MAX_DEPTH:
            own = len(found)
            yield wire.Route("mount", safe_text(path), [], None, [], parent)
            yield from _table(_own_routes(original._base_app), folder, path, own, depth + 1, found)


def _matches_as_usual(route: object) -> bool:
    from fastapi.routing import APIRoute, APIWebSocketRoute
    from starlette.routing import Mount, Route, WebSocketRoute

    usual = (APIRoute, Route, APIWebSocketRoute, WebSocketRoute, Mount)
    return any(type(route).matches is kind.matches for kind in usual)  # type: ignore[attr-defined]


def _parameters(context: Any) -> list[wire.Parameter]:
    """Of the endpoint and its dependencies, in no promised order; empty for routes that are not FastAPI's."""
    found: list[wire.Parameter] = []
    waiting = [getattr(context, "dependant", None)]
    while waiting and len(found) < wire.MAX_PARAMETERS:
        dependant = waiting.pop(0)
        if dependant is None:
            continue
        for source in ("path", "query", "header", "cookie", "body"):
            for field in getattr(dependant, f"{source}_params"):
                found.append(_parameter(field, source))
        waiting += dependant.dependencies
    return found[: wire.MAX_PARAMETERS]


def _parameter(field: Any, source: Any) -> wire.Parameter:
    from fastapi.params import Form

    info = field.field_info
    annotation = info.annotation
    kind = annotation.__name__ if isinstance(annotation, type) else str(annotation).replace("typing.", "")
    return wire.Parameter(
        safe_text(field.validation_alias or field.alias, wire.MAX_NAME),
        "form" if isinstance(info, Form) else source,
        safe_text(kind, wire.MAX_NAME),
        bool(info.is_required()),
    )
