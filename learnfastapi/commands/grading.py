"""`check`: a verdict on the learner's answer, kept in their progress."""

import os
import random
import secrets
import sys
from pathlib import Path
from typing import Annotated

import typer

from grader import models
from grader.answer import read_answer
from grader.course.models import Exercise
from grader.course.names import module_file
from grader.formats import Format
from grader.judge.processes import Processes
from learnfastapi.commands.context import Context, ExerciseArgument, PlainOption, open_context, say
from learnfastapi.commands.verdicts import keep_verdict
from learnfastapi.render.progress import LiveChecks
from learnfastapi.render.report import render_report

CheckAllOption = Annotated[bool, typer.Option("--all", help="Grade every exercise that you have begun.")]
OnlyOption = Annotated[
    str | None, typer.Option("--only", metavar="NUMBER|CHECK", help="One requirement, or one check by its name.")
]
SeedOption = Annotated[
    int | None, typer.Option("--seed", metavar="N", help="Send the same requests as the report with this seed.")
]
FormatOption = Annotated[
    Format,
    typer.Option(
        "--format", help="For programs: `json` is the whole report on one line, `junit` and `github` are for CI."
    ),
]


def check(
    exercise: ExerciseArgument = None,
    all_: CheckAllOption = False,
    only: OnlyOption = None,
    seed: SeedOption = None,
    format_: FormatOption = Format.TEXT,
    plain: PlainOption = False,
) -> None:
    """Grade your answer, and say what to mend first."""
    with Processes() as processes, open_context() as context:
        exercises = _all_begun(context) if all_ else [context.ready(exercise)]
        if exercises:
            processes.start()
        reports = []
        for each in exercises:
            shows_progress = format_ is Format.TEXT
            report, remark = _grade(
                context, each, processes, only=only, seed=seed, plain=plain, shows_progress=shows_progress
            )
            reports.append(report)
            print_report(context, each, report, format_, plain=plain)
            if remark and format_ is Format.TEXT:
                say(context.console, remark, plain=plain)
        if format_ is Format.JUNIT:
            # One document, however many exercises it has.
            from grader.formats.junit import junit

            _write(junit(reports).encode())
        elif format_ is Format.TEXT and not exercises:
            none = "You have not begun an exercise yet. `learnfastapi next` leads to the first one."
            say(context.console, none, plain=plain)
    raise typer.Exit(max((report.exit_code for report in reports), default=0))


def print_report(context: Context, exercise: Exercise, report: models.Report, format_: Format, *, plain: bool) -> None:
    """What there is to say of this report alone; nothing for JUnit, which has one document for all."""
    match format_:
        case Format.TEXT:
            render_report(context.console, report, plain=plain, next_command=_next_command(report))
        case Format.JSON:
            _write(models.encode(report) + b"\n")
        case Format.GITHUB:
            from grader.formats.github import folder_in, github

            repository = os.environ.get("GITHUB_WORKSPACE")
            folder = folder_in(Path(repository) if repository else None, context.workspace.answer_folder(exercise.id))
            token = secrets.token_hex(16)
            _write(github(report, folder=folder, app_file=module_file(exercise.app), token=token).encode())
        case Format.JUNIT:
            pass


def _write(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.flush()


def _all_begun(context: Context) -> list[Exercise]:
    begun = (name for name in context.course.exercises if context.workspace.answer_folder(name).is_dir())
    return [context.ready(name) for name in begun]


def _grade(
    context: Context,
    exercise: Exercise,
    processes: Processes,
    *,
    only: str | None,
    seed: int | None,
    plain: bool,
    shows_progress: bool,
) -> tuple[models.Report, str | None]:
    """The report, and what there is to say beside it."""
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
            processes=processes,
        )
        report = with_diagnoses(report, exercise)
        live.finished()
    return report, keep_verdict(context, exercise, report, answer)


def _next_command(report: models.Report) -> str:
    if report.outcome is models.Outcome.PASSED:
        return "learnfastapi check" if report.only else "learnfastapi next"
    if report.problem is not None or report.outcome is models.Outcome.ERRORED:
        return "learnfastapi check"
    return "learnfastapi hint"
