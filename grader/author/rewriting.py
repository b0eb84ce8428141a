"""Write into a markdown text what really came, and touch nothing else of it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.author.json_text import updated
from grader.course.examples.http_block import HEADER
from grader.course.examples.matching import body_differences, is_match
from grader.course.examples.models import Exchange
from grader.course.examples.process import Response
from grader.course.markdown import blocks_of, first_line

_STATUS = re.compile(r"[1-5]\d\d")
# Where a program stood when it was run says nothing to a reader, and is another place next time.
_PROGRAM_FOLDER = re.compile(r"[^\s\"']*learnfastapi-example-[^/\s]*/program/")
_MOST_LINES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block of a text: its content is `lines`, without line ends."""

    line: int
    lines: Sequence[str]


def blocks_by_line(text: str) -> dict[int, Block]:
    """The fenced blocks of a text as `read_text` gives it, by the line of their fence."""
    return {
        first_line(token) + 1: Block(line=first_line(token) + 1, lines=token.content.split("\n")[:-1])
        for token in blocks_of(text)
        if token.type == "fence"
    }


def exchange_lines(block: Block, exchange: Exchange, came: Response) -> list[str] | None:
    """The block's lines with the response that came; None if it cannot be shown in a block."""
    arrow = next(number for number, line in enumerate(block.lines) if line.startswith("→"))
    headers = len(exchange.response.headers)
    status = _STATUS.sub(str(came.status), block.lines[arrow], count=1)
    shown_headers = block.lines[arrow + 1 : arrow + 1 + headers]
    new_headers = [line for shown in shown_headers if (line := _header(shown, came)) is not None]
    body = list(block.lines[arrow + 1 + headers :])
    if body_differences(exchange.response.body, came.body):
        new_body = _body(exchange.response.body, came.body)
        if new_body is None:
            return None
        blank = next((number for number, line in enumerate(body) if line.strip()), len(body))
        needs_blank = bool(new_body) and bool(new_headers or HEADER.fullmatch(new_body[0]))
        body = [*([""] * max(blank, needs_blank) if new_body else ()), *new_body]
    return [*block.lines[:arrow], status, *new_headers, *body]


def output_lines(block: Block, printed: str) -> list[str] | None:
    """The block's lines with what was printed; lines that match stay, with their `…`."""
    came = _shortened(printed)
    if len(came) != len(block.lines):
        return _showable(came)
    kept = [shown if is_match(shown.rstrip(), new) else new for shown, new in zip(block.lines, came, strict=True)]
    return _showable(kept)


def replaced(raw: str, block: Block, lines: Sequence[str]) -> str:
    """A whole file's text, as it is on disk, with other lines in a block. Lines that stay are not written anew."""
    old = block.lines
    first = 0
    while first < min(len(old), len(lines)) and old[first] == lines[first]:
        first += 1
    last = 0
    while last < min(len(old), len(lines)) - first and old[-1 - last] == lines[-1 - last]:
        last += 1
    whole = raw.split("\n")
    opening = whole[block.line - 1]
    indent = re.sub(r"[^\s>]", " ", re.split("`|~", opening, maxsplit=1)[0].removeprefix("\ufeff"))
    end = "\r" if opening.endswith("\r") else ""
    new = [(indent + line if line else indent.rstrip(" ")) + end for line in lines[first : len(lines) - last]]
    whole[block.line + first : block.line + len(old) - last] = new
    return "\n".join(whole)


def _header(shown: str, came: Response) -> str | None:
    found = HEADER.fullmatch(shown.rstrip())
    assert found is not None  # it was read as a header
    values = [value for name, value in came.headers if name.lower() == found["name"].lower()]
    if any(is_match(found["value"] or "", value) for value in values):
        return shown
    return f"{found['name']}: {values[0]}" if values else None


def _body(shown: str, came: str) -> list[str] | None:
    if not came.strip():
        return []
    text = updated(shown, came)
    return _showable(_shortened(came) if text is None else text.split("\n"))


def _shortened(text: str) -> list[str]:
    lines = _PROGRAM_FOLDER.sub("…/", text).replace("\r\n", "\n").strip("\n").split("\n")
    return [line.rstrip() for line in lines]


def _showable(lines: list[str]) -> list[str] | None:
    """None if a block cannot hold them: they end it, are too many, or are no text."""
    is_text = all(line.replace("\t", " ").isprintable() for line in lines)
    ends = any(line.lstrip().startswith(("```", "~~~")) for line in lines)
    return lines if is_text and not ends and len(lines) <= _MOST_LINES else None
