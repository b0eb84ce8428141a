"""More in an answer than its model lets out: a model or a filter dropped.

A return type is dropped only where it decides: where it names a model of the answer's, and the function is not known to
return just that. Of `-> dict[str, int]`, and of `-> Todo` above `return Todo(…)`, no response tells anything.
"""

import ast
from collections.abc import Iterator

from grader.author.mutants.code import Change, Code
from grader.author.mutants.edits import Edit
from grader.author.mutants.inference import answers_by_hand, returns_only
from grader.author.mutants.known import Function, Route, names_in, routes_of
from grader.author.mutants.models import Kind

_LEAKING = frozenset({"exclude", "include", "exclude_none", "exclude_defaults", "exclude_computed_fields"})


def mutate(code: Code) -> Iterator[Change]:
    for function in code.functions():
        routes = list(routes_of(function))
        for route in routes:
            yield from _models(code, function, route)
        if routes and function.returns is not None and not any(_argument(route, "response_model") for route in routes):
            is_filtered = any(_filters(route) for route in routes)
            if _decides(code, function, function.returns, is_filtered):
                # Up to the colon: `->` has no node.
                end = code.text.end(function.returns)
                start, _ = code.text.find(
                    rb"\s*->\s*\(?\s*$", _before(code, function), code.text.start(function.returns)
                )
                yield code.removed(Kind.RESPONSE, function.returns, Edit(start=start, end=end, text=""))
    for call in code.nodes(ast.Call):
        for keyword in call.keywords:
            if keyword.arg in _LEAKING and not _is_nothing(keyword.value) and _makes_data(call):
                yield code.without_argument(Kind.LEAKED, call, keyword)


def _models(code: Code, function: Function, route: Route) -> Iterator[Change]:
    model = _argument(route, "response_model")
    filters = _filters(route)
    if model is not None and not _is_nothing(model.value):
        is_told_twice = function.returns is not None and ast.dump(function.returns) == ast.dump(model.value)
        if not is_told_twice and _decides(code, function, model.value, bool(filters)):
            yield code.without_argument(Kind.RESPONSE, route.call, model)
    for keyword in filters:
        yield code.without_argument(Kind.FILTER, route.call, keyword)


def _decides(code: Code, function: Function, model: ast.expr, is_filtered: bool) -> bool:
    if not names_in(model) & code.known.models or answers_by_hand(code, function):
        return False
    return is_filtered or not returns_only(code, function, ast.unparse(model))


def _argument(route: Route, name: str) -> ast.keyword | None:
    return next((keyword for keyword in route.call.keywords if keyword.arg == name), None)


def _filters(route: Route) -> list[ast.keyword]:
    return [
        keyword
        for keyword in route.call.keywords
        if keyword.arg and keyword.arg.startswith("response_model_") and not _is_nothing(keyword.value)
    ]


def _is_nothing(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value in (None, False)


def _makes_data(call: ast.Call) -> bool:
    """`model_dump`, `jsonable_encoder`, and `Field`, whose `exclude=True` does the same."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in ("model_dump", "model_dump_json", "dict", "jsonable_encoder", "Field", "computed_field")
    return False


def _before(code: Code, function: Function) -> int:
    """Where the last parameter ends, or the function begins."""
    arguments = [node for node in ast.walk(function.args) if isinstance(node, ast.arg | ast.expr)]
    return max([code.text.start(function), *map(code.text.end, arguments)])
