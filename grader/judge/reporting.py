"""A report from the results of one run: what was asked and what came of it, in; what the learner reads, out."""

import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

import msgspec

from grader import wire
from grader.answer import Answer
from grader.course.models import Exercise
from grader.judge import problems
from grader.judge.clues import explained
from grader.judge.limits import MEMORY_BYTES
from grader.judge.routes import unreachable
from grader.models import CheckResult, Environment, Isolation, Outcome, Report, RequirementResult, Routes
from grader.source.findings import findings
from grader.versions import untested


def report_on(
    exercise: Exercise,
    answer: Answer,
    results: Sequence[CheckResult],
    here: Environment,
    routes: Sequence[wire.Route],
    *,
    problem: str | None,
    remarks: Sequence[str],
    course: str,
    seed: int,
    only: str | None,
    seconds: float,
) -> Report:
    """The report on one answer. See `Report` for what is not said here."""
    found = explained(results, routes, answer)
    requirements = [
        RequirementResult(
            number=requirement.number,
            text=requirement.text,
            outcome=_outcome([result.outcome for result in found if result.requirement == requirement.number]),
            diagnoses=[],
        )
        for requirement in exercise.requirements
    ]
    passed = sum(requirement.outcome is Outcome.PASSED for requirement in requirements)
    return Report(
        course=course,
        exercise=exercise.id,
        outcome=_outcome([result.outcome for result in found]),
        score=round(passed / len(requirements), 4),
        seconds=round(seconds, 3),
        seed=seed,
        only=only,
        answer=answer.sha256,
        problem=problem,
        notes=[*problems.notes(answer), *(each.note for each in untested(here)), *remarks],
        requirements=requirements,
        checks=[_with_hint(result, exercise) for result in found],
        routes=Routes(unreachable=unreachable(routes)),
        findings=findings(answer.files),
        environment=here,
    )


def _with_hint(result: CheckResult, exercise: Exercise) -> CheckResult:
    """With the first hint for its requirement, if it failed. Which hints were taken is not known here."""
    hints = exercise.hints.get(result.requirement or 0, ())
    if result.outcome is not Outcome.FAILED or not hints:
        return result
    return msgspec.structs.replace(result, hint=hints[0])


def _outcome(outcomes: Sequence[Outcome]) -> Outcome:
    """Passed needs positive evidence: at least one check, and all of them passed."""
    if not outcomes:
        return Outcome.SKIPPED
    for worst in (Outcome.ERRORED, Outcome.FAILED, Outcome.SKIPPED):
        if worst in outcomes:
            return Outcome.FAILED if worst is Outcome.SKIPPED else worst
    return Outcome.PASSED


def environment(fork: bool) -> Environment:
    """Versions, and how well answers are confined here."""
    return Environment(
        python=platform.python_version(),
        fastapi=_version("fastapi"),
        starlette=_version("starlette"),
        pydantic=_version("pydantic"),
        learnfastapi=_version("learnfastapi"),
        isolation=isolation(fork),
    )


def isolation(fork: bool) -> Isolation:
    """What can be promised with or without a fork."""
    if fork:
        return Isolation(kill="descendants", fork=True, memory_limit=MEMORY_BYTES)
    return Isolation(kill="group", fork=False, memory_limit=None)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
