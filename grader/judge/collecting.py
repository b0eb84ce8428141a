"""What every run asks of pytest: which checks there are, what is wrong with their files, and why one failed."""

from collections.abc import Callable

import pytest

from grader.course.models import Exercise
from grader.errors import CourseError, Problem
from grader.judge.alarm import ends_within
from grader.judge.check import Check, check_of
from grader.judge.current import Current
from grader.judge.fixtures import all_fixtures
from grader.judge.invocation import run_pytest


class Collecting:
    """A pytest plugin, for one `pytest.main`. What runs the checks derives from it.

    Attributes:
        broken: What is wrong with the check files, for the author; empty when they could be collected.
        bug: What went wrong in pytest or in us; None if nothing did.
    """

    def __init__(self, current: Current, selects: Callable[[Check], bool]) -> None:
        self._current = current
        self._selects = selects
        self.broken: list[str] = []
        self.bug: BaseException | None = None

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector):  # type: ignore[no-untyped-def]
        with ends_within(self._current.limits.load, f"importing `{collector.name}`"):
            return (yield)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.broken.append(str(report.longrepr).strip())

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self.bug = excinfo.value

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if self._selects(check_of(item))]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        if call.excinfo is None or self._current.evidence.raised is not None:
            return
        self._current.evidence.raised = call.excinfo.value
        for entry in reversed(call.excinfo.traceback):
            if entry.path == item.path:
                self._current.evidence.statement = " ".join(str(entry.statement).split())
                return


def run_checks(exercise: Exercise, plugin: Collecting, current: Current) -> None:
    """Let the plugin run what is collected. Raises `CourseError` if the checks cannot be collected."""
    code = run_pytest(exercise, [plugin, *all_fixtures(current)])
    if plugin.bug is not None:
        raise plugin.bug
    if code == pytest.ExitCode.INTERRUPTED and not plugin.broken:
        raise KeyboardInterrupt
    if plugin.broken:
        found = [Problem(file=exercise.checks[0], key="", text=text) for text in plugin.broken]
        raise CourseError(exercise.path, found)
