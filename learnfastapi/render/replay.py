"""A request that is sent again: what is asked, and what came this time."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from grader.models import Difference, Exchange
from learnfastapi.render.look import Look, look_of, put
from learnfastapi.render.palette import BAD, GOOD, TITLE
from learnfastapi.render.text import prose, wrap
from learnfastapi.render.verdict.difference import difference_lines
from learnfastapi.render.verdict.exchange import answered_lines, asked_lines, expected_lines
from learnfastapi.render.verdict.field import field

_LINES = 40  # of a body; here there is one request and nothing else


def render_request(
    console: Console, exchange: Exchange, title: str, number: int, before: int, *, plain: bool = False
) -> None:
    """Print what will be sent. `before` counts the requests that go first, so that the state is there."""
    look = look_of(console, plain=plain)
    first = f"Request {number}: {title}"
    lines = [*wrap(prose(first, look, TITLE), look.width), Text()]
    if before:
        count = "1 request" if before == 1 else f"{before} requests"
        lines += field("before", [Text(f"{count} of the same check, sent again first")], look)
    put(console, [*lines, *field("asked", asked_lines(exchange, _LINES, look), look)], look)
    console.file.flush()


def render_outcome(console: Console, now: Exchange, differs: Sequence[Difference], *, plain: bool = False) -> None:
    """Print what came, and whether that was expected."""
    look = look_of(console, plain=plain)
    lines = field("answered", answered_lines(now, _LINES, look), look)
    if differs:
        lines += field("expected", expected_lines(now, differs, _LINES, look), look)
        lines += field("differs", difference_lines(now, differs, _LINES, look), look)
    put(console, [*lines, Text(), _verdict(now, differs, look)], look)


def render_no_outcome(console: Console, reason: str, *, plain: bool = False) -> None:
    """Print why nothing came."""
    look = look_of(console, plain=plain)
    put(console, [Text(), *wrap(prose(reason, look), look.width)], look)


def _verdict(now: Exchange, differs: Sequence[Difference], look: Look) -> Text:
    if differs:
        return Text("Not as expected.", BAD)
    if now.error:
        return prose(f"Your app raised `{now.error}`.", look, BAD)
    if now.expected is None:
        return Text("The report does not say what should come.")
    return Text("As expected.", GOOD)
