"""`replay`: send a request of the last report again, here, where the learner can look into their app."""

import contextlib
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from grader.answer import read_answer
from grader.course.models import Exercise
from grader.errors import InputError
from grader.models import CheckResult, Difference, Exchange, Outcome, Report, Response
from learnfastapi.commands.context import Context, ExerciseArgument, PlainOption, is_interactive, open_context
from learnfastapi.render.replay import render_no_outcome, render_outcome, render_request
from learnfastapi.replayed import Job, Played

NumberArgument = Annotated[int, typer.Argument(metavar="N", help="Its number, as the report shows it.", min=1)]
DebugOption = Annotated[
    bool, typer.Option("--debug", help="Stop in Python's debugger at the first line of the function that answers.")
]


def replay(
    number: NumberArgument, exercise: ExerciseArgument = None, debug: DebugOption = False, plain: PlainOption = False
) -> None:
    """Send a request of the last report to your app again, here: `breakpoint()` works, and what is raised is shown."""
    with open_context() as context:
        found = context.ready(exercise)
        report = context.progress.last_report(found.id)
        check, index = _numbered(found, report, number)
        if debug and not is_interactive(context.console):
            hint = f"run it in a terminal, or without: `learnfastapi replay {number} {found.id}`"
            raise InputError("`--debug` asks what to do, and there is no terminal", hint=hint)
    exchange = check.exchanges[index]
    before = [each for each in check.exchanges[:index] if each.process == exchange.process]
    render_request(context.console, exchange, check.title, number, len(before), plain=plain)
    played = _play(context, found, exchange, before, debug=debug)
    if isinstance(played, str):
        render_no_outcome(context.console, played, plain=plain)
        raise typer.Exit(1)
    now = msgspec.structs.replace(
        exchange,
        response=played.response,
        messages=played.messages,
        expected=_expected(check, exchange),
        endpoint=played.endpoint,
        error=played.error or None,
        fault=None,
    )
    differs = _differences(check, index, now)
    render_outcome(context.console, now, differs, plain=plain)
    raise typer.Exit(1 if differs or played.error else 0)


def _numbered(exercise: Exercise, report: Report | None, number: int) -> tuple[CheckResult, int]:
    """The check and the index of its exchange. Raises `InputError`."""
    again = f"`learnfastapi check {exercise.id}`"
    if report is None:
        raise InputError(f"There is no report on `{exercise.id}` yet", hint=f"{again} makes one")
    requests = report.numbered()
    if not requests:
        raise InputError(f"The last report on `{exercise.id}` holds no request", hint=f"{again} says why")
    if number > len(requests):
        message = f"The last report on `{exercise.id}` has no request `{number}`"
        raise InputError(message, hint=f"its requests are 1 to {len(requests)}")
    return requests[number - 1]


def _play(
    context: Context, exercise: Exercise, exchange: Exchange, before: list[Exchange], *, debug: bool
) -> Played | str:
    """What came; or why nothing did, as a sentence."""
    folder = context.workspace.answer_folder(exercise.id).resolve()
    with tempfile.TemporaryDirectory(prefix="learnfastapi-") as name, _terminal_kept():
        # As in a check, the app starts with the files of the answer, and what it writes is gone afterwards.
        place = Path(name)
        read_answer(folder).write(place / "answer")
        result = place / "result.json"
        job = Job(
            folder=str(folder), app=exercise.app, before=before, exchange=exchange, debug=debug, result=str(result)
        )
        (place / "job.json").write_bytes(msgspec.json.encode(job))
        # `-P`: a file of the answer must not take the place of a module that we need.
        command = [sys.executable, "-P", "-m", "learnfastapi.replayed", str(place / "job.json")]
        subprocess.run(command, cwd=place / "answer", check=False)
        if not result.exists():
            return "Your app's process ended before it answered."
        played = msgspec.json.decode(result.read_bytes(), type=Played)
    if played.was_left:
        return "You left the debugger before there was an answer."
    return played.reason or played


@contextlib.contextmanager
def _terminal_kept() -> Iterator[None]:
    """A debugger that is broken off leaves a terminal without echo."""
    if not sys.stdin.isatty():
        yield
        return
    state = termios.tcgetattr(sys.stdin)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, state)


def _expected(check: CheckResult, exchange: Exchange) -> Response | None:
    """The solution's answer. A check that passed asked for none: there the answer itself was right."""
    return exchange.expected or (exchange.response if check.outcome is Outcome.PASSED else None)


def _differences(check: CheckResult, index: int, now: Exchange) -> list[Difference]:
    """What is not as expected.

    Two right answers may differ in ids and times. What differed in the exchange that the report explains, and was not
    told there, is such a thing.
    """
    from grader.judge.compare import compare

    then = check.exchanges[index]
    told = {entry.path for entry in check.difference if entry.exchange == index}
    equal = {entry.path for entry in compare(index, then.response, then.expected)} - told if told else set()
    found = compare(index, now.response, now.expected)
    if check.outcome is Outcome.PASSED:
        return [entry for entry in found if entry.path == "status"]
    return [entry for entry in found if entry.path == "status" or entry.path not in equal]
