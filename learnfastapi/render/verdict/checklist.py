"""The requirements as a list, and below each failed one its checks."""

from collections.abc import Sequence
from itertools import groupby

from rich.text import Text

from grader.models import CheckResult, Outcome, Report
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE
from learnfastapi.render.text import cut_text, indented, prose, wrap
from learnfastapi.render.verdict.outcome import mark, numbered_mark, pending_mark

_WORST_FIRST = (Outcome.ERRORED, Outcome.FAILED, Outcome.SKIPPED, Outcome.PASSED)
_INDENT = 4


def checklist_lines(report: Report, look: Look) -> list[Text]:
    """One line for each requirement that was asked for, one for each check of those that failed."""
    lines = []
    asked_for = {check.requirement for check in report.checks}
    for requirement in report.requirements:
        if report.only is not None and requirement.number not in asked_for:
            continue
        lines.append(requirement_line(requirement.number, requirement.text, requirement.outcome, look))
        if requirement.outcome in (Outcome.FAILED, Outcome.ERRORED):
            lines += _checks([check for check in report.checks if check.requirement == requirement.number], look)
    loose = [check for check in report.checks if check.requirement is None and check.outcome is not Outcome.PASSED]
    return [*lines, *_checks(loose, look)]


def requirement_line(number: int, text: str, outcome: Outcome, look: Look) -> Text:
    """One line; a longer text is cut, since the task has it whole."""
    first = numbered_mark(outcome, number, look)
    return first.append_text(cut_text(prose(" ".join(text.split()), look), look.width - first.cell_len, look))


def pending_line(number: int, text: str, look: Look) -> Text:
    """The same for a requirement of which too little is known yet."""
    first = pending_mark(number, look)
    return first.append_text(cut_text(prose(" ".join(text.split()), look, ASIDE), look.width - first.cell_len, look))


def _checks(checks: Sequence[CheckResult], look: Look) -> list[Text]:
    """A line for each check. Those that only wait for another one tell nothing, and are counted if they are many."""
    functions = _functions(checks)
    waiting = [cases for cases in functions if _worst(cases) is Outcome.SKIPPED]
    told = functions if len(waiting) < 2 else [cases for cases in functions if cases not in waiting]
    lines = [line for cases in told for line in _check(cases, look)]
    if told is not functions:
        lines.append(mark(Outcome.SKIPPED, look).append(f"{len(waiting)} more checks, which need others to pass first"))
    return indented(lines, " " * _INDENT)


def _worst(cases: Sequence[CheckResult]) -> Outcome:
    return next(outcome for outcome in _WORST_FIRST if any(case.outcome is outcome for case in cases))


def _functions(checks: Sequence[CheckResult]) -> list[list[CheckResult]]:
    """The cases of one parametrised check together."""
    return [list(group) for _, group in groupby(checks, key=lambda check: check.function)]


def _check(cases: Sequence[CheckResult], look: Look) -> list[Text]:
    outcome = _worst(cases)
    count = sum(case.outcome is outcome for case in cases)
    of = f" ({count} of {len(cases)} cases)" if len(cases) > 1 and outcome is not Outcome.PASSED else ""
    of += " (skipped)" if outcome is Outcome.SKIPPED and not look.plain else ""
    return indented(wrap(prose(cases[0].title + of, look), look.width - _INDENT - 2), mark(outcome, look))
