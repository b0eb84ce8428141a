"""Judge one check at a time: ask the answer, and where it fails, ask the solution in its place.

What the solution answers there is what was expected, and a check that the solution fails too is broken.
"""

import random
import time
from collections.abc import Sequence

import pytest
from _pytest.runner import runtestprotocol

from grader.judge.alarm import ends_within
from grader.judge.check import Check, check_of
from grader.judge.current import Current
from grader.judge.evidence import Evidence
from grader.judge.lanes import Counter, Marks
from grader.judge.pool import Subject
from grader.judge.verdict import Ran, failed, failed_unexplained, need_failed, not_run, passed
from grader.models import CheckResult, Outcome, Reason

_START_UP_TIMEOUTS = 2


class Judging:
    """What one judge needs for check after check. The run's time begins when it is made.

    `problem` is why no check can be run. What all judges of the run see: how many `timeouts` there were of a lifespan,
    and which checks have `failed`. Without `explains` the solution is not asked what was expected: enough for who wants
    to know which checks fail, and knows that none is broken.
    """

    def __init__(
        self,
        current: Current,
        items: Sequence[pytest.Item],
        problem: str | None,
        *,
        timeouts: Counter,
        failed: Marks,
        explains: bool = True,
    ) -> None:
        self._current = current
        self._items = items
        self._checks = [check_of(item) for item in items]
        self._problem = problem
        self._timeouts = timeouts
        self._failed = failed
        self._explains = explains
        self._end = time.monotonic() + current.limits.run

    def judge(self, index: int) -> CheckResult:
        """The result of check number `index`."""
        check, item = self._checks[index], self._items[index]
        result = self._refuse(check, item) or self._verdict(check, item)
        if result.outcome is not Outcome.PASSED:
            self._failed.set(index)
        return result

    def judge_again(self, index: int, result: CheckResult) -> CheckResult:
        """A second result in place of one that ran out of time, if there is time for it."""
        check, item = self._checks[index], self._items[index]
        has_time = time.monotonic() + result.seconds < self._end
        if not result.was_run or not has_time or self._refuse(check, item) is not None:
            return result
        return self._verdict(check, item)

    def _refuse(self, check: Check, item: pytest.Item) -> CheckResult | None:
        """A result without a run, where there is no point in one."""
        if self._problem is not None:
            return not_run(check, Reason.IMPORT_FAILED, "Not run: the app could not be loaded")
        if self._timeouts.value >= _START_UP_TIMEOUTS:
            return not_run(check, Reason.TIMED_OUT, "Not run: the lifespan did not end in two checks before this one")
        if time.monotonic() > self._end:
            seconds = self._current.limits.run
            return not_run(check, Reason.NOT_RUN, f"Not run: the {seconds:g} s for all checks were over")
        if takes_long(item):
            needed = (
                other.title
                for index, other in enumerate(self._checks)
                if other.function in check.needs and self._failed.is_set(index)
            )
            title = next(needed, None)
            return None if title is None else need_failed(check, title)
        return None

    def _verdict(self, check: Check, item: pytest.Item) -> CheckResult:
        ran = self._ask(item, Subject.ANSWER)
        if ran.passed:
            return passed(check, ran)
        if any(fault.phase for fault in ran.evidence.faults if fault.reason is Reason.TIMED_OUT):
            self._timeouts.add()
        if not self._explains:
            return failed_unexplained(check, ran)
        expected = self._ask(item, Subject.STAND_IN)
        return failed(check, ran, expected, lambda: self._ask(item, Subject.LATER))

    def _ask(self, item: pytest.Item, subject: Subject) -> Ran:
        return ask(self._current, item, subject, end_of_run=self._end)


def ask(current: Current, item: pytest.Item, subject: Subject, *, end_of_run: float, log: bool = False) -> Ran:
    """Run a check once, on one subject, with the seed that belongs to it. `log`: pytest's reporters hear of it."""
    current.pool.settle()
    current.evidence = Evidence(subject, current.limits, end_of_run)
    random.seed(f"{current.seed}:{item.name}")
    item._initrequest()  # type: ignore[attr-defined]  # pytest's own way to run an item twice
    # The check's deadline ends every call to a host, and what then goes on is the check's own code.
    seconds = current.limits.check + current.limits.request + current.limits.shutdown
    try:
        with ends_within(seconds, f"`{item.name}`"):
            reports = runtestprotocol(item, log=log, nextitem=None)
    except BaseException:
        # Ctrl-C. pytest ends the fixtures later, when there is nobody left to shut down.
        current.evidence.abandon()
        raise
    seconds = current.evidence.seconds
    current.pool.sweep()
    return Ran(evidence=current.evidence, reports=tuple(reports), seconds=seconds)


def takes_long(item: pytest.Item) -> bool:
    """Whether it sends hundreds of requests, and more to shrink what it finds. It waits for what it builds on."""
    return "explore" in getattr(item, "fixturenames", ())
