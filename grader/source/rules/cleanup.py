"""A dependency with `yield` whose clean-up is skipped after an error, or that hides the error."""

import ast
from collections.abc import Iterator

from grader.source.project import Module, Own, Project, own_nodes
from grader.source.rules import Place, Rule
from grader.source.rules.passing import DEPENDS_NAMES
from grader.source.scopes import Assigned, FunctionNode

_ALL_ERRORS = frozenset({"Exception", "BaseException"})


def _dependencies(project: Project) -> Iterator[Own]:
    """Functions of the answer's that are given to `Depends` and have a `yield`."""
    seen = set()
    for module in project.modules.values():
        for call in module.calls():
            if not call.args or project.resolve(call.func, module) not in DEPENDS_NAMES:
                continue
            meaning = project.resolve(call.args[0], module)
            if isinstance(meaning, Own) and meaning.node not in seen and not isinstance(meaning.node, ast.ClassDef):
                seen.add(meaning.node)
                yield meaning


def _find_skipped(project: Project) -> Iterator[Place]:
    for own in _dependencies(project):
        assert not isinstance(own.node, ast.ClassDef)
        yielding = [number for number, statement in enumerate(own.node.body) if _is_yield(statement)]
        if len(yielding) == 1:
            for statement in own.node.body[yielding[0] + 1 :]:
                if _closes_own(statement, own.node, own.module):
                    yield Place(own.module, statement, ast.unparse(statement))


def _is_yield(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield)


def _closes_own(statement: ast.stmt, function: FunctionNode, module: Module) -> bool:
    """`db.close()` or `await db.close()`, of something that the function made."""
    value = statement.value if isinstance(statement, ast.Expr) else None
    if isinstance(value, ast.Await):
        value = value.value
    match value:
        case ast.Call(ast.Attribute(ast.Name(name), "close" | "aclose" | "release"), [], []):
            bindings = module.scopes.opened_by[function].bindings.get(name, [])
            return bool(bindings) and isinstance(bindings[0], Assigned) and _makes(bindings[0].value)
    return False


def _makes(value: ast.expr) -> bool:
    return isinstance(value.value if isinstance(value, ast.Await) else value, ast.Call)


def _find_hidden(project: Project) -> Iterator[Place]:
    for own in _dependencies(project):
        for node in own_nodes(own.node):
            if isinstance(node, ast.Try) and any(_is_yield(statement) for statement in node.body):
                for handler in node.handlers:
                    if _takes_all(handler) and not _may_raise(handler, own.module, project):
                        yield Place(own.module, handler.body[0], ast.unparse(handler).partition("\n")[0].rstrip(":"))


def _takes_all(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or (isinstance(handler.type, ast.Name) and handler.type.id in _ALL_ERRORS)


def _may_raise(handler: ast.ExceptHandler, module: Module, project: Project) -> bool:
    """A `raise`, or a call of a function that could hold one; a method of some object holds none."""
    for node in ast.walk(handler):
        if isinstance(node, ast.Raise | ast.Return | ast.Assert | ast.Yield):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id != "print":
            return True
        if isinstance(node, ast.Call) and isinstance(project.resolve(node.func, module), Own):
            return True
    return False


SKIPPED = Rule(
    kind="cleanup-skipped",
    title="`{code}` is skipped when the request fails",
    explanation=(
        "An error in the endpoint is raised again at the `yield` of its dependency, and leaves the function there: the"
        " lines below are not run, so this one stays open. Put the `yield` into a `try`, and the clean-up into its"
        " `finally`; or make the object in a `with`."
    ),
    find=_find_skipped,
)
HIDDEN = Rule(
    kind="error-hidden",
    title="`{code}` around the `yield` hides the endpoint's error",
    explanation=(
        "An error in the endpoint, also an `HTTPException` with 404, is raised again at the `yield` of its dependency."
        " Here it is caught and ends, so FastAPI has no answer left to send, and the client gets 500. Clean up, then"
        " let the error go on with `raise`."
    ),
    find=_find_hidden,
)
