"""What a check may ask of an answer's code, by the fixture `source`.

Ask for code only what requests cannot show, and what a requirement says: "no `async def` blocks", "the paging rule
stands in one place". Everything that is handed out knows its place and shows it. So write `assert not
source.findings("blocking-call")`: the learner reads ``assert not [main.py:9 `time.sleep(1)`]``. (With `== []` pytest
would cut it after 30 characters.)

>>> source = Source({"main.py": b'''
... import time
... from fastapi import FastAPI
...
... app = FastAPI()
...
... @app.get("/drawers/{number}")
... async def read_drawer(number: int, open: bool = False):
...     time.sleep(1)
...     return number
... '''})
>>> source.findings("blocking-call")
[main.py:9 `time.sleep(1)`]
>>> source.calls("time.sleep")
[main.py:9 `time.sleep(1)`]
>>> source.imports("sqlalchemy")
[]
>>> source.functions
[main.py:8 `read_drawer`]
>>> function = source.function("read_drawer")
>>> function.is_async, function.decorators
(True, ['app.get("/drawers/{number}")'])
>>> [(parameter.name, parameter.annotation, parameter.default) for parameter in function.parameters]
[('number', 'int', None), ('open', 'bool', 'False')]
>>> function.calls(".sleep")
[main.py:9 `time.sleep(1)`]
>>> len(source.file("main.py").lines)
7
>>> source.function("read_drawers")
Traceback (most recent call last):
AssertionError: Your answer has no function `read_drawers`, but `read_drawer`
>>> source.file("routers.py")
Traceback (most recent call last):
AssertionError: Your answer has no file `routers.py`
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from grader.source.findings import KINDS, findings_of
from grader.source.places import Function, Place, calls_of, cut, place_of
from grader.source.project import Project


class Source:
    """The Python files of an answer, or one of them.

    What is too large, or no Python, is not looked at: see `grader.source.parsing`.

    Attributes:
        files: Names of the files, sorted; those that are no Python too.
        functions: All functions and methods, in the order of files and lines.
        lines: All lines of Python that hold something besides space and comments.
    """

    def __init__(self, files: Mapping[str, bytes], *, project: Project | None = None) -> None:
        self._files = files
        self._project = project or Project(files)
        self._modules = [module for name, module in self._project.modules.items() if name in files]
        self.files = sorted(files)
        nodes = [(node, module) for module in self._modules for node in module.functions()]
        self.functions = sorted(
            (Function(node, module, self._project) for node, module in nodes), key=lambda each: (each.file, each.line)
        )

    def file(self, name: str) -> "Source":
        """One file, to be asked the same. Fails the check if there is none, or if it is no Python."""
        if name not in self._files:
            raise AssertionError(f"Your answer has no file `{name}`{_but(name, self.files)}")
        if name.endswith(".py") and name not in self._project.modules:
            raise AssertionError(f"`{name}` cannot be read as Python")
        return Source({name: self._files[name]}, project=self._project)

    def text(self, name: str) -> str:
        """The text of a file, such as a `Dockerfile`. Fails the check if there is none."""
        return self.file(name)._files[name].decode("utf-8", errors="replace")

    def function(self, name: str) -> Function:
        """The function of this name. Fails the check if there is none, or more than one."""
        found = [function for function in self.functions if function.name == name]
        if not found:
            names = [function.name for function in self.functions]
            raise AssertionError(f"Your answer has no function `{name}`{_but(name, names)}")
        if len(found) > 1:
            raise AssertionError(f"`{name}` is defined more than once: {', '.join(each.where for each in found)}")
        return found[0]

    def calls(self, name: str) -> list[Place]:
        """Where something is called.

        `time.sleep`, however it was imported; `save`, a function of the answer's or a builtin; `.commit` of any object.
        """
        return [place for module in self._modules for place in calls_of(module.nodes, name, module, self._project)]

    def imports(self, module: str) -> list[Place]:
        """Where a module, or something in it, is imported: `sqlalchemy` finds `from sqlalchemy.orm import Session`."""
        return [
            place_of(node, found)
            for found in self._modules
            for node in found.nodes
            if isinstance(node, ast.Import | ast.ImportFrom)
            and any(_is_below(name, module) for name in _imported(node))
        ]

    def findings(self, kind: str) -> list[Place]:
        """Where this kind of finding applies: see `KINDS` in `grader.source.findings`."""
        if kind not in KINDS:
            raise ValueError(f"no kind of finding is named {kind!r}: {', '.join(KINDS)}")
        return [
            Place(finding.file, finding.line, self._line(finding.file, finding.line))
            for finding in findings_of(self._project)
            if finding.kind == kind and finding.file in self._files
        ]

    @property
    def lines(self) -> list[Place]:
        """See the class."""
        return [
            Place(module.file, number, cut(text.strip()))
            for module in self._modules
            for number, text in enumerate(self._texts(module.file), start=1)
            if text.strip() and not text.strip().startswith("#")
        ]

    def _line(self, file: str, number: int) -> str:
        texts = self._texts(file)
        return cut(texts[number - 1].strip()) if number <= len(texts) else ""

    def _texts(self, file: str) -> Sequence[str]:
        return self._files[file].decode("utf-8", errors="replace").splitlines()


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    for alias in node.names:
        if isinstance(node, ast.Import):
            yield alias.name
        elif not node.level:
            yield f"{node.module}.{alias.name}"


def _is_below(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def _but(name: str, names: Sequence[str]) -> str:
    near = get_close_matches(name, names, n=1)
    return f", but `{near[0]}`" if near else ""
