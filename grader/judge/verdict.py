"""What a check's run says: outcome, reason, and a message in the learner's terms. Evidence in, a result out."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest

from grader.checks import AnswerRaised
from grader.judge.check import Check
from grader.judge.compare import differences
from grader.judge.evidence import Evidence
from grader.judge.exchange import Recording, frames
from grader.judge.identity import Identities
from grader.models import CheckResult, Difference, Exchange, Frame, Outcome, Reason, Response

_MAX_MESSAGE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One run of a check. `reports` are pytest's, on set-up, call and tear-down."""

    evidence: Evidence
    reports: tuple[pytest.TestReport, ...]
    seconds: float

    @property
    def passed(self) -> bool:
        """All three phases passed, and no host had a fault, even one that the check swallowed."""
        return len(self.reports) == 3 and all(report.passed for report in self.reports) and not self.evidence.faults

    @property
    def was_skipped(self) -> bool:
        """The check skipped itself, which is never a pass."""
        return any(report.skipped for report in self.reports) and not self.evidence.faults


def not_run(check: Check, reason: Reason, message: str) -> CheckResult:
    """The result of a check that nobody started."""
    return _result(check, Outcome.FAILED, reason, message)


def need_failed(check: Check, needed_title: str) -> CheckResult:
    """The result of a check that was not started, because one that it builds on failed."""
    return _result(check, Outcome.SKIPPED, Reason.NEED_FAILED, builds_on(needed_title))


def builds_on(title: str) -> str:
    """The message of a check that failed after one that it builds on."""
    return f"This one builds on: {title}"


def passed(check: Check, ran: Ran) -> CheckResult:
    """The result of a check that held. Its exchanges are kept, for who wants to see them."""
    exchanges = [recording.exchange(None) for recording in ran.evidence.recordings]
    return _result(check, Outcome.PASSED, None, "", ran=ran, exchanges=exchanges)


def failed(check: Check, ran: Ran, expected: Ran, ask_later: Callable[[], Ran]) -> CheckResult:
    """The result of a check that did not hold, given the run of the same check on the solution.

    `ask_later` runs it on the solution once more, with the clock moved. It is called where values differ, to learn
    which of them are volatile; what becomes of the check there says nothing.
    """
    if not expected.passed and not _was_slow(expected):
        return _result(check, Outcome.ERRORED, Reason.CHECK_BROKEN, _broken_message(expected), ran=ran)
    exchanges = _pair(ran, expected)
    difference = differences(exchanges)
    if difference and difference[0].path != "status":
        difference = differences(exchanges, _responses(ran, ask_later()), _identities(ran, expected))
    outcome, reason = Outcome.FAILED, _reason(ran)
    message = "\n".join([_message(ran, expected, exchanges, difference), *ran.evidence.timeline])
    if ran.was_skipped:
        outcome, reason = Outcome.SKIPPED, Reason.NOT_RUN
    return _result(check, outcome, reason, message, ran=ran, exchanges=exchanges, difference=difference)


def failed_unexplained(check: Check, ran: Ran) -> CheckResult:
    """The result of a check that did not hold, without a word on what was expected."""
    message = ran.evidence.faults[0].message if ran.evidence.faults else _assertion_message(ran)
    exchanges = [recording.exchange(None) for recording in ran.evidence.recordings]
    return _result(check, Outcome.FAILED, _reason(ran), message, ran=ran, exchanges=exchanges)


def _result(
    check: Check,
    outcome: Outcome,
    reason: Reason | None,
    message: str,
    *,
    ran: Ran | None = None,
    exchanges: Sequence[Exchange] = (),
    difference: Sequence[Difference] = (),
) -> CheckResult:
    return CheckResult(
        id=check.id,
        title=check.title,
        requirement=check.requirement,
        outcome=outcome,
        reason=reason,
        seconds=round(ran.seconds, 4) if ran else 0.0,
        # A check may quote the answer's JSON, which can hold lone surrogates; no report can.
        message=message[:_MAX_MESSAGE].encode(errors="backslashreplace").decode(),
        exchanges=list(exchanges),
        difference=list(difference),
        traceback=_traceback(ran) if ran and outcome is not Outcome.PASSED else None,
        output=ran.evidence.output if ran else "",
        hint=None,
    )


def _reason(ran: Ran) -> Reason:
    return ran.evidence.faults[0].reason if ran.evidence.faults else Reason.ASSERTION


def _was_slow(ran: Ran) -> bool:
    """Our own solution ran out of time: the machine's fault, and no proof against the check."""
    return bool(ran.evidence.faults) and ran.evidence.faults[0].reason is Reason.TIMED_OUT


def _pair(ran: Ran, expected: Ran) -> list[Exchange]:
    """Exchange n with what the solution answered to exchange n, as long as both were asked the same kind of thing."""
    return [
        recording.exchange(recording.expected or (other.response() if other else None))
        for recording, other in _aligned(ran, expected)
    ]


def _aligned(ran: Ran, other: Ran) -> Iterator[tuple[Recording, Recording | None]]:
    theirs = iter(other.evidence.recordings)
    for recording in ran.evidence.recordings:
        match = next(theirs, None)
        if match is None or (match.kind, match.method) != (recording.kind, recording.method):
            theirs = iter(())
            match = None
        yield recording, match


def _responses(ran: Ran, other: Ran) -> list[Response | None]:
    return [match.response() if match else None for _, match in _aligned(ran, other)]


def _identities(ran: Ran, expected: Ran) -> Identities:
    return Identities((mine.request(), match.request()) for mine, match in _aligned(ran, expected) if match)


def _traceback(ran: Ran) -> list[Frame] | None:
    """Of the fault where the place is known; else of the last exchange, or else call, in which the answer raised."""
    for fault in ran.evidence.faults:
        if fault.stack:
            return frames(fault.stack)
    for recording in reversed(ran.evidence.recordings):
        if recording.done and recording.done.error:
            return frames(recording.done.frames)
    if isinstance(ran.evidence.raised, AnswerRaised):
        return frames(ran.evidence.calls[-1].frames)
    return None


def _message(ran: Ran, expected: Ran, exchanges: Sequence[Exchange], difference: Sequence[Difference]) -> str:
    if ran.evidence.faults:
        return ran.evidence.faults[0].message
    for yours, theirs in zip(ran.evidence.calls, expected.evidence.calls, strict=False):
        if yours.asked == theirs.asked and yours.came != theirs.came:
            return f"`{yours.asked}` {yours.came}, expected that it {theirs.came}"
    if difference:
        return _difference_message(exchanges, difference[0])
    return _assertion_message(ran)


def _difference_message(exchanges: Sequence[Exchange], difference: Difference) -> str:
    exchange = exchanges[difference.exchange]
    path = "/" + exchange.request.url.partition("://")[2].partition("/")[2]
    asked = f"`{exchange.request.method} {path}`"
    if difference.path == "status":
        message = f"{asked} answered {difference.yours}, expected {difference.expected}"
        raised = (exchange.error or "").partition("\n")[0]
        return f"{message}: your app raised `{raised}`" if raised else message
    return (
        f"{asked} answered with another {'header' if difference.path.startswith('headers') else 'body'} than expected"
    )


def _assertion_message(ran: Ran) -> str:
    """Nothing differs from the solution exchange by exchange, so the check's own words have to do."""
    raised = ran.evidence.raised
    if raised is None:
        return "The check did not end as it should"
    if isinstance(raised, json.JSONDecodeError):
        return "The body is no JSON"
    text = str(raised).strip().partition("\n")[0] or type(raised).__name__
    if isinstance(raised, AssertionError) and not text.startswith("assert "):
        return text
    kind = "" if isinstance(raised, AssertionError) else f"{type(raised).__name__}: "
    return f"The check asks: {ran.evidence.statement}\nIt found: {kind}{text}"


def _broken_message(expected: Ran) -> str:
    """For the author: the check does not pass on the solution."""
    fault = expected.evidence.faults[0].message if expected.evidence.faults else ""
    raised = expected.evidence.raised
    text = fault or (f"{type(raised).__name__}: {raised}".partition("\n")[0] if raised else "it was skipped")
    return f"This check fails on the solution too, so it says nothing about your answer ({text})"
