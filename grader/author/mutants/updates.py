"""PUT that keeps what was not sent, and PATCH that does not.

PUT is changed where one statement stores what was made from the body. Where no field of the body may be left out, both
do the same.
"""

import ast
from collections.abc import Iterator

from grader.author.mutants.code import Change, Code, arguments_of
from grader.author.mutants.edits import Edit
from grader.author.mutants.known import Function, name_of, routes_of
from grader.author.mutants.models import Kind

_MERGING = frozenset({"update", "items", "model_copy", "copy", "replace", "sqlmodel_update"})
_EXCLUDE = "exclude_unset=True"


def mutate(code: Code) -> Iterator[Change]:
    for function in code.functions():
        if any("put" in route.methods for route in routes_of(function)):
            yield from _put(code, function)
    for call in code.nodes(ast.Call):
        if name_of(call) in ("model_dump", "dict"):
            for keyword in call.keywords:
                if keyword.arg == "exclude_unset" and isinstance(keyword.value, ast.Constant) and keyword.value.value:
                    yield code.without_argument(Kind.PATCH_AS_PUT, call, keyword)


def _put(code: Code, function: Function) -> Iterator[Change]:
    bodies = {
        argument.arg
        for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
        if argument.annotation is not None and _may_be_partial(code, argument.annotation)
    }
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Subscript() as place], value=value):
                yield from _stored(code, bodies, code.text.of(place), value)
            case ast.Call() if _is_dump(node, bodies) and _is_merged(code, node):
                yield code.edited(Kind.PUT_AS_PATCH, node, _excluding(code, node))


def _may_be_partial(code: Code, annotation: ast.expr) -> bool:
    names = [node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)]
    return any(field.value is not None for name in names for field in code.known.fields(name))


def _is_dump(node: ast.AST, bodies: set[str]) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=body), attr="model_dump" | "dict"), keywords=keywords):
            return body in bodies and all(keyword.arg != "exclude_unset" for keyword in keywords)
    return False


def _is_merged(code: Code, dump: ast.Call) -> bool:
    """Whether it only says what to change: `stored.update(body.model_dump())`, or a loop over its items."""
    above = code.parent(dump)
    if isinstance(above, ast.keyword):
        above = code.parent(above)
    return isinstance(above, ast.Call | ast.Attribute) and name_of(above) in _MERGING


def _excluding(code: Code, dump: ast.Call) -> Edit:
    arguments = arguments_of(dump)
    return code.text.insert(code.text.end(dump) - 1, f", {_EXCLUDE}" if arguments else _EXCLUDE)


def _stored(code: Code, bodies: set[str], place: str, value: ast.expr) -> Iterator[Change]:
    match value:
        case ast.Name(id=body) if body in bodies:
            yield code.change(Kind.PUT_AS_PATCH, value, f"{place}.model_copy(update={body}.model_dump({_EXCLUDE}))")
        case ast.Call(keywords=keywords):
            for keyword in keywords:
                if keyword.arg is None and _is_dump(keyword.value, bodies):
                    given = ", ".join(f'"{each.arg}"' for each in keywords if each.arg is not None)
                    without = f"exclude={{{given}}}" if given else ""
                    before = f"{place}.model_dump({without}) | "
                    yield _merged(code, keyword.value, before)
        case ast.Dict(values=values):
            for spread in values:
                if _is_dump(spread, bodies):
                    yield _merged(code, spread, f"{place}, **")
        case ast.BinOp(op=ast.BitOr(), right=right) if _is_dump(right, bodies):
            yield _merged(code, right, f"{place} | ")


def _merged(code: Code, dump: ast.expr, before: str) -> Change:
    assert isinstance(dump, ast.Call)
    edits = code.text.insert(code.text.start(dump), before), _excluding(code, dump)
    return code.edited(Kind.PUT_AS_PATCH, dump, *edits)
