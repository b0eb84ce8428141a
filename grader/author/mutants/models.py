"""A mutant: the reference with one small fault. Values, and how one is shown."""

import difflib
from dataclasses import dataclass
from enum import StrEnum

from grader.answer import Answer


class Kind(StrEnum):
    """What was done. These are all there are."""

    STATUS_CHANGED = "status code changed"
    STATUS_REMOVED = "status code removed"
    LIMIT_MOVED = "limit moved"
    LIMIT_REMOVED = "limit removed"
    EDGE = "ge for gt"
    """Or one of `ge`, `gt`, `le`, `lt` for its neighbour: the limit itself is let in, or shut out."""
    COMPARISON = "comparison changed"
    CONDITION = "condition negated"
    JUNCTION = "and for or"
    """Or the other way round."""
    NUMBER = "number changed"
    SIGN = "sign flipped"
    DEFAULT_CHANGED = "default changed"
    DEFAULT_REMOVED = "default removed"
    RESPONSE = "response model dropped"
    FILTER = "response filter dropped"
    LEAKED = "field leaked"
    RENAMED = "field renamed"
    ROUTES = "routes swapped"
    DEPENDENCY = "dependency removed"
    RAISE = "raise removed"
    HANDLER = "handler emptied"
    CALL = "call removed"
    """Of a function of the answer's whose result nobody uses: it checks something, or does something."""
    RESULT = "result dropped"
    ORDER = "order reversed"
    COMMIT = "commit removed"
    WRITE = "write removed"
    BLOCKING = "async blocks"
    PUT_AS_PATCH = "PUT acts as PATCH"
    PATCH_AS_PUT = "PATCH acts as PUT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """The reference with one fault.

    Attributes:
        id: Unique in its answer, and without line numbers, so that an edit elsewhere does not change it:
            `main.py: list_todos.limit: limit moved: ge=1 → ge=0`. Where the same would stand twice, the second one, in
            the order of the file, ends in ` (2)`.
        kind: A value of `Kind`.
        file: The changed file, relative to the answer's folder.
        line: Of the reference, from 1.
        answer: The whole answer, with the one changed file.
    """

    id: str
    kind: str
    file: str
    line: int
    answer: Answer


def diff_of(mutant: Mutant, reference: Answer) -> str:
    """From the reference to the mutant: a unified diff with two lines of context, without the lines that name the file.

    Never empty; each line ends in a newline.
    """
    before, after = (
        answer.files[mutant.file].decode("utf-8-sig", errors="replace").splitlines()
        for answer in (reference, mutant.answer)
    )
    _, _, *lines = difflib.unified_diff(before, after, n=2, lineterm="")
    return "".join(f"{line}\n" for line in lines)
