"""What pytest does for the judge: fixtures, one check at a time, and what came of each.

pytest knows nothing of requirements, needs or hosts; it collects test functions, rewrites their assertions, and runs
them. Every check that fails is run again with the solution in the answer's place: what the solution answers there is
what was expected, and a check that the solution fails too is broken.
"""

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import zip_longest
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from grader.judge.check import Check, check_of
from grader.judge.client import HostClient
from grader.judge.evidence import Evidence
from grader.judge.limits import Limits
from grader.judge.pool import Pool, Subject
from grader.judge.slot import Slot
from grader.judge.verdict import Ran, failed, not_run, passed
from grader.models import CheckResult, Outcome, Reason

_START_UP_TIMEOUTS = 2


class Launched:
    """The answer as `launch` started it: a client, and the power to restart it.

    Attributes:
        client: Talks to the running host.
    """

    def __init__(self, evidence: Evidence, slot: Slot) -> None:
        self._evidence = evidence
        self._slot = slot
        self._start()

    def _start(self) -> None:
        self._stack = ExitStack()
        self.client: HostClient = self._evidence.start(self._slot, self._stack)

    def stop(self) -> None:
        """End it: the lifespan's shut-down, then the process."""
        self._stack.close()

    def restart(self) -> HostClient:
        """End it and start it again on the files that it left. Returns the new client."""
        self.stop()
        self._slot.restart()
        self._start()
        return self.client


class GraderPlugin:
    """Registered with one `pytest.main`. Give it what to run; take the results from `results` and `remarks`.

    Attributes:
        results: In the order in which the checks ran.
        remarks: Titles of the remarks that failed.
        broken: What is wrong with the check files, for the author; empty when they could be collected.
    """

    def __init__(
        self,
        make_pool: Callable[[], Pool],
        *,
        limits: Limits,
        seed: int,
        selects: Callable[[Check], bool],
        problem: Callable[[Pool], str | None],
        collected: Callable[[Sequence[Check]], None],
        checked: Callable[[CheckResult], None],
    ) -> None:
        self._make_pool = make_pool
        self._limits = limits
        self._seed = seed
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
        self._end_of_run = time.monotonic() + self._limits.run
        self._pool = self._make_pool()
        try:
            self.problem = self._problem(self._pool)
            self._end_of_run = time.monotonic() + self._limits.run
            for item, following in zip_longest(session.items, session.items[1:]):
                self._run(item, following)
        finally:
            self._pool.close()
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
            return not_run(check, Reason.NOT_RUN, f"Not run: the {self._limits.run:g} s for all checks were over")
        return None

    def _verdict(self, check: Check, item: pytest.Item, following: pytest.Item | None) -> CheckResult:
        ran = self._ask(item, following, Subject.ANSWER)
        if ran.passed:
            return passed(check, ran)
        if any(fault.phase for fault in ran.evidence.faults if fault.reason is Reason.TIMED_OUT):
            self._start_up_timeouts += 1
        expected = self._ask(item, following, Subject.STAND_IN)
        needed = [self._failed[name] for name in check.needs if name in self._failed]
        return failed(check, ran, expected, needed)

    def _ask(self, item: pytest.Item, following: pytest.Item | None, subject: Subject) -> Ran:
        """Run the check once, on one subject, with the seed that belongs to it."""
        self._evidence = Evidence(subject, self._limits, self._end_of_run)
        random.seed(f"{self._seed}:{item.name}")
        item._initrequest()  # type: ignore[attr-defined]  # pytest's own way to run an item twice
        try:
            reports = runtestprotocol(item, log=False, nextitem=following)
        except BaseException:
            # Ctrl-C. pytest ends the fixtures later, when there is nobody left to shut down.
            self._evidence.abandon()
            raise
        seconds = self._evidence.seconds
        self._pool.recycle()
        return Ran(evidence=self._evidence, reports=tuple(reports), seconds=seconds)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        if call.excinfo is None or self._evidence.raised is not None:
            return
        self._evidence.raised = call.excinfo.value
        for entry in reversed(call.excinfo.traceback):
            if entry.path == item.path:
                self._evidence.statement = " ".join(str(entry.statement).split())
                return

    # fixtures

    @pytest.fixture
    def client(self) -> Iterator[HostClient]:
        """A `TestClient` on the answer, in a fresh process, its lifespan run."""
        with ExitStack() as stack:
            yield self._evidence.start(self._pool.slot(self._evidence.subject), stack)

    @pytest.fixture
    def reference(self) -> Iterator[HostClient]:
        """The same on the solution."""
        with ExitStack() as stack:
            yield self._evidence.start_aside(self._pool.slot(Subject.REFERENCE), stack)

    @pytest.fixture
    def same(self, client: HostClient, reference: HostClient) -> Callable[..., Any]:
        """Send a request to both, assert that status, media type and body are equal, return the answer's response.

        `ignore` names keys whose values may differ, wherever they stand in a JSON body.
        """

        def send(method: str, path: str, *, ignore: Sequence[str] = (), **kwargs: Any) -> Any:
            yours = client.request(method, path, **kwargs)
            expected = reference.request(method, path, **kwargs)
            assert yours.status_code == expected.status_code
            if yours.content or expected.content:
                # Where nothing is sent, as with 204, its label says nothing.
                assert _media_type(yours) == _media_type(expected)
            if expected.content and _media_type(expected).endswith("json"):
                assert _canonical(yours.json(), ignore) == _canonical(expected.json(), ignore)
            else:
                assert yours.content == expected.content
            return yours

        return send

    @pytest.fixture
    def launch(self) -> Iterator[Callable[..., Launched]]:
        """Start the answer with an environment and with files of the check's own: `launch(env={…}, files={…})`.

        Each call starts one more, in a folder of its own.
        """
        with ExitStack() as stack:

            def start(env: Mapping[str, str] | None = None, files: Mapping[str, str | bytes] | None = None) -> Launched:
                contents = {
                    name: content.encode() if isinstance(content, str) else content
                    for name, content in (files or {}).items()
                }
                slot = self._pool.launch(self._evidence.subject, env or {}, contents)
                launched = Launched(self._evidence, slot)
                stack.callback(launched.stop)
                return launched

            yield start


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _media_type(response: Any) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _canonical(value: Any, ignore: Sequence[str]) -> str:
    """JSON text with a mark in place of what may differ. As text, because in Python 1, 1.0 and True are equal."""
    return json.dumps(_without(value, ignore), sort_keys=True)


def _without(value: Any, keys: Sequence[str]) -> Any:
    """The value with a mark in place of what may differ."""
    if isinstance(value, dict):
        return {key: "…" if key in keys else _without(inner, keys) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, keys) for inner in value]
    return value
