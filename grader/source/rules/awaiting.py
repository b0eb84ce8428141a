"""A coroutine that is made and never awaited: as a statement, or used as if it were the result."""

import ast
from collections.abc import Iterator

from grader.source.project import Module, Own, Project, is_generator, is_route, scope_of
from grader.source.rules import Place, Rule
from grader.source.scopes import FunctionNode

_COROUTINES = frozenset(
    {
        *(f"asyncio.{name}" for name in ("sleep", "wait", "wait_for", "to_thread", "open_connection")),
        *("anyio.sleep", "anyio.sleep_forever", "anyio.to_thread.run_sync"),
        *("fastapi.concurrency.run_in_threadpool", "starlette.concurrency.run_in_threadpool"),
    }
)
_SOCKET = frozenset(
    {"accept", "close", "send", "send_text", "send_bytes", "send_json"}
    | {"receive", "receive_text", "receive_bytes", "receive_json"}
)
_UPLOAD = frozenset({"read", "write", "seek", "close"})
_METHODS = {
    "fastapi.WebSocket": _SOCKET,
    "fastapi.websockets.WebSocket": _SOCKET,
    "starlette.websockets.WebSocket": _SOCKET,
    "fastapi.UploadFile": _UPLOAD,
    "starlette.datastructures.UploadFile": _UPLOAD,
}


def _find(project: Project) -> Iterator[Place]:
    for module in project.modules.values():
        for call in module.calls():
            if _is_lost(call, module) and _makes_coroutine(call, module, project):
                yield Place(module, call, f"{ast.unparse(call.func)}()")


def _is_lost(node: ast.expr, module: Module) -> bool:
    """Whether nobody can await this value later: a statement, `load()["n"]`, a loop over it, an endpoint's result."""
    match module.scopes.parent.get(node):
        case ast.Expr():
            return True
        case ast.Subscript(value=value):
            return value is node
        case ast.For(iter=value) | ast.comprehension(iter=value, is_async=0):
            return value is node
        case ast.Return():
            function = scope_of(node, module).runner.node
            return isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and is_route(function)
        case ast.Assign(targets=[ast.Name() as target]) if isinstance(node, ast.Call):
            return _name_is_lost(target, module)
    return False


def _name_is_lost(target: ast.Name, module: Module) -> bool:
    """The same for `x = load()`, when that is all that `x` ever is."""
    scope = scope_of(target, module)
    if scope is module.scopes.module or len(scope.bindings.get(target.id, [])) != 1:
        return False
    uses = module.scopes.loads.get(target.id, [])
    return bool(uses) and all(scope_of(use, module) is scope and _is_lost(use, module) for use in uses)


def _makes_coroutine(call: ast.Call, module: Module, project: Project) -> bool:
    meaning = project.resolve(call.func, module)
    if isinstance(meaning, str):
        return meaning in _COROUTINES
    if isinstance(meaning, Own):
        return gives_coroutine(meaning)
    if not isinstance(call.func, ast.Attribute):
        return False
    kind = project.kind_of(call.func.value, module)
    if isinstance(kind, str):
        return call.func.attr in _METHODS.get(kind, ())
    return _is_own_coroutine_method(call.func, module)


def gives_coroutine(own: Own) -> bool:
    """Whether calling this certainly gives a coroutine: an `async def` that no decorator changes."""
    return (
        isinstance(own.node, ast.AsyncFunctionDef)
        and not is_generator(own.node, own.module)
        and (not own.node.decorator_list or is_route(own.node))
    )


def _is_own_coroutine_method(called: ast.Attribute, module: Module) -> bool:
    """`self.save()` in a class that has one `async def save` and sets no `self.save`."""
    method = next(scope_of(called, module).functions, None)
    owner = module.scopes.parent.get(method) if method is not None else None
    if not isinstance(called.value, ast.Name) or method is None or not isinstance(owner, ast.ClassDef):
        return False
    if called.value.id != _first_parameter(method) or method.decorator_list:
        return False
    bindings = module.scopes.opened_by[owner].bindings.get(called.attr, [])
    return (
        len(bindings) == 1
        and isinstance(bindings[0], ast.AsyncFunctionDef)
        and called.attr not in module.scopes.set_attributes
        and gives_coroutine(Own(module, bindings[0]))
    )


def _first_parameter(function: FunctionNode) -> str:
    parameters = [*function.args.posonlyargs, *function.args.args]
    return parameters[0].arg if parameters else ""


RULE = Rule(
    kind="never-awaited",
    title="`{code}` is called and never awaited",
    explanation=(
        "Calling an `async def` function runs none of its code: it makes a coroutine, which runs when it is awaited."
        " This one never is, so nothing of the function happens. Write `await` before the call, in a function with"
        " `async def`."
    ),
    find=_find,
)
