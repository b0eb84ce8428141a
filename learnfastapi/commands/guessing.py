"""Question: one guess at one of a lesson's questions before reading on, and the same guess again beside the answer."""

import re

from learnfastapi.commands.asking import Asker
from learnfastapi.commands.context import Context, say
from learnfastapi.render.markdown import render_markdown
from learnfastapi.study.guessing import is_no_idea
from learnfastapi.study.material import Material
from learnfastapi.study.words import nearest

_NUMBERED = re.compile(r"(\d+)[.:)]?\s*(.*)")


def ask_guess(context: Context, material: Material, asker: Asker, *, plain: bool = False) -> None:
    """One line, for one question; `no idea` counts. Enter goes on without."""
    if not material.questions:
        return
    say(context.console, "", plain=plain)
    while typed := asker.ask("Guess one, by its number, as in `2 a number` (Enter goes on): "):
        found = _NUMBERED.fullmatch(typed)
        number = int(found[1]) if found else 0
        if not found or not 1 <= number <= len(material.questions):
            asker.say(f"Begin with the number of the question, 1 to {len(material.questions)} (got `{typed}`).")
            continue
        guess = "no idea" if is_no_idea(found[2]) else found[2]
        context.progress.study.add_guess(material.lesson.id, material.questions[number - 1], guess)
        asker.say(f"Kept: {guess}. You see it again when you have read the answer.")
        return


def show_guess(context: Context, material: Material, *, plain: bool = False) -> None:
    """What was guessed of this lesson, beside what the notes say. Nothing if nothing was guessed."""
    guesses = context.progress.study.guesses(material.lesson.id)
    if not guesses:
        return
    guess = guesses[-1]
    say(context.console, "", "Before you read this, you were asked:", "", plain=plain)
    render_markdown(context.console, f"> {guess.question}", plain=plain)
    say(context.console, "", f"You guessed: {guess.guess}", plain=plain)
    at = nearest(guess.question, [cue.cue for cue in material.cues])
    if at is None:
        say(context.console, "What do you say now?", plain=plain)
    else:
        render_markdown(context.console, f"The notes say: {material.cues[at].note}", plain=plain)
