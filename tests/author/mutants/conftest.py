"""What mutants a piece of source has, in a form that a table can hold."""

import difflib
from collections.abc import Callable

import pytest

from grader.answer import Answer
from grader.author.mutants import Kind, mutants_of

Found = list[tuple[str, str]]


@pytest.fixture
def changes() -> Callable[..., Found]:
    """The mutants of a file that are of some kinds: each with its kind and the lines that are new, without indents.

    Where there is none, `- ` and the lines that are gone.
    """

    def find(source: str, *kinds: Kind, files: dict[str, str] | None = None) -> Found:
        texts = {"main.py": source, **(files or {})}
        reference = Answer(files={name: text.encode() for name, text in texts.items()})
        return [
            (mutant.kind, changed_lines(source, mutant.answer.files["main.py"].decode()))
            for mutant in mutants_of(reference)
            if mutant.kind in kinds and mutant.file == "main.py"
        ]

    return find


def changed_lines(before: str, after: str) -> str:
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    new = [line[2:].strip() for line in lines if line.startswith("+ ")]
    return " / ".join(new) or "- " + " / ".join(line[2:].strip() for line in lines if line.startswith("- "))
