"""What the answer's routes have to do with the status: sentences, and what the function reads from a request."""

from collections.abc import Sequence
from itertools import groupby

from rich.text import Text

from grader.models import Exchange, Parameter, Unreachable
from learnfastapi.render.look import Look
from learnfastapi.render.text import prose, visible_line, wrap
from learnfastapi.render.verdict.field import INDENT

_SOURCES = {
    "path": "the path",
    "query": "the query",
    "body": "the body",
    "form": "a form",
    "header": "the headers",
    "cookie": "the cookies",
}
_MOST_HIDDEN = 3


def clue_lines(exchange: Exchange, look: Look) -> list[Text]:
    """Each sentence on lines of its own."""
    clues = [visible_line(clue).replace("…", look.own("…")) for clue in exchange.clues]
    return [line for clue in clues for line in wrap(prose(clue, look), look.width - INDENT)]


def parameter_lines(exchange: Exchange, look: Look) -> list[Text]:
    """`` `todo_id` from the path, `skip` and `limit` from the query ``; nothing where it is not asked for."""
    order = list(_SOURCES)
    known = [each for each in exchange.parameters if each.source in _SOURCES]
    groups = groupby(sorted(known, key=lambda each: order.index(each.source)), key=lambda each: each.source)
    text = ", ".join(f"{_names(list(group))} from {_SOURCES[source]}" for source, group in groups)
    return wrap(prose(visible_line(text), look), look.width - INDENT) if text else []


def _names(parameters: Sequence[Parameter]) -> str:
    quoted = [f"`{each.name}`" for each in parameters]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def hidden_notes(routes: Sequence[Unreachable]) -> list[str]:
    """A sentence for each route that can never be reached, as long as they are few."""
    notes = [
        f"{_route(route)} can never be reached: {_taker(route)} takes its requests." for route in routes[:_MOST_HIDDEN]
    ]
    more = len(routes) - _MOST_HIDDEN
    return [*notes, f"{more} more {'route' if more == 1 else 'routes'} can never be reached."] if more > 0 else notes


def _route(route: Unreachable) -> str:
    what = f"`{route.path}`" if route.method == "any" else f"`{route.method} {route.path}`"
    place = route.endpoint
    return f"{what} (`{place.function}`, {place.file} line {place.line})" if place else what


def _taker(route: Unreachable) -> str:
    place = route.taken_by
    function = f" (`{place.function}`, {place.file} line {place.line})" if place else ""
    return f"`{route.shadowed_by}`{function} above it"
