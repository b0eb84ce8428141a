"""A Parsons problem: the lines of a fragment in another order, to be put in the right one.

Lines keep their indentation. In Python it is part of what a line says: without it, an order could be right and nobody
could tell whether a line stands inside of the `if` above it.
"""

import random
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.answer import Answer, read_answer
from grader.course.models import Exercise
from grader.errors import InputError
from grader.models import Outcome
from learnfastapi.study.fragment import SEED, Fragment
from learnfastapi.study.source import Line, rows_of

_SEPARATORS = re.compile(r"[\s,]+")
_MAX_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Puzzle:
    """Lines to be put in order.

    Attributes:
        fragment: The lines as they are right.
        shown: The same in another order, file by file: number n, from 1, is item n - 1.
    """

    fragment: Fragment
    shown: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an order is worth.

    Attributes:
        is_right: It is the solution's, or another that passes.
        is_solutions: It is the solution's.
        right: How many lines from the top are the solution's.
    """

    is_right: bool
    is_solutions: bool
    right: int


def puzzle_of(fragment: Fragment) -> Puzzle | None:
    """The same puzzle for the same fragment. None if there is nothing to put in order.

    Lines of one file stay together; the files are in the fragment's order.
    """
    lines = fragment.lines
    by_file = {line.file: [each for each in lines if each.file == line.file] for line in lines}
    if all(len({line.text for line in group}) < 2 for group in by_file.values()):
        return None
    chance = random.Random(f"{fragment.exercise}/{fragment.requirement}")
    while True:
        shown = [line for group in by_file.values() for line in chance.sample(group, len(group))]
        if _texts(shown) != _texts(lines):
            return Puzzle(fragment=fragment, shown=tuple(shown))


def read_order(typed: str, count: int) -> tuple[int, ...]:
    """The numbers 1 to `count` in the order in which they were typed, parted by spaces or commas.

    Raises `InputError`, naming what is missing, unknown or twice there.
    """
    hint = f"type each of the numbers 1 to {count} once, such as `{' '.join(map(str, range(1, min(count, 3) + 1)))} …`"
    words = [word for word in _SEPARATORS.split(typed) if word]
    if not words:
        raise InputError("The order is empty", hint=hint)
    numbers: list[int] = []
    for word in words:
        if not (word.isascii() and word.isdecimal()):
            raise InputError(f"`{_cut(word)}` is no number of a line", hint=hint)
        number = int(word) if len(word) <= len(str(count)) + 1 else 0
        if not 1 <= number <= count:
            raise InputError(f"There is no line `{_cut(word)}`", hint=hint)
        if number in numbers:
            raise InputError(f"Line `{number}` stands twice in the order", hint=hint)
        numbers.append(number)
    missing = [number for number in range(1, count + 1) if number not in numbers]
    if missing:
        what = "Line" if len(missing) == 1 else "Lines"
        verb = "is" if len(missing) == 1 else "are"
        names = ", ".join(f"`{number}`" for number in missing)
        raise InputError(f"{what} {names} {verb} missing in the order", hint=hint)
    return tuple(numbers)


def judge_order(puzzle: Puzzle, order: Sequence[int], exercise: Exercise, *, course: str) -> Judgement:
    """Whether an order, as `read_order` gives it, is right.

    Equal lines may change places. An order that is not the solution's is really run, which takes a second.
    Raises what `grader.judge.run.grade` raises.
    """
    lines = [puzzle.shown[number - 1] for number in order]
    texts, wanted = _texts(lines), _texts(puzzle.fragment.lines)
    if texts == wanted:
        return Judgement(is_right=True, is_solutions=True, right=len(wanted))
    right = next(place for place, (text, want) in enumerate(zip(texts, wanted, strict=True)) if text != want)
    answer = reordered(puzzle.fragment, lines, read_answer(exercise.reference))
    return Judgement(
        is_right=answer is not None and _passes(exercise, answer, puzzle.fragment.requirement, course),
        is_solutions=False,
        right=right,
    )


def reordered(fragment: Fragment, lines: Sequence[Line], answer: Answer) -> Answer | None:
    """The solution with a fragment's lines in another order. None if a line stands among those of another file."""
    files = dict(answer.files)
    if [line.file for line in lines] != [line.file for line in fragment.lines]:
        return None
    rest = list(lines)
    spans: dict[str, list[tuple[int, int, list[str]]]] = {}
    for block in fragment.blocks:
        texts = [rest.pop(0).text for _ in block.lines]
        spans.setdefault(block.file, []).append((block.start, block.end, texts))
    for file, replaced in spans.items():
        rows = rows_of(answer.files[file])
        for start, end, texts in reversed(replaced):
            rows[start - 1 : end] = texts
        files[file] = "\n".join(rows).encode()
    return replace(answer, files=files)


def _passes(exercise: Exercise, answer: Answer, requirement: int, course: str) -> bool:
    from grader.judge.run import grade

    with tempfile.TemporaryDirectory(prefix="learnfastapi-") as folder:
        answer.write(Path(folder))
        report = grade(exercise, Path(folder), course=course, seed=SEED, only=str(requirement))
    return report.outcome is Outcome.PASSED


def _texts(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(line.file, line.text) for line in lines]


def _cut(word: str) -> str:
    return word if len(word) <= _MAX_SHOWN else f"{word[:_MAX_SHOWN]}…"
