"""Grade an exercise's mistakes, and put down how each of them fails.

Several seeds are used, since checks draw their values at random: what differs from run to run says nothing.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader.answer import Answer, read_answer
from grader.course.models import Exercise
from grader.course.signatures import Shape, Signature, Signatures
from grader.diagnosis.shape import common, routes_of, shape_of
from grader.judge.batch import Question, grade_many
from grader.judge.processes import Processes
from grader.models import Outcome, Report

SEEDS = (1, 2, 3)

_VERSION = b"1"
"""Of the form of what is put down: another one makes every file of before stale."""


def signatures_of(exercise: Exercise, processes: Processes, seeds: Sequence[int] = SEEDS) -> Signatures:
    """How all mistakes of the exercise fail, everything sorted. Slow: grades each of them once for each seed.

    Raises what `grade_many` raises.
    """
    right, begun, *wrong = grade_many(exercise, questions(exercise, seeds), processes=processes)
    return signatures_from(exercise, right, begun, wrong)


def questions(exercise: Exercise, seeds: Sequence[int] = SEEDS) -> list[Question]:
    """What has to be judged for the signatures: the reference, the starter, each mistake once for each seed."""
    return [
        Question(answer=read_answer(exercise.reference), seed=seeds[0]),
        Question(answer=read_answer(exercise.starter), seed=seeds[0]),
        *(
            Question(answer=laid_over(exercise, mistake.folder), seed=seed)
            for mistake in exercise.mistakes
            for seed in seeds
        ),
    ]


def signatures_from(exercise: Exercise, right: Report, begun: Report, wrong: Sequence[Report]) -> Signatures:
    """The signatures, from the reports on `questions`, in their order."""
    names = _names(right)
    seeds = len(wrong) // max(1, len(exercise.mistakes))
    return Signatures(
        inputs=inputs_of(exercise),
        built=tuple(sorted(routes_of(begun))),
        names=tuple(sorted(names)),
        mistakes={
            mistake.id: _signature(wrong[index * seeds : (index + 1) * seeds], names)
            for index, mistake in enumerate(exercise.mistakes)
        },
    )


def encoded(signatures: Signatures) -> bytes:
    """The file, with a line for each value: little changes in it when little changes."""
    return msgspec.json.format(msgspec.json.encode(signatures), indent=1) + b"\n"


def laid_over(exercise: Exercise, folder: Path) -> Answer:
    """The reference with the files of a variant or a mistake in the place of its own."""
    files = {**read_answer(exercise.reference).files, **read_answer(folder).files}
    return Answer(files={name: content for name, content in sorted(files.items()) if name != "explanation.md"})


def inputs_of(exercise: Exercise) -> str:
    """Hex digest over all that decides how mistakes fail: `Signatures.inputs` of a file that is not stale."""
    digest = hashlib.sha256(_VERSION + exercise.app.encode())
    for check in exercise.checks:
        digest.update(Answer(files={check.name: check.read_bytes()}).sha256.encode())
    for folder in (exercise.reference, exercise.starter):
        digest.update(read_answer(folder).sha256.encode())
    for mistake in exercise.mistakes:
        digest.update(mistake.id.encode() + laid_over(exercise, mistake.folder).sha256.encode())
    return digest.hexdigest()


def is_current(exercise: Exercise) -> bool:
    """Whether the exercise has a file, and it was made from what is there now."""
    return exercise.signatures is not None and exercise.signatures.inputs == inputs_of(exercise)


def _signature(reports: Sequence[Report], names: set[str]) -> Signature:
    failed = [{check.id: check for check in report.checks if check.outcome is Outcome.FAILED} for report in reports]
    signature: dict[int, dict[str, Shape]] = {}
    for check in sorted(set(failed[0]).intersection(*failed[1:])):
        found = signature.setdefault(failed[0][check].requirement or 0, {})
        found[check] = common([shape_of(each[check], names) for each in failed])
    return dict(sorted(signature.items()))


def _names(report: Report) -> set[str]:
    bodies = (
        exchange.response.body.json
        for check in report.checks
        for exchange in check.exchanges
        if exchange.endpoint and exchange.response and exchange.response.body and exchange.response.status < 300
    )
    return set(_keys(bodies))


def _keys(values: Iterable[Any]) -> Iterable[str]:
    for value in values:
        if isinstance(value, dict):
            yield from value
            yield from _keys(value.values())
        elif isinstance(value, list):
            yield from _keys(value)
