"""One failed check in full: what should hold, what was asked, what came, what was expected, and why it differs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.text import Text

from grader.models import CheckResult, Diagnosis, Exchange, Outcome, Report, RequirementResult
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, TITLE
from learnfastapi.render.text import capped, indented, prose, wrap
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
        diagnoses: Of the requirement, at its first failure; they are not told twice.
    """

    check: CheckResult
    requirement: RequirementResult | None
    diagnoses: Sequence[Diagnosis] = ()


def failures(report: Report) -> list[Failure]:
    """One for each test function, in the order of the requirements. What was skipped is none: its cause is another."""
    requirements = {requirement.number: requirement for requirement in report.requirements}
    first_cases: dict[str, CheckResult] = {}
    for check in report.checks:
        if check.outcome in (Outcome.FAILED, Outcome.ERRORED):
            first_cases.setdefault(check.function, check)
    found = [
        Failure(check=check, requirement=None if check.requirement is None else requirements.get(check.requirement))
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
    return [*_heading(failure, room, look), Text(), *_evidence(check, room, look), *told]


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
    index = _telling(check)
    shown = None if index is None else check.exchanges[index]
    message = field("why", _message(check, shown, look), look)
    if shown is None or index is None:
        return [*message, *error_lines(check, None, room.frames, look), *output_lines(check.output, room.output, look)]
    difference = [entry for entry in check.difference if entry.exchange == index]
    before, after = check.exchanges[:index], check.exchanges[index + 1 :]
    return [
        *field("before", _others(before, room, look, keep_end=True), look),
        *field("asked", asked_lines(shown, room.body, look), look),
        *field("answered", answered_lines(shown, room.body, look), look),
        *error_lines(check, shown, room.frames, look),
        *field("expected", expected_lines(shown, difference, room.body, look), look),
        *field("differs", difference_lines(shown, difference, room.rows, look), look),
        *message,
        *field("after", _others(after, room, look, keep_end=False), look),
        *output_lines(check.output, room.output, look),
    ]


def _others(exchanges: Sequence[Exchange], room: Room, look: Look, *, keep_end: bool) -> list[Text]:
    lines = [one_line(each, look) for each in exchanges]
    return capped(lines, room.others, look, keep_end=keep_end, noun="requests")


def _telling(check: CheckResult) -> int | None:
    """The exchange to show in full: the one that differs, or that went wrong, or the last one."""
    exchanges = check.exchanges
    if not exchanges:
        return None
    if check.difference:
        return check.difference[0].exchange
    wrong = (number for number, each in enumerate(exchanges) if each.fault or each.error)
    return next(wrong, len(exchanges) - 1)


def _message(check: CheckResult, shown: Exchange | None, look: Look) -> list[Text]:
    """Nothing if the exchange has said it already."""
    if not check.message or (shown and _is_told(check, shown)):
        return []
    return wrap(prose(check.message, look), look.width - INDENT)


def _is_told(check: CheckResult, shown: Exchange) -> bool:
    asked = f"`{shown.request.method} {path_of(shown.request.url)}` answered"
    return check.message == shown.fault or (bool(check.difference) and check.message.startswith(asked))
