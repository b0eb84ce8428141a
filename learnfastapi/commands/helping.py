"""`hint` and `solution`: help, as little at a time as wanted."""

import difflib
from pathlib import Path
from typing import Annotated, Any

import typer

from grader.answer import Answer, read_answer
from grader.course.models import Exercise, Requirement
from grader.errors import InputError
from grader.models import Outcome, Report
from learnfastapi.commands.context import (
    Context,
    ExerciseArgument,
    JsonOption,
    PlainOption,
    is_interactive,
    open_context,
    put_json,
    say,
)
from learnfastapi.render.markdown import render_code, render_markdown
from learnfastapi.render.pager import paged

OrderOption = Annotated[
    str | None,
    typer.Option("--order", metavar="NUMBERS", help="After the last hint: your order of the lines it shows."),
]
GiveUpOption = Annotated[bool, typer.Option("--give-up", help="Show it before a pass, without asking.")]
DiffOption = Annotated[bool, typer.Option("--diff", help="Show how your answer differs from it.")]
RequirementOption = Annotated[
    int | None,
    typer.Option("--requirement", metavar="N", help="Only the lines for one requirement, after its last hint."),
]
WhyOption = Annotated[
    str | None, typer.Option("--why", metavar="TEXT", help="With --requirement: why the lines work, in one line.")
]


def hint(
    exercise: ExerciseArgument = None,
    order: OrderOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Take one more hint for the first requirement that fails; after the last, put lines of the solution in order."""
    with open_context() as context:
        found = context.ready(exercise)
        report = context.progress.last_report(found.id)
        if report is not None and report.problem is not None:
            render_markdown(context.console, report.problem, plain=plain)
            return
        requirement = _first_failing(found, report)
        if requirement is None and report is not None and report.outcome is not Outcome.PASSED:
            again = f"`learnfastapi check {found.id}` grades it again"
            say(context.console, f"What failed in your last check is not asked any more. {again}.", plain=plain)
            return
        if requirement is None:
            say(context.console, f"`{found.id}` passed. `learnfastapi next` goes on.", plain=plain)
            return
        if as_json and order is not None:
            raise InputError("`--json` and `--order` do not go together", hint="the exit code says whether it is right")
        if order is None:
            if as_json:
                put_json(_hint_data(context, found, requirement))
            else:
                _give(context, found, requirement, plain=plain)
            return
        is_right = _grade_order(context, found, requirement, order, plain=plain)
    raise typer.Exit(0 if is_right else 1)


def _first_failing(exercise: Exercise, report: Report | None) -> Requirement | None:
    """None when the last check found none. Without a check yet, the first requirement.

    One that came with a newer version of the course has not been checked, and counts as failing.
    """
    if report is None:
        return exercise.requirements[0]
    fine = {result.number for result in report.requirements if result.outcome not in (Outcome.FAILED, Outcome.ERRORED)}
    return next((requirement for requirement in exercise.requirements if requirement.number not in fine), None)


def _give(context: Context, exercise: Exercise, requirement: Requirement, *, plain: bool) -> None:
    hints = exercise.hints.get(requirement.number, ())
    taken = context.progress.hints_taken(exercise.id, requirement.number)
    say(context.console, f"Requirement {requirement.number}", "", plain=plain)
    render_markdown(context.console, requirement.text, plain=plain)
    if taken >= len(hints):
        from learnfastapi.commands.ordering import show_puzzle

        show_puzzle(context, exercise, requirement, plain=plain)
        return
    context.progress.take_hint(exercise.id, requirement.number)
    say(context.console, "", "Hint", "", plain=plain)
    render_markdown(context.console, hints[taken], plain=plain)


def _hint_data(context: Context, exercise: Exercise, requirement: Requirement) -> dict[str, Any]:
    """The next hint, which counts as taken; after the last, the lines that are to be put in order."""
    hints = exercise.hints.get(requirement.number, ())
    taken = context.progress.hints_taken(exercise.id, requirement.number)
    found: dict[str, Any] = {
        "version": 1,
        "exercise": exercise.id,
        "requirement": {"number": requirement.number, "text": requirement.text},
        "hint": None,
        "lines": None,
    }
    if taken < len(hints):
        context.progress.take_hint(exercise.id, requirement.number)
        return {**found, "hint": hints[taken]}
    from learnfastapi.commands.ordering import shown_lines

    return {**found, "lines": shown_lines(context, exercise, requirement)}


def _grade_order(context: Context, exercise: Exercise, requirement: Requirement, order: str, *, plain: bool) -> bool:
    from learnfastapi.commands.ordering import grade_order

    taken = context.progress.hints_taken(exercise.id, requirement.number)
    if taken < len(exercise.hints.get(requirement.number, ())):
        message = f"Requirement {requirement.number} of `{exercise.id}` has a hint that you have not taken"
        raise InputError(message, hint=f"`learnfastapi hint {exercise.id}` gives it")
    return grade_order(context, exercise, requirement, order, plain=plain)


def solution(
    exercise: ExerciseArgument = None,
    give_up: GiveUpOption = False,
    diff: DiffOption = False,
    requirement: RequirementOption = None,
    why: WhyOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """After a pass, or when you give up: our answer, and notes on it."""
    _refuse_together(give_up=give_up, diff=diff, requirement=requirement, why=why)
    if as_json and (diff or requirement is not None):
        other = "--diff" if diff else "--requirement"
        raise InputError(f"`--json` and `{other}` do not go together", hint="`--json` gives the whole solution")
    with open_context() as context:
        found = context.exercise(exercise)
        if requirement is not None:
            from learnfastapi.commands.one_requirement import show_requirement

            show_requirement(context, found, requirement, why, plain=plain)
            return
        if not context.is_done(found.id):
            _confirm(context, found, give_up=give_up, may_ask=not as_json, plain=plain)
            context.progress.give_up(found.id)
        if as_json:
            put_json(_solution_data(found))
            return
        with paged(context.console, plain=plain):
            if diff:
                _show_diff(context, found, plain=plain)
            else:
                _show_solution(context, found, plain=plain)


def _refuse_together(*, give_up: bool, diff: bool, requirement: int | None, why: str | None) -> None:
    """Raises `InputError` for options of which one makes no sense with the other."""
    if requirement is not None and (give_up or diff):
        other = "--give-up" if give_up else "--diff"
        raise InputError(f"`--requirement` and `{other}` do not go together", hint=f"leave out `{other}`")
    if requirement is None and why is not None:
        raise InputError("`--why` belongs to one requirement", hint="add `--requirement` and its number")


def _confirm(context: Context, exercise: Exercise, *, give_up: bool, may_ask: bool, plain: bool) -> None:
    """Raises `InputError` unless the learner gives up."""
    if give_up:
        return
    refusal = InputError(
        f"You have not passed `{exercise.id}` yet",
        hint="`learnfastapi hint` gives a hint; `learnfastapi solution --give-up` shows the solution all the same",
    )
    if not may_ask or not is_interactive(context.console):
        raise refusal
    say(
        context.console,
        f"You have not passed `{exercise.id}` yet. A hint may be enough: `learnfastapi hint`",
        "",
        plain=plain,
    )
    if not typer.confirm("Give up and see the solution?", default=False):
        raise refusal


def _solution_data(exercise: Exercise) -> dict[str, Any]:
    return {
        "version": 1,
        "exercise": exercise.id,
        "files": _texts(exercise.reference),
        "notes": None if exercise.notes is None else exercise.notes.read_text(encoding="utf-8"),
        "variants": {name: _texts(folder) for name, folder in exercise.variants.items()},
    }


def _texts(folder: Path) -> dict[str, str]:
    return {name: content.decode() for name, content in read_answer(folder).files.items()}


def _show_solution(context: Context, exercise: Exercise, *, plain: bool) -> None:
    for name, content in read_answer(exercise.reference).files.items():
        say(context.console, f"`{name}`", "", plain=plain)
        render_code(context.console, content.decode(), plain=plain)
        say(context.console, "", plain=plain)
    if exercise.notes is not None:
        render_markdown(context.console, exercise.notes.read_text(encoding="utf-8"), plain=plain)
    if exercise.variants:
        names = ", ".join(f"`{name}`" for name in exercise.variants)
        say(context.console, "", f"Other answers that pass: {names}", plain=plain)
        for name, folder in exercise.variants.items():
            for file, content in read_answer(folder).files.items():
                say(context.console, "", f"`{name}`: `{file}`", "", plain=plain)
                render_code(context.console, content.decode(), plain=plain)


def _show_diff(context: Context, exercise: Exercise, *, plain: bool) -> None:
    mine = read_answer(context.workspace.answer_folder(exercise.id))
    text = diff_of(mine, read_answer(exercise.reference), "yours", "solution")
    render_code(context.console, text or "no difference\n", "diff", plain=plain)


def diff_of(before: Answer, after: Answer, before_name: str, after_name: str) -> str:
    """A unified diff over all files of two answers; empty if they are equal."""
    lines: list[str] = []
    for name in sorted({*before.files, *after.files}):
        old, new = _lines(before, name), _lines(after, name)
        lines += difflib.unified_diff(old, new, f"{before_name}/{name}", f"{after_name}/{name}", lineterm="")
    return "".join(f"{line}\n" for line in lines)


def _lines(answer: Answer, name: str) -> list[str]:
    return answer.files.get(name, b"").decode("utf-8", errors="replace").splitlines()
