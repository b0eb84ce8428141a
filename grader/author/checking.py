"""Prove that exercises judge rightly.

Flow: an exercise → questions on right answers, wrong answers, and mutants of the reference (`rights`, `wrongs`,
`survivors`) → reports (`asking`) → defects and figures. First the references; then right and wrong answers of the
exercises whose reference passes; then their mutants; then a search for requests that tell the mutants apart which no
check caught.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.author import rights, survivors, wrongs
from grader.author.asking import Answered, Asker, Round
from grader.author.equivalent import read_equivalent
from grader.author.matrix import catches
from grader.author.models import Defect, Figures, Judged
from grader.author.mutants import Mutant
from grader.author.rights import Right
from grader.author.survivors import Tried
from grader.course.models import Exercise
from grader.diagnosis.writing import encoded
from grader.judge.batch import Depth
from grader.models import Report


@dataclass(slots=True)
class _Trial:
    """What is known of one exercise so far."""

    exercise: Exercise
    task: str
    rights: list[Right]
    defects: list[Defect] = field(default_factory=list)
    wrong: list[Report] = field(default_factory=list)
    mutants: Sequence[Mutant] = ()
    survivors: list[Tried] = field(default_factory=list)
    accepted: int = 0
    caught: int = 0
    mutants_caught: int = 0
    equivalent: int = 0
    judged: int = 0
    seconds: float = 0.0

    def add(self, *answered: Answered) -> None:
        """Count what it cost."""
        self.judged += sum(each.judged for each in answered)
        self.seconds += sum(each.seconds for each in answered)


def check_exercises(
    course: Path,
    exercises: Sequence[Exercise],
    asker: Asker,
    *,
    with_matrix: bool = False,
    wrote: Callable[[Path], None] = lambda path: None,
) -> list[Judged]:
    """What trying the exercises shows, in their order. Writes `signatures.json` of those where it is stale.

    Args:
        course: Their course's folder.
        wrote: Hears of each file that was written.

    Raises:
        GraderError: Nothing can be judged here.
        OSError: A file of signatures cannot be written.
    """
    trials = [_begin(course, exercise) for exercise in exercises]
    depth = Depth.OUTCOMES if with_matrix else Depth.FIRST_FAILURE
    _answers(course, _references(course, trials, asker), asker, wrote, depth=depth)
    tried = _mutants(course, trials, asker, depth=depth)
    _tell_apart(trials, asker)
    return [
        Judged(
            exercise=trial.exercise.id,
            defects=trial.defects,
            figures=_figures(trial),
            matrix=catches([*trial.wrong, *(each.report for each in found)]) if with_matrix else None,
        )
        for trial, found in zip(trials, tried, strict=True)
    ]


def _begin(course: Path, exercise: Exercise) -> _Trial:
    task = (course / "exercises" / exercise.id / "exercise.md").read_text(encoding="utf-8-sig")
    return _Trial(exercise=exercise, task=task, rights=rights.rights_of(exercise))


def _references(course: Path, trials: Sequence[_Trial], asker: Asker) -> list[_Trial]:
    """Those whose reference passes. Of the others nothing more can be said: everything is compared with it."""
    answered = asker.ask([rights.twice(trial.exercise, trial.rights[:1]) for trial in trials])
    passing = []
    for trial, outcome in zip(trials, answered, strict=True):
        trial.add(outcome)
        if outcome.problem is not None:
            trial.defects.append(_cannot_be_collected(course, trial.exercise, outcome.problem))
        elif rights.accepted(outcome.reports) == 0:
            trial.defects += rights.defects(trial.exercise, trial.rights[:1], outcome.reports)
        else:
            passing.append(trial)
    return passing


def _answers(
    course: Path, trials: Sequence[_Trial], asker: Asker, wrote: Callable[[Path], None], *, depth: Depth
) -> None:
    rounds: list[Round] = []
    for trial in trials:
        rounds.append(rights.twice(trial.exercise, trial.rights))  # the reference's are known by now
        rounds.append(rights.warned(trial.exercise, trial.rights))
        rounds.append(wrongs.round_of(trial.exercise, trial.task, depth=depth))
    answered = asker.ask(rounds)
    for trial, twice, warned, wrong in zip(trials, answered[::3], answered[1::3], answered[2::3], strict=True):
        trial.add(twice, warned, wrong)
        trial.accepted = rights.accepted(twice.reports)
        trial.defects += rights.defects(trial.exercise, trial.rights, twice.reports)
        trial.defects += rights.deprecations(trial.rights, warned.reports)
        found = wrongs.wrongs_of(trial.exercise, trial.task, wrong.reports)
        trial.caught, trial.wrong = wrongs.caught(found), found.all
        _write_signatures(course, trial, found, wrote)
        trial.defects += wrongs.defects(trial.exercise, found)
        trial.mutants = survivors.mutants_for(trial.exercise)


def _write_signatures(course: Path, trial: _Trial, found: wrongs.Wrongs, wrote: Callable[[Path], None]) -> None:
    signatures = wrongs.new_signatures(trial.exercise, found)
    if signatures is not None:
        file = course / "solutions" / trial.exercise.id / "signatures.json"
        file.write_bytes(encoded(signatures))
        wrote(file)
        trial.exercise = wrongs.with_signatures(trial.exercise, signatures)


def _cannot_be_collected(course: Path, exercise: Exercise, problem: str) -> Defect:
    last = next((line for line in reversed(problem.splitlines()) if line.startswith("E ")), problem.splitlines()[0])
    return Defect(
        file=exercise.checks[0].relative_to(course).as_posix(),
        text=f"cannot be collected: {last.removeprefix('E').strip()}",
        step=f"`learnfastapi author try {exercise.id}` shows it",
        detail=problem,
    )


def _mutants(course: Path, trials: Sequence[_Trial], asker: Asker, *, depth: Depth) -> list[list[Tried]]:
    answered = asker.ask([survivors.round_of(trial.exercise, trial.mutants, depth=depth) for trial in trials])
    all_tried = []
    for trial, outcome in zip(trials, answered, strict=True):
        trial.add(outcome)
        tried = [
            Tried(mutant=mutant, report=report) for mutant, report in zip(trial.mutants, outcome.reports, strict=False)
        ]
        declared, defects = read_equivalent(course, trial.exercise.id)
        trial.defects += defects
        if trial.mutants:
            trial.defects += survivors.declaration_defects(course, trial.exercise, tried, declared)
        trial.survivors = survivors.survivors_of(tried, declared)
        trial.mutants_caught = sum(each.is_caught for each in tried)
        trial.equivalent = len(tried) - trial.mutants_caught - len(trial.survivors)
        all_tried.append(tried)
    return all_tried


def _tell_apart(trials: Sequence[_Trial], asker: Asker) -> None:
    having = [trial for trial in trials if trial.survivors]
    answered = asker.ask([survivors.telling_round(trial.exercise, trial.survivors) for trial in having])
    for trial, outcome in zip(having, answered, strict=True):
        trial.add(outcome)
        trial.defects += survivors.survivor_defects(trial.exercise, trial.survivors, outcome.reports)


def _figures(trial: _Trial) -> Figures:
    return Figures(
        wrong=len(trial.wrong),
        caught=trial.caught,
        right=len(trial.rights),
        accepted=trial.accepted,
        mutants=len(trial.mutants) - trial.equivalent,
        mutants_caught=trial.mutants_caught,
        equivalent=trial.equivalent,
        judged=trial.judged,
        seconds=round(trial.seconds, 2),
    )
