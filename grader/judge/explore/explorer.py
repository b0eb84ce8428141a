"""Compare the answer with the solution, request by request, and show the shortest sequence in which they differ.

Everything is asked aside: what the report shows is chosen at the end. Where nothing differs, it shows nothing.
"""

import random
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from grader.errors import GraderError
from grader.judge.evidence import Evidence
from grader.judge.explore.agree import Agreement, Place, Rules
from grader.judge.explore.members import Members
from grader.judge.explore.openapi import read_operations
from grader.judge.explore.pair import OutOfTimeError, Pair, Sent
from grader.judge.explore.plan import Planner
from grader.judge.explore.shrink import Shrinker, needed
from grader.judge.explore.step import Step
from grader.judge.explore.values import Values
from grader.judge.pool import Pool, Subject
from grader.judge.slot import KeeperLostError, Slot
from grader.models import Reason

_SHARE_OF_CHECK = 0.4  # of the check's time for the comparison; the rest is for one hanging request and for shrinking
_MAX_TRIES = 60
_SHRINK_SECONDS = 3.0
_ROUNDS = 3
_REPEATS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a check asks for. See `ExploringFixtures.explore`."""

    operations: Sequence[str] | None
    requests: int
    ignore: Sequence[str]
    error_bodies: bool
    seed: str


class Explorer:
    """One exploration in one check."""

    def __init__(self, evidence: Evidence, pool: Pool, asked: Asked) -> None:
        if evidence.hosts:
            raise GraderError("`explore` has to be the only one in its check that asks the answer")
        self._evidence = evidence
        self._asked = asked
        self._yours = pool.slot(evidence.subject)
        self._expected = pool.slot(Subject.REFERENCE)
        # A second solution: what differs between two of them is no fault of the answer's.
        self._second = pool.slot(Subject.STAND_IN)
        self._rules = Rules(ignore=frozenset(asked.ignore), error_bodies=asked.error_bodies)
        self._tries = 0
        self._shrink_end = 0.0

    def run(self) -> int:
        """How many requests were compared.

        Raises AssertionError with the first difference, `HostFault` if the answer hangs or dies, `GraderError` if the
        check cannot be run at all.
        """
        document = self._read_document()
        self._values = Values(document)
        self._operations = read_operations(document, self._asked.operations)
        right, rest = Planner(self._operations, self._values, random.Random(self._asked.seed)).plan(
            self._asked.requests
        )
        try:
            volatile = set(self._probe(right))
            for _ in range(_ROUNDS):
                self._rules = replace(self._rules, volatile=frozenset(volatile))
                sent = self._compare([*right, *rest])
                if not sent or sent[-1].agrees:
                    return len(sent)
                # A fresh pair does not repeat it: the clock, or chance. Once more from the start, without this place.
                volatile |= {(sent[-1].step.operation.name, path) for path in sent[-1].differs}
        except OutOfTimeError:
            pass
        return 0

    def _read_document(self) -> dict[str, Any]:
        with ExitStack() as stack:
            response = self._evidence.start_aside(self._expected, stack).get("/openapi.json")
        if response.status_code != 200:
            raise GraderError(
                f"The solution answers {response.status_code} to `GET /openapi.json`, and `explore` needs its OpenAPI",
                hint="leave `openapi_url` of the solution as it is",
            )
        return dict(response.json())

    def _probe(self, steps: Sequence[Step]) -> set[Place]:
        """Places where two solutions differ."""
        self._recycle(self._expected, self._second)
        with ExitStack() as stack:
            pair = self._pair(self._second, stack)
            found = {
                (sent.step.operation.name, path)
                for sent in map(pair.send, steps)
                if sent is not None
                for path in sent.differs
            }
        self._recycle(self._expected, self._second)
        return found

    def _pair(self, yours: Slot, stack: ExitStack) -> Pair:
        members, agreement = Members(self._values, self._operations), Agreement(self._rules)
        return Pair(self._evidence, yours, self._expected, stack, members, agreement)

    def _compare(self, steps: Sequence[Step]) -> list[Sent]:
        """What was sent; the last differs if a difference was found that does not show again."""
        end = time.monotonic() + self._evidence.seconds_left * _SHARE_OF_CHECK
        with ExitStack() as stack:
            pair = self._pair(self._yours, stack)
            if pair.start_fault is not None:
                self._evidence.faults.append(pair.start_fault)
                raise pair.start_fault
            for step in steps:
                sent = pair.send(step)
                if (sent is not None and not sent.agrees) or time.monotonic() > end:
                    break
            pair.drain()
        if pair.sent and not pair.sent[-1].agrees:
            self._explain(pair)
        self._recycle_all()
        return pair.sent

    def _explain(self, pair: Pair) -> None:
        """Raise with the shortest sequence. Returns if the difference does not show again."""
        fault = pair.sent[-1].fault
        if fault is not None and fault.reason is Reason.TIMED_OUT:
            # Each try would take as long again.
            self._show(pair, needed(pair.sent))
        self._tries, self._shrink_end = 0, time.monotonic() + min(_SHRINK_SECONDS, self._evidence.seconds_left / 2)
        found = Shrinker(self._attempt).shrink(pair.sent)
        if found is not None and self._shows_again(found):
            self._show(found, found.sent)
        if fault is not None:
            self._show(pair, needed(pair.sent))

    def _shows_again(self, found: Pair) -> bool:
        """Whether it is no chance, as when a clock went on between the two answers."""
        return all(self._try([each.step for each in found.sent]) is not None for _ in range(_REPEATS))

    def _attempt(self, steps: Sequence[Step]) -> Pair | None:
        """See `shrink.Try`."""
        if self._tries >= _MAX_TRIES or time.monotonic() > self._shrink_end:
            return None
        self._tries += 1
        return self._try(steps)

    def _try(self, steps: Sequence[Step]) -> Pair | None:
        try:
            self._recycle_all()
            with ExitStack() as stack:
                pair = self._pair(self._yours, stack)
                for step in steps:
                    sent = pair.send(step) if pair.start_fault is None else None
                    if sent is None:
                        return None
                    if not sent.agrees:
                        if sent.fault is not None and sent.fault.reason is Reason.TIMED_OUT:
                            return None
                        pair.drain()
                        return pair
        except (OutOfTimeError, KeeperLostError):
            self._tries = _MAX_TRIES
        return None

    def _show(self, pair: Pair, sent: Sequence[Sent]) -> NoReturn:
        """Make what was sent to a pair the check's evidence."""
        *before, last = sent
        for each in before:
            each.yours.expected = each.yours.response()
        last.yours.expected = pair.agreement.as_yours(last.step.operation, last.yours, last.expected)
        self._evidence.recordings += [each.yours for each in sent]
        self._evidence.output += pair.output
        if last.fault is not None:
            self._evidence.faults.append(last.fault)
            raise last.fault
        raise AssertionError(_message(last))

    def _recycle_all(self) -> None:
        self._recycle(self._yours, self._expected)

    def _recycle(self, *slots: Slot) -> None:
        different = dict.fromkeys(slots)
        for slot in different:
            slot.sweep()
        for slot in different:
            slot.settle()


def _message(sent: Sent) -> str:
    path = "/" + sent.yours.url.partition("://")[2].partition("/")[2]
    asked = f"`{sent.yours.method} {path}` answered"
    if sent.differs == ("status",):
        return f"{asked} {sent.yours.status}, expected {sent.expected.status}"
    return f"{asked} with another {'media type' if sent.differs == ('media type',) else 'body'} than expected"
