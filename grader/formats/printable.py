"""Text of an answer made safe to print: nothing in it moves a cursor, hides or reorders letters, or breaks a format."""

import re

# Control characters, marks that reorder or hide text, and what no XML document may hold; tabs and line ends stay.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_LONGEST_LINE = 1_000


def visible(text: str) -> str:
    """The text with every character that a terminal would act on, and lone surrogates, as an escape: `\\x1b`."""
    text = text.replace("\r\n", "\n").expandtabs(4)
    return _INVISIBLE.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode(), text)


def line(text: str) -> str:
    """The same on one line: a line end is shown as `\\n`. The end of a very long one is left out, and counted."""
    return _cut(visible(text).replace("\n", "\\n"))


def lines(text: str) -> list[str]:
    """The same as lines. Empty ones at the end are left out."""
    return [_cut(each) for each in visible(text).rstrip().split("\n")]


def _cut(text: str) -> str:
    missing = len(text) - _LONGEST_LINE
    return text if missing <= 0 else f"{text[:_LONGEST_LINE]}... ({missing:,} more characters)"
