"""Two hosts that are asked the same: the answer's and the solution's, each a fresh process with its start-up run."""

from contextlib import ExitStack
from dataclasses import dataclass

from grader.errors import GraderError
from grader.judge import http
from grader.judge.evidence import Evidence
from grader.judge.exchange import Recording
from grader.judge.explore.agree import Agreement
from grader.judge.explore.members import Ids, Members
from grader.judge.explore.request import Request, write
from grader.judge.explore.step import Step
from grader.judge.faults import HostFault
from grader.judge.session import Session
from grader.judge.slot import Slot
from grader.models import Reason


class OutOfTimeError(Exception):
    """The solution was too slow to go on: the machine's fault, and no finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A step and what came of it.

    Attributes:
        differs: Where the two answers differ, as `Agreement.differences` says it.
        fault: What happened to the answer's host, if anything; then `yours` is not whole.
    """

    step: Step
    ids: Ids
    yours: Recording
    expected: Recording
    differs: tuple[str, ...]
    fault: HostFault | None

    @property
    def agrees(self) -> bool:
        return not self.differs and self.fault is None


class Pair:
    """Sends each step to both at once, compares, and keeps count of the members that they make.

    Attributes:
        sent: What was sent so far.
        output: What the answer printed, as of the last `drain`.
        start_fault: Why the answer's host did not start; then nothing can be sent.
    """

    def __init__(
        self, evidence: Evidence, yours: Slot, expected: Slot, stack: ExitStack, members: Members, agreement: Agreement
    ) -> None:
        self.agreement = agreement
        self.sent: list[Sent] = []
        self.output = ""
        self.start_fault: HostFault | None = None
        self._members = members
        try:
            self._expected = evidence.begin_aside(expected, stack)
        except HostFault as fault:
            raise _of_the_solution(fault) from fault
        try:
            self._yours = evidence.begin_aside(yours, stack)
        except HostFault as fault:
            self.start_fault = fault

    def send(self, step: Step) -> Sent | None:
        """What came of it; None if it needs a member that does not exist.

        Raises `OutOfTimeError` if the solution is too slow, and `GraderError` if something else happened to it.
        """
        ids = self._members.ids_for(step)
        if ids is None:
            return None
        fault = None
        try:
            expected = _begin(self._expected, write(step, ids.expected))
        except HostFault as found:
            raise _of_the_solution(found) from found
        try:
            _begin(self._yours, write(step, ids.yours)).finish()
        except HostFault as found:
            fault = found
        try:
            expected.finish()
        except HostFault as found:
            raise _of_the_solution(found) from found
        return self._note(step, ids, self._yours.recordings[-1], expected.recording, fault)

    def _note(self, step: Step, ids: Ids, yours: Recording, expected: Recording, fault: HostFault | None) -> Sent:
        differs = [] if fault else self.agreement.differences(step.operation, yours, expected)
        sent = Sent(step=step, ids=ids, yours=yours, expected=expected, differs=tuple(differs), fault=fault)
        if fault is None:
            self._members.learn(len(self.sent), step, ids, yours, expected)
        self.sent.append(sent)
        return sent

    def drain(self) -> None:
        """Take what the answer has printed, while its host is there."""
        self.output = self._yours.output()


def _begin(session: Session, request: Request) -> http.HttpExchange:
    return http.begin(session, request.method, request.url, request.headers, request.body)


def _of_the_solution(fault: HostFault) -> Exception:
    if fault.reason is Reason.TIMED_OUT:
        return OutOfTimeError()
    return GraderError(f"The solution cannot be compared with: {fault.message}")
