"""Grade: an exercise and the folder of an answer come in, a report goes out.

Flow: the answer is read once; pytest collects the checks while the zygote warms up; the answer is loaded, tried once;
then check by check. Errors: `CourseError` when the checks cannot be collected, `GraderError` when processes cannot be
started. A failing check, or an answer that cannot be loaded, is part of the report.
"""

import platform
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Protocol

from grader import wire
from grader.answer import Answer, read_answer
from grader.course.models import Exercise
from grader.errors import CourseError, GraderError, InputError, Problem
from grader.host.processes import set_readable
from grader.judge import problems
from grader.judge.check import Check
from grader.judge.collecting import run_checks
from grader.judge.current import Current
from grader.judge.faults import HostFault
from grader.judge.lanes import lanes_for
from grader.judge.limits import Limits, limits_from_environment
from grader.judge.plugin import GraderPlugin
from grader.judge.pool import Pool, Subject
from grader.judge.processes import Processes
from grader.judge.reporting import environment, report_on
from grader.models import CheckResult, Report


class Listener(Protocol):
    """Hears about a run while it goes on. All methods return at once."""

    def collected(self, checks: Sequence[Check]) -> None:
        """These will be run, in this order."""

    def checked(self, result: CheckResult) -> None:
        """One more is done."""


class Silence:
    """A listener that does nothing."""

    def collected(self, checks: Sequence[Check]) -> None:
        pass

    def checked(self, result: CheckResult) -> None:
        pass


def grade(
    exercise: Exercise,
    answer_folder: Path,
    *,
    course: str,
    seed: int,
    only: str | None = None,
    limits: Limits | None = None,
    listener: Listener | None = None,
    processes: Processes | None = None,
    judges: int | None = None,
    ready: Callable[[], None] | None = None,
    closing: ExitStack | None = None,
) -> Report:
    """Judge the answer in a folder. Takes 0.5 s and more; at most a minute, times the time scale.

    Args:
        course: The course's title, for the report.
        seed: Equal seeds give equal requests.
        only: A requirement's number or a check's name; None for all. A report on a part has no score for the rest.
        listener: Hears of each check as it is done.
        processes: Kept warm by the caller from run to run; None for this run's own.
        judges: How many run checks at once, where forking is safe; None for as many as are worth it.
        ready: Called when all is ready but the answer, which is read when this returns.
        closing: Takes what ends the run's processes, for a caller who has something to do first. None: they have ended
            when this returns.

    Raises:
        InputError: `only` selects nothing.
        CourseError: The checks are broken.
        GraderError: No processes can be started here.
    """
    began, answer = time.monotonic(), Answer(files={})
    listener = listener or Silence()
    limits = limits or limits_from_environment()
    reference = read_answer(exercise.reference)
    if not hasattr(socket, "send_fds"):
        raise GraderError(f"Answers cannot be run on {platform.system()}", hint="use Linux, macOS, or WSL on Windows")
    with nullcontext(closing) if closing is not None else ExitStack() as stack:
        stack.callback(set_readable, set_readable(False))
        kept = processes or stack.enter_context(Processes())
        kept.start()
        current = Current(exercise, limits, seed)
        routes: list[wire.Route] = []

        here = environment(kept.fork)  # now, while the zygote is still starting

        def begin() -> None:
            nonlocal began, answer
            if ready is not None:
                ready()
                began = time.monotonic()
            answer = read_answer(answer_folder)

        def problem(pool: Pool) -> str | None:
            found = problem_of(answer, exercise.app, pool)
            if found is None:
                routes.extend(pool.slot(Subject.ANSWER).routes)
            return found

        plugin = GraderPlugin(
            current,
            lambda: Pool(answer, reference, exercise.app, limits, kept),
            selects=_selector(only),
            begin=begin,
            problem=problem,
            collected=listener.collected,
            checked=listener.checked,
            lanes=lambda checks: (judges or lanes_for(checks)) if kept.fork else 1,
            closing=stack,
        )
        run_checks(exercise, plugin, current)
        if not plugin.results:
            if only is not None:
                message = f"No requirement and no check of `{exercise.id}` is `{only}`"
                raise InputError(message, hint=f"its requirements are 1 to {len(exercise.requirements)}")
            raise CourseError(exercise.path, [Problem(file=exercise.checks[0], key="", text="holds no check")])
        return report_on(
            exercise,
            answer,
            plugin.results,
            here,
            routes,
            problem=plugin.problem,
            remarks=plugin.remarks,
            course=course,
            seed=seed,
            only=only,
            seconds=time.monotonic() - began,
        )


def problem_of(answer: Answer, app: str, pool: Pool) -> str | None:
    """Why the answer cannot be asked anything; None if it can."""
    found = problems.before_loading(answer, app) or problems.server_at_import(answer, app)
    if found is not None:
        return found
    try:
        error = pool.slot(Subject.ANSWER).load()
    except HostFault as fault:
        return problems.of_fault(fault, answer, app)
    return None if error is None else problems.of_load_error(error, answer, app)


def _selector(only: str | None) -> Callable[[Check], bool]:
    if only is None:
        return lambda check: True
    if only.isdecimal():
        return lambda check: check.requirement == int(only)
    return lambda check: only in (check.id, check.function)
