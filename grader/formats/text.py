"""A report in plain lines: short, complete, the same everywhere."""

from grader.formats.evidence import evidence_lines, is_told, note_lines, output_lines
from grader.formats.printable import line, lines
from grader.models import CheckResult, Outcome, Report, RequirementResult


def text(report: Report) -> str:
    """Each check, why it did not pass with the request and the difference, what is known about it, and the verdict."""
    found = [] if report.problem is None else [*lines(report.problem), ""]
    for check in report.checks:
        found += _check(check, explained=report.problem is None)
    for requirement in report.requirements:
        found += _diagnoses(requirement)
    found += [f"note: {note}" for note in note_lines(report)]
    passed = sum(requirement.outcome is Outcome.PASSED for requirement in report.requirements)
    found.append(f"{report.outcome}: {passed} of {len(report.requirements)} requirements, seed {report.seed}")
    return "".join(f"{each}\n" for each in found)


def _check(check: CheckResult, *, explained: bool) -> list[str]:
    head = f"{check.outcome}: {line(check.title)} ({line(check.id)})"
    if not explained or check.outcome is Outcome.PASSED:
        return [head]
    below = lines(check.message) if check.message else []
    if is_told(check):
        printed = output_lines(check)
        # Behind a bar: in the log of a CI server a line that begins with `::` would be a command.
        below += [*evidence_lines(check), *(["printed:", *(f"| {each}" for each in printed)] if printed else [])]
    return [head, *(f"    {each}".rstrip() for each in below)]


def _diagnoses(requirement: RequirementResult) -> list[str]:
    found = []
    for diagnosis in requirement.diagnoses:
        found.append(f"requirement {requirement.number}: {line(diagnosis.title)}")
        found += [f"    {each}".rstrip() for each in lines(diagnosis.explanation)]
    return found
