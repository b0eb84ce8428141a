"""An OpenAPI document, read into operations. Only what requests are made from is read; the rest is ignored.

The document is the solution's, so it is trusted to be what FastAPI writes (OpenAPI 3.1, JSON Schema 2020-12).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.errors import GraderError

Schema = Mapping[str, Any]

_METHODS = ("get", "post", "put", "patch", "delete", "head")
_MEDIA_TYPES = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
_PLACEHOLDER = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """`place` is `path`, `query`, `header` or `cookie`."""

    name: str
    place: str
    required: bool
    schema: Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What an operation takes.

    Attributes:
        media_type: JSON or one of the two kinds of form.
        required: Keys that have to be sent.
        files: Keys that stand for uploaded files.
    """

    media_type: str
    schema: Schema
    required: frozenset[str]
    files: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method on one path.

    Attributes:
        method: In capitals.
        path: With `{name}` for each path parameter.
        ids: Path parameters that name a member of a collection, from left to right, each with its collection.
        creates: The collection that a member is added to, or "". A collection is a path without its last slash.
    """

    method: str
    path: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    ids: dict[str, str]
    creates: str

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def collection(self) -> str:
        """Where the ids belong that stand in its answers."""
        return self.creates or next(reversed(self.ids.values()), self.path.rstrip("/"))

    def at(self, place: str) -> list[Parameter]:
        """The parameters in a place that are no ids."""
        return [each for each in self.parameters if each.place == place and each.name not in self.ids]


class Schemas:
    """The named schemas of a document."""

    def __init__(self, document: Schema) -> None:
        self._named = document.get("components", {}).get("schemas", {})

    def resolve(self, schema: Schema) -> Schema:
        """The schema with references followed and the parts of `allOf` laid over each other."""
        while "$ref" in schema:
            rest = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**self._named[schema["$ref"].rpartition("/")[2]], **rest}
        if "allOf" in schema:
            merged: dict[str, Any] = {}
            for part in map(self.resolve, schema["allOf"]):
                properties = {**merged.get("properties", {}), **part.get("properties", {})}
                required = [*merged.get("required", ()), *part.get("required", ())]
                merged |= {**part, **({"properties": properties, "required": required} if properties else {})}
            schema = {**merged, **{key: value for key, value in schema.items() if key != "allOf"}}
        return schema


def read_operations(document: Schema, only: Sequence[str] | None) -> list[Operation]:
    """The operations in the document's order. `only` names those to keep, as `GET /todos/{todo_id}`.

    Raises `GraderError`, for the author of the check, if there is none or a name is unknown.
    """
    paths: Mapping[str, Any] = document.get("paths", {})
    collections = _collections(paths)
    schemas = Schemas(document)
    found = [
        _operation(method, path, item, collections, schemas)
        for path, item in paths.items()
        for method in item
        if method in _METHODS
    ]
    names = [operation.name for operation in found]
    unknown = [name for name in only or () if name not in names]
    if unknown or not found:
        missing = f"`{unknown[0]}`" if unknown else "any operation"
        raise GraderError(
            f"The solution's OpenAPI does not have {missing}", hint=f"it has {', '.join(names) or 'none'}"
        )
    return [operation for operation in found if only is None or operation.name in only]


def _collections(paths: Mapping[str, Any]) -> set[str]:
    """Paths with POST, where a longer path has one more segment, and that a parameter."""
    parents = {path.rpartition("/{")[0] for path in paths if path.endswith("}")}
    return {path.rstrip("/") for path, item in paths.items() if "post" in item and path.rstrip("/") in parents}


def _operation(method: str, path: str, item: Mapping[str, Any], collections: set[str], schemas: Schemas) -> Operation:
    operation = item[method]
    ids = {
        match[1]: path[: match.start()].rstrip("/")
        for match in _PLACEHOLDER.finditer(path)
        if path[: match.start()].rstrip("/") in collections
    }
    return Operation(
        method=method.upper(),
        path=path,
        parameters=tuple(
            Parameter(
                name=each["name"], place=each["in"], required=each.get("required", False), schema=each.get("schema", {})
            )
            for each in (*item.get("parameters", ()), *operation.get("parameters", ()))
        ),
        body=_body(operation.get("requestBody", {}).get("content", {}), schemas),
        ids=ids,
        creates=path.rstrip("/") if method == "post" and path.rstrip("/") in collections else "",
    )


def _body(content: Mapping[str, Any], schemas: Schemas) -> Body | None:
    media_type = next((known for known in _MEDIA_TYPES if known in content), None)
    if media_type is None:
        return None
    schema = schemas.resolve(content[media_type].get("schema", {}))
    properties = schema.get("properties", {})
    return Body(
        media_type=media_type,
        schema=schema,
        required=frozenset(schema.get("required", ())),
        files=frozenset(name for name, inner in properties.items() if _is_file(schemas.resolve(inner), schemas)),
    )


def _is_file(schema: Schema, schemas: Schemas) -> bool:
    inner = [*schema.get("anyOf", ()), *([schema["items"]] if isinstance(schema.get("items"), dict) else [])]
    return (
        schema.get("format") == "binary"
        or "contentMediaType" in schema
        or any(_is_file(schemas.resolve(each), schemas) for each in inner)
    )
