"""Outcomes as signs and words. There is always a word or a sign of another shape: nothing depends on colour."""

from rich.text import Text

from grader.models import Outcome
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, BAD, BROKEN, GOOD

_SIGNS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.SKIPPED: "\N{EN DASH}", Outcome.ERRORED: "!"}
_STYLES = {Outcome.PASSED: GOOD, Outcome.FAILED: BAD, Outcome.SKIPPED: ASIDE, Outcome.ERRORED: BROKEN}
_WORDS = {Outcome.PASSED: "passed", Outcome.FAILED: "failed", Outcome.SKIPPED: "not run", Outcome.ERRORED: "broken"}
_WORD_WIDTH = max(len(word) for word in _WORDS.values())


def style_of(outcome: Outcome) -> str:
    return _STYLES[outcome]


def mark(outcome: Outcome, look: Look) -> Text:
    """What stands before a check: `✗ `, or `failed: ` in a plain look."""
    text = f"{_WORDS[outcome]}: " if look.plain else look.fit(f"{_SIGNS[outcome]} ")
    return Text(text, _STYLES[outcome])


def numbered_mark(outcome: Outcome, number: int, look: Look) -> Text:
    """What stands before a requirement: `✗ 2 failed   `, or `failed: 2. ` in a plain look."""
    if look.plain:
        return Text(f"{_WORDS[outcome]}: {number}. ")
    word = _WORDS[outcome].ljust(_WORD_WIDTH + 2)
    return Text.assemble(mark(outcome, look), f"{number:>2} ", (word, _STYLES[outcome]))


def pending_mark(number: int, look: Look) -> Text:
    """As wide as `numbered_mark`."""
    return Text(f"{look.fit('·')} {number:>2} {' ' * (_WORD_WIDTH + 2)}", ASIDE)
