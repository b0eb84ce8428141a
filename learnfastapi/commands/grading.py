"""`check`: a verdict on the learner's answer, kept in their progress."""

import random
import sys
from enum import StrEnum
from typing import Annotated

import typer

from grader import models
from grader.answer import read_answer
from grader.course.models import Exercise
from learnfastapi.commands.context import Context, ExerciseArgument, PlainOption, open_context, say
from learnfastapi.render.progress import LiveChecks
from learnfastapi.render.report import render_report


class Format(StrEnum):
    """How a report is printed."""

    TEXT = "text"
    JSON = "json"


CheckAllOption = Annotated[bool, typer.Option("--all", help="Grade every exercise that you have begun.")]
OnlyOption = Annotated[
    str | None, typer.Option("--only", metavar="NUMBER|CHECK", help="One requirement, or one check by its name.")
]
SeedOption = Annotated[
    int | None, typer.Option("--seed", metavar="N", help="Send the same requests as the report with this seed.")
]
FormatOption = Annotated[Format, typer.Option("--format", help="`json` prints the whole report, on one line.")]


def check(
    exercise: ExerciseArgument = None,
    all_: CheckAllOption = False,
    only: OnlyOption = None,
    seed: SeedOption = None,
    format_: FormatOption = Format.TEXT,
    plain: PlainOption = False,
) -> None:
    """Grade your answer, and say what to mend first."""
    with open_context() as context:
        exercises = _begun(context) if all_ else [context.begun(exercise)]
        worst = 0
        for each in exercises:
            report = _grade(context, each, only=only, seed=seed, plain=plain, shows_progress=format_ is Format.TEXT)
            if format_ is Format.JSON:
                sys.stdout.buffer.write(models.encode(report) + b"\n")
                sys.stdout.flush()
            else:
                render_report(context.console, report, plain=plain, next_command=_next_command(context, each, report))
            worst = max(worst, report.exit_code)
        if not exercises:
            say(context.console, "You have not begun an exercise yet. `learnfastapi next` leads to the first one.")
    raise typer.Exit(worst)


def _begun(context: Context) -> list[Exercise]:
    return [each for each in context.course.exercises.values() if context.workspace.answer_folder(each.id).is_dir()]


def _grade(
    context: Context, exercise: Exercise, *, only: str | None, seed: int | None, plain: bool, shows_progress: bool
) -> models.Report:
    # pytest and the test client take 0.2 s to import, which no other command should pay.
    from grader.diagnosis.report import with_diagnoses
    from grader.judge.run import grade

    folder = context.workspace.answer_folder(exercise.id)
    seed = random.SystemRandom().randrange(1_000_000) if seed is None else seed
    answer = read_answer(folder)
    with LiveChecks(context.console, plain=plain) as live:
        if shows_progress:
            live.started(exercise.requirements)
        report = grade(
            exercise,
            folder,
            course=context.course.title,
            seed=seed,
            only=only,
            listener=live if shows_progress else None,
        )
        report = with_diagnoses(report, exercise)
        live.finished(report)
    context.progress.add_attempt(report, answer)
    context.progress.go_to(lesson=exercise.lesson, exercise=exercise.id)
    return report


def _next_command(context: Context, exercise: Exercise, report: models.Report) -> str:
    if report.outcome is models.Outcome.PASSED:
        return "learnfastapi check" if report.only else "learnfastapi next"
    if report.problem is not None or report.outcome is models.Outcome.ERRORED:
        return "learnfastapi check"
    return "learnfastapi hint"
