"""Operations, turned into a plan: right requests first, then the edges one at a time, then random ones.

No step has two things wrong at once, since no task says which of them an answer must find first. Steps name members of
collections by what became of them, so that a part of a plan is a plan too.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from grader.judge.explore.openapi import Operation, Parameter
from grader.judge.explore.step import NOTHING, Raw, Step, Which
from grader.judge.explore.values import Values, scalar_text

_BROKEN_JSON = Raw('{"oak": ')
_READS = ("GET", "HEAD")


class Planner:
    """Makes steps. Equal seeds of `rng` give equal steps."""

    def __init__(self, operations: Sequence[Operation], values: Values, rng: random.Random) -> None:
        self._operations = operations
        self._values = values
        self._rng = rng

    def plan(self, requests: int) -> tuple[list[Step], list[Step]]:
        """Right requests, which reach every operation, and what follows them; `requests` together."""
        right = list(islice(self._right(), requests))
        room = requests - len(right)
        edges = self._fair_share([list(self._edges(operation)) for operation in self._operations], room * 3 // 4)
        return right, [*edges, *(self._random() for _ in range(room - len(edges)))]

    def _fair_share(self, edges: Sequence[Sequence[Step]], room: int) -> list[Step]:
        """All, if there is room; else at most so many of each operation. Other seeds choose others."""
        most = max(map(len, edges), default=0)
        while sum(min(len(steps), most) for steps in edges) > room:
            most -= 1
        chosen = []
        for steps in edges:
            # In order, because an operation's edges are told apart best together.
            places = sorted(self._rng.sample(range(len(steps)), k=min(len(steps), most)))
            chosen += [steps[place] for place in places]
        return chosen

    def _right(self) -> Iterator[Step]:
        """Empty collections; one member, made and deleted; then several, changed, the newest and the oldest deleted.

        After each of these it looks again.
        """
        by_depth = sorted(self._operations, key=lambda operation: len(operation.ids))
        makers = [operation for operation in by_depth if operation.creates]
        reads = [operation for operation in by_depth if operation.method in _READS]
        deletes = [operation for operation in reversed(by_depth) if operation.method == "DELETE"]
        others = [operation for operation in by_depth if operation not in (*makers, *reads, *deletes)]
        yield from map(self.right, [read for read in reads if not read.ids])
        yield from map(self.right, [*makers, *deletes, *(read for read in reads if not read.ids)])
        yield from map(self.right, [*makers, *makers, *reads])
        yield from map(self._least, makers)
        yield from map(self.right, reads)
        yield from (self.right(read, full=False) for read in (*reads, *reads) if read.parameters)
        for operation in others:
            yield self.right(operation, place=1)
            yield from (self.right(read, place=1) for read in reads)
        for operation in deletes:
            for place in (0, 1):
                yield self.right(operation, place=place)
                if operation.ids:
                    yield self.right(operation, which=Which.GONE)
                yield from (self.right(read, which=Which.GONE) for read in reads if read.ids)
                yield from map(self.right, [*makers, *reads])

    def right(self, operation: Operation, *, which: Which = Which.THERE, place: int = 0, full: bool = True) -> Step:
        """A request with right values only. Without `full`, what may be left out sometimes is."""
        step = Step(operation=operation, which=which, place=place)
        for parameter in self._other_parameters(operation):
            if parameter.place == "path" or parameter.required or (not full and self._rng.random() < 0.6):
                value = self._values.draw(parameter.schema, self._rng)
                step = _with(step, parameter, value) or step
        if operation.body is not None:
            step = replace(step, body=self._values.draw(operation.body.schema, self._rng, full=full))
        return step

    def _least(self, operation: Operation) -> Step:
        """A right request that leaves out of its body what may be left out."""
        step = self.right(operation)
        if operation.body is None or not isinstance(step.body, dict):
            return step
        return replace(step, body={key: value for key, value in step.body.items() if key in operation.body.required})

    def _edges(self, operation: Operation) -> Iterator[Step]:
        if operation.ids:
            yield self.right(operation, which=Which.NEVER)
            yield self.right(operation, which=Which.GONE)
            yield from self._no_ids(operation)
        for parameter in self._other_parameters(operation):
            yield from self._edges_of(operation, parameter)
        if operation.body is not None:
            is_json = operation.body.media_type == "application/json"
            for value in self._values.edges(operation.body.schema, self._rng):
                if is_json or isinstance(value, dict):
                    yield replace(self.right(operation), body=value)
            yield replace(self.right(operation), body=NOTHING)
            if is_json:
                yield replace(self.right(operation), body=_BROKEN_JSON)

    def _no_ids(self, operation: Operation) -> Iterator[Step]:
        """Text in the place of the last id that cannot be one. Whether small numbers are ids, only the answer knows."""
        name = next(reversed(operation.ids))
        schema = next((each.schema for each in operation.parameters if each.name == name), {})
        kind = self._values.resolve(schema).get("format", self._values.resolve(schema).get("type"))
        wrong = {"integer": ("-1", "oak", "1.5"), "number": ("-1", "oak"), "uuid": ("oak",)}.get(str(kind), ())
        for text in wrong:
            yield replace(self.right(operation), which=Which.NEVER, values={**self.right(operation).values, name: text})

    def _edges_of(self, operation: Operation, parameter: Parameter) -> Iterator[Step]:
        if parameter.place != "path":
            yield self.right(operation).with_field(parameter.place, parameter.name, ())
        for value in self._values.edges(parameter.schema, self._rng):
            step = _with(self.right(operation), parameter, value)
            if step is not None:
                yield step

    def _random(self) -> Step:
        """Mostly right; sometimes one thing is at an edge, or the member is none."""
        weights = [3 if operation.creates else 2 for operation in self._operations]
        operation = self._rng.choices(self._operations, weights)[0]
        chance = self._rng.random()
        if operation.ids and chance < 0.2:
            return self.right(operation, which=Which.GONE if chance < 0.15 else Which.NEVER, full=False)
        step = self.right(operation, place=self._rng.choice((0, 0, 1, 2, 3, 5, 8)), full=False)
        if chance > 0.8:
            return self._at_an_edge(step)
        return step

    def _at_an_edge(self, step: Step) -> Step:
        operation = step.operation
        choices: list[Parameter | None] = list(self._other_parameters(operation))
        if operation.body is not None and operation.body.media_type == "application/json":
            choices.append(None)
        if not choices:
            return step
        parameter = self._rng.choice(choices)
        if parameter is not None:
            values = self._values.edges(parameter.schema, self._rng)
            return _with(step, parameter, self._rng.choice(values)) or step if values else step
        assert operation.body is not None
        values = self._values.edges(operation.body.schema, self._rng)
        return replace(step, body=self._rng.choice(values)) if values else step

    def _other_parameters(self, operation: Operation) -> list[Parameter]:
        return [each for each in operation.parameters if each.name not in operation.ids]


def _with(step: Step, parameter: Parameter, value: Any) -> Step | None:
    """The step with another value of a parameter; None if it cannot be written there."""
    texts = [scalar_text(item) for item in value] if isinstance(value, list) else [scalar_text(value)]
    written = [text for text in texts if text is not None]
    if len(written) < len(texts):
        return None
    if parameter.place == "path":
        # Empty, or with a slash, it would be another path.
        if len(written) != 1 or written[0] in ("", ".", "..") or "/" in written[0]:
            return None
        return replace(step, values={**step.values, parameter.name: written[0]})
    if parameter.place != "query" and not all(text.isascii() and text.strip() == text for text in written):
        return None
    return step.with_field(parameter.place, parameter.name, written)
