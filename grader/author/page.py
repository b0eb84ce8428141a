"""A markdown file of a course, read for its author: where each word and block stands. Pure, but for `read_page`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from grader.author.models import Defect
from grader.course.files import read_text
from grader.course.front_matter import front_matter_end
from grader.course.markdown import first_line, sections_of, without_comments
from grader.course.models import Section
from grader.errors import Problem

_WORD = re.compile(r"\S*\w\S*")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """One file.

    Attributes:
        file: Relative to the course's folder, with `/`.
        text: As `read_text` gives it.
    """

    file: str
    text: str

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """Of the whole file without its comments, with its line numbers. `inline` ones hold a paragraph's inside."""
        end = front_matter_end(self.text)
        tokens = _parser().parse("\n" * self.text.count("\n", 0, end) + self.text[end:])
        # Comments are for authors: nobody is shown them.
        return [token for token in tokens if token.type != "html_block" or without_comments(token.content)]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return sections_of(self.text)[1]

    def section(self, heading: str) -> Section | None:
        return next((section for section in self.sections if section.heading == heading), None)

    def line(self, heading: str) -> int | None:
        section = self.section(heading)
        return section.line if section else None

    def below(self, heading: str) -> Sequence[Token]:
        """The tokens below a heading, up to the next one of its depth or above; empty if there is no such heading."""
        start = self.section(heading)
        if start is None:
            return ()
        ends = [section.line for section in self.sections if section.line > start.line and section.depth <= start.depth]
        return self.tokens[self._index(start.line) : self._index(min(ends) - 1) if ends else None]

    def above(self, heading: str) -> Sequence[Token]:
        """The tokens above a heading; all, if there is no such heading."""
        line = self.line(heading)
        return self.tokens if line is None else self.tokens[: self._index(line - 1)]

    def _index(self, line: int) -> int:
        """Of the first token that begins at a line, from 0, or below it."""
        found = (index for index, token in enumerate(self.tokens) if token.map and token.map[0] >= line)
        return next(found, len(self.tokens))

    def prose(self) -> Iterator[tuple[int, str]]:
        """Each paragraph, heading, item and cell: its first line, and its markdown with code blanked out."""
        for token in self.tokens:
            if token.type == "inline":
                yield first_line(token) + 1, without_code(token.content)

    def defect(self, line: int | None, text: str, step: str) -> Defect:
        return Defect(file=self.file, line=line, text=text, step=step)


def read_page(path: Path, file: str) -> Page | None:
    """None if it cannot be read as text, or is not there."""
    text = read_text(path / file, Path(file))
    return None if isinstance(text, Problem) else Page(file, text)


def words(tokens: Sequence[Token]) -> int:
    """How many words there are to read: code between backticks and tables in, code blocks out."""
    return sum(len(_WORD.findall(token.content)) for token in tokens if token.type == "inline")


def fences(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.type == "fence"]


def info(fence: Token) -> str:
    """What stands after the backticks, such as `python app broken`."""
    return " ".join(fence.info.split())


def without_code(markdown: str, filler: str = " ") -> str:
    """The same text, with `filler` for each character of code between backticks."""
    return _CODE.sub(lambda found: re.sub(r"\S", filler, found[0]), markdown)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")
