"""After the last hint: lines of the solution, to be put in order."""

from grader.course.models import Exercise, Requirement
from grader.errors import InputError
from learnfastapi.commands.asking import Asker
from learnfastapi.commands.context import Context, is_interactive, say
from learnfastapi.render.puzzle import judgement_text, render_puzzle
from learnfastapi.study.puzzle import Judgement, Puzzle, judge_order, puzzle_of, read_order

_PROMPT = "Their order, such as `{example}` (Enter stops): "


def show_puzzle(context: Context, exercise: Exercise, requirement: Requirement, *, plain: bool = False) -> None:
    """Show it, ask for the order if somebody can be asked, and say where the order can be looked up."""
    puzzle = _puzzle(context, exercise, requirement)
    if puzzle is None:
        say(context.console, "", "There are no more hints.", _look_up(exercise, requirement), plain=plain)
        return
    say(
        context.console,
        "",
        "There are no more hints. Here are lines of the solution, in a wrong order.",
        "",
        plain=plain,
    )
    render_puzzle(context.console, puzzle, plain=plain)
    say(context.console, "", plain=plain)
    if is_interactive(context.console):
        if _ask(context, exercise, puzzle, plain=plain):
            return
    else:
        shown = " ".join(str(number) for number in range(1, len(puzzle.shown) + 1))
        step = f'  `learnfastapi hint {exercise.id} --order "{shown}"`'
        say(context.console, "This says whether an order of them is right:", step, "", plain=plain)
    say(context.console, _look_up(exercise, requirement), plain=plain)


def shown_lines(context: Context, exercise: Exercise, requirement: Requirement) -> list[str]:
    """The lines in the order in which they are numbered, from 1; empty if there is nothing to put in order."""
    puzzle = _puzzle(context, exercise, requirement)
    return [] if puzzle is None else [line.text for line in puzzle.shown]


def grade_order(
    context: Context, exercise: Exercise, requirement: Requirement, typed: str, *, plain: bool = False
) -> bool:
    """Say whether an order that was typed is right. Raises `InputError` if it is none."""
    puzzle = _puzzle(context, exercise, requirement)
    if puzzle is None:
        raise InputError(
            f"Requirement {requirement.number} of `{exercise.id}` has no lines to put in order",
            hint=_look_up(exercise, requirement).removesuffix("."),
        )
    judgement = _judge(context, exercise, puzzle, typed)
    say(context.console, judgement_text(judgement), plain=plain)
    say(context.console, "", _then(exercise) if judgement.is_right else _look_up(exercise, requirement), plain=plain)
    return judgement.is_right


def _puzzle(context: Context, exercise: Exercise, requirement: Requirement) -> Puzzle | None:
    from learnfastapi.study.fragment import fragment_of

    fragment = fragment_of(exercise, requirement.number, course=context.course.title, is_short=True)
    return puzzle_of(fragment)


def _ask(context: Context, exercise: Exercise, puzzle: Puzzle, *, plain: bool) -> bool:
    """Until it is right, or the learner stops: then False."""
    asker = Asker(context.console, plain=plain)
    prompt = _PROMPT.format(example="2 1 …")
    while typed := asker.ask(prompt):
        try:
            judgement = _judge(context, exercise, puzzle, typed)
        except InputError as error:
            say(context.console, f"{error.message}.", "", plain=plain)
            continue
        say(context.console, judgement_text(judgement), "", plain=plain)
        if judgement.is_right:
            say(context.console, _then(exercise), plain=plain)
            return True
    say(context.console, "", plain=plain)
    return False


def _judge(context: Context, exercise: Exercise, puzzle: Puzzle, typed: str) -> Judgement:
    order = read_order(typed, len(puzzle.shown))
    return judge_order(puzzle, order, exercise, course=context.course.title)


def _look_up(exercise: Exercise, requirement: Requirement) -> str:
    return f"`learnfastapi solution {exercise.id} --requirement {requirement.number}` shows its lines."


def _then(exercise: Exercise) -> str:
    return f"Write them into your answer in your own way; `learnfastapi check {exercise.id}` grades it."
