"""Text that is longer than the screen, in the reader's pager; everything else is printed.

Why not rich's `console.pager()`: it goes through `pydoc`, which calls `less` without `-R` (escape codes are shown as
text unless `LESS` says otherwise), pages also what fits on the screen, and asks for the wrong terminal when the output
is not standard output. So `less` is started here, with the flags git uses and one more: F ends at once if the text
fits, R passes colours on, X leaves the text on the screen afterwards, so that it can be looked at while typing, and K
lets Ctrl-C leave. A reader's own `PAGER` and `LESS` win. Without any pager the text is printed.
"""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from rich.cells import cell_len
from rich.console import Console

from learnfastapi.render.encoding import ERRORS
from learnfastapi.render.look import is_screen

_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
_LESS = "FRXK"
# Also with somebody's own `LESS`. R: colours are passed on. E: whoever has read to the end is out without a key, since
# nobody looks behind `(END)` for what follows. P: the prompt says which keys there are.
_NEEDED = ("-R", "-E", r"-PSpace\: more, q\: leave")
_LEFT_WITH_CTRL_C = 2


@contextmanager
def paged(console: Console, environ: Mapping[str, str] = os.environ, *, plain: bool = False) -> Iterator[None]:
    """What is printed inside is held back and then shown, in a pager if it needs one, and never for a plain look.

    Leaving the pager, with `q` or Ctrl-C, is no error. An exception inside shows nothing and passes.
    """
    with console.capture() as capture:
        yield
    text = capture.get()
    fits = displayed_lines(text, console.width) < console.height
    command = None if plain or fits or not is_screen(console) or console.is_dumb_terminal else pager_command(environ)
    if command is None or not _page(console, text, command, environ):
        console.file.write(text)
        console.file.flush()


def pager_command(environ: Mapping[str, str]) -> list[str] | None:
    """`PAGER` if it can be started, else `less`; None if neither is there, or `PAGER` is empty or `cat`."""
    wanted = environ.get("PAGER", "less")
    try:
        words = shlex.split(wanted)
    except ValueError:
        return None
    if not words or words == ["cat"]:
        return None
    program = shutil.which(words[0], path=environ.get("PATH"))
    if program is None:
        return None
    return [program, *words[1:], *(_NEEDED if os.path.basename(program) == "less" else [])]


def displayed_lines(text: str, width: int) -> int:
    """Lines of a screen that many columns wide which the text takes, colours and all."""
    lines = _ESCAPE.sub("", text).removesuffix("\n").split("\n")
    return sum(max(1, -(-cell_len(line) // width)) for line in lines)


def _page(console: Console, text: str, command: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether the reader has seen the text: not if the pager could not be started, or failed."""
    variables = {"LESS": _LESS, "LV": "-c", **environ}
    if console.encoding.startswith("utf"):
        variables.setdefault("LESSCHARSET", "utf-8")
    console.file.flush()
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=console.file, env=variables)
    except OSError:
        return False
    assert pager.stdin is not None
    # Whoever leaves early closes the pipe.
    with suppress(BrokenPipeError, KeyboardInterrupt), pager.stdin:
        pager.stdin.write(text.encode(console.encoding, ERRORS))
    while True:
        # Ctrl-C goes to the pager as well, and it decides what that means.
        with suppress(KeyboardInterrupt):
            pager.wait()
            break
    return pager.returncode in (0, _LEFT_WITH_CTRL_C) or pager.returncode < 0
