"""What pytest does for the judge: one check at a time, and what came of each.

pytest knows nothing of requirements, needs or hosts; it collects test functions, rewrites their assertions, and runs
them. Every check that fails is run again with the solution in the answer's place: what the solution answers there is
what was expected, and a check that the solution fails too is broken.
"""

import random
import time
from collections.abc import Callable, Sequence
from itertools import zip_longest

import pytest
from _pytest.runner import runtestprotocol

from grader.judge.check import Check, check_of
from grader.judge.current import Current
from grader.judge.evidence import Evidence
from grader.judge.pool import Pool, Subject
from grader.judge.verdict import Ran, failed, not_run, passed
from grader.models import CheckResult, Outcome, Reason

_START_UP_TIMEOUTS = 2


class GraderPlugin:
    """Registered with one `pytest.main`. Give it what to run; take the results from `results` and `remarks`.

    Attributes:
        results: In the order in which the checks ran.
        remarks: Titles of the remarks that failed.
        broken: What is wrong with the check files, for the author; empty when they could be collected.
    """

    def __init__(
        self,
        current: Current,
        make_pool: Callable[[], Pool],
        *,
        selects: Callable[[Check], bool],
        problem: Callable[[Pool], str | None],
        collected: Callable[[Sequence[Check]], None],
        checked: Callable[[CheckResult], None],
    ) -> None:
        self._make_pool = make_pool
        self._current = current
        self._selects = selects
        self._problem = problem
        self._collected = collected
        self._checked = checked
        self._failed: dict[str, str] = {}
        self._start_up_timeouts = 0
        self.problem: str | None = None
        self.results: list[CheckResult] = []
        self.remarks: list[str] = []
        self.broken: list[str] = []
        self.bug: BaseException | None = None

    # collection

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.broken.append(str(report.longrepr).strip())

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self.bug = excinfo.value

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if self._selects(check_of(item))]
        self._collected([check for item in items if not (check := check_of(item)).is_remark])

    # running

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        if session.testsfailed:
            return None
        self._end_of_run = time.monotonic() + self._current.limits.run
        self._current.pool = self._make_pool()
        try:
            self.problem = self._problem(self._current.pool)
            self._end_of_run = time.monotonic() + self._current.limits.run
            for item, following in zip_longest(session.items, session.items[1:]):
                self._run(item, following)
        finally:
            self._current.pool.close()
        return True

    def _run(self, item: pytest.Item, following: pytest.Item | None) -> None:
        check = check_of(item)
        result = self._refuse(check) or self._verdict(check, item, following)
        if check.is_remark:
            if result.outcome is Outcome.FAILED:
                self.remarks.append(result.title)
            return
        if result.outcome is not Outcome.PASSED:
            self._failed.setdefault(check.function, check.title)
        self.results.append(result)
        self._checked(result)

    def _refuse(self, check: Check) -> CheckResult | None:
        """A result without a run, where there is no point in one."""
        if self.problem is not None:
            return not_run(check, Reason.IMPORT_FAILED, "Not run: the app could not be loaded")
        if self._start_up_timeouts >= _START_UP_TIMEOUTS:
            return not_run(check, Reason.TIMED_OUT, "Not run: the lifespan did not end in two checks before this one")
        if time.monotonic() > self._end_of_run:
            return not_run(
                check, Reason.NOT_RUN, f"Not run: the {self._current.limits.run:g} s for all checks were over"
            )
        return None

    def _verdict(self, check: Check, item: pytest.Item, following: pytest.Item | None) -> CheckResult:
        ran = self._ask(item, following, Subject.ANSWER)
        if ran.passed:
            return passed(check, ran)
        if any(fault.phase for fault in ran.evidence.faults if fault.reason is Reason.TIMED_OUT):
            self._start_up_timeouts += 1
        expected = self._ask(item, following, Subject.STAND_IN)
        needed = [self._failed[name] for name in check.needs if name in self._failed]
        return failed(check, ran, expected, needed, lambda: self._ask(item, following, Subject.LATER))

    def _ask(self, item: pytest.Item, following: pytest.Item | None, subject: Subject) -> Ran:
        """Run the check once, on one subject, with the seed that belongs to it."""
        self._current.evidence = Evidence(subject, self._current.limits, self._end_of_run)
        random.seed(f"{self._current.seed}:{item.name}")
        item._initrequest()  # type: ignore[attr-defined]  # pytest's own way to run an item twice
        try:
            reports = runtestprotocol(item, log=False, nextitem=following)
        except BaseException:
            # Ctrl-C. pytest ends the fixtures later, when there is nobody left to shut down.
            self._current.evidence.abandon()
            raise
        seconds = self._current.evidence.seconds
        self._current.pool.recycle()
        return Ran(evidence=self._current.evidence, reports=tuple(reports), seconds=seconds)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        if call.excinfo is None or self._current.evidence.raised is not None:
            return
        self._current.evidence.raised = call.excinfo.value
        for entry in reversed(call.excinfo.traceback):
            if entry.path == item.path:
                self._current.evidence.statement = " ".join(str(entry.statement).split())
                return
