"""Whether the answer and the solution say the same, as far as a task can demand it.

The status has to be equal. What stands in the body of an error is nobody's business unless the check says so. Below
400 the media type and the body have to be equal, but: ids agree if they stand for each other in the same way all
along; volatile values, which the solution itself does not repeat, and keys that the check ignores agree always.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from grader.judge.exchange import Recording, body_of, media_type_of
from grader.judge.explore.members import is_id
from grader.judge.explore.openapi import Operation
from grader.models import Response

Place = tuple[str, str]
"""An operation's name and a path into the bodies of its answers, `[]` for any index."""
_ABSENT = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is compared.

    Attributes:
        ignore: Keys whose values may differ, wherever they stand.
        volatile: Places whose values differ from run to run of the solution.
        error_bodies: Whether bodies of 400 and above are compared; of 422, where and which the errors are.
    """

    ignore: Collection[str] = ()
    volatile: Collection[Place] = ()
    error_bodies: bool = False


class Agreement:
    """Compares a sequence of answers. It knows which ids have stood for which, so each sequence needs a new one."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._yours_to_expected: dict[tuple[str, Any], Any] = {}
        self._expected_to_yours: dict[tuple[str, Any], Any] = {}

    def differences(self, operation: Operation, yours: Recording, expected: Recording) -> list[str]:
        """Where they differ: `status`, `media type` or paths into the body. Empty if they agree."""
        if yours.status != expected.status:
            return ["status"]
        if not self._compares_body(yours) or not (yours.body or expected.body):
            return []
        if media_type_of(yours.headers) != media_type_of(expected.headers):
            return ["media type"]
        ours, theirs = _value(yours), _value(expected)
        if ours is _ABSENT or theirs is _ABSENT:
            is_equal = yours.body == expected.body or (operation.name, "$") in self._rules.volatile
            return [] if is_equal else ["$"]
        return list(dict.fromkeys(self._walk(operation, "$", "", ours, theirs)))

    def _compares_body(self, recording: Recording) -> bool:
        return self._rules.error_bodies or recording.status is None or recording.status < 400

    def _walk(self, operation: Operation, path: str, key: str, yours: Any, expected: Any) -> Iterator[str]:
        if key in self._rules.ignore or (operation.name, path) in self._rules.volatile:
            return
        if isinstance(yours, dict) and isinstance(expected, dict):
            for name in dict.fromkeys((*expected, *yours)):
                inner = yours.get(name, _ABSENT), expected.get(name, _ABSENT)
                yield from self._walk(operation, f"{path}.{name}", name, *inner)
        elif isinstance(yours, list) and isinstance(expected, list):
            if len(yours) != len(expected):
                yield path
            else:
                for inner in zip(yours, expected, strict=True):
                    yield from self._walk(operation, f"{path}[]", key, *inner)
        elif type(yours) is not type(expected):
            yield path
        elif key and is_id(key, operation) and isinstance(yours, str | int):
            if not self._stand_for_each_other(_kind(operation, path), yours, expected):
                yield path
        elif yours != expected:
            yield path

    def _stand_for_each_other(self, kind: str, yours: Any, expected: Any) -> bool:
        known = self._yours_to_expected.get((kind, yours), _ABSENT)
        back = self._expected_to_yours.get((kind, expected), _ABSENT)
        if known is _ABSENT and back is _ABSENT:
            self._yours_to_expected[kind, yours] = expected
            self._expected_to_yours[kind, expected] = yours
            return True
        return bool(known == expected and back == yours)

    def as_yours(self, operation: Operation, yours: Recording, expected: Recording) -> Response | None:
        """The expected answer with the answer's own value wherever the two agree, so that only differences show."""
        response, own = expected.response(), yours.response()
        if response is None or own is None or yours.status != expected.status:
            return response
        if not self.differences(operation, yours, expected):
            return own
        if yours.status is not None and yours.status >= 400:
            return response
        ours, theirs = _value(yours), _value(expected)
        if ours is _ABSENT or theirs is _ABSENT or media_type_of(yours.headers) != media_type_of(expected.headers):
            return response
        merged = json.dumps(self._merged(operation, "$", "", ours, theirs), ensure_ascii=False).encode()
        return msgspec.structs.replace(response, body=body_of(merged, "application/json"))

    def _merged(self, operation: Operation, path: str, key: str, yours: Any, expected: Any) -> Any:
        if isinstance(yours, dict) and isinstance(expected, dict):
            return {
                name: self._merged(operation, f"{path}.{name}", name, yours.get(name, _ABSENT), value)
                for name, value in expected.items()
            }
        if isinstance(expected, list):
            ours = yours if isinstance(yours, list) else []
            return [
                self._merged(operation, f"{path}[]", key, ours[index] if index < len(ours) else _ABSENT, value)
                for index, value in enumerate(expected)
            ]
        if key and is_id(key, operation) and isinstance(expected, str | int):
            return self._expected_to_yours.get((_kind(operation, path), expected), expected)
        if yours is not _ABSENT and not list(self._walk(operation, path, key, yours, expected)):
            return yours
        return expected


def _kind(operation: Operation, path: str) -> str:
    """Ids of one kind: those of one collection under one name."""
    return f"{operation.collection} {path.replace('[]', '').lstrip('$')}"


def _value(recording: Recording) -> Any:
    """The JSON value; of a 422 by FastAPI only what is wrong where. `_ABSENT` if it is no JSON."""
    response = recording.response()
    value = msgspec.UNSET if response is None or response.body is None else response.body.json
    if value is msgspec.UNSET:
        return _ABSENT
    if recording.status == 422 and isinstance(value, dict) and isinstance(value.get("detail"), list):
        errors = [each for each in value["detail"] if isinstance(each, dict)]
        return sorted(json.dumps([each.get("loc"), each.get("type")]) for each in errors)
    return value
