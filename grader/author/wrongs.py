"""Wrong answers that somebody made: the starter, thoughtless ones, and the mistakes. None may pass."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.answer import read_answer
from grader.author.answers import thoughtless
from grader.author.asking import Round
from grader.author.models import Defect
from grader.course.models import Exercise, Mistake
from grader.course.signatures import Signatures
from grader.diagnosis.report import with_diagnoses
from grader.diagnosis.writing import SEEDS, is_current, laid_over, questions, signatures_from
from grader.judge.batch import Depth, Question
from grader.models import Outcome, Reason, Report

_FRESH_SEED = max(SEEDS) + 1
"""No signature was made with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrongs:
    """The reports on all wrong answers of an exercise.

    Attributes:
        names: Of the thoughtless answers.
        mistakes: In the order of the exercise, with a seed that no signature was made with.
        signed: What `signatures_from` wants; empty if the file of signatures is current.
    """

    starter: Report
    names: Sequence[str]
    thoughtless: Sequence[Report]
    mistakes: Sequence[Report]
    signed: Sequence[Report]

    @property
    def all(self) -> list[Report]:
        return [self.starter, *self.thoughtless, *self.mistakes]


def round_of(exercise: Exercise, task: str, *, depth: Depth) -> Round:
    """All questions; `wrongs_of` takes the reports apart again. `task` is the text of `exercise.md`, `depth` that of
    the thoughtless answers: nothing is told of them but whether they pass."""
    return Round(
        exercise=exercise,
        questions=[
            Question(answer=read_answer(exercise.starter), seed=1),
            *(Question(answer=answer, seed=1, depth=depth) for _, answer in thoughtless(exercise, task)),
            *(Question(answer=laid_over(exercise, mistake.folder), seed=_FRESH_SEED) for mistake in exercise.mistakes),
            *([] if is_current(exercise) else questions(exercise)),
        ],
    )


def wrongs_of(exercise: Exercise, task: str, reports: Sequence[Report]) -> Wrongs:
    """The reports on the questions of `round_of`."""
    names = [name for name, _ in thoughtless(exercise, task)]
    first = 1 + len(names)
    second = first + len(exercise.mistakes)
    return Wrongs(
        starter=reports[0],
        names=names,
        thoughtless=reports[1:first],
        mistakes=reports[first:second],
        signed=reports[second:],
    )


def caught(wrongs: Wrongs) -> int:
    """How many do not pass."""
    return sum(report.outcome is Outcome.FAILED for report in wrongs.all)


def new_signatures(exercise: Exercise, wrongs: Wrongs) -> Signatures | None:
    """What has to be written; None if the file is current, or there is nothing to put down."""
    if not wrongs.signed or not exercise.mistakes:
        return None
    right, begun, *wrong = wrongs.signed
    return signatures_from(exercise, right, begun, wrong)


def defects(exercise: Exercise, wrongs: Wrongs) -> Iterator[Defect]:
    """What is wrong, given a file of signatures that is current."""
    yield from _starter(exercise, wrongs.starter)
    for name, report in zip(wrongs.names, wrongs.thoughtless, strict=True):
        if report.outcome is not Outcome.FAILED:
            yield Defect(
                file=f"exercises/{exercise.id}",
                text=f"{name} {_passes(report)}",
                step="add a check that asks for something that only a right answer can know",
            )
    for mistake, report in zip(exercise.mistakes, wrongs.mistakes, strict=True):
        yield from _mistake(exercise, mistake, report)


def with_signatures(exercise: Exercise, signatures: Signatures | None) -> Exercise:
    """The exercise as it is once they are written."""
    return exercise if signatures is None else replace(exercise, signatures=signatures)


def _passes(report: Report) -> str:
    return "passes" if report.outcome is Outcome.PASSED else "is not judged, since a check is broken"


def _starter(exercise: Exercise, report: Report) -> Iterator[Defect]:
    file = f"exercises/{exercise.id}/starter"
    if report.problem is not None:
        first = report.problem.strip().partition("\n")[0]
        yield Defect(
            file=file,
            text=f"does not start: {first}",
            step="a learner begins with a program that runs; put a `# TODO` in place of what is missing",
            detail=report.problem,
        )
    elif report.outcome is not Outcome.FAILED:
        yield Defect(file=file, text=_passes(report), step="take out of it what the learner has to write")


def _mistake(exercise: Exercise, mistake: Mistake, report: Report) -> Iterator[Defect]:
    file = Path("solutions", exercise.id, "mistakes", mistake.id).as_posix()
    if report.problem is not None:
        first = report.problem.strip().partition("\n")[0]
        step = "a mistake is told by what it answers: make it one that starts, or remove it"
        yield Defect(file=file, text=f"does not start: {first}", step=step, detail=report.problem)
        return
    broken = [check for check in report.checks if check.reason is Reason.CHECK_BROKEN]
    if broken:
        yield Defect(
            file=f"exercises/{exercise.id}",
            text=f"`{broken[0].id}` fails on the reference too, when the mistake `{mistake.id}` is judged",
            step=f"`learnfastapi author try {exercise.id} -k {broken[0].function}` shows it",
            detail=broken[0].message,
        )
        return
    if report.outcome is Outcome.PASSED:
        step = "add a check that it fails, for a requirement that says so; or remove the mistake"
        yield Defect(file=file, text="passes: no check catches it", step=step)
        return
    told = {
        each.mistake for requirement in with_diagnoses(report, exercise).requirements for each in requirement.diagnoses
    }
    others = ", ".join(f"`{each}`" for each in sorted(told - {mistake.id}))
    if others:
        yield Defect(
            file=file,
            text=f"is told as {others}",
            step="add a check that tells them apart, or make one mistake of them",
        )
    elif not told and not any(check.exchanges for check in report.checks if check.outcome is Outcome.FAILED):
        yield Defect(
            file=file,
            text="fails, and is not told by its explanation: the checks that it fails ask the answer nothing, so there "
            "is nothing to compare",
            step="let such a check send a request too, one whose answer shows what this mistake does",
        )
    elif not told:
        failing = ", ".join(f"`{check.id}`" for check in report.checks if check.outcome is Outcome.FAILED)
        yield Defect(
            file=file,
            text="fails, and is not told by its explanation: another mistake fails in the same way, or the way in "
            f"which it fails is left to chance ({failing})",
            step="add a check whose failure shows what this mistake does and no other",
        )
