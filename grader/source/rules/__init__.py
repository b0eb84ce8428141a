"""One module for each kind of finding: its words, and a function from a project to the places where it applies."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.source.project import Module, Project


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A node with its module, and what stands for `{code}` in the rule's words."""

    module: Module
    node: ast.expr | ast.stmt
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of finding.

    Attributes:
        kind: Its id in a report, such as `blocking-call`.
        title: One line without a full stop; `{code}` stands for the piece of code it is about.
        explanation: Two to four sentences: what happens, why, and the idea that mends it. `{code}` as in the title.
        find: The places, in any order. Silent wherever there is a doubt.
    """

    kind: str
    title: str
    explanation: str
    find: Callable[[Project], Iterator[Place]]
