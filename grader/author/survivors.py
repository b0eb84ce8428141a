"""Mutants of the reference: each has to fail, or be declared equivalent with a reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.answer import read_answer
from grader.author import explore_check
from grader.author.asking import Round
from grader.author.equivalent import FILE, line_of
from grader.author.models import Defect
from grader.author.mutants import Mutant, diff_of, mutants_of
from grader.course.models import Exercise
from grader.formats.evidence import evidence_lines
from grader.judge.batch import Depth, Question
from grader.models import Outcome, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A mutant and what became of it."""

    mutant: Mutant
    report: Report

    @property
    def is_caught(self) -> bool:
        return self.report.outcome is Outcome.FAILED


def mutants_for(exercise: Exercise) -> Sequence[Mutant]:
    """All mutants of the reference, in the order of its lines."""
    return mutants_of(read_answer(exercise.reference))


def round_of(exercise: Exercise, mutants: Sequence[Mutant], *, depth: Depth) -> Round:
    """A question on each."""
    return Round(
        exercise=exercise,
        questions=[Question(answer=mutant.answer, seed=1, depth=depth) for mutant in mutants],
    )


def telling_round(exercise: Exercise, survivors: Sequence[Tried]) -> Round:
    """Whether some request tells the survivors apart."""
    assert explore_check.__file__ is not None
    return Round(
        exercise=replace(exercise, checks=(Path(explore_check.__file__),)),
        questions=[Question(answer=each.mutant.answer, seed=1) for each in survivors],
    )


def survivors_of(tried: Sequence[Tried], equivalent: Mapping[str, str]) -> list[Tried]:
    """Those that pass, and are not declared equivalent."""
    return [each for each in tried if not each.is_caught and each.mutant.id not in equivalent]


def survivor_defects(exercise: Exercise, survivors: Sequence[Tried], told_apart: Sequence[Report]) -> Iterator[Defect]:
    """One for each survivor, with the difference to the reference and a request that shows it, if one was found."""
    reference = read_answer(exercise.reference)
    for each, report in zip(survivors, told_apart, strict=True):
        mutant = each.mutant
        request = _request(report)
        step = (
            "add a check that asks this"
            if request
            else f"add a check that it fails; or, if no request can tell, put it into `solutions/{exercise.id}/{FILE}`"
        )
        yield Defect(
            file=f"solutions/{exercise.id}/reference/{mutant.file}",
            line=mutant.line,
            text=f"no check notices this mutant: `{mutant.id}`",
            step=step,
            detail="\n".join([diff_of(mutant, reference).rstrip(), *([request] if request else [])]),
        )


def declaration_defects(
    course: Path, exercise: Exercise, tried: Sequence[Tried], equivalent: Mapping[str, str]
) -> Iterator[Defect]:
    """What is declared equivalent and is no mutant any more, or is caught by a check."""
    file = Path("solutions", exercise.id, FILE)
    if not equivalent:
        return
    text = (course / file).read_text(encoding="utf-8-sig")
    caught = {each.mutant.id: each for each in tried if each.is_caught}
    known = {each.mutant.id for each in tried}
    for name in equivalent:
        line = line_of(text, name)
        if name not in known:
            step = "take it out, or write the name that `learnfastapi author check` gives it now"
            yield Defect(file=file.as_posix(), line=line, text=f"names no mutant: `{name}`", step=step)
        elif name in caught:
            check = next(each for each in caught[name].report.checks if each.outcome is not Outcome.PASSED)
            yield Defect(
                file=file.as_posix(),
                line=line,
                text=f"calls a mutant equivalent that fails `{check.id}`: `{name}`",
                step="take it out",
            )


def _request(report: Report) -> str:
    """The sequence of requests that `explore` found, the last of which is answered differently."""
    check = next((check for check in report.checks if check.outcome is Outcome.FAILED), None)
    if check is None or not check.exchanges:
        return ""
    asked = [f"  {each.request.method} /{each.request.url.split('/', 3)[3]}" for each in check.exchanges]
    return "\n".join(["Told apart by:", *asked, *(f"  {line}" for line in evidence_lines(check))])
