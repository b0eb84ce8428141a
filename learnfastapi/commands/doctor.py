"""`doctor`: is everything here that the course needs, and what to do about what is not."""

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

import typer
from packaging.requirements import Requirement

from grader.course.models import Course
from grader.course.reader import read_course
from grader.errors import LearnError
from grader.versions import untested
from learnfastapi.bundled import bundled_course
from learnfastapi.commands.context import current_folder, now, say
from learnfastapi.courses import course_folder
from learnfastapi.progress import Progress
from learnfastapi.render.console import stdout_console
from learnfastapi.workspace import Workspace

_OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. `step` is what to do; empty if all is well.

    `is_note`: it need not be done.
    """

    subject: str
    text: str
    step: str = ""
    is_note: bool = False

    @property
    def word(self) -> str:
        return "note" if self.is_note else "problem" if self.step else "ok"


def doctor() -> None:
    """Look at Python, packages, workspace and grader, and say what to do about each problem."""
    console = stdout_console()
    current_folder()  # without one, pytest cannot start, and nothing else here works either
    problems = 0
    for finding in _findings():
        say(console, f"{finding.word:9}{finding.subject}: {finding.text}")
        if finding.step:
            problems += not finding.is_note
            say(console, f"         do: {finding.step}")
    say(console, "", f"{_count(problems, 'problem')} to mend." if problems else "All is well.")
    raise typer.Exit(1 if problems else 0)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _findings() -> Iterator[Finding]:
    yield _python()
    yield from _packages()
    folder = bundled_course()
    try:
        workspace = Workspace.find(current_folder())
        yield Finding(subject="workspace", text=f"`{workspace.folder}`")
        yield _progress(workspace)
        folder = course_folder(workspace.course)
    except LearnError as error:
        yield _problem("workspace", error)
    try:
        course = read_course(folder)
        yield Finding(subject="course", text=f"{course.title}, {_count(len(course.lessons), 'lesson')} in `{folder}`")
        yield from _grader(course)
    except LearnError as error:
        yield _problem("course", error)


def _problem(subject: str, error: LearnError) -> Finding:
    return Finding(subject=subject, text=error.message, step=error.hint or "mend it")


def _python() -> Finding:
    text = f"{platform.python_version()}, `{sys.executable}`"
    if sys.version_info < _OLDEST_PYTHON:
        return Finding(subject="Python", text=text, step="install Python 3.11 or later, and learnfastapi with it")
    return Finding(subject="Python", text=text)


def _packages() -> Iterator[Finding]:
    """One line for all that fit, and one for each that is missing or of the wrong version."""
    fitting = []
    for requirement in map(Requirement, requires("learnfastapi") or []):
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        step = f"`{sys.executable} -m pip install '{requirement}'`"
        try:
            installed = version(requirement.name)
        except PackageNotFoundError:
            yield Finding(subject="package", text=f"`{requirement.name}` is missing", step=step)
            continue
        if requirement.specifier.contains(installed, prereleases=True):
            fitting.append(f"{requirement.name} {installed}")
        else:
            text = f"`{requirement.name}` is {installed}, and {requirement.specifier} is needed"
            yield Finding(subject="package", text=text, step=step)
    yield Finding(subject="packages", text=", ".join(fitting))


def _progress(workspace: Workspace) -> Finding:
    with Progress.open(workspace.progress_file, now=now) as progress:
        damaged = progress.recovered_from
    if damaged is not None:
        step = "go on; what could be read was taken over. Keep that file if you miss something"
        return Finding(subject="progress", text=f"was damaged, and is kept as `{damaged}`", step=step)
    return Finding(subject="progress", text="can be read and written")


def _grader(course: Course) -> Iterator[Finding]:
    """Judge our own solution of the first exercise: it must pass, and its time is what a check takes here.

    The versions that it ran with are told if the grader was not tested with them.
    """
    from grader.judge.run import grade

    exercise = next(iter(course.exercises.values()))
    report = grade(exercise, exercise.reference, course=course.title, seed=0)
    isolation = report.environment.isolation
    text = (
        f"{_count(len(report.checks), 'check')} of `{exercise.id}` took {report.seconds:.1f} s; "
        f"answers are {'forked' if isolation.fork else 'started anew'}, "
        f"{'all that they start' if isolation.kill == 'descendants' else 'only their process group'} is killed"
    )
    if report.exit_code:
        step = "run `learnfastapi doctor` again when the machine is quiet, then report it"
        yield Finding(subject="grader", text=f"{text}; our own solution did not pass", step=step)
    else:
        yield Finding(subject="grader", text=text)
    for found in untested(report.environment):
        yield Finding(subject="package", text=found.finding, step=f"`{found.command}`", is_note=True)
