"""Functions, parameters and places, as a check sees them."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.source.project import Module, Own, Project
from grader.source.scopes import FunctionNode

_MAX_CODE = 80


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the answer.

    Attributes:
        code: What stands there, in one line, cut after 80 characters.
    """

    file: str
    line: int
    code: str

    @property
    def where(self) -> str:
        """`main.py:14`"""
        return f"{self.file}:{self.line}"

    def __repr__(self) -> str:
        return f"{self.where} `{self.code}`"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a function. `annotation` and `default` are code, or None."""

    name: str
    annotation: str | None
    default: str | None


class Function:
    """A function or method of the answer.

    Attributes:
        name: As it is defined.
        is_async: Whether it is an `async def`.
        decorators: Code, without the `@`, in the order of the file, with double quotes.
        parameters: In the order of the file; `self`, `*args` and `**kwargs` too.
    """

    def __init__(self, node: FunctionNode, module: Module, project: Project) -> None:
        self._node, self._module, self._project = node, module, project
        self.name = node.name
        self.file = module.file
        self.line = node.lineno
        self.is_async = isinstance(node, ast.AsyncFunctionDef)
        self.decorators = [code_of(decorator) for decorator in node.decorator_list]
        self.parameters = list(_parameters(node.args))

    @property
    def where(self) -> str:
        """`main.py:14`"""
        return f"{self.file}:{self.line}"

    def calls(self, name: str) -> list[Place]:
        """The calls of something in this function, and in functions inside of it. For names see `Source.calls`."""
        nodes = [node for statement in self._node.body for node in ast.walk(statement)]
        return calls_of(nodes, name, self._module, self._project)

    def __repr__(self) -> str:
        return f"{self.where} `{self.name}`"


def calls_of(nodes: Sequence[ast.AST], name: str, module: Module, project: Project) -> list[Place]:
    """Those of the nodes that call something of this name: see `Source.calls`."""
    calls = [node for node in nodes if isinstance(node, ast.Call) and _is_call_of(node, name, module, project)]
    return [place_of(call, module) for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset))]


def _is_call_of(call: ast.Call, name: str, module: Module, project: Project) -> bool:
    if name.startswith("."):
        return isinstance(call.func, ast.Attribute) and call.func.attr == name[1:]
    meaning = project.resolve(call.func, module)
    if meaning is None and isinstance(call.func, ast.Name):
        # A builtin, which nothing binds.
        scope = module.scopes.of.get(call.func)
        return call.func.id == name and scope is not None and scope.lookup(name) is None
    return name == (meaning.node.name if isinstance(meaning, Own) else meaning)


def _parameters(arguments: ast.arguments) -> Iterator[Parameter]:
    named = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [*[None] * (len(named) - len(arguments.defaults)), *arguments.defaults]
    pairs = [*zip(named, defaults, strict=True)]
    if arguments.vararg:
        pairs.append((arguments.vararg, None))
    pairs += zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    if arguments.kwarg:
        pairs.append((arguments.kwarg, None))
    for argument, default in pairs:
        yield Parameter(
            argument.arg,
            None if argument.annotation is None else code_of(argument.annotation),
            None if default is None else code_of(default),
        )


def place_of(node: ast.expr | ast.stmt, module: Module) -> Place:
    """Where a node stands, with its code."""
    return Place(module.file, node.lineno, cut(code_of(node)))


def code_of(node: ast.AST) -> str:
    """Code in one line. `ast.unparse` writes single quotes where it can; these are seldom what people write."""
    code = " ".join(ast.unparse(node).split())
    return code if '"' in code else code.replace("'", '"')


def cut(code: str) -> str:
    """At most 80 characters, and a sign of what is missing."""
    return code if len(code) <= _MAX_CODE else f"{code[:_MAX_CODE]}…"
