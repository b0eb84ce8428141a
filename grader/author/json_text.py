"""Bring a JSON text that a lesson shows up to date with what came; its layout and its `…` stay. Pure."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.course.examples.matching import Json, is_json_match, read_json, read_shown_json

WIDEST = 76
_INDENT = 2
_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"\s*")
_SCALAR = re.compile(r"…|[^\s,\]}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value in a text, which it fills from `start` to `end`.

    Attributes:
        keys: Of an object; None for other values.
        items: Values of an object or list, in order; None for other values.
    """

    start: int
    end: int
    keys: Sequence[str] | None = None
    items: "Sequence[Node] | None" = None


def updated(shown: str, came: str) -> str | None:
    """The shown text with what came wherever it differs; None if `came` is no JSON."""
    read = read_json(came)
    if read is None:
        return None
    if read_shown_json(shown) is None:
        return fitted(_dumps(read[0]))
    shown = shown.strip()
    return fitted(_rendered(shown, _parsed(shown), read[0]))


def fitted(text: str) -> str:
    """The same JSON, laid out anew if one of its lines is too long."""
    if all(len(line) <= WIDEST for line in text.split("\n")):
        return text
    return _laid_out(text, _parsed(text), 0, 0)


def _parsed(text: str) -> Node:
    """Of a text that `read_shown_json` can read."""
    return _node(text, _skip(text, 0))


def _node(text: str, start: int) -> Node:
    if text[start] == '"':
        return Node(start=start, end=_DECODER.raw_decode(text, start)[1])
    if text[start] not in "{[":
        found = _SCALAR.match(text, start)
        assert found is not None  # or it were no JSON
        return Node(start=start, end=found.end())
    is_object = text[start] == "{"
    keys: list[str] = []
    items: list[Node] = []
    at = _skip(text, start + 1)
    while text[at] not in "}]":
        if is_object:
            key, at = _DECODER.raw_decode(text, at)
            keys.append(key)
            at = _skip(text, _skip(text, at) + 1)
        items.append(_node(text, at))
        at = _skip(text, items[-1].end)
        at = _skip(text, at + 1) if text[at] == "," else at
    return Node(start=start, end=at + 1, keys=keys if is_object else None, items=items)


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    assert found is not None  # it matches everywhere
    return found.end()


def _rendered(text: str, node: Node, came: Json) -> str:
    shown = read_shown_json(text[node.start : node.end])
    assert shown is not None  # a part of JSON is JSON
    if is_json_match(shown[0], came):
        return text[node.start : node.end]
    if node.keys is not None and node.items is not None and isinstance(came, dict):
        return _object(text, node, node.keys, node.items, came)
    if node.keys is None and node.items is not None and isinstance(came, list):
        return _list(text, node, node.items, came)
    return _dumps(came)


def _object(text: str, node: Node, keys: Sequence[str], items: Sequence[Node], came: dict[str, Json]) -> str:
    is_open = "…" in keys
    known = [key for key in keys if key != "…"]
    if all(key in came for key in known) and (is_open or len(known) == len(came)):
        return _in_place(text, node, [came.get(key) for key in keys], items, [key == "…" for key in keys])
    shown = dict(zip(keys, items, strict=True))
    wanted = [key for key in known if key in came] if is_open else list(came)
    parts = [
        f"{_dumps(key)}: {_rendered(text, shown[key], came[key]) if key in shown else _dumps(came[key])}"
        for key in wanted
    ]
    return "{" + ", ".join([*parts, *(['"…": "…"'] if is_open else [])]) + "}"


def _list(text: str, node: Node, items: Sequence[Node], came: list[Json]) -> str:
    rests = [index for index, item in enumerate(items) if text[item.start : item.end] in ("…", '"…"')]
    # A single … in a list of the same length is a value that is left out; in any other, the rest.
    head = rests[0] if rests else len(items)
    tail = len(items) - head - 1 if rests else 0
    if rests and len(came) >= head + tail:
        values = [*came[:head], None, *came[len(came) - tail :]]
        return _in_place(text, node, values, items, [index == head for index in range(len(items))])
    if not rests and len(came) == len(items):
        return _in_place(text, node, came, items, [False] * len(items))
    parts = [
        _rendered(text, items[index], value) if index < head else _dumps(value) for index, value in enumerate(came)
    ]
    return "[" + ", ".join(parts) + "]"


def _in_place(text: str, node: Node, values: Sequence[Json], items: Sequence[Node], kept: Sequence[bool]) -> str:
    """The text of a container with its values updated, those that are `kept` left alone."""
    parts = []
    at = node.start
    for value, item, is_kept in zip(values, items, kept, strict=True):
        parts.append(text[at : item.start])
        parts.append(text[item.start : item.end] if is_kept else _rendered(text, item, value))
        at = item.end
    return "".join([*parts, text[at : node.end]])


def _laid_out(text: str, node: Node, indent: int, before: int) -> str:
    """Over several lines where one is too long.

    Args:
        indent: Of the line that it begins in.
        before: Columns that are taken in this line, and one for a comma.
    """
    short = _on_one_line(text, node)
    if node.items is None or not node.items or len(short) + before + 1 <= WIDEST:
        return short
    inner = indent + _INDENT
    lines = []
    for index, item in enumerate(node.items):
        key = f"{_dumps(node.keys[index])}: " if node.keys is not None else ""
        lines.append(" " * inner + key + _laid_out(text, item, inner, inner + len(key)))
    opening, closing = ("{", "}") if node.keys is not None else ("[", "]")
    return "\n".join([opening, ",\n".join(lines), " " * indent + closing])


def _on_one_line(text: str, node: Node) -> str:
    if node.items is None:
        return text[node.start : node.end]
    inner = [_on_one_line(text, item) for item in node.items]
    if node.keys is None:
        return "[" + ", ".join(inner) + "]"
    return "{" + ", ".join(f"{_dumps(key)}: {value}" for key, value in zip(node.keys, inner, strict=True)) + "}"


def _dumps(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
