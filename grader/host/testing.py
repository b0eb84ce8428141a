"""Run the learner's tests on the app that was loaded, and tell what came of each.

Runs beside hostile code like everything here, and more so: what the tests say is believed. See `learner_tests` in
`grader.judge.fixtures`.
"""

import asyncio
import os
import re
from collections.abc import Sequence
from typing import Any

from grader import wire
from grader.host.frames import describe, frames_of

_NOT_NEEDED = (
    *("cacheprovider", "doctest", "faulthandler", "junitxml", "pastebin", "stepwise", "terminal"),
    *("threadexception", "unraisableexception", "warnings"),
)
_MAX_MESSAGE = 300
_OWN_MODULE = re.compile(r"^_pytest(?:\.\w+)*\.")
_RANK: dict[wire.TestResult, int] = {"passed": 0, "skipped": 1, "failed": 2}


async def run_tests(scope: dict[str, Any], folder: str) -> wire.TestsRan:
    """Run the files named in the scope, in a thread, where a test may have an event loop of its own."""
    return await asyncio.get_running_loop().run_in_executor(None, _run, scope["files"], folder)


def _run(files: Sequence[str], folder: str) -> wire.TestsRan:
    try:
        import pytest  # here, because it takes 0.1 s that only this needs
    except BaseException as error:  # noqa: BLE001  an answer may hold a `pytest.py`
        return wire.TestsRan([], _problem(error, folder))

    class Recorder:
        """A pytest plugin. Its hooks are called by pytest, in the thread that runs it."""

        def __init__(self) -> None:
            self.tests: dict[str, wire.TestOutcome] = {}
            self.problem = ""

        @pytest.hookimpl(wrapper=True)
        def pytest_make_collect_report(self, collector: pytest.Collector) -> Any:
            report = yield
            error = report.call.excinfo.value if report.failed and report.call.excinfo else None
            if error is not None and not self.problem:
                self.problem = _problem(error, folder)
            return report

        def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
            if len(items) > wire.MAX_TESTS:
                self.problem = self.problem or f"there are more than {wire.MAX_TESTS}"
                items.clear()

        def pytest_internalerror(self, excinfo: "pytest.ExceptionInfo[BaseException]") -> None:
            self.problem = self.problem or _problem(excinfo.value, folder)

        @pytest.hookimpl(wrapper=True)
        def pytest_runtest_makereport(self, item: pytest.Item, call: "pytest.CallInfo[None]") -> Any:
            report = yield
            before = self.tests.get(item.nodeid)
            outcome: wire.TestResult = "skipped" if hasattr(report, "wasxfail") else report.outcome
            if before is None or _RANK[outcome] > _RANK[before.outcome]:
                self.tests[item.nodeid] = _outcome(item, outcome, call, folder)
            return report

    recorder = Recorder()
    arguments = ["-c", os.devnull, "--rootdir", folder, "--confcutdir", folder, "--capture=no"]
    switched_off = [f"-pno:{name}" for name in _NOT_NEEDED]
    paths = [os.path.join(folder, file) for file in files]
    try:
        pytest.main(
            [*arguments, "--disable-plugin-autoload", "-panyio.pytest_plugin", *switched_off, *paths],
            plugins=[recorder],
        )
    except BaseException as error:  # noqa: BLE001  the border to the learner's tests
        recorder.problem = recorder.problem or _problem(error, folder)
    return wire.TestsRan(list(recorder.tests.values()), recorder.problem)


def _outcome(item: Any, outcome: wire.TestResult, call: Any, folder: str) -> wire.TestOutcome:
    file, line, _ = item.location
    message = ""
    if call.excinfo is not None:
        message = _one_line(call.excinfo.value, folder)
        for frame in frames_of(call.excinfo.value, folder):
            if frame.file == file:
                line = frame.line - 1
    return wire.TestOutcome(
        _sendable(item.nodeid.partition("::")[2][:200]), outcome, message, _sendable(file[:200]), (line or 0) + 1
    )


def _problem(error: BaseException, folder: str) -> str:
    cause = error.__cause__ or error
    text = _one_line(cause, folder)
    if isinstance(cause, SyntaxError):
        return f"`{text}`, {os.path.basename(cause.filename or '')} line {cause.lineno}"
    frames = frames_of(cause, folder)
    return f"`{text}`, {frames[-1].file} line {frames[-1].line}" if frames else f"`{text}`"


def _one_line(error: BaseException, folder: str) -> str:
    """Type and text; of an assertion the text alone."""
    text = describe(error, folder)
    if isinstance(error, AssertionError):
        text = text.removeprefix("AssertionError: ")
    elif isinstance(error, SyntaxError):
        text = f"{type(error).__name__}: {error.msg}"
    elif type(error).__name__ == "FixtureLookupError":
        text = getattr(error, "msg", None) or f"there is no fixture `{getattr(error, 'argname', '')}`"
    return _sendable(_OWN_MODULE.sub("", text.partition("\n")[0])[:_MAX_MESSAGE])


def _sendable(text: str) -> str:
    """Without lone surrogates, which no frame can hold."""
    return text.encode("utf-8", "backslashreplace").decode()
