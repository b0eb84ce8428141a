"""`signatures.json`: how each mistake of an exercise fails, as `grader.diagnosis` wrote it down."""

import os
from pathlib import Path

import msgspec

from grader.course.files import read_text
from grader.errors import Problem

Shape = dict[str, tuple[str, ...]]
"""How one check failed: what was asked, such as `PUT /todos`, to what was wrong with the answers, sorted."""

Signature = dict[int, dict[str, Shape]]
"""How one mistake fails: a requirement's number, 0 for none, to the checks that fail, by id.

It holds only what is the same whatever was drawn at random: a check that fails now and then is left out, and a shape
says what every run showed.
"""


class Signatures(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file.

    Attributes:
        inputs: Hex digest over all files that it was made from.
        built: What the starter's routes answer already, such as `GET /todos`.
        names: Keys of JSON objects that the reference answers.
        mistakes: By id.
    """

    inputs: str
    built: tuple[str, ...]
    names: tuple[str, ...]
    mistakes: dict[str, Signature]


def read_signatures(path: Path, file: Path) -> Signatures | Problem | None:
    """None if there is no such file: then no mistake is told. `file` names it in the problem."""
    if not os.path.lexists(path):
        return None
    text = read_text(path, file)
    if isinstance(text, Problem):
        return text
    try:
        return msgspec.json.decode(text, type=Signatures)
    except (msgspec.DecodeError, RecursionError) as error:
        return Problem(
            file=file,
            key="",
            text=f"cannot be used: {error}; remove it, and `python -m grader.diagnosis` writes it anew",
        )
