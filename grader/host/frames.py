"""What an exception of the answer's says: its text, the lines of the answer that it went through, and their values."""

import inspect
import linecache
import os
import re
import traceback
from collections import deque
from collections.abc import Iterator
from types import BuiltinFunctionType, FrameType, FunctionType, MethodType, ModuleType, TracebackType
from typing import Any

from grader import wire
from grader.host.values import short

_MAX_FRAMES = 20
_FRAMES_WITH_VALUES = 3
_MAX_CODE = 300
_MAX_CAUSES = 5
_WORD = re.compile(r"\w+")
# Of what is written at the top of a file, and says nothing about one call.
_NO_VALUES = (ModuleType, FunctionType, BuiltinFunctionType, MethodType, type)


def safe_text(text: str, limit: int = wire.MAX_TEXT) -> str:
    """The text as it can be sent: cut, and half of a surrogate pair as an escape."""
    return str(text)[:limit].encode("utf-8", "backslashreplace").decode()[:limit]


def inside(path: str, folder: str) -> str | None:
    """The path from the answer's folder, if it is in there."""
    return os.path.relpath(path, folder) if path.startswith(folder + os.sep) else None


def function_of(endpoint: object, folder: str) -> wire.Function | None:
    """The function behind decorators, if it is in the answer's folder."""
    code = getattr(inspect.unwrap(endpoint) if callable(endpoint) else None, "__code__", None)
    file = inside(code.co_filename, folder) if code is not None else None
    if code is None or file is None:
        return None
    name, place = safe_text(code.co_name, wire.MAX_NAME), safe_text(file, wire.MAX_NAME)
    return wire.Function(name, place, code.co_firstlineno)


def describe(error: BaseException, folder: str) -> str:
    """Type and text, as Python prints them, then a line for each exception that led to it."""
    error = _groups(error)[-1]
    lines = [_type_and_text(error)]
    seen = {id(error)}
    while len(lines) <= _MAX_CAUSES:
        how, cause = _cause(error)
        if cause is None or id(cause) in seen:
            break
        seen.add(id(cause))
        places = _places(cause.__traceback__, folder)
        where = f", {places[-1][0]} line {places[-1][2]}" if places else ""
        lines.append(f"{how} {_type_and_text(cause).partition(chr(10))[0]}{where}")
        error = cause
    return safe_text("\n".join(lines))


def frames_of(error: BaseException, folder: str) -> list[wire.CodeLine]:
    """The lines in the answer's files, outermost first, at most 20; the inner three with their values.

    Of the exception itself, else of the nearest one that led to it and passed through the answer.
    """
    for _ in range(_MAX_CAUSES):
        places = [place for each in _groups(error) for place in _places(each.__traceback__, folder)]
        if places:
            outer, inner = places[-_MAX_FRAMES:-_FRAMES_WITH_VALUES], places[-_FRAMES_WITH_VALUES:]
            return [_code_line(*place) for place in outer] + [_code_line(*place, with_values=True) for place in inner]
        _, cause = _cause(error)
        if cause is None:
            break
        error = cause
    return []


def _groups(error: BaseException) -> list[BaseException]:
    """An exception group that holds only one exception, then that exception, and so on to what was raised."""
    found = [error]
    while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
        found.append(error)
    return found


def _cause(error: BaseException) -> tuple[str, BaseException | None]:
    error = _groups(error)[-1]
    if error.__cause__ is not None:
        return "caused by", error.__cause__
    return "while handling", None if error.__suppress_context__ else error.__context__


def _type_and_text(error: BaseException) -> str:
    try:
        parts = traceback.format_exception_only(error)
        # A syntax error begins with its place in the file, which is told apart from it.
        first = next((index for index, part in enumerate(parts) if not part.startswith("  ")), 0)
        return "".join(parts[first:]).strip()
    except BaseException:  # noqa: BLE001  a `__str__` of the answer's
        return type(error).__name__


def _places(tb: TracebackType | None, folder: str) -> list[tuple[str, FrameType, int]]:
    """File, frame and line, the innermost last."""
    found: deque[tuple[str, FrameType, int]] = deque(maxlen=_MAX_FRAMES)
    for frame, line in traceback.walk_tb(tb):
        if (file := inside(frame.f_code.co_filename, folder)) is not None:
            found.append((file, frame, line))
    return list(found)


def _code_line(file: str, frame: FrameType, line: int, *, with_values: bool = False) -> wire.CodeLine:
    code = linecache.getline(frame.f_code.co_filename, line).strip()
    values = _locals(frame, code) if with_values else []
    name = safe_text(frame.f_code.co_name, wire.MAX_NAME)
    return wire.CodeLine(safe_text(file), line, name, safe_text(code, _MAX_CODE), values)


def _locals(frame: FrameType, code: str) -> list[tuple[str, str]]:
    """Names and values, those on the line first; empty if the answer hinders it."""
    try:
        on_line = set(_WORD.findall(code[:_MAX_CODE]))
        names = sorted(_telling_names(dict(frame.f_locals)), key=lambda item: item[0] not in on_line)
        return [
            (safe_text(name, wire.MAX_NAME), safe_text(short(value, wire.MAX_VALUE), wire.MAX_VALUE))
            for name, value in names[: wire.MAX_LOCALS]
        ]
    except BaseException:  # noqa: BLE001  the border to the answer: it may be out of memory
        return []


def _telling_names(values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        is_dunder = name.startswith("__") and name.endswith("__")
        if name.isidentifier() and not is_dunder and not isinstance(value, _NO_VALUES):
            yield name, value
