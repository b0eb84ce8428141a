"""A passed exercise that comes back: the learner's own answer with one small fault, to be found.

Flow: the answer is judged, which tells that it passes and which of its functions answered. Then mutants of it are
tried, in an order that the seed decides, until the judge sees one fail: what it saw is the symptom.
"""

import ast
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.answer import Answer
from grader.author.mutants import Kind, Mutant, mutants_of
from grader.course.models import Exercise
from grader.errors import InputError
from grader.models import CheckResult, Difference, Exchange, Outcome, Reason, Report
from grader.source.project import Project
from learnfastapi.study.source import Place, in_order, rows_of, statement_at, with_used

_MOST_TRIES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """What a check sees of a fault.

    Attributes:
        title: The check's.
        before: The requests of the same check that came first, in order.
        exchange: The first that is not as it should be; what should have come is its `expected`.
        difference: Where it differs. Empty if only the status does, or if nothing came.
    """

    title: str
    before: tuple[Exchange, ...]
    exchange: Exchange
    difference: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One line of an answer that is wrong.

    Attributes:
        file: Where it is.
        rows: That file with the fault, line by line, without line ends.
        line: Number of the faulty line, from 1.
        right: The line as it was.
        spans: First and last lines of the file's statements that have to do with it, in order; the faulty one is
            among them.
        requirement: Which one fails.
    """

    file: str
    rows: tuple[str, ...]
    line: int
    right: str
    spans: tuple[tuple[int, int], ...]
    requirement: int
    symptom: Symptom

    @property
    def wrong(self) -> str:
        """The line as it is now."""
        return self.rows[self.line - 1]


def fault_in(exercise: Exercise, answer: Answer, *, requirement: int | None, seed: int, course: str) -> Fault | None:
    """An answer that passes, with a fault of one line; the same for the same seed. Takes one to six seconds.

    None if the answer does not pass (any more), or if none of eight faults shows. Then the solution is left to try.

    Args:
        requirement: Which one has to fail; None for any.
        course: Its title.

    Raises what `grader.judge.run.grade` raises.
    """
    only = None if requirement is None else str(requirement)
    sound = _judged(exercise, answer, only, seed, course)
    if sound.outcome is not Outcome.PASSED:
        return None
    for mutant in _mutants(answer, sound, seed, is_near=requirement is not None)[:_MOST_TRIES]:
        report = _judged(exercise, mutant.answer, only, seed, course)
        for check in report.checks:
            symptom = _symptom(check)
            if symptom is not None and check.requirement is not None:
                return _fault(answer, mutant, check.requirement, symptom, report)
    return None


def is_found(fault: Fault, guess: str) -> bool:
    """Whether somebody has found it, by the line's number or by typing the line as it should be.

    Spaces, quotes and comments do not count. Raises `InputError` for nothing, and for a number that no line has.
    """
    guess = guess.strip()
    last = len(fault.rows)
    hint = f"type the number of a line, 1 to {last}, or the line as it should be"
    if not guess:
        raise InputError("Nothing was typed", hint=hint)
    if guess.isascii() and guess.isdecimal():
        number = int(guess) if len(guess) <= len(str(last)) else 0
        if not 1 <= number <= last:
            raise InputError(f"`{fault.file}` has no line `{guess[:20]}`", hint=hint)
        return number == fault.line
    indent = fault.right[: len(fault.right) - len(fault.right.lstrip())]
    return _tree(fault, indent + guess) == _tree(fault, fault.right)


def _judged(exercise: Exercise, answer: Answer, only: str | None, seed: int, course: str) -> Report:
    # pytest and the test client take 0.2 s to import, which nobody else should pay.
    from grader.judge.run import grade

    with tempfile.TemporaryDirectory(prefix="learnfastapi-") as folder:
        answer.write(Path(folder))
        return grade(exercise, Path(folder), course=course, seed=seed, only=only)


def _mutants(answer: Answer, sound: Report, seed: int, *, is_near: bool) -> list[Mutant]:
    """Those with a fault of one line, shuffled; what the checks reach first, if that is wanted.

    What is found without the symptom comes last: a key with a letter more, or a `pass`. Few are tried, so each line
    has its turn before one has a second.
    """
    found = [mutant for mutant in mutants_of(answer) if _changed_row(answer, mutant) is not None]
    random.Random(seed).shuffle(found)
    project = Project(answer.files)
    reached = with_used(project, _answered(project, sound.checks))
    turns = Counter[tuple[str, int, bool]]()
    keys: list[tuple[bool, bool, int]] = []
    for mutant in found:
        is_plain = mutant.kind == Kind.RENAMED or _leaves_pass(answer, mutant)
        is_far = is_near and statement_at(project, mutant.file, mutant.line) not in reached
        place = (mutant.file, mutant.line, is_plain)
        keys.append((is_far, is_plain, turns[place]))
        turns[place] += 1
    return [found[index] for index in sorted(range(len(found)), key=keys.__getitem__)]


def _changed_row(answer: Answer, mutant: Mutant) -> int | None:
    """The number of the one line that differs; None if there are more, or other ones."""
    before, after = rows_of(answer.files[mutant.file]), rows_of(mutant.answer.files[mutant.file])
    differs = [number for number, pair in enumerate(zip(before, after, strict=False), start=1) if pair[0] != pair[1]]
    is_one = len(before) == len(after) and len(differs) == 1 and after[differs[0] - 1].strip()
    return differs[0] if is_one else None


def _leaves_pass(answer: Answer, mutant: Mutant) -> bool:
    row = _changed_row(answer, mutant)
    return row is not None and rows_of(mutant.answer.files[mutant.file])[row - 1].strip() == "pass"


def _answered(project: Project, checks: Sequence[CheckResult]) -> set[Place]:
    ends = [exchange.endpoint for check in checks for exchange in check.exchanges]
    places = {statement_at(project, end.file, end.line) for end in ends if end is not None}
    return {place for place in places if place is not None}


def _symptom(check: CheckResult) -> Symptom | None:
    """None if the check did not fail by what came back to a request."""
    if check.outcome is not Outcome.FAILED or check.reason is not Reason.ASSERTION:
        return None
    for index, exchange in enumerate(check.exchanges):
        difference = tuple(entry for entry in check.difference if entry.exchange == index)
        response, expected = exchange.response, exchange.expected
        if exchange.kind != "http" or response is None or expected is None:
            return None
        if difference or response.status != expected.status:
            before = tuple(check.exchanges[:index])
            return Symptom(title=check.title, before=before, exchange=exchange, difference=difference)
    return None


def _fault(answer: Answer, mutant: Mutant, requirement: int, symptom: Symptom, report: Report) -> Fault:
    line = _changed_row(answer, mutant)
    assert line is not None  # others were sorted out
    project = Project(mutant.answer.files)
    failed = [check for check in report.checks if check.title == symptom.title]
    places = set(with_used(project, _answered(project, failed)))
    faulty = statement_at(project, mutant.file, line)
    shown = in_order([place for place in places | ({faulty} if faulty else set()) if place.file == mutant.file])
    return Fault(
        file=mutant.file,
        rows=tuple(_shown_rows(mutant.answer.files[mutant.file])),
        line=line,
        right=rows_of(answer.files[mutant.file])[line - 1],
        spans=tuple((place.start, place.end) for place in shown) or ((line, line),),
        requirement=requirement,
        symptom=symptom,
    )


def _shown_rows(content: bytes) -> list[str]:
    """Without the empty one behind the last line end, which no editor numbers."""
    rows = rows_of(content)
    return rows[:-1] if rows[-1] == "" else rows


def _tree(fault: Fault, row: str) -> str | None:
    """The file with another line in place of the faulty one, as syntax; None if it is no Python."""
    rows = [*fault.rows[: fault.line - 1], row, *fault.rows[fault.line :]]
    try:
        return ast.dump(ast.parse("\n".join(rows)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
