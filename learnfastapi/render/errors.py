"""An error that a person can act on, as text."""

from rich.console import Console
from rich.text import Text

from grader.errors import LearnError
from learnfastapi.render.look import look_of, put
from learnfastapi.render.palette import BAD
from learnfastapi.render.text import prose


def render_error(console: Console, error: LearnError, *, plain: bool = False) -> None:
    """`error: …`, an empty line and `hint: …`; only the first if there is no hint. Give it the console of stderr.

    Long lines are left to the terminal, so that a path can be copied whole.
    """
    look = look_of(console, plain=plain)
    lines = [Text.assemble(("error: ", f"bold {BAD}"), prose(error.message, look))]
    if error.hint:
        lines += [Text(), Text.assemble(("hint: ", "bold"), prose(error.hint, look))]
    put(console, lines, look)
