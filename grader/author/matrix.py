"""Which check catches what, and which catches nothing that another does not."""

from collections import Counter
from collections.abc import Sequence

from grader.author.models import Catches
from grader.models import Outcome, Report


def catches(reports: Sequence[Report]) -> list[Catches]:
    """A line for each check, in the order of the checks. What could not be loaded says nothing about checks."""
    caught: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    names: dict[str, None] = {}
    for report in reports:
        if report.problem is not None:
            continue
        names |= dict.fromkeys(check.function for check in report.checks)
        failed = {check.function for check in report.checks if check.outcome is Outcome.FAILED}
        caught.update(failed)
        if len(failed) == 1:
            alone.update(failed)
    return [Catches(check=name, caught=caught[name], alone=alone[name]) for name in names]
