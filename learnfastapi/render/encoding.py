"""Characters that an output stream does not have, replaced by ones that say the same."""

import codecs
import unicodedata

_SIMILAR = {
    "…": "...",
    "→": "->",
    "←": "<-",
    "✓": "+",
    "✗": "x",
    "•": "-",
    "·": "-",
    "\N{EN DASH}": "-",
    "—": "-",
    "─": "-",
    "━": "=",
    "│": "|",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "“": '"',
    "”": '"',
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "\N{MULTIPLICATION SIGN}": "x",
    "\u00a0": " ",
}
ERRORS = "learnfastapi.similar"


def fit(text: str, encoding: str) -> str:
    """The text with every character that the encoding lacks replaced. Other characters stay as they are."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(char if _has(encoding, char) else similar(char, encoding) for char in text)
    except LookupError:
        return fit(text, "ascii")
    return text


def similar(char: str, encoding: str) -> str:
    """One or more characters in place of one: a look-alike, the letter without its accent, or its escape."""
    if char in _SIMILAR:
        return _SIMILAR[char]
    decomposed = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    if decomposed and _has(encoding, decomposed):
        return decomposed
    return char.encode("ascii", "backslashreplace").decode()


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(similar(char, "ascii") for char in error.object[error.start : error.end]), error.end


# The net below `fit`: what nobody fitted, such as Typer's help, must not crash the program either.
codecs.register_error(ERRORS, _replace)
