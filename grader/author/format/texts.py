"""What holds for every text that a learner reads: widths of code, and words that help nobody. Pure."""

import re
from collections.abc import Iterator

from grader.author.models import Defect
from grader.author.page import Page, fences
from grader.course.markdown import first_line

WIDEST = 76
"""Columns of code. A terminal of 80 shows it with its margins."""

# Each of these tells a reader who is stuck that they should not be. "just" is meant as in "just add a type"; "just
# before the last one" says where, so it is let through. Words of praise or scorn that nobody writes are not listed.
_UNKIND = re.compile(
    r"\b(?:you (?:have )?forgot(?:ten)?|simply|obviously|trivial(?:ly)?|eas(?:y|ily)"
    r"|just(?! (?:before|after|above|below|as|now|in time)\b))\b",
    re.IGNORECASE,
)


def text_defects(page: Page) -> Iterator[Defect]:
    yield from wide_code(page)
    for line, text in page.prose():
        yield from unkind_words(page, line, text)


def wide_code(page: Page) -> Iterator[Defect]:
    for fence in fences(page.tokens):
        for number, content in enumerate(fence.content.split("\n"), first_line(fence) + 2):
            if len(content) > WIDEST:
                text = f"a line of code has {len(content)} columns, and {WIDEST} is the limit"
                yield page.defect(number, text, "break it; JSON may go over several lines")


def unkind_words(page: Page, first: int, text: str) -> Iterator[Defect]:
    """Words in a text without code, whose first line has the number `first`."""
    for found in _UNKIND.finditer(text):
        line = first + text.count("\n", 0, found.start())
        word = " ".join(found[0].split()).lower()
        yield page.defect(line, f"says `{word}`, which a reader who is stuck takes as blame", _advice(word))


def _advice(word: str) -> str:
    return "say what the answer does" if word.startswith("you ") else "leave the word out"
