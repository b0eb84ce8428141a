"""What an answer defines, over all its files, by name. A name that stands for two things is taken for either.

A reference is written to be read, so names say enough here: `Query` is FastAPI's, whatever it was imported from.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.source.project import Module, Project

Function = ast.FunctionDef | ast.AsyncFunctionDef
_METHODS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})
_MODELS = frozenset({"BaseModel", "BaseSettings", "SQLModel", "RootModel"})
DEPENDS = frozenset({"Depends", "Security"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Route:
    """A decorator that binds a function to a path.

    Attributes:
        owner: The app's or router's code, such as `app`.
        methods: In small letters.
    """

    call: ast.Call
    owner: str
    methods: frozenset[str]
    path: str


class Known:
    """What is defined in an answer.

    Attributes:
        project: All files, with what their names refer to.
        classes: By name.
        models: Names of the classes that pydantic reads and writes: its models, and dataclasses.
        functions: By name, without methods.
        calls: Of plain names, by name, without decorators and `Depends(name)`.
        by_fastapi: Names of functions and classes that FastAPI calls: endpoints and dependencies.
        aliases: Names for an `Annotated[…]`, each with that.
        globals: What modules assign, by name.
        exposed: Names of models that a request is read into or an answer is made from.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        modules = [module for module in project.modules.values() if not module.is_test]
        nodes = [node for module in modules for node in module.nodes]
        self.classes = {node.name: node for node in nodes if isinstance(node, ast.ClassDef)}
        self.models = {name for name in self.classes if self._is_model(name, set())}
        self.functions = {
            node.name: node for module in modules for node in module.tree.body if isinstance(node, Function)
        }
        self.calls: dict[str, list[tuple[ast.Call, Module]]] = {}
        for module in modules:
            for call in module.calls():
                if isinstance(call.func, ast.Name):
                    self.calls.setdefault(call.func.id, []).append((call, module))
        depends = [node for node in nodes if isinstance(node, ast.Call) and name_of(node.func) in DEPENDS]
        self.by_fastapi = {name_of(call.args[0]) for call in depends if call.args} | {
            node.name for node in nodes if isinstance(node, Function) and any(routes_of(node))
        }
        self.aliases = dict(alias for node in nodes for alias in _alias(node))
        self.globals: dict[str, list[ast.Assign | ast.AnnAssign]] = {}
        for statement in (statement for module in modules for statement in module.tree.body):
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                    self.globals.setdefault(name, []).append(statement)
        self.exposed = self._exposed([node for node in nodes if isinstance(node, Function)])

    def _is_model(self, name: str, seen: set[str]) -> bool:
        if name in _MODELS:
            return True
        if name in seen or name not in self.classes:
            return False
        node = self.classes[name]
        return "dataclass" in map(name_of, node.decorator_list) or any(
            self._is_model(name_of(base), {*seen, name}) for base in node.bases
        )

    def _exposed(self, functions: list[Function]) -> set[str]:
        """Names of models that a request is read into or an answer is made from."""
        found: set[str] = set()
        waiting: list[ast.AST] = [function for function in functions if function.name in self.by_fastapi]
        while waiting:
            names = {name for node in waiting for name in names_in(node)} - found
            found |= names
            waiting = [self.classes[name] for name in names if name in self.classes]
            waiting += [self.aliases[name] for name in names if name in self.aliases]
        return found & self.models

    def result_of(self, owner: str | None, method: str) -> str | None:
        """What a method of a class is annotated to return; None if it is not, or there is no such class or method."""
        for each in self.classes[owner].body if owner in self.classes else ():
            if isinstance(each, Function) and each.name == method and each.returns is not None:
                return ast.unparse(each.returns)
        return None

    def fields(self, model: str) -> Iterator[ast.AnnAssign]:
        """Of a model and of the answer's models that it is made from."""
        names, seen = [model], set()
        while names:
            name = names.pop()
            if name in self.classes and name not in seen:
                seen.add(name)
                yield from fields_of(self.classes[name])
                names += map(name_of, self.classes[name].bases)


def fields_of(model: ast.ClassDef) -> Iterator[ast.AnnAssign]:
    """Those that are written in the class itself."""
    for statement in model.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation) if not name.startswith("_"):
                if "ClassVar" not in names_in(annotation):
                    yield statement


def _alias(node: ast.AST) -> Iterator[tuple[str, ast.Subscript]]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() as value) if name_of(value) == "Annotated":
            yield name, value


def names_in(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def name_of(node: ast.AST) -> str:
    """`Query` of `Query`, `fastapi.Query` and `fastapi.Query(…)`; empty for anything else."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return str(name)
        case ast.Call(func=inner) | ast.Subscript(value=inner):
            return name_of(inner)
    return ""


def routes_of(function: Function) -> Iterator[Route]:
    """The decorators `@app.get("/…")` and `@app.api_route("/…", methods=[…])` of a function."""
    for decorator in function.decorator_list:
        match decorator:
            case ast.Call(func=ast.Attribute(value=owner, attr=method), args=[ast.Constant(value=str(path)), *_]):
                methods = frozenset({method}) if method in _METHODS else _methods(decorator)
                if methods:
                    yield Route(call=decorator, owner=ast.unparse(owner), methods=methods, path=path)


def _methods(call: ast.Call) -> frozenset[str]:
    for keyword in call.keywords:
        match keyword:
            case ast.keyword(arg="methods", value=ast.List(elts=elements) | ast.Set(elts=elements)):
                return frozenset(str(each.value).lower() for each in elements if isinstance(each, ast.Constant))
    return frozenset()
