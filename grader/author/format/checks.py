"""The check files of an exercise, read as syntax trees: nothing of them is imported or run."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.author.format.texts import WIDEST, unkind_words
from grader.author.models import Defect
from grader.author.page import Page, without_code

_MODULE = "grader.checks"
_DECORATORS = ("requirement", "needs", "remark")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One test function.

    Attributes:
        decorators: Those of `grader.checks`, by their name there: the line, and the arguments of a call.
    """

    page: Page
    name: str
    line: int
    docstring: ast.Constant | None
    decorators: Sequence[tuple[str, int, Sequence[ast.expr]]]

    @property
    def requirements(self) -> list[int]:
        """The numbers that can be read."""
        return [
            argument.value
            for name, _, arguments in self.decorators
            for argument in arguments
            if name == "requirement" and isinstance(argument, ast.Constant) and type(argument.value) is int
        ]

    @property
    def is_remark(self) -> bool:
        return any(name == "remark" for name, _, _ in self.decorators)


def check_defects(pages: Sequence[Page], requirements: int) -> Iterator[Defect]:
    """Of all check files of an exercise, which has this many requirements."""
    names: dict[str, str] = {}
    for page in pages:
        checks = read_checks(page)
        if isinstance(checks, Defect):
            yield checks
            continue
        if not checks:
            yield page.defect(None, "holds no check", "write a function whose name begins with `test_`")
        for number, check in enumerate(checks):
            above = [each.name for each in checks[:number]]
            yield from _requirement(check, requirements)
            yield from _docstring(check)
            yield from _needs(check, above)
            if check.name in names:
                text = f"`{check.name}` is also the name of the check in {names[check.name]}"
                yield page.defect(check.line, text, "give this check a name of its own")
            names.setdefault(check.name, f"line {check.line} of `{page.file.rpartition('/')[2]}`")


def tied_requirements(pages: Sequence[Page]) -> set[int] | None:
    """The requirements that have a check; None if one of the files is no Python, so that nobody knows."""
    found: set[int] = set()
    for page in pages:
        checks = read_checks(page)
        if isinstance(checks, Defect):
            return None
        found |= {number for check in checks if not check.is_remark for number in check.requirements}
    return found


def read_checks(page: Page) -> list[Check] | Defect:
    """In the order of the file, or why they cannot be had."""
    try:
        tree = ast.parse(page.text)
    except SyntaxError as error:
        return page.defect(error.lineno, f"is no Python: {error.msg}", "mend the syntax here")
    except (RecursionError, MemoryError):
        return page.defect(None, "is nested too deep to be read", "take the expression apart")
    known = _names_of_decorators(tree)
    return [_check(page, function, known) for function in _test_functions(tree)]


def _test_functions(tree: ast.Module) -> Iterator[Function]:
    """What pytest collects: functions `test…`, also in classes `Test…`."""
    for node in tree.body:
        inner = node.body if isinstance(node, ast.ClassDef) and node.name.startswith("Test") else [node]
        for each in inner:
            if isinstance(each, Function) and each.name.startswith("test"):
                yield each


def _names_of_decorators(tree: ast.Module) -> dict[str, str]:
    """What the file calls each decorator, to its name in `grader.checks`."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == _MODULE:
            known |= {name.asname or name.name: name.name for name in node.names if name.name in _DECORATORS}
        elif isinstance(node, ast.ImportFrom) and node.module == "grader":
            modules = [name.asname or name.name for name in node.names if name.name == "checks"]
            known |= {f"{module}.{name}": name for module in modules for name in _DECORATORS}
        elif isinstance(node, ast.Import):
            modules = [name.asname or name.name for name in node.names if name.name == _MODULE]
            known |= {f"{module}.{name}": name for module in modules for name in _DECORATORS}
    return known


def _check(page: Page, function: Function, known: dict[str, str]) -> Check:
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    decorators = []
    for decorator in function.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        arguments = decorator.args if isinstance(decorator, ast.Call) else []
        if name := known.get(ast.unparse(called)):
            decorators.append((name, decorator.lineno, arguments))
    return Check(
        page=page,
        name=function.name,
        line=function.lineno,
        docstring=first.value if has_docstring and isinstance(first, ast.Expr) else None,  # type: ignore[arg-type]
        decorators=decorators,
    )


def _requirement(check: Check, requirements: int) -> Iterator[Defect]:
    page = check.page
    lines = [(line, arguments) for name, line, arguments in check.decorators if name == "requirement"]
    if not lines and not check.is_remark:
        text = f"`{check.name}` belongs to no requirement"
        yield page.defect(check.line, text, "put `@requirement(…)` above it, or `@remark` if it is advice")
    for line, arguments in lines:
        match arguments:
            case [ast.Constant(value=int(number))] if type(number) is int:
                if not 1 <= number <= requirements:
                    text = f"`@requirement({number})` names no requirement of the task, which has 1 to {requirements}"
                    yield page.defect(line, text, "write the number of a requirement")
            case _:
                text = f"`@requirement({', '.join(ast.unparse(argument) for argument in arguments)})` is no number"
                yield page.defect(line, text, "write the number of a requirement, such as `@requirement(1)`")


def _docstring(check: Check) -> Iterator[Defect]:
    page = check.page
    if check.docstring is None or not str(check.docstring.value).strip():
        text = f"`{check.name}` has no docstring, which is what the learner reads"
        yield page.defect(check.line, text, 'say below `def` what holds, such as """An unknown id answers 404"""')
        return
    shown = str(check.docstring.value).strip()
    line = check.docstring.lineno
    if "\n" in shown:
        yield page.defect(line, f"the docstring of `{check.name}` has more than one line", "say it in one line")
    elif len(shown) > WIDEST:
        text = f"the docstring of `{check.name}` has {len(shown)} columns, and {WIDEST} is the limit"
        yield page.defect(line, text, "say it in fewer words")
    yield from unkind_words(page, line, without_code(shown))


def _needs(check: Check, above: Sequence[str]) -> Iterator[Defect]:
    for name, line, arguments in check.decorators:
        if name != "needs":
            continue
        for argument in arguments:
            shown = ast.unparse(argument)
            # What is unpacked is made when the file runs, so nothing can be said of it here.
            if not isinstance(argument, ast.Starred) and shown not in above:
                text = f"`@needs({shown})` names no check above `{check.name}`"
                yield check.page.defect(line, text, "name a check of this file that stands above")
