"""The places of two JSON values, side by side, and of a third that tells which of them are volatile."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from grader.judge.volatile import equal
from grader.models import Difference


class Values(NamedTuple):
    """What stands at one place: in the answer's response, the solution's, and the solution's second one."""

    yours: Any
    expected: Any
    later: Any

    def difference(self, exchange: int, path: str) -> Difference:
        return Difference(exchange=exchange, path=path, yours=self.yours, expected=self.expected)


def walk(path: str, values: Values) -> Iterator[tuple[str, Values]]:
    """Each place where the first two differ."""
    yours, expected, later = values
    if isinstance(yours, dict) and isinstance(expected, dict):
        for names in _members(yours, expected, later if isinstance(later, dict) else {}):
            key = names.expected if names.expected in expected else names.yours
            yield from walk(_member(path, key), Values(*map(_get, values, names)))
    elif isinstance(yours, list) and isinstance(expected, list):
        for index in range(max(len(yours), len(expected))):
            yield from walk(f"{path}[{index}]", Values(*(_at(side, index) for side in values)))
    elif not equal(yours, expected):
        yield path, values


def _members(yours: dict[str, Any], expected: dict[str, Any], later: dict[str, Any]) -> Iterator[Values]:
    """The names of each member in all three. Volatile ones, such as random ids, are matched by their order."""
    changed = [key for key in expected if key not in later]
    renamed = [key for key in later if key not in expected]
    others = [key for key in yours if key not in expected]
    if len(changed) == len(renamed) == len(others):
        matched = {key: Values(mine, key, then) for mine, key, then in zip(others, changed, renamed, strict=True)}
        others = []
    else:
        matched = {}
    for key in (*expected, *others):
        yield matched.get(key, Values(key, key, key))


def _get(side: Any, key: str) -> Any:
    return side.get(key, msgspec.UNSET) if isinstance(side, dict) else msgspec.UNSET


def _at(values: Any, index: int) -> Any:
    return values[index] if isinstance(values, list) and index < len(values) else msgspec.UNSET


def _member(path: str, key: str) -> str:
    return f"{path}.{key}" if key.isidentifier() else f"{path}[{key!r}]"
