"""`author try`: one exercise under pytest, as pytest shows it."""

import random
from pathlib import Path
from typing import Annotated

import typer

from grader.answer import Answer, read_answer
from grader.course.models import Exercise
from grader.course.reader import read_course
from grader.errors import InputError
from learnfastapi.commands.authoring.place import CourseOption, course_folder, read_by_its_author
from learnfastapi.commands.context import current_folder, say
from learnfastapi.commands.grading import SeedOption
from learnfastapi.render.console import stdout_console
from learnfastapi.render.markdown import render_markdown

NameArgument = Annotated[str, typer.Argument(metavar="EXERCISE", help="Its id, the name of its folder.")]
AnswerOption = Annotated[
    Path | None,
    typer.Option("--answer", metavar="DIR", help="The answer to run. Default: the reference."),
]
KeywordOption = Annotated[
    str | None, typer.Option("-k", metavar="CHECK", help="Only checks that fit, as pytest's `-k` takes it.")
]
PdbOption = Annotated[bool, typer.Option("--pdb", help="Stop in the debugger where a check fails. Limits are longer.")]


def try_(
    exercise: NameArgument,
    answer: AnswerOption = None,
    keyword: KeywordOption = None,
    pdb: PdbOption = False,
    seed: SeedOption = None,
    course: CourseOption = None,
) -> None:
    """Run an exercise's checks with pytest's own output and debugger.

    What the answer was asked and what it printed is kept in files. A folder of a variant or a mistake is laid over the
    reference.
    """
    here = current_folder()
    console = stdout_console()
    with read_by_its_author():
        found = read_course(course_folder(course, here)).exercise(exercise.rstrip("/"))
        # pytest and the test client take 0.2 s to import, which `author --help` should not pay.
        from grader.judge.invocation import cache
        from grader.judge.limits import limits_from_environment
        from grader.judge.raw import run_raw

        seed = random.SystemRandom().randrange(1_000_000) if seed is None else seed
        logs = cache() / "author-try" / found.id
        run = run_raw(
            found,
            _answer(found, answer, here),
            seed=seed,
            logs=logs,
            limits=limits_from_environment(),
            keyword=keyword,
            debug=pdb,
        )
    say(console, "")
    if run.problem is not None:
        render_markdown(console, run.problem)
        say(console, "")
    say(console, f"{'Passed' if run.passed else 'Not passed'}, seed {seed} (`--seed {seed}` sends the same).")
    if run.failed:
        say(
            console, "What these checks sent, and all that the answer printed:", *(f"  `{path}`" for path in run.failed)
        )
    elif run.problem is None:
        say(console, f"What each check sent, and all that the answer printed: `{logs}`")
    raise typer.Exit(0 if run.passed else 1)


def _answer(exercise: Exercise, folder: Path | None, here: Path) -> Answer:
    if folder is None:
        return read_answer(exercise.reference)
    folder = here / folder
    if not folder.is_dir():
        raise InputError(f"`{folder}` is no folder", hint="give the folder that holds the answer's files")
    partial = (*exercise.variants.values(), *(mistake.folder for mistake in exercise.mistakes))
    if folder.resolve() in [each.resolve() for each in partial]:
        from grader.diagnosis.writing import laid_over

        return laid_over(exercise, folder)
    return read_answer(folder)
