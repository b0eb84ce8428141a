"""Decode what YAML or TOML holds into a struct, and say everything that is wrong with it, key by key.

msgspec stops at the first error. Here each key is decoded on its own, so that an author sees all of them at once.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from grader.course.names import suggestion
from grader.errors import Problem

StructT = TypeVar("StructT", bound=msgspec.Struct)

Table = dict[str, Any]
"""A table of TOML, to be decoded by another call."""

_LONGEST = 200

_NAMES: Mapping[object, str] = {
    str: "text",
    int: "a whole number",
    tuple[str, ...]: "a list of texts",
    tuple[Table, ...]: "a list of tables",
}


def read_fields(
    found: object, kind: type[StructT], file: Path, *, at: str = ""
) -> tuple[StructT | None, list[Problem]]:
    """The struct, None if anything is wrong; and the problems: known keys in the struct's order, then unknown ones.

    Args:
        found: What the reader of YAML or TOML gave.
        at: Put before each key, such as `levels[0].`.
    """
    if not isinstance(found, dict):
        return None, [Problem(file=file, key=at.rstrip("."), text=f"wants keys with values (got {_shown(found)})")]
    fields = msgspec.structs.fields(kind)
    known = [field.encode_name for field in fields]
    texts = {}
    for field in fields:
        if field.encode_name not in found:
            if field.required:
                texts[field.encode_name] = "is missing"
        elif (text := _mismatch(found[field.encode_name], field.type)) is not None:
            texts[field.encode_name] = text
    texts |= {str(key): _unknown(str(key), known) for key in found if key not in known}
    if texts:
        return None, [Problem(file=file, key=at + key, text=text) for key, text in texts.items()]
    return msgspec.convert(found, kind), []


def _mismatch(value: object, wanted: Any) -> str | None:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        return f"wants {_name(wanted)} (got {_shown(value)})"
    return None


def _name(wanted: Any) -> str:
    if get_origin(wanted) is Literal:
        return f"one of {', '.join(f'`{choice}`' for choice in get_args(wanted))}"
    return _NAMES[wanted]


def _unknown(key: str, known: list[str]) -> str:
    return "is unknown" + (suggestion(key, known) or f"; the keys are {', '.join(f'`{name}`' for name in known)}")


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    try:
        shown = repr(value)
    except RecursionError:
        return "something nested too deep"
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
