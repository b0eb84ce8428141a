"""A verdict in the terminal.

Order: the requirements as a list; the first failures in full; what the code shows besides; then what else there is to
know and the next command, which so stand last, above the prompt. On a screen, further failures are shown in full only
as long as the first one stays on it: whoever mends one thing at a time needs no scrolling.
"""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from grader.models import Outcome, Report
from learnfastapi.render.look import Look, look_of, put
from learnfastapi.render.palette import ASIDE, TITLE
from learnfastapi.render.text import prose, wrap
from learnfastapi.render.verdict.checklist import checklist_lines
from learnfastapi.render.verdict.clues import hidden_notes
from learnfastapi.render.verdict.failure import Failure, failure_lines, failures
from learnfastapi.render.verdict.findings import LEAST, finding_lines
from learnfastapi.render.verdict.problem import problem_lines
from learnfastapi.render.verdict.room import ROOMS


def render_report(
    console: Console, report: Report, *, plain: bool = False, max_failures: int = 3, next_command: str = ""
) -> None:
    """Print the verdict.

    Args:
        plain: No colour, signs or boxes, and no wrapping; the same text everywhere.
        max_failures: Failures shown in full, at least one if there is one.
        next_command: What to type next, such as `learnfastapi hint`; empty for none.
    """
    look = look_of(console, plain=plain)
    put(console, report_lines(report, look, max_failures=max_failures, next_command=next_command), look)


def report_lines(report: Report, look: Look, *, max_failures: int = 3, next_command: str = "") -> list[Text]:
    """The verdict as lines."""
    head = wrap(prose(_headline(report), look, TITLE), look.width)
    if report.problem is not None:
        foot = _foot(report, [], 0, next_command, look)
        return [*head, Text(), *problem_lines(report, look), *finding_lines(report.findings, None, look), *foot]
    found = failures(report)
    shown, foot = _fitting(report, found, look, max_failures, next_command)
    left = None if look.height is None else look.height - len(shown) - len(foot)
    return [*head, Text(), *checklist_lines(report, look), *shown, *finding_lines(report.findings, left, look), *foot]


def _fitting(
    report: Report, found: Sequence[Failure], look: Look, max_failures: int, next_command: str
) -> tuple[list[Text], list[Text]]:
    """The failures in full, and the foot: as many as fit on the screen, but at least one."""
    best: tuple[list[Text], list[Text]] = ([], _foot(report, [], 0, next_command, look))
    for count in range(1, min(max(max_failures, 1), len(found)) + 1):
        foot = _foot(report, found, count, next_command, look)
        # One failure is shown in any case, with less of each part if need be; a second one never takes room from it.
        for room in ROOMS if count == 1 else ROOMS[:1]:
            shown = [line for failure in found[:count] for line in (Text(), *failure_lines(failure, room, look))]
            # The prompt takes one line, and the empty line at the top may scroll away.
            needed = len(shown) + len(foot) + (LEAST if report.findings else 0)
            if look.height is None or needed <= look.height or room is ROOMS[-1]:
                best = (shown, foot)
                break
        else:
            break
    return best


def _headline(report: Report) -> str:
    what = f"`{report.exercise}`{_limit(report)}"
    passed = sum(requirement.outcome is Outcome.PASSED for requirement in report.requirements)
    total = len(report.requirements)
    if report.problem is not None:
        return f"{what}: could not be run"
    if report.outcome is Outcome.PASSED:
        return f"{what}: passed" + ("" if report.only else f", {passed} of {total} requirements")
    if report.outcome is Outcome.ERRORED:
        return f"{what}: a check of the course is broken, which is not your answer's fault"
    return f"{what}: not passed" + ("" if report.only else f" yet, {passed} of {total} requirements")


def _limit(report: Report) -> str:
    if report.only is None:
        return ""
    return f", only requirement {report.only}" if report.only.isdecimal() else f", only `{report.only}`"


def _foot(report: Report, found: Sequence[Failure], shown: int, next_command: str, look: Look) -> list[Text]:
    """Notes, failures not shown, seed, next command."""
    lines = [line for note in _notes(report) for line in wrap(prose(f"Note: {note}", look), look.width)]
    lines += _more(report, found, shown, look)
    again = f"`--seed {report.seed}` sends the same requests again"
    lines += wrap(prose(f"{report.seconds:.1f} s, seed {report.seed} ({again})", look, ASIDE), look.width)
    if next_command:
        lines.append(prose(f"Next: `{next_command}`", look))
    return [Text(), *lines]


def _more(report: Report, found: Sequence[Failure], shown: int, look: Look) -> list[Text]:
    """How many failures are not shown, and the command for the next one. A command is never broken over lines."""
    hidden = found[shown:]
    if not hidden:
        return []
    count = "1 more failure" if len(hidden) == 1 else f"{len(hidden)} more failures"
    command = f"`learnfastapi check {report.exercise} --only {_selector(hidden[0], found[:shown])}`"
    sentence = prose(f"{count}: {command} shows {'it' if len(hidden) == 1 else 'the next'}", look)
    if sentence.cell_len <= look.width:
        return [sentence]
    return [Text(f"{count}; to see {'it' if len(hidden) == 1 else 'the next'}:"), prose(f"  {command}", look)]


def _selector(failure: Failure, shown: Sequence[Failure]) -> str:
    """The requirement's number, unless a failure of that is shown already: then the check's name."""
    requirement = failure.requirement
    if requirement is None or any(other.requirement == requirement for other in shown):
        return failure.check.function
    return str(requirement.number)


def _notes(report: Report) -> list[str]:
    part = ["This was a part. Without `--only`, all requirements are checked."] if report.only else []
    return [*report.notes, *hidden_notes(report.routes.unreachable), *part]
