"""Values for a JSON schema: right ones, drawn at random, and those at its edges.

Edges are each limit, one below and one above it, what is empty, long or not ASCII, null, and values of another type.
What Pydantic converts, such as `"4"` for a number or 1 for true, is never among them: whether that is right is a
question of taste, and no task answers it.
"""

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

from grader.judge.explore import number, text
from grader.judge.explore.openapi import Schema, Schemas

_MAX_DEPTH = 4


class Values:
    """Makes values by the schemas of one document."""

    def __init__(self, document: Schema) -> None:
        self.resolve = Schemas(document).resolve

    def draw(self, schema: Schema, rng: random.Random, *, full: bool = True, depth: int = 0) -> Any:
        """A right value, and another one than the default if there is another.

        `full` says that nothing of an object is left out; else what need not be sent is sometimes missing.
        """
        schema = self.resolve(schema)
        default = schema.get("default")
        for _ in range(8):
            value = self._draw(schema, rng, full, depth)
            if value != default or type(value) is not type(default):
                return value
        return value

    def _draw(self, schema: Schema, rng: random.Random, full: bool, depth: int) -> Any:
        if "const" in schema:
            return schema["const"]
        if "enum" in schema or "examples" in schema:
            return rng.choice(schema.get("enum") or schema["examples"])
        if options := _options(schema):
            kinds = [option for option in options if self.resolve(option).get("type") != "null"]
            return self.draw(rng.choice(kinds or list(options)), rng, full=full, depth=depth)
        match _type(schema):
            case "object":
                return self._draw_object(schema, rng, full, depth)
            case "array":
                return self._draw_array(schema, rng, full, depth)
            case "string":
                return text.draw(schema, rng)
            case "integer" | "number" as kind:
                return number.draw(schema, rng, whole=kind == "integer")
            case "boolean":
                return rng.random() < 0.5
            case "null":
                return None
        return text.draw({}, rng)

    def _draw_object(self, schema: Schema, rng: random.Random, full: bool, depth: int) -> dict[str, Any]:
        required = schema.get("required", ())
        names = [
            name
            for name in schema.get("properties", {})
            if name in required or (depth < _MAX_DEPTH and (full or rng.random() < 0.6))
        ]
        found = {name: self.draw(schema["properties"][name], rng, full=full, depth=depth + 1) for name in names}
        if not schema.get("properties") and isinstance(schema.get("additionalProperties"), dict):
            found["oak"] = self.draw(schema["additionalProperties"], rng, full=full, depth=depth + 1)
        return found

    def _draw_array(self, schema: Schema, rng: random.Random, full: bool, depth: int) -> list[Any]:
        if "prefixItems" in schema:
            return [self.draw(each, rng, full=full, depth=depth + 1) for each in schema["prefixItems"]]
        least = schema.get("minItems", 0)
        most = min(schema.get("maxItems", least + 3), least + 3)
        count = least if depth >= _MAX_DEPTH else rng.randint(max(least, min(1, most)), most)
        return self._items(schema, count, rng, full, depth)

    def _items(self, schema: Schema, count: int, rng: random.Random, full: bool, depth: int) -> list[Any]:
        found: list[Any] = []
        for _ in range(20 * count):
            if len(found) == count:
                break
            item = self.draw(schema.get("items", {}), rng, full=full, depth=depth + 1)
            if not schema.get("uniqueItems") or item not in found:
                found.append(item)
        return found

    def edges(self, schema: Schema, rng: random.Random, depth: int = 0) -> list[Any]:
        """Values at the edges, right and wrong ones, each once."""
        return _each_once(self._edges(self.resolve(schema), rng, depth))

    def _edges(self, schema: Schema, rng: random.Random, depth: int) -> Iterator[Any]:
        if "const" in schema or "enum" in schema:
            yield from schema.get("enum", [schema.get("const")])
            yield from ("no-such-word", None, [])
        elif options := _options(schema):
            for option in options:
                yield from self.edges(option, rng, depth)
        elif depth < _MAX_DEPTH:
            match _type(schema):
                case "object":
                    yield from self._object_edges(schema, rng, depth)
                case "array":
                    yield from self._array_edges(schema, rng, depth)
                case "string":
                    yield from text.edges(schema)
                    yield from (None, ["a"]) if text.reads_numbers(schema) else (None, 5, ["a"])
                case "integer":
                    yield from number.whole_edges(schema)
                    yield from ("x", 1.5, None, [])
                case "number":
                    yield from number.edges(schema)
                    yield from ("x", None, [])
                case "boolean":
                    yield from (True, False, "maybe", 7, None, [])
                case "null":
                    yield None

    def _object_edges(self, schema: Schema, rng: random.Random, depth: int) -> Iterator[Any]:
        properties = schema.get("properties", {})
        for name, inner in properties.items():
            right = self.draw(schema, rng, depth=depth)
            yield {key: value for key, value in right.items() if key != name}
            for value in self.edges(inner, rng, depth + 1):
                yield {**self.draw(schema, rng, depth=depth), name: value}
        if properties:
            right = self.draw(schema, rng, depth=depth)
            yield {key: right[key] for key in schema.get("required", ()) if key in right}
            yield {"id": 1, "no_such_key": "oak", **right}
        yield from ({}, [], "oak", None)

    def _array_edges(self, schema: Schema, rng: random.Random, depth: int) -> Iterator[Any]:
        least, most = schema.get("minItems"), schema.get("maxItems")
        counts = {0, *(b + step for b in (least, most) if b is not None for step in (-1, 0, 1))}
        if "prefixItems" not in schema:
            for count in sorted(count for count in counts if 0 <= count <= 100):
                yield self._items({**schema, "uniqueItems": False}, count, rng, True, depth)
            if schema.get("uniqueItems"):
                yield [self.draw(schema.get("items", {}), rng, depth=depth + 1)] * max(2, least or 0)
            for item in self.edges(schema.get("items", {}), rng, depth + 1):
                yield [item, *self._items(schema, max(0, (least or 1) - 1), rng, True, depth)]
        yield from ("oak", None, {})


def _type(schema: Schema) -> str:
    kind = schema.get("type", "object" if "properties" in schema else "")
    if isinstance(kind, list):
        return next((each for each in kind if each != "null"), "null")
    return str(kind)


def _options(schema: Schema) -> Sequence[Schema]:
    return list(schema.get("anyOf") or schema.get("oneOf") or ())


def _each_once(values: Iterator[Any]) -> list[Any]:
    """By JSON text, since in Python 1 and True are equal."""
    return list({json.dumps(value, sort_keys=True): value for value in values}.values())


def scalar_text(value: Any) -> str | None:
    """How a value is written in an address or a header; None if it cannot be."""
    if value is None or isinstance(value, list | dict):
        return None
    return json.dumps(value) if isinstance(value, bool) else str(value)
