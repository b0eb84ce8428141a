"""Lines of text: wrapped, cut, and made safe to print.

Data of the learner's app goes through `visible` before it becomes a `Text`. A `Text` made here is never parsed for
rich's markup.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from grader.formats.printable import visible as visible
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, CODE

_CODE = re.compile(r"`([^`\n]+)`")
_WORD = re.compile(r"\S+")


def visible_line(text: str) -> str:
    """The same for what must stay on one line: a line end is shown as `\\n`."""
    return visible(text).replace("\n", "\\n")


def cut(text: str, width: int, look: Look) -> str:
    """At most `width` columns of one line, with `…` where something is missing."""
    if cell_len(text) <= width:
        return text
    end = look.own("…")
    return set_cell_size(text, max(width - len(end), 0)).rstrip() + end


def cut_text(text: Text, width: int, look: Look) -> Text:
    """The same for a line that has its styles already."""
    if text.cell_len <= width:
        return text
    end = look.own("…")
    text.truncate(max(width - len(end), 0))
    text.rstrip()
    return text.append(end)


def prose(text: str, look: Look, style: str = "") -> Text:
    """A sentence of ours with code in backticks; these stay where there is no colour. Line ends stay."""
    text = look.fit(visible(text))
    if not look.colour:
        return Text(text, style)
    result = Text(style=style)
    last = 0
    for found in _CODE.finditer(text):
        result.append(text[last : found.start()])
        result.append(found[1], CODE)
        last = found.end()
    return result.append(text[last:])


def wrap(text: Text, width: int) -> list[Text]:
    """Lines of at most `width` columns, without spaces at their ends. A word that is too long is broken."""
    return [part for line in text.split("\n", allow_blank=True) for part in _wrap_line(line, width)]


def _wrap_line(line: Text, width: int) -> list[Text]:
    parts = line.divide(list(_breaks(line.plain, max(width, 1))))
    for part in parts:
        part.rstrip()
    return list(parts)


def _breaks(line: str, width: int) -> Iterator[int]:
    """Offsets at which a new line begins. Spaces at the beginning of the whole line are kept."""
    column = 0
    last = 0
    for word in _WORD.finditer(line):
        start, end = word.span()
        needed = cell_len(line[last:end])
        if column + needed <= width:
            column += needed
        else:
            if column and line[:start].strip():
                yield start
                column = 0
            else:
                column = cell_len(line[last:start])
            for offset in range(start, end):
                size = cell_len(line[offset])
                if column + size > width and offset > start:
                    yield offset
                    column = 0
                column += size
        last = end


def indented(lines: Iterable[Text], first: Text | str, rest: str | None = None) -> list[Text]:
    """The lines behind a prefix; `rest` (spaces as wide as the first, if not given) stands before all but the first.

    An empty line stays empty.
    """
    head = Text(first) if isinstance(first, str) else first
    rest = " " * head.cell_len if rest is None else rest
    result = []
    for number, line in enumerate(lines):
        if number == 0:
            result.append(Text.assemble(head, line))
        else:
            result.append(Text.assemble(rest, line) if line.plain else Text())
    if result:
        result[0].rstrip()
    return result


def capped(lines: Sequence[Text], limit: int, look: Look, *, keep_end: bool = False, noun: str = "lines") -> list[Text]:
    """At most `limit` lines, one of which says how many are missing: the last, or the first if the end is kept."""
    if len(lines) <= limit:
        return list(lines)
    missing = len(lines) - (limit - 1)
    if keep_end:
        return [Text(look.own(f"… {missing} {noun} before this"), ASIDE), *lines[missing:]]
    return [*lines[: limit - 1], Text(look.own(f"… {missing} more {noun}"), ASIDE)]
