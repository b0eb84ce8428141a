"""`reset`, `undo` and `history`: earlier states of an answer. Nothing is ever thrown away."""

from typing import Annotated

import typer

from grader.answer import read_answer
from grader.course.models import Exercise
from grader.errors import InputError
from learnfastapi.commands.context import Context, ExerciseArgument, open_context, say
from learnfastapi.commands.helping import diff_of
from learnfastapi.progress import Snapshot, SnapshotKind, bring_back
from learnfastapi.progress import reset as reset_answer
from learnfastapi.progress import undo as undo_put_away
from learnfastapi.render.listing import HistoryRow, render_history
from learnfastapi.render.markdown import render_code
from learnfastapi.render.pager import paged

DiffOption = Annotated[
    int | None, typer.Option("--diff", metavar="N", help="Show how your answer differs from number N of the list.")
]

ToOption = Annotated[
    int | None, typer.Option("--to", metavar="N", help="Bring back number N of `learnfastapi history`.")
]


def reset(exercise: ExerciseArgument = None) -> None:
    """Start an exercise again with the starter's files. `undo` takes it back."""
    with open_context() as context:
        found = context.begun(exercise)
        reset_answer(context.workspace, context.progress, found)
        folder = context.workspace.answer_folder(found.id)
        say(
            context.console,
            f"The starter of `{found.id}` is back in `{folder}`.",
            "",
            "`learnfastapi undo` takes it back.",
        )


def undo(exercise: ExerciseArgument = None, to: ToOption = None) -> None:
    """Take the last reset back, or what a new version of the course changed; or bring any earlier answer back."""
    with open_context() as context:
        found = context.exercise(exercise)
        folder = context.workspace.answer_folder(found.id)
        if to is None:
            undone = undo_put_away(context.workspace, context.progress, found)
            before = "before the reset" if undone is SnapshotKind.RESET else "before the course changed it"
            say(context.console, f"Your answer to `{found.id}` is back in `{folder}`, as it was {before}.")
        else:
            bring_back(context.workspace, context.progress, found, _numbered(context, found, to).id)
            say(context.console, f"Number {to} of your answers to `{found.id}` is back in `{folder}`.")


def history(exercise: ExerciseArgument = None, diff: DiffOption = None) -> None:
    """Show earlier attempts at an exercise, and how your answer differs from one of them."""
    with open_context() as context:
        found = context.exercise(exercise)
        snapshots = context.progress.history(found.id)
        if diff is None:
            rows = [
                HistoryRow(
                    number=number,
                    at=snapshot.at.astimezone(),
                    event="check" if snapshot.attempt else snapshot.kind.value,
                    outcome=snapshot.attempt.outcome if snapshot.attempt else None,
                    passed=snapshot.attempt.passed if snapshot.attempt else 0,
                    total=snapshot.attempt.total if snapshot.attempt else 0,
                    only=snapshot.attempt.only if snapshot.attempt else None,
                )
                for number, snapshot in enumerate(snapshots, start=1)
            ]
            render_history(context.console, found.id, rows)
            return
        earlier = context.progress.snapshot(_numbered(context, found, diff).id)
        current = read_answer(context.workspace.answer_folder(found.id))
        text = diff_of(earlier, current, f"number {diff}", "now")
        with paged(context.console):
            render_code(context.console, text or "no difference\n", "diff")


def _numbered(context: Context, exercise: Exercise, number: int) -> Snapshot:
    """What `history` shows under this number. Raises `InputError`."""
    snapshots = context.progress.history(exercise.id)
    if not 1 <= number <= len(snapshots):
        message = f"`{exercise.id}` has no earlier answer `{number}`"
        raise InputError(message, hint=f"`learnfastapi history {exercise.id}` numbers them")
    return snapshots[number - 1]
