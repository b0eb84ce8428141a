"""A call where a function is wanted: `Depends(get_db())`, `tasks.add_task(send_mail("…"))`."""

import ast
from collections.abc import Iterator

from grader.source.project import Module, Own, Project, is_generator, own_nodes
from grader.source.rules import Place, Rule
from grader.source.scopes import FunctionNode

DEPENDS_NAMES = frozenset(
    f"{module}.{name}"
    for module in ("fastapi", "fastapi.params", "fastapi.param_functions")
    for name in ("Depends", "Security")
)
_TASKS = frozenset(
    {"fastapi.BackgroundTasks", "fastapi.background.BackgroundTasks", "starlette.background.BackgroundTasks"}
)
_TAKES_FUNCTION = frozenset(
    {
        *("starlette.background.BackgroundTask", "asyncio.to_thread", "anyio.to_thread.run_sync"),
        *("fastapi.concurrency.run_in_threadpool", "starlette.concurrency.run_in_threadpool"),
    }
)
# Classes whose instances cannot be called, unless a subclass says how.
_NOT_CALLABLE_BASES = frozenset({"pydantic.BaseModel", "pydantic_settings.BaseSettings", "enum.Enum", "enum.StrEnum"})
_MAX_DEPTH = 5
_VALUES = (
    ast.Constant | ast.JoinedStr | ast.Dict | ast.List | ast.Set | ast.Tuple | ast.Compare | ast.ListComp | ast.DictComp
)


def _find_depends(project: Project) -> Iterator[Place]:
    for module in project.modules.values():
        for call in module.calls():
            if project.resolve(call.func, module) in DEPENDS_NAMES:
                yield from _called(_argument(call, "dependency"), module, project)


def _find_tasks(project: Project) -> Iterator[Place]:
    for module in project.modules.values():
        for call in module.calls():
            if _adds_task(call, module, project) or project.resolve(call.func, module) in _TAKES_FUNCTION:
                yield from _called(_argument(call, "func"), module, project)


def _adds_task(call: ast.Call, module: Module, project: Project) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "add_task":
        return False
    return project.kind_of(call.func.value, module) in _TASKS


def _argument(call: ast.Call, name: str) -> ast.expr | None:
    if call.args:
        return call.args[0]
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _called(argument: ast.expr | None, module: Module, project: Project) -> Iterator[Place]:
    if isinstance(argument, ast.Call) and not _may_give_callable(argument, module, project, _MAX_DEPTH):
        yield Place(module, argument, ast.unparse(argument.func))


def _may_give_callable(node: ast.expr, module: Module, project: Project, depth: int) -> bool:
    """Whether this value could be something to call. True where there is a doubt."""
    if isinstance(node, _VALUES):
        return False
    if not isinstance(node, ast.Call) or depth == 0:
        return True
    meaning = project.resolve(node.func, module)
    if not isinstance(meaning, Own):
        return True
    if isinstance(meaning.node, ast.ClassDef):
        return _may_have_call(meaning, project, depth)
    if meaning.node.decorator_list:
        return True
    if isinstance(meaning.node, ast.AsyncFunctionDef):
        return False
    return _may_return_callable(meaning.node, meaning.module, project, depth)


def _may_return_callable(function: FunctionNode, module: Module, project: Project, depth: int) -> bool:
    if is_generator(function):
        return False
    return any(
        isinstance(node, ast.Return)
        and node.value is not None
        and _may_give_callable(node.value, module, project, depth - 1)
        for node in own_nodes(function)
    )


def _may_have_call(owner: Own, project: Project, depth: int) -> bool:
    """Whether instances of an own class could be called."""
    assert isinstance(owner.node, ast.ClassDef)
    if owner.node.decorator_list and not all(_is_dataclass(each, owner, project) for each in owner.node.decorator_list):
        return True
    if owner.node.keywords or "__call__" in owner.module.scopes.opened_by[owner.node].bindings:
        return True
    for base in owner.node.bases:
        meaning = project.resolve(base, owner.module)
        if isinstance(meaning, Own) and isinstance(meaning.node, ast.ClassDef) and depth > 0:
            if _may_have_call(meaning, project, depth - 1):
                return True
        elif meaning not in _NOT_CALLABLE_BASES:
            return True
    return False


def _is_dataclass(decorator: ast.expr, owner: Own, project: Project) -> bool:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    return project.resolve(function, owner.module) == "dataclasses.dataclass"


DEPENDS = Rule(
    kind="depends-called",
    title="`Depends({code}())` is given the result of `{code}`, and needs the function itself",
    explanation=(
        "With its brackets `{code}()` runs at once, one time, while Python reads the file. `Depends` needs something"
        " that it can call for each request, and this result cannot be called. Hand over the function, without"
        " brackets: FastAPI fills in its parameters."
    ),
    find=_find_depends,
)
TASKS = Rule(
    kind="task-called",
    title="`{code}()` runs here and now, and only its result is handed on",
    explanation=(
        "Python evaluates arguments first, so `{code}()` is called in this line, and what it returns is handed on as"
        " the function to run. That is no function, and running it fails; for a background task that is after the"
        " response, where no client sees it. Hand over the function, and its arguments after it, separated by commas."
    ),
    find=_find_tasks,
)
