"""Plus for minus, and minus for plus, where numbers are meant, or times: not for text and lists."""

import ast
from collections.abc import Iterator

from grader.author.mutants.code import Change, Code, number_of
from grader.author.mutants.edits import Edit
from grader.author.mutants.known import fields_of, name_of, names_in
from grader.author.mutants.models import Kind
from grader.author.mutants.numbers import ARITHMETIC, is_sum

_COUNTING = frozenset({"len", "sum", "int", "float", "round", "timedelta", "Decimal", "count", "perf_counter", "time"})
_NUMBERS = frozenset({"int", "float", "Decimal", "datetime", "timedelta"})
_OPERATOR = {"+": "-", "-": "+"}


def mutate(code: Code) -> Iterator[Change]:
    sums: list[ast.BinOp | ast.AugAssign] = [*code.nodes(ast.BinOp), *code.nodes(ast.AugAssign)]
    for node in sums:
        yield from _flipped(code, node)


def _flipped(code: Code, node: ast.BinOp | ast.AugAssign) -> Iterator[Change]:
    match node:
        case ast.BinOp(op=ast.Add() | ast.Sub(), left=left, right=right):
            between = code.text.end(left), code.text.start(right)
            is_number = is_sum(node) and (
                isinstance(code.parent(node), ast.Slice) or any(_is_number(code, part) for part in (left, right))
            )
        case ast.AugAssign(op=ast.Add() | ast.Sub(), target=target, value=value):
            between = code.text.end(target), code.text.start(value)
            is_number = _is_number(code, value)
        case _:
            return
    if is_number:
        start, _ = code.text.find(rb"[+-]", *between)
        sign = code.text.cut(start, start + 1)
        yield code.edited(Kind.SIGN, node, Edit(start=start, end=start + 1, text=_OPERATOR[sign]))


def _is_number(code: Code, node: ast.expr) -> bool:
    match node:
        case ast.Name(id=name):
            return name in _names_of_numbers(code, node)
        case ast.Attribute(attr=name):
            fields = [field for model in code.known.classes.values() for field in fields_of(model)]
            return any(
                isinstance(field.target, ast.Name) and field.target.id == name and _is_numeric(field.annotation)
                for field in fields
            )
        case ast.Call():
            return name_of(node) in _COUNTING
        case ast.BinOp(op=operator, left=left, right=right) if isinstance(operator, ARITHMETIC) and is_sum(node):
            return any(_is_number(code, part) for part in (left, right))
    return number_of(node) is not None


def _names_of_numbers(code: Code, node: ast.AST) -> set[str]:
    """Parameters of the functions around a node that have a number's type, and the module's numbers."""
    found = set()
    for around in code.around(node):
        if isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = around.args
            every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            found |= {arg.arg for arg in every if arg.annotation is not None and _is_numeric(arg.annotation)}
    for statement in code.tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if number_of(value) is not None:
                found.add(name)
    return found


def _is_numeric(annotation: ast.expr) -> bool:
    """`int`, `Annotated[int, …]`, and not `list[int]`."""
    match annotation:
        case ast.Subscript(slice=ast.Tuple(elts=[first, *_])) if name_of(annotation) == "Annotated":
            return _is_numeric(first)
        case ast.Name():
            return annotation.id in _NUMBERS
        case ast.BinOp(op=ast.BitOr()):
            return bool(names_in(annotation) & _NUMBERS)
    return False
