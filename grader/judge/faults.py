"""What can happen to a host. A fault decides a check, even when the check swallows the exception."""

from collections.abc import Sequence

from grader import wire
from grader.models import Reason


class HostFault(Exception):  # noqa: N818  it is a finding about the answer, raised to end the check
    """The host died, ran out of time, sent too much or sent what no app sends.

    Attributes:
        reason: For the report.
        message: For the learner: what happened, and one next step where there is one.
        phase: `startup` or `shutdown` when it happened in the lifespan; else empty.
        stack: Where the answer was, outermost first, where that can be known.
    """

    def __init__(self, reason: Reason, message: str, stack: Sequence[wire.CodeLine] = ()) -> None:
        super().__init__(message)
        self.phase = ""
        self.reason = reason
        self.message = message
        self.stack = tuple(stack)
