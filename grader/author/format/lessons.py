"""A lesson keeps to the limits of the format, and has what each of its parts is there for. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from grader.author.models import Defect
from grader.author.page import Page, fences, info, without_code, words
from grader.course.examples.models import Exchange, Program, Script, Unsent
from grader.course.examples.reading import read_examples
from grader.course.markdown import first_line, items_of
from grader.course.models import Lesson

WORDS_PER_MINUTE = 200
MINUTES_PER_PROGRAM = 0.5
MINUTES_PER_EXCHANGE = 1 / 6
# An author rounds to fives, which is 2.5 minutes at most; beyond 12 minutes a quarter is more than that. Our own
# lessons are within half a minute of their count.
MARGIN_MINUTES = 3.0
MARGIN = 0.25
LONGEST_SURVEY = 100
LONGEST_PICTURE = 250
QUESTIONS = (3, 5)
MOST_TERMS = 5
ROWS = (5, 9)
LONGEST_SUMMARY = 3
PREDICTIONS = (3, 6)
KEY_POINTS = 2

_SENTENCE_END = re.compile(r"[.!?][)\"”*]*(?=\s+[^a-z\s]|\s*$)")


def lesson_defects(lesson: Lesson, page: Page) -> Iterator[Defect]:
    yield from _minutes(lesson, page)
    yield from _lengths(page)
    yield from _questions(page)
    yield from _terms(lesson, page)
    yield from _notes(page)
    yield from _explain_it(page)
    yield from _predictions(page)
    yield from _broken_programs(page)
    yield from _review(page)


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
            yield page.defect(page.line(heading), text, f"take out {_number(found - most, 'word')}")


def _questions(page: Page) -> Iterator[Defect]:
    section = page.section("## Questions")
    found = len([item for item in items_of(section.body).items if item.number is not None]) if section else 0
    if not QUESTIONS[0] <= found <= QUESTIONS[1]:
        text = f"`## Questions` has {_number(found, 'numbered question')}, and 3 to 5 are wanted"
        yield page.defect(page.line("## Questions"), text, _more_or_less(found, QUESTIONS, "question"))


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
            text = f"the table of `{heading}` has {_number(rows, 'row')}, and 5 to 9 are wanted"
            yield page.defect(first_line(tables[0]) + 1, text, _more_or_less(rows, ROWS, "row"))
    summary = "### Summary"
    sentences = sum(
        len(_SENTENCE_END.findall(without_code(token.content).replace("  ", " x")))
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


def _explain_it(page: Page) -> Iterator[Defect]:
    heading = "### Explain it"
    tokens = page.below(heading)
    blocks = [token.type for token in tokens if token.level == 0 and token.nesting >= 0]
    points = sum(token.type == "list_item_open" and token.level == 1 for token in tokens)
    if blocks[:1] != ["paragraph_open"]:
        text = f"`{heading}` does not begin with a listener and a task"
        yield page.defect(page.line(heading), text, "begin with a paragraph: to whom the reader explains what")
    elif points < KEY_POINTS:
        text = f"`{heading}` has {_number(points, 'key point')}, and {KEY_POINTS} or more are wanted"
        yield page.defect(page.line(heading), text, "end it with a list of what a good explanation says")


def _predictions(page: Page) -> Iterator[Defect]:
    heading = "## Going deeper"
    found = [example for example in read_examples(page.text) if _is_prediction(example)]
    lines = {example.line for example in found}
    reading = [token for token in fences(page.below(heading)) if first_line(token) + 1 in lines]
    if not PREDICTIONS[0] <= len(reading) <= PREDICTIONS[1]:
        text = f"`{heading}` has {_number(len(reading), 'prediction')} (`→ ? 200`), and 3 to 6 are wanted"
        yield page.defect(page.line(heading), text, _more_or_less(len(reading), PREDICTIONS, "prediction"))
    followed = {
        first_line(token) + 1
        for token, after in pairwise(page.tokens)
        if token.type == "fence" and after.type == "paragraph_open"
    }
    for example in found:
        if example.line not in followed:
            text = "a prediction has no paragraph below it"
            yield page.defect(example.line, text, "say there what comes, and why; the reader sees it after the guess")


def _is_prediction(example: object) -> bool:
    return isinstance(example, Exchange) and example.response.is_prediction


def _broken_programs(page: Page) -> Iterator[Defect]:
    """A program with a fault is no riddle: a right one comes before it, or the reader is asked what is wrong."""
    has_right = False
    is_question = False
    blocks = [token for token in page.tokens if token.type in ("fence", "inline")]
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.type == "inline":
            is_question = "?" in without_code(block.content)
        elif info(block) == "python app":
            has_right = True
        elif info(block) == "python app broken":
            asks = after is not None and ("→ ?" in after.content or (after.type == "inline" and "?" in after.content))
            if not (has_right or is_question or asks):
                text = "a broken program comes before any right one, and without a prediction or a question"
                yield page.defect(first_line(block) + 1, text, "put a right program above it, or ask what will come")


def _review(page: Page) -> Iterator[Defect]:
    heading = "## Review"
    tokens = page.below(heading)
    line = page.line(heading)
    if not any(token.type == "table_open" for token in tokens):
        yield page.defect(line, f"`{heading}` has no table", "begin it with a table from symptom to cause")
    programs = [info(token) for token in fences(tokens)]
    if not programs:
        yield page.defect(line, f"`{heading}` shows no pitfall", "show one mistake failing, and the same mended")
    elif "python app broken" in programs and "python app" not in programs[programs.index("python app broken") :]:
        broken = next(token for token in fences(tokens) if info(token) == "python app broken")
        text = f"the pitfall of `{heading}` is not mended"
        yield page.defect(first_line(broken) + 1, text, "put the right program, ` ```python app `, below it")
    if not any("?" in without_code(token.content) for token in tokens if token.type == "inline"):
        yield page.defect(line, f"`{heading}` asks nothing", "ask one question that mixes in an earlier lesson")


def _key_line(page: Page, key: str) -> int | None:
    lines = page.text.split("\n---", 1)[0].split("\n")
    return next((number for number, line in enumerate(lines, 1) if re.match(rf"['\"]?{key}['\"]?\s*:", line)), 1)


def _more_or_less(found: int, limits: tuple[int, int], what: str) -> str:
    least, most = limits
    return f"add {_number(least - found, what)}" if found < least else f"take out {_number(found - most, what)}"


def _number(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"
