"""The last one first."""

import ast
from collections.abc import Iterator

from grader.author.mutants.code import Change, Code, arguments_of, number_of
from grader.author.mutants.known import name_of
from grader.author.mutants.models import Kind

_BLIND = frozenset({"len", "set", "frozenset", "sum", "min", "max", "any", "all", "sorted", "dict", "Counter"})
"""What does not mind in which order it gets things."""


def mutate(code: Code) -> Iterator[Change]:
    for node in code.nodes(ast.Call, ast.Subscript, ast.Return):
        if _is_blind(code, node):
            continue
        match node:
            case ast.Call(func=ast.Name(id="sorted") | ast.Attribute(attr="sort")):
                yield from _sorting(code, node)
            case ast.Call(func=ast.Name(id="reversed"), args=[only]):
                yield code.change(Kind.ORDER, node, code.text.of(only))
            case ast.Call(func=ast.Attribute(attr="order_by"), args=[first, *_]) if not isinstance(first, ast.Constant):
                yield code.change(Kind.ORDER, first, _other_way(code, first))
            case ast.Subscript(value=value, slice=ast.Slice(lower=None, upper=None, step=step)) if (
                number_of(step) == -1
            ):
                yield code.change(Kind.ORDER, node, code.text.of(value))
            case ast.Return(value=ast.expr() as value):
                yield from _returned(code, value)


def _is_blind(code: Code, node: ast.AST) -> bool:
    parent = code.parent(node)
    return isinstance(parent, ast.Call) and node in parent.args and name_of(parent.func) in _BLIND


def _sorting(code: Code, call: ast.Call) -> Iterator[Change]:
    keyword = next((each for each in call.keywords if each.arg == "reverse"), None)
    if keyword is not None:
        if isinstance(keyword.value, ast.Constant) and keyword.value.value is True:
            yield code.without_argument(Kind.ORDER, call, keyword)
        else:
            yield code.change(Kind.ORDER, keyword.value, f"not ({code.text.of(keyword.value)})", at=keyword)
        return
    arguments = arguments_of(call)
    if arguments:
        place, text = code.text.end(arguments[-1]), ", reverse=True"
    else:
        place, text = code.text.end(call) - 1, "reverse=True"
    yield code.edited(Kind.ORDER, call, code.text.insert(place, text))


def _other_way(code: Code, column: ast.expr) -> str:
    match column:
        case ast.Call(func=ast.Attribute(value=inner, attr="desc"), args=[]):
            return code.text.of(inner)
        case ast.Call(func=ast.Attribute(value=inner, attr="asc"), args=[]):
            return f"{code.text.of(inner)}.desc()"
        case ast.Call(func=ast.Name(id="desc") | ast.Attribute(attr="desc"), args=[inner]):
            return code.text.of(inner)
        case ast.Name() | ast.Attribute() | ast.Call() | ast.Subscript():
            return f"{code.text.of(column)}.desc()"
    return f"({code.text.of(column)}).desc()"


def _returned(code: Code, value: ast.expr) -> Iterator[Change]:
    """`list(todos.values())`, a list that is made on the spot, or one of the module's; whole, or a slice of it."""
    while isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice):
        value = value.value
    match value:
        case ast.Call(func=ast.Name(id="list"), args=[inner]) if name_of(inner) not in ("reversed", "sorted"):
            yield code.change(Kind.ORDER, inner, f"reversed({code.text.of(inner)})", at=value)
        case ast.ListComp():
            yield code.change(Kind.ORDER, value, f"{code.text.of(value)}[::-1]")
        case ast.Name(id=name) if _is_list(code, name):
            yield code.change(Kind.ORDER, value, f"{name}[::-1]")


def _is_list(code: Code, name: str) -> bool:
    for statement in code.tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=found)], value=ast.List()) if found == name:
                return True
            case ast.AnnAssign(target=ast.Name(id=found), annotation=annotation) if found == name:
                return name_of(annotation) == "list"
    return False
