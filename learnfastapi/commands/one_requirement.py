"""`solution --requirement N`: our lines for one requirement, and one line of the learner's on why they work."""

from datetime import timedelta

from grader.course.models import Exercise, Requirement
from grader.errors import InputError
from learnfastapi.commands.asking import Asker
from learnfastapi.commands.context import Context, is_interactive, say
from learnfastapi.render.markdown import render_markdown
from learnfastapi.render.puzzle import render_fragment
from learnfastapi.study.cards import CardKind, Face
from learnfastapi.study.settings import Study

_BACK_IN = timedelta(days=2)


def show_requirement(
    context: Context, exercise: Exercise, number: int, why: str | None, *, plain: bool = False
) -> None:
    """Show the lines, ask why they work, and have a variation come back. Gives nothing up.

    Raises `InputError` for a number that the task has not, as long as there are hints, and for an empty `why`.
    """
    from learnfastapi.study.fragment import fragment_of

    requirement = _requirement(exercise, number)
    _refuse_early(context, exercise, number)
    if why is not None and not why.strip():
        raise InputError("`--why` is empty", hint="leave it out, or say in one line why the lines work")
    fragment = fragment_of(exercise, number, course=context.course.title)
    if not fragment.blocks:
        hint = f"`learnfastapi solution {exercise.id}` shows all of it, when you have passed or give up"
        raise InputError(f"The solution of `{exercise.id}` has no lines for requirement {number} alone", hint=hint)
    say(context.console, f"Requirement {number}", "", plain=plain)
    render_markdown(context.console, requirement.text, plain=plain)
    say(context.console, "", plain=plain)
    render_fragment(context.console, fragment, plain=plain)
    say(context.console, "", plain=plain)
    _keep_why(context, exercise, number, why, plain=plain)
    _bring_back(context, exercise, requirement, plain=plain)


def _requirement(exercise: Exercise, number: int) -> Requirement:
    found = next((each for each in exercise.requirements if each.number == number), None)
    if found is None:
        known = f"its requirements are 1 to {len(exercise.requirements)}"
        raise InputError(f"`{exercise.id}` has no requirement `{number}`", hint=known)
    return found


def _refuse_early(context: Context, exercise: Exercise, number: int) -> None:
    taken = context.progress.hints_taken(exercise.id, number)
    if taken < len(exercise.hints.get(number, ())) and not context.is_done(exercise.id):
        raise InputError(
            f"Requirement {number} of `{exercise.id}` has a hint that you have not taken",
            hint=f"`learnfastapi hint {exercise.id}` gives one for the first requirement that fails",
        )


def _keep_why(context: Context, exercise: Exercise, number: int, why: str | None, *, plain: bool) -> None:
    is_asked = context.progress.study.mode() is not Study.OFF
    if why is None and is_asked and is_interactive(context.console):
        why = Asker(context.console, plain=plain).ask("Why does it work? One line, in your own words (Enter skips): ")
    elif why is None and is_asked:
        step = f'`learnfastapi solution {exercise.id} --requirement {number} --why "…"`'
        say(context.console, "Why does it work? Your answer, in one line, is kept by", f"  {step}", plain=plain)
    if why:
        text = " ".join(why.split())
        context.progress.study.add_explanation(exercise.lesson, text, about=f"{exercise.id}/{number}")
        say(context.console, "Kept.", plain=plain)


def _bring_back(context: Context, exercise: Exercise, requirement: Requirement, *, plain: bool) -> None:
    """A variation of it becomes due, unless the learner wants no studying."""
    if context.progress.study.mode() is Study.OFF:
        return
    face = Face(kind=CardKind.VARIATION, front=f"{exercise.id}/{requirement.number}", back=requirement.text)
    today = context.progress.today()
    context.progress.cards.add(exercise.lesson, face, day=today, due=today + _BACK_IN)
    say(context.console, "In two days, `learnfastapi review` asks something like it.", plain=plain)
