"""The study method in commands: the setting and `study`, which changes it; a lesson's material and its cards."""

import os
from hashlib import sha256
from typing import Annotated

import typer

from grader.course.models import Lesson
from grader.errors import InputError
from learnfastapi.commands.asking import Asker
from learnfastapi.commands.context import Context, JsonOption, PlainOption, is_interactive, open_context, put_json, say
from learnfastapi.render.console import stderr_console
from learnfastapi.study.cards import CardKind, Face
from learnfastapi.study.material import Material, read_material
from learnfastapi.study.notes import own_faces
from learnfastapi.study.settings import Caps, Study
from learnfastapi.workspace.notes import read_notes_file

_OF_A_LESSON = (CardKind.PREDICTION, CardKind.POINT, CardKind.QUESTION, CardKind.CUE)
_MODES = {
    Study.FULL: "guess, predict, recite, explain, notes, review",
    Study.LIGHT: "predict, recite, review; nothing to be written",
    Study.OFF: "read and solve; nothing is asked",
}

ModeArgument = Annotated[
    Study | None, typer.Argument(metavar="full|light|off", help="How much of the method `next` leads through.")
]
NewOption = Annotated[int | None, typer.Option("--new", metavar="N", min=0, help="At most so many new cards a lesson.")]
ReviewsOption = Annotated[
    int | None, typer.Option("--reviews", metavar="N", min=0, help="At most so many reviews a day.")
]


def study(
    mode: ModeArgument = None,
    new: NewOption = None,
    reviews: ReviewsOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Show or change how much of the study method you want."""
    with open_context() as context:
        log = context.progress.study
        if mode is not None:
            log.choose(mode)
        caps = log.caps()
        if new is not None or reviews is not None:
            caps = Caps(new=caps.new if new is None else new, reviews=caps.reviews if reviews is None else reviews)
            log.cap(caps)
        chosen = log.mode()
        if as_json:
            found = {"version": 1, "study": chosen, "new_cards_a_lesson": caps.new, "reviews_a_day": caps.reviews}
            put_json(found)
            return
        current = chosen or Study.LIGHT
        say(context.console, f"study = {current}: {_MODES[current]}", plain=plain)
        say(context.console, f"at most {caps.new} new cards a lesson and {caps.reviews} reviews a day", "", plain=plain)
        others = [each for each in Study if each is not current]
        say(
            context.console,
            *(f"`learnfastapi study {each}`: {_MODES[each]}" for each in others),
            "`learnfastapi study --new 6 --reviews 20` changes how many cards",
            plain=plain,
        )


def mode_of(context: Context, *, plain: bool = False) -> Study:
    """The learner's setting. Asked for once, if somebody can be asked; as long as nobody said, it is `light`."""
    chosen = context.progress.study.mode()
    if chosen is None and is_interactive(context.console):
        chosen = _ask_mode(context, plain=plain)
        if chosen is not None:
            context.progress.study.choose(chosen)
    return chosen or Study.LIGHT


def _ask_mode(context: Context, *, plain: bool) -> Study | None:
    """None for Ctrl-D."""
    asker = Asker(context.console, plain=plain)
    modes = (f"  {mode:<6} {text}" for mode, text in _MODES.items())
    change = "`learnfastapi study` changes it at any time."
    say(context.console, "How do you want to study?", "", *modes, "", change, plain=plain)
    while True:
        typed = asker.ask("Type full, light or off (Enter: light): ")
        found = [mode for mode in Study if typed and mode.startswith(typed.lower())]
        if not typed:
            return None if typed is None else Study.LIGHT
        if found:
            return found[0]
        asker.say(f"`{typed}` is none of the three.")


def material_of(lesson: Lesson) -> Material:
    """Raises `InputError` if the lesson's file cannot be read any more."""
    return read_material(lesson, _text_of(lesson))


def sync_cards(context: Context, lesson: Lesson) -> None:
    """Bring the cards of a lesson up to its text, and make those that it has not yet."""
    text = _text_of(lesson)
    digest = sha256(text.encode()).hexdigest()
    cards = context.progress.cards
    if cards.seen_text(lesson.id) != digest:
        faces = read_material(lesson, text).faces
        cards.sync(lesson.id, faces, kinds=_OF_A_LESSON, day=context.progress.today())
        cards.see_text(lesson.id, digest)


def keep_grade(context: Context, lesson: Lesson, face: Face, *, knew: bool) -> None:
    """Keep what was answered while reading or reciting. What was not known becomes a card at once."""
    progress = context.progress
    cap = progress.study.caps().new
    progress.cards.recite(lesson.id, face, knew=knew, day=progress.today(), cap=cap)


def bring_up_to_date(context: Context) -> None:
    """Cards of lessons whose text changed get the new text, and rows that the learner added to their notes get cards.

    Notes that cannot be read are told on standard error; the other cards are asked all the same.
    """
    for name, lesson in context.course.lessons.items():
        if context.progress.cards.seen_text(name) is not None:
            sync_cards(context, lesson)
        if os.path.lexists(context.workspace.notes_file(name)):
            try:
                keep_own_rows(context, material_of(lesson))
            except InputError as error:
                say(stderr_console(), f"{error.message}. Your own rows of it are left as they were.")


def keep_own_rows(context: Context, material: Material) -> str:
    """Make cards of the rows that the learner added to their notes, or changed; returns the notes, "" without a file.

    Raises `InputError` if the file cannot be read.
    """
    lesson = material.lesson.id
    text = read_notes_file(context.workspace, lesson)
    if text is None:
        return ""
    faces = own_faces(text, material.cues)
    context.progress.cards.sync(lesson, faces, kinds={CardKind.OWN}, day=context.progress.today())
    return text


def _text_of(lesson: Lesson) -> str:
    try:
        return lesson.path.read_text(encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"Cannot read `{lesson.path}`: {reason}", hint="run the command again") from error
