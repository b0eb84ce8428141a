"""What pytest does for the judge: it collects test functions, rewrites their assertions, and runs them.

It knows nothing of requirements, needs or hosts. Which check runs when and where is decided here; what comes of one is
decided in `judging`, and what comes of all in `tally`.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from itertools import chain
from typing import TypedDict

import pytest

from grader.judge.check import Check, check_of
from grader.judge.collecting import Collecting
from grader.judge.current import Current
from grader.judge.faults import HostFault
from grader.judge.judging import Judging, takes_long
from grader.judge.lanes import FINISHED, Counter, Heap, Helper, Judged, Marks
from grader.judge.pool import Pool, Subject
from grader.judge.tally import Tally
from grader.models import CheckResult, Reason


class Shared(TypedDict):
    """What all judges of a run see."""

    timeouts: Counter
    failed: Marks


class GraderPlugin(Collecting):
    """Registered with one `pytest.main`. Give it what to run; take the results from `results` and `remarks`.

    What it starts is ended by `closing`, so that the caller can work on the results meanwhile.

    Attributes:
        results: In the order in which the checks ran.
        remarks: Titles of the remarks that failed.
        problem: Why no check could be run; None if they could.
    """

    def __init__(
        self,
        current: Current,
        make_pool: Callable[[], Pool],
        *,
        selects: Callable[[Check], bool],
        begin: Callable[[], None],
        problem: Callable[[Pool], str | None],
        collected: Callable[[Sequence[Check]], None],
        checked: Callable[[CheckResult], None],
        lanes: Callable[[int], int],
        closing: ExitStack,
    ) -> None:
        super().__init__(current, selects)
        self._make_pool = make_pool
        self._begin = begin
        self._problem = problem
        self._collected = collected
        self._checked = checked
        self._lanes = lanes
        self._closing = closing
        self.problem: str | None = None
        self.results: list[CheckResult] = []
        self.remarks: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        if session.testsfailed:
            return None
        checks = [check_of(item) for item in session.items]
        tally = Tally(checks, self._checked)
        shared = Shared(timeouts=Counter(), failed=Marks(len(checks)))
        in_company = [index for index, item in enumerate(session.items) if not _runs_alone(item)]
        heap = Heap(sorted(in_company, key=lambda index: takes_long(session.items[index])))
        self._closing.callback(heap.close)
        # What was imported and collected stays; to look through it for garbage takes longer than a check.
        gc.freeze()
        self._closing.callback(gc.unfreeze)
        self._begin()
        helpers: list[Helper] = []
        for _ in range(1, self._lanes(len(checks))):
            # Before there is a pool, whose sockets a fork would keep open.
            helpers.append(Helper(lambda: self._help(session.items, heap, shared)))
            self._closing.callback(helpers[-1].end)
        self._collected([check for check in checks if not check.is_remark])
        pool = self._current.pool = self._make_pool()
        self._closing.callback(pool.close)
        self.problem = self._problem(pool)
        judging = Judging(self._current, session.items, self.problem, **shared)
        self._judge_all(heap, [] if self.problem else helpers, judging, tally)
        pool.end()
        self.results, self.remarks = tally.results(), tally.remarks
        return True

    def _judge_all(self, heap: Heap, helpers: Sequence[Helper], judging: Judging, tally: Tally) -> None:
        late: dict[int, CheckResult] = {}

        def take(judged: Judged) -> None:
            if judged.result is None:
                raise RuntimeError(judged.bug)
            if helpers and judged.result.reason is Reason.TIMED_OUT:
                late[judged.index] = judged.result
            else:
                tally.add(judged.index, judged.result)

        while (index := heap.take()) is not None:
            take(Judged(index, judging.judge(index)))
            for judged in chain.from_iterable(helper.results() for helper in helpers):
                take(judged)
        for judged in chain.from_iterable(helper.rest() for helper in helpers):
            take(judged)
        # Those that run alone, and what a helper took and did not bring back.
        for index in tally.missing():
            if index not in late:
                tally.add(index, judging.judge(index))
        # A time-out counts when nothing else ran. The first that happens again shows that it was not the company.
        is_doubtful = True
        for index, result in sorted(late.items()):
            again = judging.judge_again(index, result) if is_doubtful else result
            is_doubtful = is_doubtful and again.reason is not Reason.TIMED_OUT
            tally.add(index, again)

    def _help(self, items: Sequence[pytest.Item], heap: Heap, shared: Shared) -> Iterator[Judged]:
        """What a helper does, in a process and with a pool of its own."""
        pool = self._current.pool = self._make_pool()
        try:
            with suppress(HostFault):
                pool.slot(Subject.ANSWER).load()  # if it cannot be loaded, the first judge says so
            judging = Judging(self._current, items, None, **shared)
            while (index := heap.take()) is not None:
                yield Judged(index, judging.judge(index))
            yield FINISHED
        finally:
            pool.close()


def _runs_alone(item: pytest.Item) -> bool:
    """Whether it measures time, so that nothing may run beside it."""
    return "together" in getattr(item, "fixturenames", ())
