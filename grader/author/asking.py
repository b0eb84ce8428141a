"""Have many answers judged, on all cores, and nothing twice.

Each worker is a process of its own with a warm zygote; it judges a handful of answers to one exercise at a time.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from grader.answer import Answer, read_answer
from grader.author.cache import Cache, keys
from grader.course.models import Exercise
from grader.errors import CourseError, GraderError, LearnError
from grader.judge.batch import Question, grade_many
from grader.judge.parent import end_with
from grader.judge.processes import Processes
from grader.models import Reason, Report, decode, encode

_CHUNK = 6
"""Questions at a time: few enough that no core waits long at the end, enough to pay for collecting the checks."""

_processes = Processes()
"""Of a worker; in the parent it is never started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Questions on one exercise. `reference` is None for the exercise's."""

    exercise: Exercise
    questions: Sequence[Question]
    reference: Answer | None = None


@dataclass(slots=True, kw_only=True)
class Answered:
    """What came of a round.

    Attributes:
        reports: In the order of the questions; empty if `problem` is not None.
        problem: Why nothing could be judged: what is wrong with the checks.
        seconds: What judging took, without what was known before.
        judged: How many were not known before.
    """

    reports: list[Report]
    problem: str | None = None
    seconds: float = 0.0
    judged: int = 0


@dataclass(frozen=True, slots=True)
class _Broken:
    """The checks cannot be collected: what pytest says."""

    text: str


@dataclass(frozen=True, slots=True)
class _Refused:
    """Nothing can be judged here: a `GraderError`, whose kind does not pickle."""

    message: str
    hint: str


@dataclass(slots=True)
class _Chunk:
    round: int
    places: list[int]
    questions: list[Question] = field(default_factory=list)


class Asker:
    """Judges rounds of questions. Close it, and no worker is left."""

    def __init__(self, cache: Cache, jobs: int, advanced: Callable[[int, int], None]) -> None:
        """`advanced` hears how many questions are done, and of how many."""
        self._cache = cache
        self._advanced = advanced
        # `spawn`: a fork of a process with threads is not safe, and pytest is loaded in the workers only.
        self._workers = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin, initargs=(os.getpid(),))
        self._done = self._planned = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is not None:
            # Killed, and what they started sees that and ends too.
            for process in list(self._workers._processes.values()):
                process.kill()
        self._workers.shutdown(cancel_futures=True)

    def ask(self, rounds: Sequence[Round]) -> list[Answered]:
        """What came of each round, in their order. Raises `GraderError` where nothing can be judged at all."""
        found: list[dict[int, Report]] = [{} for _ in rounds]
        answered = [Answered(reports=[]) for _ in rounds]
        names: list[list[str]] = []
        futures: dict[Future[list[bytes] | _Broken | _Refused], _Chunk] = {}
        for index, each in enumerate(rounds):
            names.append(keys(each.exercise, each.reference or read_answer(each.exercise.reference), each.questions))
            self._planned += len(each.questions)
            for place, key in enumerate(names[-1]):
                known = self._cache.get(key)
                if known is not None:
                    found[index][place] = decode(known)
                    self._done += 1
            for chunk in _chunks(index, each, found[index]):
                futures[self._workers.submit(_judge, each.exercise, each.reference, chunk.questions)] = chunk
        self._advanced(self._done, self._planned)
        for future in as_completed(futures):
            chunk = futures[future]
            try:
                result = future.result()
            except BrokenProcessPool:
                hint = "start it again; `--jobs 1` needs the least memory"
                raise GraderError("A process that judged answers was killed", hint=hint) from None
            self._take(result, chunk, answered[chunk.round], found[chunk.round], names[chunk.round])
            self._done += len(chunk.places)
            self._advanced(self._done, self._planned)
        for outcome, reports in zip(answered, found, strict=True):
            if outcome.problem is None:
                outcome.reports = [report for _, report in sorted(reports.items())]
        return answered

    def _take(
        self,
        result: list[bytes] | _Broken | _Refused,
        chunk: _Chunk,
        answered: Answered,
        found: dict[int, Report],
        names: Sequence[str],
    ) -> None:
        if isinstance(result, _Refused):
            raise GraderError(result.message, hint=result.hint)
        if isinstance(result, _Broken):
            answered.problem = result.text
            return
        for place, data in zip(chunk.places, result, strict=True):
            report = found[place] = decode(data)
            answered.seconds += report.seconds
            answered.judged += 1
            # A slow moment of the machine is nothing to remember.
            if all(check.reason is not Reason.TIMED_OUT for check in report.checks):
                self._cache.put(names[place], data)


def _chunks(index: int, asked: Round, known: dict[int, Report]) -> Iterator[_Chunk]:
    places = [place for place in range(len(asked.questions)) if place not in known]
    for begin in range(0, len(places), _CHUNK):
        chosen = places[begin : begin + _CHUNK]
        yield _Chunk(index, chosen, [asked.questions[place] for place in chosen])


def _judge(exercise: Exercise, reference: Answer | None, questions: list[Question]) -> list[bytes] | _Broken | _Refused:
    """In a worker. Reports as JSON: the parent checks what it decodes."""
    try:
        reports = grade_many(exercise, questions, processes=_processes, reference=reference)
    except CourseError as error:
        return _Broken("\n".join(problem.text for problem in error.problems))
    except LearnError as error:
        return _Refused(error.message, error.hint)
    return [encode(report) for report in reports]


def _begin(parent: int) -> None:
    """Ctrl-C is for the parent, who ends the workers. What they print is not for a person: pytest's, for one."""
    if not end_with(parent):
        os._exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115  until the worker ends
