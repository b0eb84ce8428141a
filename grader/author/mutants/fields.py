"""Another name for a value that goes out or comes in.

A model's field is renamed with all that uses it in its file, so that the answer still works and only its names differ.
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
    for model in code.nodes(ast.ClassDef):
        if model.name in code.known.exposed:
            for field in fields_of(model):
                if not _alias_of(field):
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


def _alias_of(field: ast.AnnAssign) -> bool:
    return any(isinstance(node, ast.keyword) and node.arg in _ALIASES for node in ast.walk(field))


def _renamed(code: Code, field: ast.AnnAssign) -> Change:
    assert isinstance(field.target, ast.Name)
    name = field.target.id
    ends = {code.text.end(field.target), *_uses(code, name)}
    edits = tuple(code.text.insert(end, "_") for end in sorted(ends))
    return Change(kind=Kind.RENAMED, at=field, what=f"{name} → {name}_", edits=edits)


def _uses(code: Code, name: str) -> Iterator[int]:
    """Where each attribute of this name ends, and each keyword for a class of the answer's."""
    for node in code.module.nodes:
        match node:
            case ast.Attribute(attr=attr) if attr == name and not code.is_aside(node):
                parent = code.parent(node)
                if not (isinstance(parent, ast.Call) and parent.func is node):
                    yield code.text.end(node)
            case ast.Call(func=ast.Name(id=called), keywords=keywords) if called in code.known.classes:
                for keyword in keywords:
                    if keyword.arg == name:
                        yield code.text.start(keyword) + len(name.encode())
