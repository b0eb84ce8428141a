"""A call where a function is wanted: `Depends(get_db())`, `tasks.add_task(send_mail("…"))`."""

import ast
from collections.abc import Iterator

from grader.source.project import Module, Own, Project, is_generator, own_nodes
from grader.source.rules import Place, Rule

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
    callables = _Callables(project)
    for module in project.modules.values():
        for call in module.calls():
            if project.resolve(call.func, module) in DEPENDS_NAMES:
                yield from _called(_argument(call, "dependency"), module, callables)


def _find_tasks(project: Project) -> Iterator[Place]:
    callables = _Callables(project)
    for module in project.modules.values():
        for call in module.calls():
            if _adds_task(call, module, project) or project.resolve(call.func, module) in _TAKES_FUNCTION:
                yield from _called(_argument(call, "func"), module, callables)


def _adds_task(call: ast.Call, module: Module, project: Project) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "add_task":
        return False
    return project.kind_of(call.func.value, module) in _TASKS


def _argument(call: ast.Call, name: str) -> ast.expr | None:
    if call.args:
        return call.args[0]
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _called(argument: ast.expr | None, module: Module, callables: "_Callables") -> Iterator[Place]:
    if isinstance(argument, ast.Call) and not callables.may_be(argument, module):
        yield Place(module, argument, ast.unparse(argument.func))


class _Callables:
    """What may be something to call. Remembers, because a function may be asked about often."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[ast.AST, bool] = {}

    def may_be(self, node: ast.expr, module: Module) -> bool:
        """Whether the value of an expression could be called. True where there is a doubt."""
        if isinstance(node, _VALUES):
            return False
        meaning = self._project.resolve(node.func, module) if isinstance(node, ast.Call) else None
        if not isinstance(meaning, Own):
            return True
        if meaning.node not in self._known:
            self._known[meaning.node] = True  # until it is known, as in a function that returns its own result
            self._known[meaning.node] = self._may_come_of(meaning)
        return self._known[meaning.node]

    def _may_come_of(self, own: Own) -> bool:
        """Whether calling a function or class of the answer's could give something to call."""
        if isinstance(own.node, ast.ClassDef):
            return self._may_have_call(own, _MAX_DEPTH)
        if own.node.decorator_list:
            return True
        if isinstance(own.node, ast.AsyncFunctionDef) or is_generator(own.node, own.module):
            return False
        return any(
            isinstance(node, ast.Return) and node.value is not None and self.may_be(node.value, own.module)
            for node in own_nodes(own.node)
        )

    def _may_have_call(self, owner: Own, depth: int) -> bool:
        """Whether instances of a class could be called."""
        assert isinstance(owner.node, ast.ClassDef)
        if not all(_is_dataclass(decorator, owner, self._project) for decorator in owner.node.decorator_list):
            return True
        if owner.node.keywords or "__call__" in owner.module.scopes.opened_by[owner.node].bindings:
            return True
        return any(self._base_may_have_call(base, owner, depth) for base in owner.node.bases)

    def _base_may_have_call(self, base: ast.expr, owner: Own, depth: int) -> bool:
        meaning = self._project.resolve(base, owner.module)
        if isinstance(meaning, Own) and isinstance(meaning.node, ast.ClassDef) and depth > 0:
            return self._may_have_call(meaning, depth - 1)
        return meaning not in _NOT_CALLABLE_BASES


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
