"""Judge many answers to one exercise in one run of pytest, for who tries an exercise out.

To import pytest and to collect the checks takes longer than to judge a short answer; here that is paid once. Each
answer is judged in a fork of the process that collected, so what a check keeps in its module is gone with it. One judge
at a time: whoever has many answers has others for the other cores.
"""

import gc
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum

import pytest

from grader import wire
from grader.answer import Answer, read_answer
from grader.course.models import Exercise
from grader.errors import CourseError, Problem
from grader.host.processes import set_readable
from grader.judge import lanes
from grader.judge.apart import in_a_fork
from grader.judge.check import check_of
from grader.judge.collecting import Collecting, run_checks
from grader.judge.current import Current
from grader.judge.judging import Judging, takes_long
from grader.judge.lanes import Marks
from grader.judge.limits import Limits, limits_from_environment
from grader.judge.pool import Pool, Subject
from grader.judge.processes import Processes
from grader.judge.reporting import environment, report_on
from grader.judge.run import problem_of
from grader.judge.tally import Tally
from grader.models import Outcome, Report, decode, encode


class Depth(StrEnum):
    """How much is found out."""

    WHOLE = "whole"  # all that a learner is told
    OUTCOMES = "outcomes"  # which checks fail; the solution is not asked in their place
    FIRST_FAILURE = "first failure"  # whether any fails: the checks after it are not run


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One answer to be judged. With `backwards` the checks run in the opposite order."""

    answer: Answer
    seed: int
    depth: Depth = Depth.WHOLE
    backwards: bool = False


def grade_many(
    exercise: Exercise,
    questions: Sequence[Question],
    *,
    processes: Processes,
    reference: Answer | None = None,
    limits: Limits | None = None,
) -> list[Report]:
    """A report on each question, in their order. In a report of depth `FIRST_FAILURE` only the checks that were run.

    Args:
        reference: None for the exercise's.
        limits: None for the usual ones. `run` is for each question.

    Raises:
        CourseError: The checks cannot be collected, or there is none.
        GraderError: No processes can be started here.
    """
    reference = reference or read_answer(exercise.reference)
    limits = limits or limits_from_environment()
    current = Current(exercise, limits, seed=0)
    with ExitStack() as stack:
        stack.callback(set_readable, set_readable(False))

        def make_pool(answer: Answer) -> Pool:
            return Pool(answer, reference, exercise.app, limits, processes)

        processes.start()
        plugin = _BatchPlugin(exercise, current, questions, make_pool, fork=processes.fork)
        run_checks(exercise, plugin, current)
    if plugin.is_empty:
        raise CourseError(exercise.path, [Problem(file=exercise.checks[0], key="", text="holds no check")])
    return plugin.reports


class _BatchPlugin(Collecting):
    """Attributes: `reports`, one for each question; `is_empty`, whether no check was collected."""

    def __init__(
        self,
        exercise: Exercise,
        current: Current,
        questions: Sequence[Question],
        make_pool: Callable[[Answer], Pool],
        *,
        fork: bool,
    ) -> None:
        super().__init__(current, lambda check: True)
        self._exercise = exercise
        self._questions = questions
        self._make_pool = make_pool
        self._fork = fork
        self._environment = environment(fork)
        self._failed: Counter[str] = Counter()
        self.reports: list[Report] = []
        self.is_empty = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        if session.testsfailed:
            return None
        self.is_empty = not session.items
        gc.freeze()
        for question in [] if self.is_empty else self._questions:
            report = self._judge_apart(question, session.items)
            if question.depth is Depth.FIRST_FAILURE:
                self._failed.update(check.id for check in report.checks if check.outcome is not Outcome.PASSED)
            self.reports.append(report)
        return True

    def _judge_apart(self, question: Question, items: Sequence[pytest.Item]) -> Report:
        if not self._fork:
            # Then what a check keeps stays from answer to answer: slower ways to prevent that were not worth it.
            return self._judge(question, items)
        return decode(in_a_fork(lambda: encode(self._judge(question, items))))

    def _judge(self, question: Question, items: Sequence[pytest.Item]) -> Report:
        self._current.seed = question.seed
        pool = self._current.pool = self._make_pool(question.answer)
        try:
            return self._report(question, items, pool)
        finally:
            pool.close()

    def _report(self, question: Question, items: Sequence[pytest.Item], pool: Pool) -> Report:
        began = time.monotonic()
        problem = problem_of(question.answer, self._exercise.app, pool)
        routes: Sequence[wire.Route] = () if problem else pool.slot(Subject.ANSWER).routes
        checks = [check_of(item) for item in items]
        tally = Tally(checks, lambda result: None)
        judging = Judging(
            self._current,
            items,
            problem,
            timeouts=lanes.Counter(),
            failed=Marks(len(items)),
            explains=question.depth is Depth.WHOLE,
        )
        for index in self._order(question, items):
            result = judging.judge(index)
            tally.add(index, result)
            if result.outcome is Outcome.PASSED or checks[index].is_remark:
                continue
            if question.depth is Depth.FIRST_FAILURE:
                break
        return report_on(
            self._exercise,
            question.answer,
            tally.results(),
            self._environment,
            routes,
            problem=problem,
            remarks=tally.remarks,
            course="",
            seed=question.seed,
            only=None,
            seconds=time.monotonic() - began,
        )

    def _order(self, question: Question, items: Sequence[pytest.Item]) -> list[int]:
        """What is slow comes last. If one failure is enough, what failed for the questions before comes first."""
        order = list(range(len(items)))[:: -1 if question.backwards else 1]
        if question.depth is Depth.FIRST_FAILURE:
            order.sort(key=lambda index: -self._failed[items[index].name])
        return sorted(order, key=lambda index: takes_long(items[index]))
