"""Work that is not done: a raise or a call removed, a handler emptied, a function that returns nothing.

An endpoint's own `return` stays: no check misses that. Of other functions it goes where some function uses the result;
what the module itself makes of it, such as its app, fails before any request.
"""

import ast
from collections.abc import Iterator

from grader.author.mutants.code import Change, Code
from grader.author.mutants.edits import Edit
from grader.author.mutants.known import Function, name_of
from grader.author.mutants.models import Kind
from grader.source.project import Module


def mutate(code: Code) -> Iterator[Change]:
    for node in code.nodes(ast.Raise, ast.ExceptHandler, ast.Return, ast.Expr):
        match node:
            case ast.Raise(exc=error) if error is None or name_of(error) != "NotImplementedError":
                yield code.emptied(Kind.RAISE, node)
            case ast.ExceptHandler(body=[first, *rest]) if not isinstance(first, ast.Pass):
                end = code.text.end(rest[-1] if rest else first)
                edit = Edit(start=code.text.start(first), end=end, text="pass")
                yield code.removed(Kind.HANDLER, first, edit)
            case ast.Expr(value=value) if code.function(node) is not None and _called(value) in code.known.functions:
                yield code.emptied(Kind.CALL, node)
            case ast.Return(value=ast.expr() as value) if not _is_none(value) and _is_used(code, code.function(node)):
                yield code.change(Kind.RESULT, node, "return None")


def _called(value: ast.expr) -> str:
    """The name of a function that is called by a plain name, awaited or not."""
    call = value.value if isinstance(value, ast.Await) else value
    return call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _is_used(code: Code, function: Function | None) -> bool:
    if function is None or function.name in code.known.by_fastapi:
        return False
    return any(
        not _is_statement(module, call) and module.scopes.of[call].runner is not module.scopes.module
        for call, module in code.known.calls.get(function.name, [])
    )


def _is_statement(module: Module, call: ast.Call) -> bool:
    """Whether nothing is done with what comes back."""
    above = module.scopes.parent[call]
    return isinstance(module.scopes.parent[above] if isinstance(above, ast.Await) else above, ast.Expr)
