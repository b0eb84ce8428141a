"""One failed check in full: what should hold, what was asked, what came, what was expected, and why it differs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.text import Text

from grader.formats.evidence import telling
from grader.models import CheckResult, Diagnosis, Exchange, Outcome, Report, RequirementResult
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, TITLE
from learnfastapi.render.text import capped, indented, prose, wrap
from learnfastapi.render.verdict.clues import clue_lines, parameter_lines
from learnfastapi.render.verdict.diagnosis import diagnosis_lines
from learnfastapi.render.verdict.difference import difference_lines
from learnfastapi.render.verdict.evidence import error_lines, output_lines
from learnfastapi.render.verdict.exchange import answered_lines, asked_lines, expected_lines, one_line, path_of
from learnfastapi.render.verdict.field import INDENT, field
from learnfastapi.render.verdict.outcome import mark
from learnfastapi.render.verdict.room import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The first case of a check that failed or is broken, and the requirement it belongs to, if any.

    Attributes:
        again: The command that sends its telling exchange again; empty if there is none.
        diagnoses: Of the requirement, at its first failure; they are not told twice.
    """

    check: CheckResult
    requirement: RequirementResult | None
    again: str = ""
    diagnoses: Sequence[Diagnosis] = ()


def failures(report: Report) -> list[Failure]:
    """One for each test function, in the order of the requirements. What was skipped is none: its cause is another."""
    requirements = {requirement.number: requirement for requirement in report.requirements}
    first_cases: dict[str, CheckResult] = {}
    for check in report.checks:
        if check.outcome in (Outcome.FAILED, Outcome.ERRORED):
            first_cases.setdefault(check.function, check)
    found = [
        Failure(
            check=check,
            requirement=None if check.requirement is None else requirements.get(check.requirement),
            again=_again(report, check),
        )
        for check in first_cases.values()
    ]
    found.sort(key=lambda failure: failure.requirement.number if failure.requirement else len(requirements) + 1)
    told: set[int] = set()
    for place, failure in enumerate(found):
        if failure.requirement is not None and failure.requirement.number not in told:
            told.add(failure.requirement.number)
            found[place] = replace(failure, diagnoses=failure.requirement.diagnoses)
    return found


def failure_lines(failure: Failure, room: Room, look: Look) -> list[Text]:
    """Title and requirement, then the evidence, the essential first."""
    check = failure.check
    told = diagnosis_lines(failure.diagnoses, room.diagnosis, look)
    again = field("again", [prose(f"`{failure.again}`", look)] if failure.again else [], look)
    return [*_heading(failure, room, look), Text(), *_evidence(check, room, look), *again, *told]


def _again(report: Report, check: CheckResult) -> str:
    index = telling(check)
    numbers = (
        number
        for number, (owner, position) in enumerate(report.numbered(), start=1)
        if owner is check and position == index
    )
    number = next(numbers, None)
    return "" if number is None else f"learnfastapi replay {number} {report.exercise}"


def _heading(failure: Failure, room: Room, look: Look) -> list[Text]:
    check, requirement = failure.check, failure.requirement
    title = prose(check.title, look, TITLE)
    lines = indented(wrap(title, look.width - 2), mark(check.outcome, look))
    if requirement is not None:
        number = f"  {requirement.number}. " if not look.plain else f"requirement {requirement.number}: "
        text = prose(" ".join(requirement.text.split()), look, ASIDE)
        lines += indented(capped(wrap(text, look.width - len(number)), room.requirement, look), Text(number, ASIDE))
    return lines


def _evidence(check: CheckResult, room: Room, look: Look) -> list[Text]:
    index = telling(check)
    shown = None if index is None else check.exchanges[index]
    message = _message(check, shown, look)
    if shown is None or index is None:
        return [
            *field("why", message, look),
            *error_lines(check, None, room, look),
            *output_lines(check.output, room.output, look),
        ]
    difference = [entry for entry in check.difference if entry.exchange == index]
    before, after = check.exchanges[:index], check.exchanges[index + 1 :]
    return [
        *field("before", _others(before, room, look, keep_end=True), look),
        *field("asked", asked_lines(shown, room.body, look), look),
        *field("answered", answered_lines(shown, room.body, look), look),
        *error_lines(check, shown, room, look),
        *field("expected", expected_lines(shown, difference, room.body, look), look),
        *field("differs", difference_lines(shown, difference, room.rows, look), look),
        *field("reads", parameter_lines(shown, look), look),
        *field("why", [*capped(clue_lines(shown, look), room.clues, look), *message], look),
        *field("after", _others(after, room, look, keep_end=False), look),
        *output_lines(check.output, room.output, look),
    ]


def _others(exchanges: Sequence[Exchange], room: Room, look: Look, *, keep_end: bool) -> list[Text]:
    lines = [one_line(each, look) for each in exchanges]
    return capped(lines, room.others, look, keep_end=keep_end, noun="requests")


def _message(check: CheckResult, shown: Exchange | None, look: Look) -> list[Text]:
    """Nothing if the exchange has said it already."""
    if not check.message or (shown and _is_told(check, shown)):
        return []
    return wrap(prose(check.message, look), look.width - INDENT)


def _is_told(check: CheckResult, shown: Exchange) -> bool:
    asked = f"`{shown.request.method} {path_of(shown.request.url)}` answered"
    return check.message == shown.fault or (bool(check.difference) and check.message.startswith(asked))
