"""Run the checks of one exercise as pytest shows them: its own lines, assertion diffs, `-k` and `--pdb`.

For authors. The judge is the same as for a verdict (a host for each check, limits, the same seed) but for three
things: one judge runs all, a check that fails is not run again on the solution, and nothing is compared.
"""

import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pytest

from grader.answer import Answer, read_answer
from grader.course.models import Exercise
from grader.errors import CourseError, GraderError, InputError, Problem
from grader.host.processes import set_readable
from grader.judge.check import check_of
from grader.judge.current import Current
from grader.judge.faults import HostFault
from grader.judge.fixtures import all_fixtures
from grader.judge.invocation import run_pytest
from grader.judge.judging import ask
from grader.judge.limits import Limits
from grader.judge.log import exchanges_text, output_text
from grader.judge.pool import Pool, Subject
from grader.judge.processes import Processes
from grader.judge.run import problem_of

_DEBUGGER_FACTOR = 1_000
"""Times the limits: a person at a prompt thinks for longer than a request may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRun:
    """What came of it.

    Attributes:
        problem: Why no check could be run, markdown; None if they were.
        failed: The logs of the checks that did not pass, in the order in which they ran. Remarks are none.
        quit: Whether somebody left the debugger before all checks had run.
    """

    problem: str | None
    failed: tuple[Path, ...]
    quit: bool

    @property
    def passed(self) -> bool:
        """Whether every check ran and passed."""
        return self.problem is None and not self.failed and not self.quit


def run_raw(
    exercise: Exercise,
    answer: Answer,
    *,
    seed: int,
    logs: Path,
    limits: Limits,
    keyword: str | None = None,
    debug: bool = False,
) -> RawRun:
    """Run the checks on an answer; pytest prints to standard output.

    Args:
        logs: A folder. It gets a file for each check: its exchanges, and what the answer printed. Older ones go.
        keyword: As pytest's `-k` takes it; None for all checks.
        debug: Stop at a failure in pdb, at standard input. The limits are a thousand times longer then.

    Raises:
        InputError: `keyword` selects nothing.
        CourseError: The checks cannot be collected. pytest has printed why.
    """
    _clear(logs)
    limits = limits.scaled(_DEBUGGER_FACTOR) if debug else limits
    current = Current(exercise, limits, seed)
    with ExitStack() as stack:
        stack.callback(set_readable, set_readable(False))
        processes = stack.enter_context(Processes())
        processes.start()

        def make_pool() -> Pool:
            pool = Pool(answer, read_answer(exercise.reference), exercise.app, limits, processes)
            stack.callback(pool.close)
            return pool

        plugin = _RawPlugin(current, make_pool, logs, lambda pool: problem_of(answer, exercise.app, pool))
        arguments = ["--no-header", *(("-k", keyword) if keyword is not None else ()), *(("--pdb",) if debug else ())]
        code = run_pytest(exercise, [plugin, *all_fixtures(current)], arguments)
    if plugin.bug is not None:
        raise plugin.bug
    if plugin.interrupted:
        raise KeyboardInterrupt
    if plugin.broken:
        text = "cannot be collected; pytest says why above"
        raise CourseError(exercise.path, [Problem(file=Path(name), key="", text=text) for name in plugin.broken])
    if code == pytest.ExitCode.NO_TESTS_COLLECTED and plugin.problem is None and keyword is None:
        raise CourseError(exercise.path, [Problem(file=Path(exercise.checks[0].name), key="", text="holds no check")])
    if code in (pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.NO_TESTS_COLLECTED) and plugin.problem is None:
        hint = "give a part of a check's name, such as the words behind `test_`"
        raise InputError(f"No check of `{exercise.id}` is selected by `-k {keyword}`", hint=hint)
    return RawRun(problem=plugin.problem, failed=tuple(plugin.failed), quit=plugin.quit)


def _clear(logs: Path) -> None:
    try:
        logs.mkdir(parents=True, exist_ok=True)
        for old in logs.glob("*.log"):
            old.unlink()
    except OSError as error:
        raise GraderError(
            f"Cannot write logs into `{logs}`: {error.strerror}", hint="make that folder yours"
        ) from error


class _RawPlugin:
    """Registered with one `pytest.main`, beside pytest's own reporting.

    Attributes:
        broken: Names of the check files that could not be collected.
    """

    def __init__(
        self, current: Current, make_pool: Callable[[], Pool], logs: Path, problem: Callable[[Pool], str | None]
    ) -> None:
        self._current = current
        self._make_pool = make_pool
        self._logs = logs
        self._problem = problem
        self._count = 0
        self.problem: str | None = None
        self.failed: list[Path] = []
        self.broken: list[str] = []
        self.bug: BaseException | None = None
        self.interrupted = False
        self.quit = False

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.broken.append(report.nodeid)

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self.bug = excinfo.value

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """pytest takes it for one when somebody leaves the debugger."""
        self.interrupted = isinstance(excinfo.value, KeyboardInterrupt) and not self.broken
        self.quit = not self.interrupted

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        if session.testsfailed or not session.items:
            return None
        pool = self._current.pool = self._make_pool()
        self._end = time.monotonic() + self._current.limits.run
        self.problem = self._problem(pool)
        return None if self.problem is None else True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool:
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        passed = False
        try:
            passed = ask(self._current, item, Subject.ANSWER, end_of_run=self._end, log=True).passed
        finally:
            self._write_log(item, passed)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
        if call.excinfo is not None and isinstance(call.excinfo.value, HostFault):
            call.excinfo = _seen_from(item.path, call.excinfo)
        report: pytest.TestReport = yield
        evidence = self._current.evidence
        if report.when == "call" and report.passed and evidence.faults:
            report.outcome = "failed"
            report.longrepr = f"The check went on after this, which decides it: {evidence.faults[0].message}"
        if report.failed and check_of(item).is_remark:
            report.outcome = "skipped"
            report.wasxfail = "a remark, which fails nothing"
        if report.failed:
            texts = {"Exchanges": exchanges_text(evidence), "Printed by the answer": output_text(evidence)}
            report.sections += [(title, text) for title, text in texts.items() if text]
        return report

    def _write_log(self, item: pytest.Item, passed: bool) -> None:
        self._count += 1
        evidence = self._current.evidence
        path = self._logs / f"{self._count:02}-{re.sub(r'[^A-Za-z0-9_.-]', '_', item.name)[:100]}.log"
        parts = [
            f"{item.name}: {'passed' if passed else 'not passed'}, seed {self._current.seed}",
            f"Exchanges\n\n{exchanges_text(evidence) or 'none'}",
            f"Printed by the answer\n\n{output_text(evidence) or 'nothing'}",
        ]
        path.write_text("\n\n".join(parts) + "\n", encoding="utf-8", errors="backslashreplace")
        if not passed and not check_of(item).is_remark:
            self.failed.append(path)


def _seen_from(file: Path, excinfo: pytest.ExceptionInfo[BaseException]) -> pytest.ExceptionInfo[BaseException]:
    """The same without what stands below the last line in a file: what is ours says nothing about the answer."""
    entries = []
    entry: TracebackType | None = excinfo.tb
    while entry is not None:
        entries.append(entry)
        entry = entry.tb_next
    last = max((n for n, each in enumerate(entries) if each.tb_frame.f_code.co_filename == str(file)), default=None)
    if last is None:
        return excinfo
    cut: TracebackType | None = None
    for each in reversed(entries[: last + 1]):
        cut = TracebackType(cut, each.tb_frame, each.tb_lasti, each.tb_lineno)
    assert cut is not None
    return pytest.ExceptionInfo.from_exc_info((excinfo.type, excinfo.value, cut))
