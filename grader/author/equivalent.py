"""`equivalent.toml`: mutants that answer as the reference does, each with the reason why.

[[equivalent]]
mutant = "main.py: read_todo: condition negated: …"
reason = "Both branches answer the same for every id, since …"
"""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from grader.author.models import Defect

FILE = "equivalent.toml"


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mutant: str
    reason: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    equivalent: tuple[_Entry, ...] = ()


def read_equivalent(course: Path, exercise: str) -> tuple[Mapping[str, str], list[Defect]]:
    """Mutant to reason, empty without a file; and what is wrong with the file."""
    name = Path("solutions", exercise, FILE)
    try:
        text = (course / name).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}, []
    except (OSError, UnicodeDecodeError) as error:
        return {}, [Defect(file=name.as_posix(), text=f"cannot be read: {error}", step="write it as UTF-8 text")]
    step = 'it holds `[[equivalent]]` tables, each with `mutant = "…"` and `reason = "…"`'
    try:
        found = msgspec.convert(tomllib.loads(text), _File)
    except tomllib.TOMLDecodeError as error:
        return {}, [Defect(file=name.as_posix(), text=f"is not TOML: {error}", step=step)]
    except msgspec.ValidationError as error:
        return {}, [Defect(file=name.as_posix(), text=f"cannot be used: {error}", step=step)]
    defects = [
        Defect(
            file=name.as_posix(),
            line=line_of(text, each.mutant),
            text=f"gives no reason for `{each.mutant}`",
            step="say why no request can tell the mutant from the reference",
        )
        for each in found.equivalent
        if not each.reason.strip()
    ]
    return {each.mutant: each.reason for each in found.equivalent}, defects


def line_of(text: str, mutant: str) -> int | None:
    """Where a mutant is named, in either kind of quotes; None if it is written in another way there."""
    written = (mutant, json.dumps(mutant, ensure_ascii=False)[1:-1])
    return next(
        (number for number, line in enumerate(text.splitlines(), 1) if any(each in line for each in written)), None
    )
