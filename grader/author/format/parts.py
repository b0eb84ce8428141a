"""The parts of a lesson do what they are there for: explain, let guess, show a pitfall and mend it. Pure."""

from collections.abc import Iterator
from itertools import pairwise

from grader.author.format.numbers import more_or_less, number
from grader.author.models import Defect
from grader.author.page import Page, fences, info, without_code
from grader.course.examples.models import Exchange
from grader.course.examples.reading import read_examples
from grader.course.markdown import first_line

PREDICTIONS = (3, 6)
KEY_POINTS = 2


def part_defects(page: Page) -> Iterator[Defect]:
    yield from _explain_it(page)
    yield from _predictions(page)
    yield from _broken_programs(page)
    yield from _review(page)


def _explain_it(page: Page) -> Iterator[Defect]:
    heading = "### Explain it"
    tokens = page.below(heading)
    blocks = [token.type for token in tokens if token.level == 0 and token.nesting >= 0]
    points = sum(token.type == "list_item_open" and token.level == 1 for token in tokens)
    if blocks[:1] != ["paragraph_open"]:
        text = f"`{heading}` does not begin with a listener and a task"
        yield page.defect(page.line(heading), text, "begin with a paragraph: to whom the reader explains what")
    elif points < KEY_POINTS:
        text = f"`{heading}` has {number(points, 'key point')}, and {KEY_POINTS} or more are wanted"
        yield page.defect(page.line(heading), text, "end it with a list of what a good explanation says")


def _predictions(page: Page) -> Iterator[Defect]:
    heading = "## Going deeper"
    found = [example for example in read_examples(page.text) if _is_prediction(example)]
    lines = {example.line for example in found}
    reading = [token for token in fences(page.below(heading)) if first_line(token) + 1 in lines]
    if not PREDICTIONS[0] <= len(reading) <= PREDICTIONS[1]:
        text = f"`{heading}` has {number(len(reading), 'prediction')} (`→ ? 200`), and 3 to 6 are wanted"
        yield page.defect(page.line(heading), text, more_or_less(len(reading), PREDICTIONS, "prediction"))
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
