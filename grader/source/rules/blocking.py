"""A call that stops the event loop, in an `async def` that serves requests."""

import ast
from collections.abc import Iterator

from grader.source.project import Module, Project, own_nodes, scope_of
from grader.source.rules import Place, Rule
from grader.source.scopes import FunctionNode

_VERBS = ("get", "post", "put", "patch", "delete", "head", "options", "request")
BLOCKING = frozenset(
    {
        "time.sleep",
        *(f"{client}.{verb}" for client in ("requests", "httpx", "httpx2") for verb in _VERBS),
        *("urllib.request.urlopen", "urllib.request.urlretrieve", "os.system"),
        *(f"subprocess.{name}" for name in ("run", "call", "check_call", "check_output", "getoutput")),
        "subprocess.getstatusoutput",
    }
)
"""Functions that wait for something else and are no coroutines."""
# What runs before the first request or after the last one keeps nobody waiting.
_LIFESPAN_ARGUMENTS = ("lifespan", "on_startup", "on_shutdown")


def _find(project: Project) -> Iterator[Place]:
    aside = _outside_of_requests(project)
    for module in project.modules.values():
        if module.is_test:
            continue
        for call in module.calls():
            runner = scope_of(call, module).runner.node
            if (
                isinstance(runner, ast.AsyncFunctionDef)
                and runner.name not in aside
                and project.resolve(call.func, module) in BLOCKING
                and not _is_no_wait(call)
            ):
                yield Place(module, call, f"{ast.unparse(call.func)}()")


def _is_no_wait(call: ast.Call) -> bool:
    return any(isinstance(argument, ast.Constant) and argument.value == 0 for argument in call.args[:1])


def _outside_of_requests(project: Project) -> set[str]:
    """Names of functions that run at start-up, in scripts or in tests, and of all that these call.

    By name only: what shares its name with one of them is passed over too.
    """
    functions: dict[str, list[FunctionNode]] = {}
    names: set[str] = set()
    for module in project.modules.values():
        for function in module.functions():
            functions.setdefault(function.name, []).append(function)
            if module.is_test or _is_lifespan(function, module, project):
                names.add(function.name)
        for call in module.calls():
            if scope_of(call, module).runner is module.scopes.module:
                names |= _names_called_by(call)
    waiting = list(names)
    while waiting:
        for function in functions.get(waiting.pop(), []):
            called = {_name(node.func) for node in own_nodes(function) if isinstance(node, ast.Call)}
            waiting += called - names
            names |= called
    return names


def _names_called_by(call: ast.Call) -> set[str]:
    """`main` of `asyncio.run(main())`, and `run` too; `prepare` of `FastAPI(lifespan=prepare)`."""
    lifespans = {_name(keyword.value) for keyword in call.keywords if keyword.arg in _LIFESPAN_ARGUMENTS}
    return {_name(call.func), *(_name(inner.func) for inner in call.args if isinstance(inner, ast.Call)), *lifespans}


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return str(name)
    return ""


def _is_lifespan(function: FunctionNode, module: Module, project: Project) -> bool:
    """Decorated with `@asynccontextmanager` or `@app.on_event(…)`."""
    return any(
        project.resolve(decorator, module) == "contextlib.asynccontextmanager"
        or (isinstance(decorator, ast.Call) and _name(decorator.func) == "on_event")
        for decorator in function.decorator_list
    )


RULE = Rule(
    kind="blocking-call",
    title="`{code}` stops the event loop",
    explanation=(
        "All `async def` functions share one thread, the event loop. While `{code}` waits, that thread waits too, and"
        " every other request waits with it. Await something that waits without blocking, such as `asyncio.sleep` or"
        " an async client; or write the endpoint with `def`, and FastAPI runs it in a thread of its own."
    ),
    find=_find,
)
