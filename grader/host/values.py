"""A short text for any value, at a cost that does not grow with the value.

`reprlib` knows a type by its name alone, and gives a model, a dataclass or a subclass of `list` to `repr`, which
writes down a million items before the text is cut.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

_MAX_ITEMS = 6
_MAX_DEPTH = 3
_MAX_BITS = 400
# Differs from run to run, and says nothing.
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def short(value: object, limit: int) -> str:
    """Like `repr`, at most `limit` characters, with `…` where something is left out.

    `<TypeName>` for what has no `repr` of its own, or one that raises.
    """
    text = _ADDRESS.sub("", _part(value, limit, 0))
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _part(value: object, limit: int, depth: int) -> str:
    """One that cannot be shown does not hide the others."""
    try:
        return _text(value, limit, depth)
    except BaseException:  # noqa: BLE001  a `__repr__` of the answer's
        return f"<{type(value).__name__}>"


def _text(value: Any, limit: int, depth: int) -> str:
    kind = type(value)
    if kind in (str, bytes):
        return repr(value) if len(value) <= limit else f"{value[:limit]!r}…"
    if kind is int and value.bit_length() > _MAX_BITS:
        return f"<int of {value.bit_length()} bits>"
    if isinstance(value, dict):
        pairs = (f"{_part(key, limit, depth + 1)}: {_part(inner, limit, depth + 1)}" for key, inner in _items(value))
        return _wrapped("{", pairs, dict.__len__(value), "}", depth)
    for base, opening, closing in _COLLECTIONS:
        if isinstance(value, base):
            items = (_part(item, limit, depth + 1) for item in base.__iter__(value))
            count = base.__len__(value)
            if count == 0 and base not in (list, tuple):
                return f"{base.__name__}()"
            return _wrapped(opening, items, count, ",)" if base is tuple and count == 1 else closing, depth)
    if (fields := _fields(kind)) is not None:
        members = (f"{name}={_part(inner, limit, depth + 1)}" for name, inner in _members(value, fields))
        return _wrapped(f"{kind.__name__}(", members, len(fields), ")", depth)
    if getattr(kind, "__repr__", None) is object.__repr__:
        return f"<{kind.__name__}>"
    return repr(value)


# By their own methods, since a subclass of the answer's may have others.
_COLLECTIONS: tuple[tuple[Any, str, str], ...] = (
    (list, "[", "]"),
    (tuple, "(", ")"),
    (set, "{", "}"),
    (frozenset, "frozenset({", "})"),
    (deque, "deque([", "])"),
)


def _items(value: dict[Any, Any]) -> Iterator[tuple[Any, Any]]:
    return iter(dict.items(value))


def _wrapped(opening: str, parts: Iterable[str], count: int, closing: str, depth: int) -> str:
    if depth >= _MAX_DEPTH:
        return f"{opening}{'…' if count else ''}{closing}"
    shown = list(islice(parts, _MAX_ITEMS))
    if count > len(shown):
        shown.append(f"… {count - len(shown)} more")
    return f"{opening}{', '.join(shown)}{closing}"


def _fields(kind: type) -> list[str] | None:
    """Names of the fields of a Pydantic model or a dataclass."""
    found = getattr(kind, "__pydantic_fields__", None) or getattr(kind, "__dataclass_fields__", None)
    return list(found) if isinstance(found, dict) else None


def _members(value: object, fields: list[str]) -> Iterator[tuple[str, Any]]:
    """From the object's dictionary, where it has one: an attribute of SQLModel's may ask a database."""
    inner = getattr(value, "__dict__", None)
    for name in fields:
        if inner is None:
            yield name, getattr(value, name)
        elif name in inner:
            yield name, inner[name]
