"""A body, as lines. It is data: escaped, cut at the right, and never parsed."""

from typing import Any

from msgspec import UNSET
from rich.text import Text

from grader.models import Body
from learnfastapi.render.json_text import coloured, dumps, layout
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


def refusal_lines(body: Body | None, width: int, limit: int, look: Look) -> list[Text]:
    """The body of a 422: whole if it fits, else one line for each of FastAPI's errors, its `loc` first."""
    errors = body.json.get("detail") if body is not None and isinstance(body.json, dict) else None
    short = [error for each in errors if (error := _short(each))] if isinstance(errors, list) else []
    whole = body_lines(body, width, limit + 1, look)
    if len(whole) <= limit or not short:
        return body_lines(body, width, limit, look)
    lines = [line for error in short for line in data_lines(dumps(error), width, look)]
    return capped([coloured(line) for line in lines], limit, look)


def _short(error: Any) -> dict[str, Any] | None:
    match error:
        case {"loc": [*loc], "msg": str(text)} if all(isinstance(part, str | int) for part in loc):
            return {"loc": loc, "msg": text}
    return None


def data_lines(text: str, width: int, look: Look) -> list[str]:
    """Somebody's text, line by line, safe to print."""
    return [cut(look.fit(line), width, look) for line in visible(text).rstrip("\n").split("\n")]
