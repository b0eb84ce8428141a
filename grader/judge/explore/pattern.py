"""Text that matches a regular expression, as far as the common parts of one go.

rstr and exrex do the same and more, and would be one more package for one page of code.
"""

import random
import re
import string
from re import _constants as op  # type: ignore[attr-defined]  # the parser that `re` itself uses
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_CLASSES = {
    op.CATEGORY_DIGIT: string.digits,
    op.CATEGORY_WORD: string.ascii_lowercase + string.digits,
    op.CATEGORY_SPACE: " ",
}
_ANY = string.ascii_lowercase + string.ascii_uppercase + string.digits
_MOST_MORE = 3


def matching(pattern: str, rng: random.Random) -> str | None:
    """Text in which `re.search` finds the pattern; None if it has parts that are not known here."""
    try:
        found = _any(parser.parse(pattern), rng)
    except (KeyError, re.error, IndexError):
        return None
    return found if re.search(pattern, found) else None


def _any(parts: Any, rng: random.Random) -> str:
    return "".join(_one(code, value, rng) for code, value in parts)


def _one(code: Any, value: Any, rng: random.Random) -> str:
    if code is op.LITERAL:
        return chr(value)
    if code is op.ANY:
        return rng.choice(_ANY)
    if code is op.IN:
        return rng.choice(_members(value))
    if code is op.AT:
        return ""
    if code is op.SUBPATTERN:
        return _any(value[3], rng)
    if code is op.BRANCH:
        return _any(rng.choice(value[1]), rng)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, inner = value
        return "".join(_any(inner, rng) for _ in range(rng.randint(least, min(int(most), least + _MOST_MORE))))
    raise KeyError(code)


def _members(parts: Any) -> str:
    """The characters of a class such as `[a-z_]`."""
    found, is_negated = "", False
    for code, value in parts:
        if code is op.NEGATE:
            is_negated = True
        elif code is op.LITERAL:
            found += chr(value)
        elif code is op.RANGE:
            found += "".join(map(chr, range(value[0], value[1] + 1)))
        elif code is op.CATEGORY:
            found += _CLASSES[value]
        else:
            raise KeyError(code)
    return "".join(each for each in _ANY + "-_. " if each not in found) if is_negated else found
