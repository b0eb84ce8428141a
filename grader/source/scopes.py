"""Which name is bound where in one module, and which function runs a piece of code.

Python's own rules, without running anything: a function's names are its parameters and whatever it binds; a class's
names are not seen from its methods; what `global` declares belongs to the module.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True, slots=True)
class Imported:
    """`from time import sleep as nap` binds `nap` to `time.sleep`."""

    target: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """`name = value`, with nothing else on the left."""

    value: ast.expr


Binding = Imported | Assigned | FunctionNode | ast.ClassDef | ast.arg | None
"""What a name stands for; None for anything that cannot be known, such as a loop's variable."""


class Scope:
    """A module, class, function, lambda or comprehension, with the names that it binds.

    Attributes:
        node: What opens it.
        bindings: Each name with everything that it is bound to, in the order of the file.
        has_star: Whether `from … import *` may have bound any name here.
    """

    def __init__(self, node: ast.AST, parent: "Scope | None") -> None:
        self.node = node
        self.parent = parent
        self.bindings: dict[str, list[Binding]] = {}
        self.elsewhere: dict[str, Scope] = {}
        self.has_star = False

    def bind(self, name: str, binding: Binding) -> None:
        self.elsewhere.get(name, self).bindings.setdefault(name, []).append(binding)

    def lookup(self, name: str) -> "tuple[Scope, list[Binding]] | None":
        """Where a name that is used here is bound, and to what; None if it is a builtin or unknown."""
        scope: Scope | None = self.elsewhere.get(name, self)
        start = scope
        while scope is not None:
            if scope is start or not isinstance(scope.node, ast.ClassDef):
                if scope.has_star:
                    return scope, [None]
                if name in scope.bindings:
                    return scope, scope.bindings[name]
            scope = scope.parent
        return None

    @property
    def runner(self) -> "Scope":
        """The function, lambda, generator expression or module whose run runs this code."""
        scope = self
        while scope.parent is not None and isinstance(scope.node, ast.ListComp | ast.SetComp | ast.DictComp):
            scope = scope.parent
        while scope.parent is not None and isinstance(scope.node, ast.ClassDef):
            scope = scope.parent
        return scope

    @property
    def functions(self) -> Iterator[FunctionNode]:
        """The functions around this code, innermost first."""
        scope: Scope | None = self
        while scope is not None:
            if isinstance(scope.node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield scope.node
            scope = scope.parent


class Scopes(ast.NodeVisitor):
    """All scopes of a module.

    Attributes:
        module: The outermost.
        of: Each node of the module with the scope that it stands in.
        parent: Each node with the one around it.
        opened_by: Each module, class, function, lambda and comprehension with the scope that it opens.
        generators: The functions that have a `yield` of their own.
        loads: Each name with the places that read it.
        set_attributes: Names of attributes that are set anywhere, as in `self.send = send`.

    Raises RecursionError for a tree that is too deep.
    """

    def __init__(self, tree: ast.Module, package: str) -> None:
        self._package = package
        self.of: dict[ast.AST, Scope] = {}
        self.parent = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.opened_by: dict[ast.AST, Scope] = {}
        self.generators: set[ast.AST] = set()
        self.loads: dict[str, list[ast.Name]] = {}
        self.set_attributes: set[str] = set()
        self.module = self._now = Scope(tree, None)
        self.opened_by[tree] = self.module
        self.visit(tree)

    def visit(self, node: ast.AST) -> None:
        self.of[node] = self._now
        super().visit(node)

    def _all(self, *nodes: "ast.AST | None") -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def _inside(self, node: ast.AST, *parts: ast.AST) -> None:
        outer, self._now = self._now, Scope(node, self._now)
        self.opened_by[node] = self._now
        self._all(*parts)
        self._now = outer

    def _function(self, node: FunctionNode) -> None:
        self._now.bind(node.name, node)
        self._all(*node.decorator_list, *node.args.defaults, *node.args.kw_defaults, node.returns)
        self._all(*(argument.annotation for argument in _arguments(node.args)))
        self._inside(node, *_arguments(node.args), *node.body)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._function(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._all(*node.args.defaults, *node.args.kw_defaults)
        self._inside(node, *_arguments(node.args), node.body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._now.bind(node.name, node)
        self._all(*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords))
        self._inside(node, *node.body)

    def visit_arg(self, node: ast.arg) -> None:
        self._now.bind(node.arg, node)

    def _comprehension(self, node: _Comprehension) -> None:
        first, *others = node.generators
        self.visit(first.iter)
        elements = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
        self._inside(node, first.target, *first.ifs, *others, *elements)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension  # noqa: N815

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        scope = self._now
        while isinstance(scope.node, _Comprehension) and scope.parent is not None:
            scope = scope.parent
        scope.bind(node.target.id, None)
        self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.of[target] = self._now
                self._now.bind(target.id, Assigned(node.value))
            else:
                self.visit(target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._all(node.annotation, node.value)
        if isinstance(node.target, ast.Name):
            self.of[node.target] = self._now
            self._now.bind(node.target.id, Assigned(node.value) if node.value is not None else None)
        else:
            self.visit(node.target)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.loads.setdefault(node.id, []).append(node)
        else:
            self._now.bind(node.id, None)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.set_attributes.add(node.attr)
        self.generic_visit(node)

    def _yield(self, node: ast.Yield | ast.YieldFrom) -> None:
        self.generators.add(self._now.runner.node)
        self.generic_visit(node)

    visit_Yield = visit_YieldFrom = _yield  # noqa: N815

    def visit_Global(self, node: ast.Global) -> None:
        for name in node.names:
            self._now.elsewhere[name] = self.module
            self.module.bind(name, None)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        for name in node.names:
            found = self._now.parent.lookup(name) if self._now.parent else None
            if found is not None:
                self._now.elsewhere[name] = found[0]
                found[0].bind(name, None)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            top = alias.name.partition(".")[0]
            self._now.bind(alias.asname or top, Imported(alias.name if alias.asname else top))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        source = self._absolute(node)
        for alias in node.names:
            if alias.name == "*":
                self._now.has_star = True
            else:
                self._now.bind(alias.asname or alias.name, Imported(f"{source}.{alias.name}" if source else alias.name))

    def _absolute(self, node: ast.ImportFrom) -> str:
        """The module that is imported from, with a relative name resolved; empty for the answer's own folder."""
        if not node.level:
            return node.module or ""
        parts = self._package.split(".") if self._package else []
        kept = parts[: len(parts) - (node.level - 1)] if node.level > 1 else parts
        return ".".join([*kept, *([node.module] if node.module else [])])

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._now.bind(node.name, None)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name:
            self._now.bind(node.name, None)
        self.generic_visit(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name:
            self._now.bind(node.name, None)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._now.bind(node.rest, None)
        self.generic_visit(node)


def _arguments(arguments: ast.arguments) -> list[ast.arg]:
    optional = [argument for argument in (arguments.vararg, arguments.kwarg) if argument is not None]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *optional]
