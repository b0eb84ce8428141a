"""All modules of an answer, and what an expression in one of them refers to."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.source.parsing import parse
from grader.source.scopes import Assigned, Binding, Definition, Imported, Scope, Scopes

_MAX_STEPS = 10
_MAX_BINDINGS = 10
_HTTP = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "trace", "api_route", "route"})
ROUTES = _HTTP | {"websocket", "websocket_route", "middleware", "exception_handler"}
"""Methods of apps and routers whose decorators hand the function back as it was."""


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """One file of the answer.

    Attributes:
        file: Relative to the answer's folder.
        name: As it is imported, such as `app.main`.
        nodes: Every node of the tree.
    """

    file: str
    name: str
    tree: ast.Module
    scopes: Scopes
    nodes: tuple[ast.AST, ...]

    @property
    def is_test(self) -> bool:
        """Whether it holds tests, and so is no part of the app."""
        last = self.file.rpartition("/")[2]
        return last.startswith("test_") or last.endswith("_test.py") or last == "conftest.py"

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def functions(self) -> "Iterator[ast.FunctionDef | ast.AsyncFunctionDef]":
        return (node for node in self.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """A function or class that the answer defines, and the module where it does."""

    module: Module
    node: Definition


Meaning = str | Own | None
"""`"time.sleep"` for something imported from elsewhere, `Own` for the answer's, None where there is a doubt."""


class Project:
    """The Python files of an answer.

    Attributes:
        modules: Those that could be read, by file name, sorted.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.modules: dict[str, Module] = {}
        for file, tree in parse(files).items():
            module = _module(file, tree)
            if module is not None:
                self.modules[file] = module
        self._by_name = {module.name: module for module in self.modules.values()}
        # Also of files without a tree: what they define cannot be known, and hides a package of that name.
        self._tops = {name.partition("/")[0].removesuffix(".py") for name in files}

    def resolve(self, node: ast.expr, module: Module) -> Meaning:
        """What a name or a dotted name in a module refers to."""
        return self._resolve(node, module, _MAX_STEPS)

    def _resolve(self, node: ast.expr, module: Module, steps: int) -> Meaning:
        if steps == 0:
            return None
        if isinstance(node, ast.Attribute):
            base = self._resolve(node.value, module, steps - 1)
            return self._follow(f"{base}.{node.attr}", steps) if isinstance(base, str) else None
        if not isinstance(node, ast.Name) or (scope := module.scopes.of.get(node)) is None:
            return None
        found = scope.lookup(node.id)
        return None if found is None else self._agreed(found[1], module, steps)

    def _agreed(self, bindings: list[Binding], module: Module, steps: int) -> Meaning:
        """What all bindings of a name say, if they say the same."""
        if len(bindings) > _MAX_BINDINGS or (len(bindings) > 1 and not _are_imports(bindings)):
            return None
        meanings = {self._meaning(binding, module, steps) for binding in bindings}
        return meanings.pop() if len(meanings) == 1 else None

    def _meaning(self, binding: Binding, module: Module, steps: int) -> Meaning:
        match binding:
            case Imported(target):
                return self._follow(target, steps)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return Own(module, binding)
            case Assigned(ast.Name() | ast.Attribute() as value):
                return self._resolve(value, module, steps - 1)
        return None

    def _follow(self, target: str, steps: int) -> Meaning:
        """The target itself, or what it is in a module of the answer's."""
        if target.partition(".")[0] not in self._tops:
            return target
        if target in self._by_name or any(name.startswith(f"{target}.") for name in self._by_name):
            return target  # a module or a package, which an attribute may follow
        name, _, attribute = target.rpartition(".")
        module = self._by_name.get(name)
        if module is None or steps == 0:
            return None
        scope = module.scopes.module
        if scope.has_star or attribute not in scope.bindings:
            return None
        return self._agreed(scope.bindings[attribute], module, steps - 1)

    def kind_of(self, node: ast.expr, module: Module) -> Meaning:
        """The class of the object that a name stands for: a parameter's annotation, or the class that was called."""
        if not isinstance(node, ast.Name) or (scope := module.scopes.of.get(node)) is None:
            return None
        found = scope.lookup(node.id)
        if found is None or len(found[1]) != 1:
            return None
        match found[1][0]:
            case ast.arg(annotation=annotation) if annotation is not None:
                return self.resolve(plain_annotation(annotation), module)
            case Assigned(ast.Call(func=function)):
                return self.resolve(function, module)
        return None


def _are_imports(bindings: list[Binding]) -> bool:
    return all(isinstance(binding, Imported) for binding in bindings)


def _module(file: str, tree: ast.Module) -> Module | None:
    name = file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    package = name if file.endswith("__init__.py") else name.rpartition(".")[0]
    try:
        scopes = Scopes(tree, package)
    except RecursionError:
        return None
    return Module(file, name, tree, scopes, tuple(ast.walk(tree)))


def plain_annotation(annotation: ast.expr) -> ast.expr:
    """Without `Annotated[…, …]`, `Optional[…]` and `… | None`."""
    match annotation:
        case ast.Subscript(
            value=ast.Name("Annotated") | ast.Attribute(attr="Annotated"), slice=ast.Tuple(elts=[first, *_])
        ):
            return plain_annotation(first)
        case ast.Subscript(value=ast.Name("Optional") | ast.Attribute(attr="Optional"), slice=inner):
            return plain_annotation(inner)
        case ast.BinOp(left=left, op=ast.BitOr(), right=ast.Constant(None)):
            return plain_annotation(left)
        case ast.BinOp(left=ast.Constant(None), op=ast.BitOr(), right=right):
            return plain_annotation(right)
    return annotation


def is_route(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether every decorator is a method call such as `@app.get("/")`. False without decorators."""
    return bool(function.decorator_list) and all(
        isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute) and decorator.func.attr in ROUTES
        for decorator in function.decorator_list
    )


def own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function's body that run when it is called: nothing of functions, lambdas and classes in it."""
    stack = list(reversed(getattr(function, "body", [])))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            stack.extend(reversed(list(ast.iter_child_nodes(node))))


def is_generator(function: ast.AST, module: Module) -> bool:
    """Whether calling it runs nothing of it yet, because there is a `yield` in its body."""
    return function in module.scopes.generators


def scope_of(node: ast.AST, module: Module) -> Scope:
    """The scope in which a node stands."""
    return module.scopes.of.get(node, module.scopes.module)
