"""Another name for a value that goes out or comes in.

A model's field is renamed with all that uses it in its file, and together with the fields of the same name in other
models, so that the answer still works and only the name differs.
"""

import ast
from collections.abc import Iterator

from grader.author.mutants.code import Change, Code
from grader.author.mutants.known import Function, fields_of, name_of
from grader.author.mutants.models import Kind

_ALIASES = frozenset({"alias", "validation_alias", "serialization_alias"})
_ALIASED = frozenset({"Query", "Header", "Cookie", "Body", "Form", "File", "Field", "Path"})


def mutate(code: Code) -> Iterator[Change]:
    for function in code.functions():
        for made in _made(code, function):
            yield from _keys(code, made)
    fields: dict[str, ast.AnnAssign] = {}
    for model in code.nodes(ast.ClassDef):
        if model.name in code.known.exposed:
            for field in fields_of(model):
                if not _has_alias(field):
                    fields.setdefault(code.text.of(field.target), field)
    for field in fields.values():
        yield _renamed(code, field)
    for call in code.nodes(ast.Call):
        for keyword in call.keywords:
            if keyword.arg in _ALIASES and name_of(call) in _ALIASED and _is_text(keyword.value):
                yield code.change(Kind.RENAMED, keyword.value, _other(code, keyword.value), at=keyword)


def _made(code: Code, function: Function) -> Iterator[ast.AST]:
    """What a function returns, and what is bound to the names in that."""
    own = [node for node in ast.walk(function) if not code.is_aside(node) and code.function(node) is function]
    returned = [node.value for node in own if isinstance(node, ast.Return) and node.value is not None]
    yield from returned
    names = {node.id for value in returned for node in ast.walk(value) if isinstance(node, ast.Name)}
    for node in own:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in names:
                yield value


def _keys(code: Code, made: ast.AST) -> Iterator[Change]:
    for node in ast.walk(made):
        match node:
            case ast.Dict() if isinstance(above := code.parent(node), ast.keyword) and above.arg == "headers":
                continue
            case ast.Dict(keys=keys):
                for key in keys:
                    if key is not None and _is_text(key):
                        yield code.change(Kind.RENAMED, key, _other(code, key))
            case ast.Call(func=ast.Name(id="dict"), keywords=keywords):
                for keyword in keywords:
                    if keyword.arg is not None:
                        place = code.text.start(keyword) + len(keyword.arg.encode())
                        yield code.edited(Kind.RENAMED, keyword, code.text.insert(place, "_"))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _other(code: Code, literal: ast.expr) -> str:
    text = code.text.of(literal)
    return f"{text[:-1]}_{text[-1]}"


def _has_alias(field: ast.AnnAssign) -> bool:
    return any(isinstance(node, ast.keyword) and node.arg in _ALIASES for node in ast.walk(field))


def _renamed(code: Code, field: ast.AnnAssign) -> Change:
    assert isinstance(field.target, ast.Name)
    name = field.target.id
    edits = tuple(code.text.insert(end, "_") for end in sorted({*_uses(code, name)}))
    return Change(kind=Kind.RENAMED, at=field, what=f"{name} → {name}_", edits=edits)


def _uses(code: Code, name: str) -> Iterator[int]:
    """Where each field and each attribute of this name ends, and each keyword for a class of the answer's.

    All classes of the file, for one is often made from another: what is stored from what is sent.
    """
    for node in code.module.nodes:
        match node:
            case ast.ClassDef():
                yield from (code.text.end(field.target) for field in fields_of(node) if _is_named(field, name))
                yield from _in_decorators(code, node, name)
            case ast.Attribute(attr=attr) if attr == name and not code.is_aside(node):
                parent = code.parent(node)
                if not (isinstance(parent, ast.Call) and parent.func is node):
                    yield code.text.end(node)
            case ast.Call(func=ast.Name(id=called), keywords=keywords) if called in code.known.classes:
                for keyword in keywords:
                    if keyword.arg == name:
                        yield code.text.start(keyword) + len(name.encode())


def _is_named(field: ast.AnnAssign, name: str) -> bool:
    return isinstance(field.target, ast.Name) and field.target.id == name


def _in_decorators(code: Code, model: ast.ClassDef, name: str) -> Iterator[int]:
    """`@field_validator("name")`"""
    for method in model.body:
        for decorator in getattr(method, "decorator_list", []):
            for node in ast.walk(decorator):
                if isinstance(node, ast.Constant) and node.value == name:
                    yield code.text.end(node) - 1
