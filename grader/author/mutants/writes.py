"""A change that is not made: a commit, or a write to what outlives the request."""

import ast
from collections.abc import Iterator

from grader.author.mutants.code import Change, Code
from grader.author.mutants.models import Kind

_COMMITS = frozenset({"commit", "flush"})
_WRITES = frozenset(
    {
        *("append", "appendleft", "extend", "insert", "add", "add_all", "update", "setdefault"),
        *("pop", "popleft", "popitem", "remove", "discard", "clear", "delete", "add_task"),
    }
)


def mutate(code: Code) -> Iterator[Change]:
    for statement in code.nodes(ast.stmt):
        if code.function(statement) is None:
            continue
        match statement:
            case ast.Expr(value=ast.Await(value=ast.Call() as call)) | ast.Expr(value=ast.Call() as call):
                yield from _call(code, statement, call)
            case ast.Assign(targets=[ast.Subscript()]) | ast.Delete(targets=[ast.Subscript(), *_]):
                yield code.emptied(Kind.WRITE, statement)
            case ast.Assign(targets=[ast.Attribute()]) if not _is_made_here(code, statement):
                yield code.emptied(Kind.WRITE, statement)
            case ast.AugAssign(target=ast.Subscript() | ast.Attribute()):
                yield code.emptied(Kind.WRITE, statement)
            case ast.AugAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                if _is_global(code, statement, name):
                    yield code.emptied(Kind.WRITE, statement)


def _call(code: Code, statement: ast.stmt, call: ast.Call) -> Iterator[Change]:
    match call.func:
        case ast.Attribute(attr=name) if name in _COMMITS:
            if name == "commit" or not _is_followed_by_commit(code, statement, call.func):
                yield code.emptied(Kind.COMMIT, statement)
        case ast.Attribute(attr=name) if name in _WRITES:
            yield code.emptied(Kind.WRITE, statement)
        case ast.Name(id="setattr"):
            yield code.emptied(Kind.WRITE, statement)


def _is_followed_by_commit(code: Code, statement: ast.stmt, flush: ast.Attribute) -> bool:
    """In the next statement, which flushes by itself."""
    for block in ("body", "orelse", "finalbody"):
        statements = getattr(code.parent(statement), block, [])
        if isinstance(statements, list) and statement in statements[:-1]:
            following = ast.unparse(statements[statements.index(statement) + 1])
            return f"{ast.unparse(flush.value)}.commit(" in following
    return False


def _is_made_here(code: Code, statement: ast.stmt) -> bool:
    """`self.todos = {}` in `__init__`: not a change, but what there is from the beginning."""
    function = code.function(statement)
    return function is not None and function.name == "__init__"


def _is_global(code: Code, statement: ast.stmt, name: str) -> bool:
    function = code.function(statement)
    return function is not None and any(
        isinstance(node, ast.Global | ast.Nonlocal) and name in node.names for node in ast.walk(function)
    )
