"""A markdown file's sections, blocks and list items.

Comments, `<!-- … -->`, are for authors: no heading and no item is read from them. Front matter is no markdown: its
lines are blanked and not cut off, so that every line number is one of the file.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from grader.course.front_matter import front_matter_end
from grader.course.models import Section

_FENCE_OR_HEADING = re.compile(
    r"""^[ ]{0,3}(?:
    (?P<fence>`{3,}(?=[^`\n]*$)|~{3,})(?P<info>.*)
    |(?P<marks>\#{1,6})(?:[ \t]+(?P<title>.*?))?(?:[ \t]+\#+)?[ \t]*
    |(?P<comment><!--).*
    )$""",
    re.MULTILINE | re.VERBOSE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ITEM_MARK = re.compile(r" *(\d+[.)]|[-+*])( +|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a list.

    Attributes:
        number: As it is written; None in a list without numbers.
        text: Markdown without the mark and its indentation, an empty line between blocks. A paragraph is one line;
            code and inner lists are as they stand.
    """

    number: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """All lists of a text as one. `stray`: the first line that stands in none of them; None if there is none.

    Comments count as nothing.
    """

    items: tuple[Item, ...]
    stray: str | None


def sections_of(text: str) -> tuple[str, tuple[Section, ...]]:
    """What stands above the first heading, without the front matter; and the sections, of a whole file.

    Found by hand, because only fences and headings count here and every command comes this way: 0.3 ms for a lesson of
    500 lines, where markdown-it-py takes 3.3 ms. A test compares the two.
    """
    first = front_matter_end(text)
    headings = [*_headings(text, first)]
    ends = [*(heading.start() for heading in headings), len(text)]
    return text[first : ends[0]].strip(), tuple(
        Section(
            depth=len(heading["marks"]),
            title=heading["title"] or "",
            body=text[heading.end() : end].strip(),
            line=text.count("\n", 0, heading.start()) + 1,
        )
        for heading, end in zip(headings, ends[1:], strict=True)
    )


def _headings(text: str, first: int) -> Iterator[re.Match[str]]:
    fence = ""
    while found := _FENCE_OR_HEADING.search(text, first):
        first = found.end()
        if fence:
            if (found["fence"] or "").startswith(fence) and not found["info"].strip():
                fence = ""
        elif found["comment"]:
            first = _line_end(text, text.find("-->", found.start("comment")))
        elif found["fence"]:
            fence = found["fence"]
        else:
            yield found


def _line_end(text: str, at: int) -> int:
    """Of the line that holds offset `at`; the end of the text for -1."""
    end = text.find("\n", at) if at >= 0 else -1
    return end if end >= 0 else len(text)


def without_comments(html: str) -> str:
    """A block of HTML without its comments, stripped; "" if it is nothing else."""
    return _COMMENT.sub("", html).strip()


def blocks_of(text: str) -> list[Token]:
    """The blocks of a whole file. What stands inside a paragraph or heading stays text, in its `inline` token."""
    end = front_matter_end(text)
    return _parser().parse("\n" * text.count("\n", 0, end) + text[end:])


@cache
def _parser() -> MarkdownIt:
    """Without what works on the insides of paragraphs: nothing here needs it, and it is half of the time."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def items_of(text: str) -> Items:
    """The entries of the lists in a text, those of inner lists not counted."""
    lines = text.split("\n")
    tokens = blocks_of(text)
    items = []
    stray = None
    for index, token in enumerate(tokens):
        if token.type == "list_item_open" and token.level == 1:
            number = int(token.info) if token.info else None
            items.append(Item(number=number, text=_item_text(tokens, index, lines)))
        elif token.level == 0 and stray is None and not _may_stand_alone(token):
            stray = lines[first_line(token)].strip()
    return Items(items=tuple(items), stray=stray)


def _may_stand_alone(token: Token) -> bool:
    """Whether it is the end of a block, a list, or a comment."""
    return token.nesting < 0 or token.type.endswith("_list_open") or _is_comment(token)


def _is_comment(token: Token) -> bool:
    return token.type == "html_block" and not without_comments(token.content)


def first_line(token: Token) -> int:
    """From 0."""
    assert token.map is not None  # every opening block of markdown-it-py has one
    return token.map[0]


def _item_text(tokens: Sequence[Token], opening: int, lines: Sequence[str]) -> str:
    first = first_line(tokens[opening])
    mark = _ITEM_MARK.match(lines[first])
    assert mark is not None  # or markdown-it-py would see no item
    indentation = " " * mark.end()
    blocks = []
    for token, after in zip(tokens[opening + 1 :], tokens[opening + 2 :], strict=False):
        if token.level <= tokens[opening].level:
            break
        if token.level == tokens[opening].level + 1 and token.nesting >= 0:
            if token.type == "paragraph_open":
                blocks.append(after.content.replace("\n", " "))
            elif not _is_comment(token):
                blocks.append(_unindented(lines, token, indentation))
    return "\n\n".join(blocks)


def _unindented(lines: Sequence[str], token: Token, indentation: str) -> str:
    assert token.map is not None
    return "\n".join(line.removeprefix(indentation) for line in lines[slice(*token.map)]).rstrip()
