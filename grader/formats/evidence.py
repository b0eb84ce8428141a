"""What a check that did not pass has to tell, as plain lines: the same in every form that people read."""

import json
from typing import Any

import msgspec

from grader.formats.printable import line, lines
from grader.models import CheckResult, Difference, Frame, Outcome, Report

_OUTPUT_LINES = 20
_LONGEST_VALUE = 200


def telling(check: CheckResult) -> int | None:
    """Index of the exchange that shows best what is wrong: the one that differs, or went wrong, or the last."""
    if not check.exchanges:
        return None
    if check.difference:
        return check.difference[0].exchange
    wrong = (index for index, each in enumerate(check.exchanges) if each.fault or each.error)
    return next(wrong, len(check.exchanges) - 1)


def place(check: CheckResult) -> tuple[str, int] | None:
    """File and line of the answer: where an error was raised or time ran out, else the function that answered."""
    index = telling(check)
    exchange = None if index is None else check.exchanges[index]
    frames: list[Frame] = check.traceback or (exchange.traceback if exchange else None) or []
    if frames:
        return frames[-1].file, frames[-1].line
    return (exchange.endpoint.file, exchange.endpoint.line) if exchange and exchange.endpoint else None


def message(check: CheckResult, report: Report) -> str:
    """Why it did not pass, or why none could be run; may have several lines."""
    return check.message or report.problem or str(check.reason or check.outcome)


def evidence_lines(check: CheckResult) -> list[str]:
    """Below the message: the request as a line for the shell, each difference, the place. May be empty."""
    index = telling(check)
    found = []
    if index is not None:
        if index:
            found.append(f"before: {index} other request{'' if index == 1 else 's'}")
        found.append(f"again: {line(check.exchanges[index].curl)}")
        found += [f"differs: {_difference(entry)}" for entry in check.difference if entry.exchange == index]
    where = place(check)
    if where is not None:
        found.append(f"at: {line(where[0])}:{where[1]}")
    return found


def output_lines(check: CheckResult) -> list[str]:
    """The end of what the answer printed. May be empty."""
    if not check.output.strip():
        return []
    found = lines(check.output)
    missing = len(found) - _OUTPUT_LINES
    return found if missing <= 0 else [f"... {missing} lines before this", *found[missing:]]


def is_told(check: CheckResult) -> bool:
    """Whether there is something to say: it failed or is broken. What was skipped waits for another one."""
    return check.outcome in (Outcome.FAILED, Outcome.ERRORED)


def note_lines(report: Report) -> list[str]:
    """What else there is to know."""
    hidden = [
        f"`{route.method} {route.path}` can never be reached: `{route.shadowed_by}` above it takes its requests."
        for route in report.routes.unreachable
    ]
    return [line(each) for each in (*report.notes, *hidden)]


def _difference(entry: Difference) -> str:
    return f"{line(entry.path)}: yours {_value(entry.yours)}, expected {_value(entry.expected)}"


def _value(value: Any) -> str:
    if value is msgspec.UNSET:
        return "missing"
    try:
        text = line(json.dumps(value, ensure_ascii=False))
    except RecursionError:
        return "(too deeply nested to be shown)"
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}..."
