"""All mutants of one answer: the operators' changes, applied, tried, named."""

import ast
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from grader.answer import Answer
from grader.author.mutants import (
    conditions,
    defaults,
    dependencies,
    fields,
    flow,
    limits,
    numbers,
    order,
    responses,
    routes,
    signs,
    statuses,
    updates,
    waiting,
    writes,
)
from grader.author.mutants.code import Change, Code
from grader.author.mutants.edits import Text
from grader.author.mutants.known import Known
from grader.author.mutants.models import Mutant
from grader.source.project import Project

_OPERATORS: tuple[Callable[[Code], Iterator[Change]], ...] = (
    statuses.mutate,
    limits.mutate,
    conditions.mutate,
    numbers.mutate,
    signs.mutate,
    defaults.mutate,
    responses.mutate,
    routes.mutate,
    dependencies.mutate,
    flow.mutate,
    order.mutate,
    fields.mutate,
    writes.mutate,
    waiting.mutate,
    updates.mutate,
)


def mutants_of(answer: Answer) -> tuple[Mutant, ...]:
    """By file and line. All compile, differ from the answer in more than layout, and from each other.

    A file that is no Python has none, nor has one of tests: what tests are worth, broken apps show.
    """
    project = Project(answer.files)
    known = Known(project)
    found: list[Mutant] = []
    for file, module in project.modules.items():
        if not module.is_test:
            code = Code(module, Text(answer.files[file]), known)
            found += _of_file(answer, code)
    return tuple(found)


def _of_file(answer: Answer, code: Code) -> Iterator[Mutant]:
    file = code.module.file
    seen = {ast.dump(code.tree)}
    ids: Counter[str] = Counter()
    changes = [change for operator in _OPERATORS for change in operator(code)]
    for change in sorted(changes, key=lambda change: (change.at.lineno, change.at.col_offset)):
        content = code.text.apply(change.edits)
        tree = _dump(content)
        if tree is None or tree in seen:
            continue
        seen.add(tree)
        name = ": ".join(part for part in (file, code.place(change.at), change.kind, change.what) if part)
        ids[name] += 1
        yield Mutant(
            id=name if ids[name] == 1 else f"{name} ({ids[name]})",
            kind=change.kind.value,
            file=file,
            line=change.at.lineno,
            answer=replace(answer, files={**answer.files, file: content}),
        )


def _dump(content: bytes) -> str | None:
    """The syntax tree without places; None if Python does not take it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(content, "mutant", "exec")
            return ast.dump(ast.parse(content))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
