"""The two consoles of the program. Nothing else makes one.

Width: `COLUMNS` if it is a number, else the terminal's, else 80. Colour: what rich finds (`NO_COLOR`, `FORCE_COLOR`,
`TERM`). A character that the stream's encoding lacks is replaced by a similar one.
"""

import io
import os
import sys
from collections.abc import Mapping
from typing import TextIO

from rich.console import Console

from learnfastapi.render.encoding import ERRORS

_WIDTH = 80
_HEIGHT = 25


def stdout_console() -> Console:
    """For what was asked for."""
    return make_console(sys.stdout, os.environ)


def stderr_console() -> Console:
    """For errors, and for what only concerns the person who waits."""
    return make_console(sys.stderr, os.environ)


def make_console(file: TextIO, environ: Mapping[str, str]) -> Console:
    """A console that writes to this stream.

    It keeps the stream: pytest replaces `sys.stdout` while checks run, and the display must go on.
    """
    if isinstance(file, io.TextIOWrapper):
        file.reconfigure(errors=ERRORS)
    columns = environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) > 0 else None
    is_tty = file.isatty()
    return Console(
        file=file,
        width=width if is_tty else width or _WIDTH,
        # Without it, rich asks the terminal at standard input for the size of a file.
        height=None if is_tty else _HEIGHT,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={key: value for key, value in environ.items() if key != "COLUMNS"},
    )
