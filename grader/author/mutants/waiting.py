"""The event loop held up: what was awaited is now waited for, or done in the loop instead of a thread."""

import ast
from collections.abc import Iterator

from grader.author.mutants.code import Change, Code
from grader.author.mutants.edits import Edit
from grader.author.mutants.known import Function
from grader.author.mutants.models import Kind
from grader.source.rules.blocking import BLOCKING

_SLEEPS = frozenset({"asyncio.sleep", "anyio.sleep"})
_THREADS = frozenset(
    {
        *("fastapi.concurrency.run_in_threadpool", "starlette.concurrency.run_in_threadpool"),
        *("asyncio.to_thread", "anyio.to_thread.run_sync"),
    }
)


def mutate(code: Code) -> Iterator[Change]:
    for node in code.nodes(ast.Await, ast.FunctionDef):
        match node:
            case ast.Await(value=ast.Call() as call):
                yield from _awaited(code, node, call)
            case ast.FunctionDef() if node.name in code.known.by_fastapi and _blocks(code, node):
                place = code.text.start(node)
                yield Change(
                    kind=Kind.BLOCKING, at=node, what="def → async def", edits=(code.text.insert(place, "async "),)
                )


def _awaited(code: Code, node: ast.Await, call: ast.Call) -> Iterator[Change]:
    called = _meaning(code, call.func)
    if called in _SLEEPS:
        rest = code.text.cut(code.text.end(call.func), code.text.end(call))
        edits = [code.text.replace(node, f"time.sleep{rest}")]
        if "time" not in code.module.scopes.module.bindings:
            edits.append(_import(code, "import time"))
        yield code.edited(Kind.BLOCKING, node, *edits)
    elif called in _THREADS and call.args and not isinstance(call.args[0], ast.Starred):
        function, *rest_of = call.args
        name = code.text.of(function)
        if not isinstance(function, ast.Name | ast.Attribute):
            name = f"({name})"
        arguments = [*map(code.text.of, rest_of), *map(code.text.of, call.keywords)]
        yield code.change(Kind.BLOCKING, node, f"{name}({', '.join(arguments)})")


def _meaning(code: Code, called: ast.expr) -> str | None:
    meaning = code.known.project.resolve(called, code.module)
    return meaning if isinstance(meaning, str) else None


def _import(code: Code, line: str) -> Edit:
    """Above the first statement that is no docstring and no import from the future."""
    for statement in code.tree.body:
        match statement:
            case ast.Expr(value=ast.Constant()) | ast.ImportFrom(module="__future__"):
                continue
        decorators = getattr(statement, "decorator_list", [])
        place = code.text.line_start(min([statement.lineno, *(each.lineno for each in decorators)]))
        return code.text.insert(place, f"{line}{code.text.newline}")
    raise ValueError("no statement")


def _blocks(code: Code, function: Function) -> bool:
    """Itself, in its own lines. What is called elsewhere as well would not work any more."""
    if function.name in code.known.calls:
        return False
    return any(
        isinstance(node, ast.Call) and code.function(node) is function and _meaning(code, node.func) in BLOCKING
        for node in ast.walk(function)
    )
