"""Statements of an answer's modules: where they stand, which others they use, and their lines. Pure.

A place is a whole statement of a module: a function with its decorators, a class, a constant. Imports are none, nor is
what makes the app, such as `app = FastAPI()`: every answer has them, and they say nothing about one request.
"""

import ast
import io
import tokenize
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from grader.source.project import Module, Project
from grader.source.scopes import Definition, Imported

_MAX_STEPS = 10


@dataclass(frozen=True, slots=True, eq=True)
class Place:
    """A statement of a module."""

    file: str
    node: ast.stmt

    @property
    def is_function(self) -> bool:
        return isinstance(self.node, ast.FunctionDef | ast.AsyncFunctionDef)

    @property
    def start(self) -> int:
        """Its first line, from 1: that of the first decorator, if it has one."""
        decorators = self.node.decorator_list if isinstance(self.node, Definition) else []
        return min([self.node.lineno, *(each.lineno for each in decorators)])

    @property
    def end(self) -> int:
        """Its last line."""
        return self.node.end_lineno or self.node.lineno


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a file, as it is written, without a comment.

    Attributes:
        number: From 1.
        text: With its indentation. It has more than one row only where a string goes over several.
    """

    file: str
    number: int
    text: str


def statements(module: Module) -> Iterator[Place]:
    """In the order of the file."""
    return (Place(module.file, node) for node in module.tree.body if not _is_frame(node))


def statement_at(project: Project, file: str, line: int) -> Place | None:
    """The one that a line belongs to; None if there is none."""
    module = project.modules.get(file)
    found = statements(module) if module is not None else ()
    return next((place for place in found if place.start <= line <= place.end), None)


def with_used(project: Project, places: Collection[Place]) -> frozenset[Place]:
    """These, the statements that define what they use, what those use, and so on. In the files of tests too."""
    found: set[Place] = set()
    waiting = list(places)
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting += _used(project, place)
    return frozenset(found)


def in_order(places: Collection[Place]) -> list[Place]:
    """By file, then by line."""
    return sorted(places, key=lambda place: (place.file, place.start))


def rows_of(content: bytes) -> list[str]:
    """The lines of a Python file, without their ends. Raises SyntaxError or UnicodeDecodeError if it is none."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def lines_of(content: bytes, place: Place) -> tuple[Line, ...]:
    """The lines of a statement of this file, without comments, docstrings and empty ones. May be empty."""
    rows = _without_comments(rows_of(content))
    left_out = {row for first, last in _docstrings(place.node) for row in range(first, last + 1)}
    joined = {row for first, last in _long_strings(place.node) for row in range(first + 1, last + 1)}
    lines: list[list[str]] = []
    numbers = []
    for number in range(place.start, place.end + 1):
        row = rows[number - 1]
        if number in joined and lines and number not in left_out:
            lines[-1].append(row)
        elif number not in left_out and row.strip():
            lines.append([row])
            numbers.append(number)
    return tuple(
        Line(file=place.file, number=number, text="\n".join(texts).rstrip())
        for number, texts in zip(numbers, lines, strict=True)
    )


def _is_frame(node: ast.stmt) -> bool:
    """Whether it is there in every answer."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(value=ast.Call(func=function)) | ast.AnnAssign(value=ast.Call(func=function)):
            return ast.unparse(function).rpartition(".")[2] == "FastAPI"
    return False


def _used(project: Project, place: Place) -> Iterator[Place]:
    module = project.modules[place.file]
    for node in ast.walk(place.node):
        if isinstance(node, ast.Name | ast.Attribute) and (name := _name_in(module, node)) is not None:
            yield from _definitions(project, module, name, _MAX_STEPS)


def _name_in(module: Module, node: ast.Name | ast.Attribute) -> str | None:
    """A dotted name, if its first part is one of the module's; None for a local name and for anything else."""
    start: ast.expr = node
    names = []
    while isinstance(start, ast.Attribute):
        names.append(start.attr)
        start = start.value
    if not isinstance(start, ast.Name) or (scope := module.scopes.of.get(start)) is None:
        return None
    found = scope.lookup(start.id)
    return ".".join([start.id, *reversed(names)]) if found and found[0] is module.scopes.module else None


def _definitions(project: Project, module: Module, name: str, steps: int) -> Iterator[Place]:
    """The statements that a dotted name of a module stands for, here or in another of the answer's own files."""
    first, _, rest = name.partition(".")
    for place in statements(module):
        if first in _bound(place.node):
            yield place
    for binding in module.scopes.module.bindings.get(first, ()):
        if isinstance(binding, Imported) and steps > 0:
            yield from _elsewhere(project, f"{binding.target}.{rest}".rstrip("."), steps)


def _elsewhere(project: Project, target: str, steps: int) -> Iterator[Place]:
    modules: Mapping[str, Module] = {module.name: module for module in project.modules.values()}
    parts = target.split(".")
    for length in range(len(parts) - 1, 0, -1):
        module = modules.get(".".join(parts[:length]))
        if module is not None:
            yield from _definitions(project, module, ".".join(parts[length:]), steps - 1)
            return


def _bound(node: ast.stmt) -> set[str]:
    """The names that a statement of a module binds, other than by an import."""
    if isinstance(node, Definition):
        return {node.name}
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)} | {
        each.name for each in ast.walk(node) if isinstance(each, Definition)
    }


def _docstrings(node: ast.stmt) -> Iterator[tuple[int, int]]:
    """First and last line of each that can be left out: one that is all a body has is needed."""
    for each in ast.walk(node):
        if isinstance(each, Definition) and len(each.body) > 1:
            match each.body[0]:
                case ast.Expr(value=ast.Constant(value=str())) as text if text.lineno > each.lineno:
                    yield text.lineno, text.end_lineno or text.lineno


def _long_strings(node: ast.stmt) -> Iterator[tuple[int, int]]:
    for each in ast.walk(node):
        if isinstance(each, ast.JoinedStr) or (isinstance(each, ast.Constant) and isinstance(each.value, str | bytes)):
            yield each.lineno, each.end_lineno or each.lineno


def _without_comments(rows: list[str]) -> list[str]:
    source = io.StringIO("\n".join(rows))
    kept = list(rows)
    for token in tokenize.generate_tokens(source.readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            kept[row - 1] = kept[row - 1][:column].rstrip()
    return kept
