"""JSON as a person wants to read it: on one line if it fits, else broken where it has to be, with colours."""

import json
import re
from typing import Any

from rich.text import Text

from learnfastapi.render.palette import CODE, GOOD

_INDENT = 2
_TOKEN = re.compile(
    r'(?P<key>"(?:[^"\\\n]|\\.)*"(?=\s*:))|(?P<string>"(?:[^"\\\n]|\\.)*")'
    r"|(?P<number>(?<![\w.])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]))|(?P<literal>\b(?:true|false|null)\b)"
)
_STYLES = {"key": CODE, "string": GOOD, "number": "magenta", "literal": "bold"}


def dumps(value: Any) -> str:
    """On one line, with spaces after commas and colons, and letters of any language as themselves."""
    return json.dumps(value, ensure_ascii=False)


def layout(value: Any, width: int) -> list[str]:
    """At least one line. A line is longer than `width` only if one value is."""
    try:
        return _layout(value, width, 0, "")
    except RecursionError:
        return ["(too deeply nested to be shown)"]


def _layout(value: Any, width: int, indent: int, lead: str) -> list[str]:
    """`lead` is a key, with its colon, that stands on the first line."""
    start = " " * indent + lead
    line = start + dumps(value)
    if len(line) <= width or not value or not isinstance(value, dict | list):
        return [line]
    if isinstance(value, dict):
        members = [_layout(member, width - 1, indent + _INDENT, f"{dumps(key)}: ") for key, member in value.items()]
        opening, closing = "{", "}"
    else:
        members = [_layout(member, width - 1, indent + _INDENT, "") for member in value]
        opening, closing = "[", "]"
    for member in members[:-1]:
        member[-1] += ","
    return [start + opening, *(part for member in members for part in member), " " * indent + closing]


def coloured(line: str) -> Text:
    """One line of JSON, or of something near it such as `{"id": …}`."""
    text = Text(line)
    for token in _TOKEN.finditer(line):
        text.stylize(_STYLES[token.lastgroup or "literal"], *token.span())
    return text
