"""One part of a lesson on the screen; where somebody can be asked, it stops at each prediction."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from rich.console import Console

from grader.course.models import Lesson, Section
from learnfastapi.commands.asking import Asker
from learnfastapi.commands.context import Context, say
from learnfastapi.commands.predicting import in_background, predict, show_lines
from learnfastapi.commands.studying import keep_grade
from learnfastapi.render.guess import response_lines
from learnfastapi.render.look import look_of
from learnfastapi.render.markdown import Above, render_lesson_head, render_markdown, render_section
from learnfastapi.render.pager import paged
from learnfastapi.study.material import Material, Prediction
from learnfastapi.study.truth import truth_of
from learnfastapi.way import Part


def show_part(
    console: Console, part: Part, *, are_answers_open: bool = False, has_head: bool = False, plain: bool = False
) -> None:
    """The part in one go. Answers to predictions stand below a line, or open."""
    with paged(console, plain=plain):
        if has_head:
            render_lesson_head(console, part.lesson, plain=plain)
            say(console, "", plain=plain)
        print_part(console, part, are_answers_open=are_answers_open, plain=plain)


def print_part(console: Console, part: Part, *, are_answers_open: bool = False, plain: bool = False) -> None:
    """Its sections, with an empty line between them, and no pager."""
    above = Above()
    for number, section in enumerate(part.sections):
        if number:
            say(console, "", plain=plain)
        body = section.body.replace("→ ? ", "→ ") if are_answers_open else section.body
        render_section(console, replace(section, body=body), above, plain=plain)


def ask_part(
    context: Context,
    part: Part,
    material: Material,
    asker: Asker,
    *,
    has_head: bool = False,
    goes_on: bool = False,
    plain: bool = False,
) -> None:
    """The part up to its next prediction, which is guessed; and so on. When the input ends, the rest in one go.

    Args:
        goes_on: What was guessed before, in a part that was left, is shown with its answer and not asked again.

    Raises `StoppedError` if the learner wants to leave; what they guessed is kept.
    """
    wrong = asked = 0
    above = Above()
    log, lesson = context.progress.study, part.lesson.id
    before = log.predicted(lesson) if goes_on else frozenset()
    group: list[Section | str | Lesson] = [part.lesson] if has_head else []
    for item in _items(part, material):
        if not isinstance(item, Prediction):
            group.append(item)
            continue
        if asker.has_ended:
            group += [item.block, item.why]
            continue
        if item.face.front in before:
            group.append(item.answer)
            continue
        with in_background(partial(truth_of, item)) as truth:
            _show(context, [*group, item.request], above, plain=plain)
            say(context.console, "", plain=plain)
            outcome = predict(context.console, asker, truth, item.exchange.response, plain=plain)
        if outcome is None:
            group = [item.block, item.why]
            continue
        asked, wrong = asked + 1, wrong + (not outcome)
        keep_grade(context, part.lesson, item.face, knew=outcome)
        log.keep_predicted(lesson, item.face.front, is_right=outcome)
        show_lines(context.console, response_lines(item.block, look_of(context.console, plain=plain)), plain=plain)
        say(context.console, "", plain=plain)
        group = [item.why]
    _show(context, group, above, plain=plain)
    if wrong:
        again = "The other comes" if wrong == 1 else "The others come"
        say(
            context.console,
            "",
            f"{asked - wrong} of {asked} predicted. {again} back tomorrow, in `learnfastapi review`.",
            plain=plain,
        )


def _items(part: Part, material: Material) -> Iterator[Section | str | Prediction]:
    """Headings, texts and predictions, in order."""
    for section in part.sections:
        yield replace(section, body="")
        yield from material.pieces[section.line]


def _show(context: Context, group: Sequence[Section | str | Lesson], above: Above, *, plain: bool) -> None:
    with paged(context.console, plain=plain):
        for number, item in enumerate(each for each in group if each != ""):
            if number:
                say(context.console, "", plain=plain)
            match item:
                case str():
                    render_markdown(context.console, item, above, plain=plain)
                case Lesson():
                    render_lesson_head(context.console, item, plain=plain)
                case Section():
                    render_section(context.console, item, above, plain=plain)
