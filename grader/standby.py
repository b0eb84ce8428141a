"""A judge that stands by: all is imported, warm and collected before there is an answer to judge.

`python -m grader.standby` reads a job and gets ready, waits for a second line, judges, and ends; `Standby` is its other
side. A new process for each verdict keeps nothing of the last one, and can be killed when a newer save comes.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from grader.errors import GraderError, LearnError
from grader.models import CheckResult, Report

if TYPE_CHECKING:
    from grader.judge.check import Check


class Job(msgspec.Struct, frozen=True):
    """What to judge: ids and paths, as `grade` takes them."""

    course: str
    exercise: str
    answer: str
    seed: int
    only: str | None = None


class Planned(msgspec.Struct, frozen=True):
    """A check that will be run."""

    requirement: int | None


class Collected(msgspec.Struct, frozen=True, tag=True):
    """These checks will be run."""

    checks: list[Planned]


class Checked(msgspec.Struct, frozen=True, tag=True):
    """One more is done."""

    result: CheckResult


class Finished(msgspec.Struct, frozen=True, tag=True):
    """The verdict."""

    report: Report


class Refused(msgspec.Struct, frozen=True, tag=True):
    """There is none: a `LearnError`."""

    message: str
    hint: str
    exit_code: int


Event = Collected | Checked | Finished | Refused
_events = msgspec.json.Decoder(Event)


class Standby:
    """A process that stands by for one job."""

    def __init__(self, job: Job) -> None:
        self._process = subprocess.Popen(
            # The learner's folder is the current one, and may hold a `json.py`.
            [sys.executable, "-P", "-m", "grader.standby"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # In a group of its own, Ctrl-C does not reach it: whoever started it ends it.
            start_new_session=True,
        )
        self._send(msgspec.json.encode(job))

    def judge(self) -> None:
        """Judge what the answer's folder holds now. What comes of it is told by `events`."""
        self._send(b"go")

    def _send(self, line: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it has ended, as `events` will tell
            self._process.stdin.write(line + b"\n")
            self._process.stdin.flush()

    def events(self) -> Iterator[Event]:
        """What it tells, as it comes; the last one is `Finished` or `Refused`, unless it was killed."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith(b"\n"):  # else it was killed in the middle
                yield _events.decode(line)

    def end(self) -> None:
        """Kill it, if it still runs. Its hosts see that and end too."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


class _Telling:
    """Listens to the run, and writes events."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def tell(self, event: Event) -> None:
        self._out.write(msgspec.json.encode(event) + b"\n")
        self._out.flush()

    def collected(self, checks: "Sequence[Check]") -> None:
        self.tell(Collected([Planned(check.requirement) for check in checks]))

    def checked(self, result: CheckResult) -> None:
        self.tell(Checked(result))


def _wait(commands: IO[bytes]) -> None:
    """For the word to go."""
    if not commands.readline():
        os._exit(0)  # nobody wants a verdict any more; what was started sees that we are gone


def main() -> None:
    """Stand by, judge once."""
    from grader.judge.processes import Processes

    with Processes() as processes, contextlib.ExitStack() as closing:
        processes.start()
        from grader.course.reader import read_course
        from grader.diagnosis.report import with_diagnoses
        from grader.judge.run import grade

        telling = _Telling(sys.stdout.buffer)
        commands = sys.stdin.buffer  # pytest will put something else into its place
        if not (line := commands.readline()):
            return
        job = msgspec.json.decode(line, type=Job)
        try:
            course = read_course(Path(job.course))
            exercise = course.exercise(job.exercise)
            report = grade(
                exercise,
                Path(job.answer),
                course=course.title,
                seed=job.seed,
                only=job.only,
                listener=telling,
                processes=processes,
                ready=partial(_wait, commands),
                closing=closing,
            )
        except LearnError as error:
            telling.tell(Refused(error.message, error.hint, error.exit_code))
        except BrokenPipeError:
            pass  # nobody wants to know any more
        except Exception as error:
            telling.tell(Refused(f"The grader failed: {type(error).__name__}: {error}", "", GraderError.exit_code))
            raise
        else:
            telling.tell(Finished(with_diagnoses(report, exercise)))


if __name__ == "__main__":
    main()
