"""Ids, which join lesson, exercise and solutions, and names that are nearly one."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

ID_SHAPE = "lower-case words and hyphens, such as `path-parameters`"
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def is_id(name: str) -> bool:
    """Whether a name is made of lower-case words and hyphens. Words may hold digits, and the first begins with none."""
    return _ID.fullmatch(name) is not None


def suggestion(name: str, known: Iterable[str]) -> str:
    """The end of a sentence, `; did you mean …?`; "" if nothing known is near."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean `{near[0]}`?" if near else ""
