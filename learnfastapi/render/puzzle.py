"""Lines of a solution: shuffled and numbered, or in order; and what an order is worth."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from learnfastapi.render.lesson.code import code_lines
from learnfastapi.render.look import Look, look_of, put
from learnfastapi.render.palette import ASIDE
from learnfastapi.render.text import indented, prose
from learnfastapi.study.fragment import Block, Fragment
from learnfastapi.study.puzzle import Judgement, Puzzle


def render_puzzle(console: Console, puzzle: Puzzle, *, plain: bool = False) -> None:
    """Every line behind its number. Of several files, each below its name."""
    look = look_of(console, plain=plain)
    margin = len(str(len(puzzle.shown)))
    lines: list[Text] = []
    numbered = enumerate(puzzle.shown, start=1)
    for file, group in groupby(numbered, key=lambda each: each[1].file):
        members = list(group)
        lines += _file_name(file, lines, is_alone=len(members) == len(puzzle.shown), look=look)
        for number, line in members:
            lines += indented(code_lines(line.text, "python", look), Text(f"{number:>{margin}}  ", ASIDE))
    put(console, lines, look)


def render_fragment(console: Console, fragment: Fragment, *, plain: bool = False) -> None:
    """Block by block, as a file has them. Of several files, each below its name."""
    look = look_of(console, plain=plain)
    lines: list[Text] = []
    for file, group in groupby(fragment.blocks, key=lambda block: block.file):
        blocks = list(group)
        lines += _file_name(file, lines, is_alone=len(blocks) == len(fragment.blocks), look=look)
        lines += code_lines("\n".join(_spaced(blocks)), "python", look)
    put(console, lines, look)


def judgement_text(judgement: Judgement) -> str:
    """A sentence or two."""
    if judgement.is_solutions:
        return "Right. That is the order in the solution."
    if judgement.is_right:
        return "Right. The solution has another order; yours passes the checks of this requirement too."
    match judgement.right:
        case 0:
            return "The first line is not the right one."
        case 1:
            return "The first line is right, the next one is not."
        case right:
            return f"The first {right} lines are right, the next one is not."


def _file_name(file: str, before: Sequence[Text], *, is_alone: bool, look: Look) -> list[Text]:
    if is_alone:
        return []
    return [*([Text()] if before else []), prose(f"`{file}`", look), Text()]


def _spaced(blocks: Sequence[Block]) -> Iterable[str]:
    """Two blank lines around what has several lines, as formatters do."""
    for place, block in enumerate(blocks):
        if place and (len(block.lines) > 1 or len(blocks[place - 1].lines) > 1):
            yield from ("", "")
        yield from (line.text for line in block.lines)
