"""A body, as lines. It is data: escaped, cut at the right, and never parsed."""

from msgspec import UNSET
from rich.text import Text

from grader.models import Body
from learnfastapi.render.json_text import coloured, layout
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE
from learnfastapi.render.text import capped, cut, visible


def body_lines(body: Body | None, width: int, limit: int, look: Look) -> list[Text]:
    """At least one line and at most `limit`, each at most `width` columns wide."""
    if body is None:
        return [Text("no body", ASIDE)]
    if body.json is not UNSET:
        return capped(
            [coloured(line) for line in data_lines("\n".join(layout(body.json, width)), width, look)], limit, look
        )
    if isinstance(body.text, str):
        lines = [Text(line) for line in data_lines(body.text, width, look)]
        whole = f"{body.bytes:,} bytes in all"
        return [*capped(lines, limit, look), *([Text(whole, ASIDE)] if body.truncated else [])]
    return [Text(f"{body.bytes:,} bytes that are no text", ASIDE)]


def data_lines(text: str, width: int, look: Look) -> list[str]:
    """Somebody's text, line by line, safe to print."""
    return [cut(look.fit(line), width, look) for line in visible(text).rstrip("\n").split("\n")]
