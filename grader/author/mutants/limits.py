"""A rule for a value that lets in too much or too little.

For whole numbers `ge=1` and `gt=0` are the same. So each limit is moved to one side by its neighbour (`gt=1`) and to
the other by one (`ge=0`); a limit for any number, which has more between, is moved to both sides as well.
"""

import ast
from collections.abc import Iterator

from grader.author.mutants.code import Change, Code, number_of, parameters_of
from grader.author.mutants.known import name_of, names_in
from grader.author.mutants.models import Kind

_RULED = frozenset(
    {
        *("Query", "Path", "Header", "Cookie", "Body", "Form", "File", "Field", "Interval", "Len"),
        *("conint", "confloat", "condecimal", "constr", "conbytes", "conlist", "conset", "confrozenset"),
        "StringConstraints",
    }
)
_NEIGHBOUR = {"ge": "gt", "gt": "ge", "le": "lt", "lt": "le"}
# The way in which the neighbour does not lead.
_OTHER_WAY = {"ge": -1, "gt": 1, "le": 1, "lt": -1}
_LENGTHS = frozenset({"min_length", "max_length", "min_items", "max_items", "max_digits", "decimal_places"})
_OTHERS = frozenset({"multiple_of", "pattern", "regex"})
_MARKERS = {"Ge": "ge", "Gt": "gt", "Le": "le", "Lt": "lt", "MinLen": "min_length", "MaxLen": "max_length"}
_MARKERS |= {"MultipleOf": "multiple_of"}
_NOT_WHOLE = frozenset({"float", "Decimal", "confloat", "condecimal", "timedelta", "datetime", "date", "time"})


def mutate(code: Code) -> Iterator[Change]:
    for call in code.nodes(ast.Call):
        name = name_of(call)
        if name in _RULED:
            for keyword in call.keywords:
                if keyword.arg is not None:
                    yield from _moved(code, keyword.arg, keyword.value, keyword)
                    if _means_something(keyword.arg, keyword.value):
                        yield code.without_argument(Kind.LIMIT_REMOVED, call, keyword)
        if name == "Len":
            for rule, value in zip(("min_length", "max_length"), call.args, strict=False):
                yield from _moved(code, rule, value, call)
        if name in _MARKERS and len(call.args) == 1:
            yield from _moved(code, _MARKERS[name], call.args[0], call)
        if name in _MARKERS or name == "Len":
            yield from _without_marker(code, call)


def _means_something(rule: str, value: ast.expr) -> bool:
    if rule in ("min_length", "min_items"):
        return number_of(value) != 0
    if rule == "multiple_of":
        return number_of(value) != 1
    return rule in _NEIGHBOUR or rule in _LENGTHS or rule in _OTHERS


def _moved(code: Code, rule: str, value: ast.expr, at: ast.keyword | ast.Call) -> Iterator[Change]:
    """`at` is what names the rule: `ge=1`, or `Ge(1)`."""
    number = number_of(value)
    if rule in _NEIGHBOUR:
        neighbour = _NEIGHBOUR[rule]
        if isinstance(at, ast.Call):
            yield code.edited(Kind.EDGE, at, code.text.replace(at.func, _marker(code, at, neighbour)))
        else:
            yield code.change(Kind.EDGE, at, f"{neighbour}={code.text.of(value)}")
        if number is not None:
            steps = [_OTHER_WAY[rule]] if _is_whole(code, at, number) else [-1, 1]
            for step in steps:
                yield code.change(Kind.LIMIT_MOVED, value, _written(number, step), at=at)
    elif rule in _LENGTHS and isinstance(number, int):
        # A smallest length of 0 is none, and that is another mutant; a largest one below 0 is none at all.
        least = 1 if rule.startswith("min") else 0
        for moved in (number - 1, number + 1):
            if moved >= least:
                yield code.change(Kind.LIMIT_MOVED, value, str(moved), at=at)


def _marker(code: Code, call: ast.Call, rule: str) -> str:
    before = f"{code.text.of(call.func.value)}." if isinstance(call.func, ast.Attribute) else ""
    return f"{before}{rule.capitalize()}"


def _written(number: int | float, step: int) -> str:
    """One more or one less in the last place that is written: 0.5 and 0.6."""
    digits = len(str(number).partition(".")[2])
    if isinstance(number, int) or digits == 0:
        return str(number + step)
    return f"{number + step / 10**digits:.{digits}f}" if number % 1 else str(number + step)


def _is_whole(code: Code, at: ast.AST, number: int | float) -> bool:
    """Whether only whole numbers get as far as the limit. Taken for granted of a whole limit without a type."""
    for inner, outer in zip((at, *code.around(at)), code.around(at), strict=False):
        match outer:
            case ast.Call() if name_of(outer) in _NOT_WHOLE:
                return False
            case ast.Subscript(slice=ast.Tuple(elts=[first, *_])) if name_of(outer) == "Annotated":
                return not names_in(first) & _NOT_WHOLE
            case ast.AnnAssign(annotation=annotation):
                return not names_in(annotation) & _NOT_WHOLE
            case ast.arguments():
                parameter = _parameter(outer, inner)
                return (
                    parameter is None or parameter.annotation is None or not names_in(parameter.annotation) & _NOT_WHOLE
                )
    return isinstance(number, int)


def _parameter(arguments: ast.arguments, default: ast.AST) -> ast.arg | None:
    return next((arg for arg, each in parameters_of(arguments) if each is default), None)


def _without_marker(code: Code, call: ast.Call) -> Iterator[Change]:
    match code.parent(call):
        case ast.Tuple(elts=[first, only]) as elements:
            annotated = code.parent(elements)
            if isinstance(annotated, ast.Subscript) and only is call:
                yield code.removed(Kind.LIMIT_REMOVED, call, code.text.replace(annotated, code.text.of(first)))
        case ast.Tuple(elts=elements):
            yield code.removed(Kind.LIMIT_REMOVED, call, code.text.remove_item(elements, call))
