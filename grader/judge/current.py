"""What one run of checks and its fixtures share."""

from grader.course.models import Exercise
from grader.judge.evidence import Evidence
from grader.judge.limits import Limits
from grader.judge.pool import Pool


class Current:
    """The run that goes on. The plugin sets it, the fixtures read it.

    Attributes:
        seed: Equal seeds give equal requests.
        pool: Where hosts come from. Set before the first check.
        evidence: Of the check that runs now: on the answer, or on the solution in its place.
    """

    pool: Pool
    evidence: Evidence

    def __init__(self, exercise: Exercise, limits: Limits, seed: int) -> None:
        self.exercise = exercise
        self.limits = limits
        self.seed = seed
