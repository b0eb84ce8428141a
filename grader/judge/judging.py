"""Judge one check at a time: ask the answer, and where it fails, ask the solution in its place.

What the solution answers there is what was expected, and a check that the solution fails too is broken.
"""

import random
import time

import pytest
from _pytest.runner import runtestprotocol

from grader.judge.check import Check, check_of
from grader.judge.current import Current
from grader.judge.evidence import Evidence
from grader.judge.lanes import Counter
from grader.judge.pool import Subject
from grader.judge.verdict import Ran, failed, not_run, passed
from grader.models import CheckResult, Reason

_START_UP_TIMEOUTS = 2


class Judging:
    """What one judge needs for check after check. The run's time begins when it is made.

    `timeouts` counts how often a lifespan did not end, for all judges of the run; `problem` is why no check can be run.
    """

    def __init__(self, current: Current, timeouts: Counter, problem: str | None) -> None:
        self._current = current
        self._timeouts = timeouts
        self._problem = problem
        self._end = time.monotonic() + current.limits.run

    def judge(self, item: pytest.Item) -> CheckResult:
        """The check's result, without regard to what it builds on."""
        check = check_of(item)
        return self._refuse(check) or self._verdict(check, item)

    def judge_again(self, item: pytest.Item, result: CheckResult) -> CheckResult:
        """A second result in place of one that ran out of time, if there is time for it."""
        check = check_of(item)
        has_time = time.monotonic() + result.seconds < self._end
        return self._verdict(check, item) if result.was_run and has_time and self._refuse(check) is None else result

    def _refuse(self, check: Check) -> CheckResult | None:
        """A result without a run, where there is no point in one."""
        if self._problem is not None:
            return not_run(check, Reason.IMPORT_FAILED, "Not run: the app could not be loaded")
        if self._timeouts.value >= _START_UP_TIMEOUTS:
            return not_run(check, Reason.TIMED_OUT, "Not run: the lifespan did not end in two checks before this one")
        if time.monotonic() > self._end:
            seconds = self._current.limits.run
            return not_run(check, Reason.NOT_RUN, f"Not run: the {seconds:g} s for all checks were over")
        return None

    def _verdict(self, check: Check, item: pytest.Item) -> CheckResult:
        ran = self._ask(item, Subject.ANSWER)
        if ran.passed:
            return passed(check, ran)
        if any(fault.phase for fault in ran.evidence.faults if fault.reason is Reason.TIMED_OUT):
            self._timeouts.add()
        expected = self._ask(item, Subject.STAND_IN)
        return failed(check, ran, expected, lambda: self._ask(item, Subject.LATER))

    def _ask(self, item: pytest.Item, subject: Subject) -> Ran:
        """Run the check once, on one subject, with the seed that belongs to it."""
        current = self._current
        current.pool.settle()
        current.evidence = Evidence(subject, current.limits, self._end)
        random.seed(f"{current.seed}:{item.name}")
        item._initrequest()  # type: ignore[attr-defined]  # pytest's own way to run an item twice
        try:
            reports = runtestprotocol(item, log=False, nextitem=None)
        except BaseException:
            # Ctrl-C. pytest ends the fixtures later, when there is nobody left to shut down.
            current.evidence.abandon()
            raise
        seconds = current.evidence.seconds
        current.pool.sweep()
        return Ran(evidence=current.evidence, reports=tuple(reports), seconds=seconds)
