"""One file of a reference, as the operators look at it: its nodes, what stands around them, and what a place is called.

Left aside, because no request can show it:

- what describes and does nothing: docstrings, and arguments such as `title=`, `description=`, `tags=`, `examples=`;
- what runs for type checkers only (`if TYPE_CHECKING`), and what runs only when somebody starts the file
  (`if __name__ == "__main__"`), which the judge does not;
- `assert`: it holds what the rest has made sure of;
- the inside of f-strings: before Python 3.12 nobody knows where things stand in them.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from grader.author.mutants.edits import Edit, Placed, Text
from grader.author.mutants.known import Function, Known, name_of
from grader.author.mutants.models import Kind
from grader.author.mutants.showing import difference, shown
from grader.source.project import Module

_DESCRIBING = frozenset(
    {
        *("title", "description", "summary", "response_description", "tags", "openapi_tags", "openapi_extra"),
        *("examples", "example", "openapi_examples", "json_schema_extra", "responses", "contact", "license_info"),
        *("terms_of_service", "servers", "version", "deprecated", "operation_id", "include_in_schema", "callbacks"),
    }
)
_DESCRIBED = frozenset(
    {
        *("FastAPI", "APIRouter", "include_router", "ConfigDict", "Query", "Path", "Header", "Cookie", "Body", "Form"),
        *("File", "Field", "get", "post", "put", "patch", "delete", "head", "options", "api_route", "add_api_route"),
    }
)
NodeT = TypeVar("NodeT", bound=ast.AST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A mutant to be: what is done, where, and the edits that do it.

    Attributes:
        what: For its id, in one line: `ge=1 → ge=0`, or what is taken away.
    """

    kind: Kind
    at: Placed
    what: str
    edits: tuple[Edit, ...]


class Code:
    """One Python file.

    Attributes:
        known: What the whole answer defines.
    """

    def __init__(self, module: Module, text: Text, known: Known) -> None:
        self.module, self.text, self.known = module, text, known
        self.tree = module.tree
        self._parents = module.scopes.parent
        self._aside = {inner for node in module.nodes for start in _aside(node) for inner in ast.walk(start)}
        placed = [node for node in module.nodes if isinstance(node, Placed) and node not in self._aside]
        self._nodes = sorted(placed, key=lambda node: (node.lineno, node.col_offset))

    def nodes(self, *kinds: type[NodeT]) -> Iterator[NodeT]:
        """Those of some kinds, in the order of the file, without what is left aside."""
        return (node for node in self._nodes if isinstance(node, kinds))

    def functions(self) -> Iterator[Function]:
        """In the order of the file; methods and inner ones too."""
        return (node for node in self._nodes if isinstance(node, Function))

    def is_aside(self, node: ast.AST) -> bool:
        return node in self._aside

    def parent(self, node: ast.AST) -> ast.AST | None:
        return self._parents.get(node)

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """What stands around a node, innermost first."""
        while (above := self._parents.get(node)) is not None:
            yield above
            node = above

    def function(self, node: ast.AST) -> Function | None:
        """The innermost around it."""
        return next((each for each in self.around(node) if isinstance(each, Function)), None)

    def place(self, node: ast.AST) -> str:
        """`list_todos.limit`: the names of what is around it; empty for a bare statement of the module."""
        names = [
            name
            for each in (node, *self.around(node))
            if (name := _name(each)) and (not isinstance(each, ast.stmt) or self._is_outside(each))
        ]
        if (parameter := self._parameter_of(node)) is not None:
            names.insert(0, parameter)
        return ".".join(reversed(names))

    def _is_outside(self, statement: ast.stmt) -> bool:
        """A definition, or an assignment in no function: what is assigned inside has a function to be called by."""
        return isinstance(statement, Function | ast.ClassDef) or self.function(statement) is None

    def _parameter_of(self, node: ast.AST) -> str | None:
        """Whose default it is in."""
        for inner, outer in zip((node, *self.around(node)), self.around(node), strict=False):
            if isinstance(outer, ast.arguments):
                pairs = parameters_of(outer)
                return next((arg.arg for arg, default in pairs if inner is default), None)
        return None

    def change(self, kind: Kind, node: Placed, text: str, *, at: Placed | None = None) -> Change:
        """New text for one node. `at`: the node to show, if the new text would say little by itself."""
        return self.edited(kind, at or node, self.text.replace(node, text))

    def edited(self, kind: Kind, at: Placed, *edits: Edit) -> Change:
        """One edit or more inside of `at`, shown as the whole of it before and after."""
        start, end = self.text.start(at), self.text.end(at)
        after = self.text.cut(start, end).encode()
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            if start <= edit.start and edit.end <= end:
                after = after[: edit.start - start] + edit.text.encode() + after[edit.end - start :]
        return Change(kind=kind, at=at, what=difference(self.text.of(at), after.decode()), edits=edits)

    def removed(self, kind: Kind, at: Placed, *edits: Edit) -> Change:
        """Something is taken away, by the edits."""
        return Change(kind=kind, at=at, what=self.shown(at), edits=edits)

    def emptied(self, kind: Kind, statement: ast.stmt) -> Change:
        """A statement that does nothing any more."""
        return self.removed(kind, statement, self.text.replace(statement, "pass"))

    def without_argument(self, kind: Kind, call: ast.Call, argument: Placed) -> Change:
        return self.removed(kind, argument, self.text.remove_item(arguments_of(call), argument))

    def shown(self, node: Placed) -> str:
        return shown(self.text.of(node))


def arguments_of(call: ast.Call) -> list[ast.expr | ast.keyword]:
    """All arguments, in the order of the file."""
    return sorted([*call.args, *call.keywords], key=lambda node: (node.lineno, node.col_offset))


def parameters_of(arguments: ast.arguments) -> list[tuple[ast.arg, ast.expr | None]]:
    """Those with names of their own, each with its default."""
    named = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [*[None] * (len(named) - len(arguments.defaults)), *arguments.defaults]
    return [*zip(named, defaults, strict=True), *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]


def number_of(node: ast.AST | None) -> int | float | None:
    """Of a number as it is written; True and False are none."""
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            positive = number_of(operand)
            return None if positive is None else -positive
    return None


def _name(node: ast.AST) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.arg(arg=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def _aside(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Call(keywords=keywords) if name_of(node) in _DESCRIBED:
            yield from (keyword for keyword in keywords if keyword.arg in _DESCRIBING)
        case ast.If(test=test, body=body) if _is_never_run(test):
            yield test
            yield from body
        case ast.Assert() | ast.FormattedValue() | ast.Expr(value=ast.Constant()):
            yield node


def _is_never_run(test: ast.expr) -> bool:
    match test:
        case ast.Compare(left=ast.Name(id="__name__")):
            return True
    return name_of(test) == "TYPE_CHECKING"
