"""Right answers: the reference and the variants have to pass, in whatever order the checks run, without a warning."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.answer import Answer, read_answer
from grader.author.answers import WARNING_APP, with_warnings
from grader.author.asking import Round
from grader.author.models import Defect
from grader.course.models import Exercise
from grader.diagnosis.writing import laid_over
from grader.judge.batch import Depth, Question
from grader.models import CheckResult, Outcome, Reason, Report

_DEPRECATED = re.compile(
    r"^(?P<file>\S+\.py):(?P<line>\d+): (?P<kind>\w*(?:Deprecat|FutureWarn)\w*): (?P<text>.*)$", re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """A right answer. `folder` is relative to the course."""

    folder: Path
    answer: Answer


def rights_of(exercise: Exercise) -> list[Right]:
    """The reference first."""
    home = Path("solutions", exercise.id)
    return [
        Right(folder=home / "reference", answer=read_answer(exercise.reference)),
        *(
            Right(folder=home / "variants" / name, answer=laid_over(exercise, folder))
            for name, folder in exercise.variants.items()
        ),
    ]


def twice(exercise: Exercise, rights: Sequence[Right]) -> Round:
    """Each of them in both orders of the checks, with other random values."""
    return Round(
        exercise=exercise,
        questions=[
            question
            for right in rights
            for question in (
                Question(answer=right.answer, seed=1),
                Question(answer=right.answer, seed=2, backwards=True),
            )
        ],
    )


def warned(exercise: Exercise, rights: Sequence[Right]) -> Round:
    """Each of them once, with its warnings shown."""
    return Round(
        exercise=replace(exercise, app=WARNING_APP),
        questions=[
            Question(answer=with_warnings(right.answer, exercise.app), seed=1, depth=Depth.OUTCOMES) for right in rights
        ],
        reference=with_warnings(read_answer(exercise.reference), exercise.app),
    )


def accepted(reports: Sequence[Report]) -> int:
    """How many of the answers passed `twice`."""
    return sum(_passed(first) and _passed(second) for first, second in _pairs(reports))


def defects(exercise: Exercise, rights: Sequence[Right], reports: Sequence[Report]) -> Iterator[Defect]:
    """Who does not pass, given the reports on `twice`."""
    for right, (forwards, backwards) in zip(rights, _pairs(reports), strict=True):
        if _passed(forwards) and not _passed(backwards):
            yield from _order(exercise, right, backwards)
        elif not _passed(forwards):
            yield from _refused(exercise, right, forwards)


def deprecations(rights: Sequence[Right], reports: Sequence[Report]) -> Iterator[Defect]:
    """Who uses what is deprecated, given the reports on `warned`."""
    for right, report in zip(rights, reports, strict=True):
        yield from _deprecated(right, report)


def _pairs(reports: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    return zip(reports[::2], reports[1::2], strict=True)


def _passed(report: Report) -> bool:
    return report.outcome is Outcome.PASSED


def _refused(exercise: Exercise, right: Right, report: Report) -> Iterator[Defect]:
    file = right.folder.as_posix()
    if report.problem is not None:
        first = report.problem.strip().partition("\n")[0]
        step = f"`learnfastapi author try {exercise.id}` shows what Python says"
        yield Defect(file=file, text=f"cannot be loaded: {first}", step=step, detail=report.problem)
        return
    for check in _not_passed(report):
        yield Defect(
            file=file,
            text=f"does not pass `{check.id}`: {_why(check)}",
            step=f"`learnfastapi author try {exercise.id} -k {check.function}` shows it; mend the check or the answer",
            detail=check.message,
        )


def _order(exercise: Exercise, right: Right, report: Report) -> Iterator[Defect]:
    for check in _not_passed(report):
        yield Defect(
            file=right.folder.as_posix(),
            text=f"passes `{check.id}` in one order of the checks and not in the opposite one, or by chance",
            step=f"run `learnfastapi author try {exercise.id} -k {check.function}` some times; "
            "a check may depend on nothing but itself and its seed",
            detail=check.message,
        )


def _not_passed(report: Report) -> list[CheckResult]:
    """What failed for a reason of its own, if anything did."""
    found = [check for check in report.checks if check.outcome is not Outcome.PASSED]
    return [check for check in found if check.reason is not Reason.NEED_FAILED] or found


def _why(check: CheckResult) -> str:
    return check.message.partition("\n")[0]


def _deprecated(right: Right, report: Report) -> Iterator[Defect]:
    told = set()
    for check in report.checks:
        for found in _DEPRECATED.finditer(check.output):
            file = Path(found["file"]).name
            names = [name for name in right.answer.files if Path(name).name == file]
            if names:
                told.add((names[0], int(found["line"]), found["kind"], found["text"].strip()))
    for name, line, kind, text in sorted(told):
        yield Defect(
            file=(right.folder / name).as_posix(),
            line=line,
            text=f"warns: {kind}: {text}",
            step="use what the warning names in its place: learners copy a solution",
        )
