"""A lesson keeps to the limits of the format, and has what each of its parts is there for. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from grader.author.format.numbers import more_or_less, number
from grader.author.format.parts import part_defects
from grader.author.models import Defect
from grader.author.page import Page, without_code, words
from grader.course.examples.models import Exchange, Program, Script, Unsent
from grader.course.examples.reading import read_examples
from grader.course.markdown import first_line, items_of
from grader.course.models import Lesson

WORDS_PER_MINUTE = 200
MINUTES_PER_PROGRAM = 0.5
MINUTES_PER_EXCHANGE = 1 / 6
# An author rounds to fives, which is 2.5 minutes at most; beyond 12 minutes a quarter is more than that. Our own
# lessons are within a minute of their count.
MARGIN_MINUTES = 3.0
MARGIN = 0.25
LONGEST_SURVEY = 100
LONGEST_PICTURE = 250
QUESTIONS = (3, 5)
MOST_TERMS = 5
ROWS = (5, 9)
LONGEST_SUMMARY = 3

_SENTENCE_END = re.compile(r"[.!?][)\"”*]*(?=\s+[^a-z\s]|\s*$)")


def lesson_defects(lesson: Lesson, page: Page) -> Iterator[Defect]:
    yield from _minutes(lesson, page)
    yield from _lengths(page)
    yield from _questions(page)
    yield from _terms(lesson, page)
    yield from _notes(page)
    yield from part_defects(page)


def count_minutes(page: Page) -> float:
    """How long a lesson takes to read, by the format's count."""
    examples = read_examples(page.text)
    programs = sum(isinstance(example, Program | Script) for example in examples)
    exchanges = sum(isinstance(example, Exchange | Unsent) for example in examples)
    return words(page.tokens) / WORDS_PER_MINUTE + programs * MINUTES_PER_PROGRAM + exchanges * MINUTES_PER_EXCHANGE


def _minutes(lesson: Lesson, page: Page) -> Iterator[Defect]:
    counted = count_minutes(page)
    if abs(counted - lesson.minutes) > max(MARGIN_MINUTES, MARGIN * counted):
        minutes = max(1, round(counted))
        text = f"`minutes` is {lesson.minutes}, and by the count the lesson takes {minutes}"
        yield page.defect(
            _key_line(page, "minutes"), text, f"write `minutes: {minutes}`, or change what there is to read"
        )


def _lengths(page: Page) -> Iterator[Defect]:
    for heading, most in (("## Survey", LONGEST_SURVEY), ("## In plain words", LONGEST_PICTURE)):
        if (found := words(page.below(heading))) > most:
            text = f"`{heading}` has {found} words, and {most} is the limit"
            yield page.defect(page.line(heading), text, f"take out {number(found - most, 'word')}")


def _questions(page: Page) -> Iterator[Defect]:
    section = page.section("## Questions")
    found = len([item for item in items_of(section.body).items if item.number is not None]) if section else 0
    if not QUESTIONS[0] <= found <= QUESTIONS[1]:
        text = f"`## Questions` has {number(found, 'numbered question')}, and 3 to 5 are wanted"
        yield page.defect(page.line("## Questions"), text, more_or_less(found, QUESTIONS, "question"))


def _terms(lesson: Lesson, page: Page) -> Iterator[Defect]:
    line = _key_line(page, "terms")
    if len(lesson.terms) > MOST_TERMS:
        text = f"`terms` has {len(lesson.terms)} entries, and {MOST_TERMS} is the limit"
        yield page.defect(line, text, "keep those that the exercise needs, and explain the others in passing")
    emphasised = {term.casefold() for token in page.tokens for term in _emphasised(token)}
    for term in lesson.terms:
        if term.casefold() not in emphasised:
            text = f"the term `{term}` stands nowhere in italics"
            yield page.defect(line, text, f"write `*{term}*` where the text says what it means")


def _emphasised(token: Token) -> Iterator[str]:
    children = token.children or []
    for index, child in enumerate(children):
        if child.type == "em_open":
            closing = next(at for at in range(index, len(children)) if children[at].type == "em_close")
            yield "".join(inner.content or " " for inner in children[index + 1 : closing])


def _notes(page: Page) -> Iterator[Defect]:
    heading = "## Cornell notes"
    tokens = page.below(heading)
    tables = [token for token in tokens if token.type == "table_open"]
    head = [token.content for token in _cells(tokens)[:2]]
    if not tables or head != ["Cue", "Note"]:
        yield page.defect(page.line(heading), f"`{heading}` has no table `| Cue | Note |`", "begin it with this table")
    else:
        rows = sum(token.type == "tr_open" for token in tokens) - sum(token.type == "table_open" for token in tokens)
        if not ROWS[0] <= rows <= ROWS[1]:
            text = f"the table of `{heading}` has {number(rows, 'row')}, and 5 to 9 are wanted"
            yield page.defect(first_line(tables[0]) + 1, text, more_or_less(rows, ROWS, "row"))
    summary = "### Summary"
    sentences = sum(
        len(_SENTENCE_END.findall(without_code(token.content, "X")))
        for token in page.below(summary)
        if token.type == "inline"
    )
    if sentences > LONGEST_SUMMARY:
        text = f"`{summary}` has {sentences} sentences, and {LONGEST_SUMMARY} is the limit"
        yield page.defect(page.line(summary), text, "say in three sentences what should stay")
    elif not sentences:
        yield page.defect(page.line(summary), f"`{summary}` is empty", "say in three sentences what should stay")


def _cells(tokens: Sequence[Token]) -> list[Token]:
    return [token for before, token in pairwise(tokens) if before.type == "th_open"]


def _key_line(page: Page, key: str) -> int | None:
    lines = page.text.split("\n---", 1)[0].split("\n")
    return next((number for number, line in enumerate(lines, 1) if re.match(rf"['\"]?{key}['\"]?\s*:", line)), 1)
