"""A task, and what is told about its solutions. Pure."""

import re
from collections.abc import Iterator

from grader.author.models import Defect
from grader.author.page import Page, fences, words
from grader.course.markdown import first_line
from grader.course.models import Exercise

LONGEST_STORY = 150
REQUIREMENTS = "## Requirements"


def task_defects(exercise: Exercise, page: Page) -> Iterator[Defect]:
    """Of `exercise.md`."""
    if exercise.minutes < 1:
        text = f"`minutes` is {exercise.minutes}"
        yield page.defect(_minutes_line(page), text, "write how long the exercise takes, 1 or more")
    if not exercise.title.strip():
        yield page.defect(1, "`title` is empty", "write what the learner sees in the list")
    if (found := words(page.above(REQUIREMENTS))) > LONGEST_STORY:
        line = first_line(page.tokens[0]) + 1
        text = f"the story has {found} words, and {LONGEST_STORY} is the limit"
        yield page.defect(line, text, f"take out {found - LONGEST_STORY} words")
    lines = requirement_lines(page)
    for requirement in exercise.requirements:
        if not exercise.hints.get(requirement.number):
            text = f"requirement {requirement.number} has no hints"
            yield page.defect(lines.get(requirement.number), text, f"add `### {requirement.number}` below `## Hints`")


def requirement_lines(page: Page) -> dict[int, int]:
    """A requirement's number to its line in `exercise.md`."""
    items = [token for token in page.below(REQUIREMENTS) if token.type == "list_item_open" and token.level == 1]
    return {number: first_line(item) + 1 for number, item in enumerate(items, start=1)}


def explanation_defects(page: Page) -> Iterator[Defect]:
    """Of a mistake's `explanation.md`: the symptom, what the answer does, the idea that mends it; no code."""
    paragraphs = sum(token.type == "paragraph_open" and token.level == 0 for token in page.tokens)
    if paragraphs < 2:
        text = f"has {paragraphs or 'no'} paragraph{'' if paragraphs == 1 else 's'} below its title, and 2 are wanted"
        yield page.defect(1, text, "say what the learner sees, then why, then the idea that mends it")
    for fence in fences(page.tokens):
        text = "shows code, which an explanation leaves to the learner"
        yield page.defect(first_line(fence) + 1, text, "say the idea in words")
    for section in page.sections[1:]:
        text = f"has a second heading, `{section.heading}`"
        yield page.defect(section.line, text, "keep the title alone, and write paragraphs below it")


def _minutes_line(page: Page) -> int | None:
    return next((number for number, line in enumerate(page.text.split("\n"), 1) if re.match("minutes *:", line)), None)
