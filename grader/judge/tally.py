"""The results of one run, in whatever order they come."""

from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from grader.judge.check import Check
from grader.judge.verdict import builds_on
from grader.models import CheckResult, Outcome, Reason


class Tally:
    """Takes results, and tells each as soon as it is known whether what it builds on failed too.

    Attributes:
        remarks: Titles of the remarks that failed.
    """

    def __init__(self, checks: Sequence[Check], tell: Callable[[CheckResult], None]) -> None:
        self._checks = checks
        self._tell = tell
        self._results: dict[int, CheckResult] = {}
        self._to_come = Counter(check.function for check in checks)
        self._failed: dict[str, str] = {}
        self._held: list[int] = []
        self.remarks: list[str] = []

    def add(self, index: int, result: CheckResult) -> None:
        """The result of check number `index`."""
        check = self._checks[index]
        self._results[index] = result
        self._to_come[check.function] -= 1
        if result.outcome is not Outcome.PASSED:
            self._failed.setdefault(check.function, check.title)
        self._held.append(index)
        self._held = [held for held in self._held if not self._release(held)]

    def _release(self, index: int) -> bool:
        check, result = self._checks[index], self._results[index]
        may_be_skipped = result.outcome is Outcome.FAILED and result.was_run
        if may_be_skipped and any(self._to_come[name] > 0 for name in check.needs):
            return False
        needed = [self._failed[name] for name in check.needs if name in self._failed]
        if may_be_skipped and needed:
            result = self._results[index] = msgspec.structs.replace(
                result,
                outcome=Outcome.SKIPPED,
                reason=Reason.NEED_FAILED,
                message=builds_on(needed[0]),
            )
        if not check.is_remark:
            self._tell(result)
        elif result.outcome is Outcome.FAILED:
            self.remarks.append(result.title)
        return True

    def missing(self) -> list[int]:
        """The numbers of the checks without a result."""
        return [index for index in range(len(self._checks)) if index not in self._results]

    def results(self) -> list[CheckResult]:
        """All but the remarks, in the order of the checks."""
        return [result for index, result in sorted(self._results.items()) if not self._checks[index].is_remark]
