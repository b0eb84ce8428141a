"""What came of the learner's tests on a right app and on broken ones, and the sentences that say so."""

from collections.abc import Mapping, Sequence

from grader import wire


class AppRun:
    """What came of the learner's tests on one app.

    Attributes:
        tests: In the order in which they ran.
        problem: Why tests could not be collected; empty if they could.
    """

    def __init__(self, tests: Sequence[wire.TestOutcome], problem: str) -> None:
        self.tests = tuple(tests)
        self.problem = problem

    @property
    def passed(self) -> bool:
        """Every test that was not skipped passed, and there was one."""
        return not self.problem and bool(self.names("passed")) and not self.names("failed")

    def names(self, outcome: str) -> set[tuple[str, str]]:
        """File and name of the tests with this outcome."""
        return {(test.file, test.name) for test in self.tests if test.outcome == outcome}


class TestedApps:
    """The result of the fixture `learner_tests`.

    Attributes:
        on_right: The run on the right app.
        on_broken: Title to run, in the order of the check.
    """

    def __init__(self, on_right: AppRun, on_broken: Mapping[str, AppRun], files: Sequence[str]) -> None:
        self.on_right = on_right
        self.on_broken = on_broken
        self._files = files

    @property
    def caught(self) -> set[str]:
        """Titles of the broken apps on which a test fails that passes on the right app."""
        right = self.on_right.names("passed")
        return {title for title, run in self.on_broken.items() if run.names("failed") & right}

    @property
    def missed(self) -> list[str]:
        """Titles of the other broken apps, in the order of the check."""
        caught = self.caught
        return [title for title in self.on_broken if title not in caught]

    def assert_passed_on_right(self) -> None:
        """Fail the check, and say why, unless the tests pass on the right app."""
        run = self.on_right
        failed = [test for test in run.tests if test.outcome == "failed"]
        if run.problem:
            raise AssertionError(f"Your tests could not be collected: {run.problem}")
        if not run.tests:
            files = ", ".join(f"`{file}`" for file in self._files)
            raise AssertionError(f"There is no test in {files}: a test is a function whose name begins with `test_`")
        if failed:
            first = failed[0]
            more = f" (and {len(failed) - 1} more of your tests)" if len(failed) > 1 else ""
            place = f"{first.file} line {first.line}"
            raise AssertionError(f"Your test `{first.name}` fails on a right app, {place}: {first.message}{more}")
        if not run.passed:
            raise AssertionError("All your tests are skipped or expected to fail, so they say nothing about an app")

    def assert_caught(self, *titles: str) -> None:
        """Fail the check, and name what is not tested, unless the broken apps with these titles are caught; or all."""
        unknown = [title for title in titles if title not in self.on_broken]
        if unknown:
            raise ValueError(f"no broken app has the title {unknown[0]!r}: {', '.join(self.on_broken)}")
        missed = [title for title in self.missed if not titles or title in titles]
        if missed:
            raise AssertionError(f"No test of yours fails on an app that {', nor on one that '.join(missed)}")
