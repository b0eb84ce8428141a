"""The members of collections that both sides made: each side knows them by its own ids."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.judge.exchange import Recording
from grader.judge.explore.openapi import Operation, Schema
from grader.judge.explore.step import Step, Which
from grader.judge.explore.values import Values, scalar_text

_NEVER = {
    "integer": "999999937",
    "number": "999999937",
    "uuid": "c0ffee00-0000-4000-8000-00000000dead",
    "": "no-such-member",
}


@dataclass(frozen=True, slots=True)
class Ids:
    """Path parameters with the ids that stand for them, on each side.

    Attributes:
        maker: Number of the step that made the member; None for one that nobody made.
    """

    yours: Mapping[str, str]
    expected: Mapping[str, str]
    maker: int | None = None


_NO_IDS = Ids({}, {})


class Members:
    """Learns from the answers to steps, and says which ids a step needs."""

    def __init__(self, values: Values, operations: list[Operation]) -> None:
        self._values = values
        # The parameter that names a member, by collection.
        self._names = {collection: name for each in operations for name, collection in each.ids.items()}
        self._there: dict[str, list[Ids]] = {}
        self._gone: dict[str, list[Ids]] = {}

    def ids_for(self, step: Step) -> Ids | None:
        """The ids to write into the step's path; None if there is no such member."""
        if not step.operation.ids:
            return _NO_IDS
        *parents, (name, collection) = step.operation.ids.items()
        if step.which is Which.NEVER:
            return self._never(name, parents, step.operation)
        known = (self._there if step.which is Which.THERE else self._gone).get(collection)
        return known[-1 - step.place % len(known)] if known else None

    def _never(self, name: str, parents: list[tuple[str, str]], operation: Operation) -> Ids | None:
        above = _NO_IDS
        if parents:
            there = self._there.get(parents[-1][1])
            if not there:
                return None
            above = there[-1]
        schema = next((each.schema for each in operation.parameters if each.name == name), {})
        value = _never_made(self._values.resolve(schema))
        return Ids({**above.yours, name: value}, {**above.expected, name: value}, above.maker)

    def learn(self, number: int, step: Step, ids: Ids, yours: Recording, expected: Recording) -> None:
        """Take note of what a step that succeeded on both sides made or deleted."""
        if not (_succeeded(yours) and _succeeded(expected)):
            return
        if step.operation.method == "DELETE" and step.operation.path.endswith("}") and step.which is Which.THERE:
            collection = next(reversed(step.operation.ids.values()), "")
            if ids in self._there.get(collection, ()):
                self._there[collection].remove(ids)
                self._gone.setdefault(collection, []).append(ids)
        elif (collection := step.operation.creates) in self._names:
            name = self._names[collection]
            ours, theirs = _id_in(yours, name), _id_in(expected, name)
            if ours is not None and theirs is not None:
                made = Ids({**ids.yours, name: ours}, {**ids.expected, name: theirs}, number)
                self._there.setdefault(collection, []).append(made)


def is_id(key: str, operation: Operation) -> bool:
    """Whether a key of an answer's body names an id."""
    return key == "id" or key.endswith("_id") or key in operation.ids


def _succeeded(recording: Recording) -> bool:
    return recording.status is not None and recording.status < 300


def _id_in(recording: Recording, name: str) -> str | None:
    """As `id`, or under the name that the path gives it."""
    try:
        body: Any = json.loads(bytes(recording.body))
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    return scalar_text(body.get(name, body.get("id", body.get(name.rpartition("_")[2]))))


def _never_made(schema: Schema) -> str:
    kind = schema.get("format", schema.get("type", ""))
    if kind == "integer" and "maximum" in schema:
        return str(schema["maximum"])
    return _NEVER.get(kind, _NEVER[""])
