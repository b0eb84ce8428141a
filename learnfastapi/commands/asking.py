"""Ask the learner for a line: on a terminal, or from standard input when it holds answers."""

import io
import re
import sys
from contextlib import suppress

from rich.console import Console
from rich.text import Text

from learnfastapi.render.look import is_screen, look_of, put
from learnfastapi.render.text import prose, wrap

_UNCOVER = "Your answer ([Enter] shows ours, q stops): "
_YES = frozenset({"y", "yes"})
_NO = frozenset({"n", "no"})
_ROOM = 6  # columns behind a prompt, for a short answer
# Between \001 and \002, readline does not count it as wide.
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


class StoppedError(Exception):
    """The learner does not want to be asked any more."""


class Asker:
    """Asks on one console.

    Attributes:
        is_terminal: Whether somebody types; else answers are read from a file or a pipe.
        has_ended: Whether the input has come to its end, so that nobody can be asked any more.
    """

    def __init__(self, console: Console, *, plain: bool = False) -> None:
        self._console = console
        self._plain = plain
        self.has_ended = False
        self.is_terminal = is_screen(console) and sys.stdin.isatty()
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")

    def ask(self, prompt: str) -> str | None:
        """The line that was typed, stripped; None at the end of input. `prompt` may hold code in backticks.

        Raises `KeyboardInterrupt` for Ctrl-C.
        """
        if self.has_ended:
            return None
        line = self._typed(prompt) if self.is_terminal else self._read(prompt)
        self.has_ended = line is None
        return None if line is None else line.strip()

    def _typed(self, prompt: str) -> str | None:
        # The prompt is readline's to print: it first takes the terminal over, and a Ctrl-D before that would be lost.
        with self._console.capture() as capture:
            self._print(prompt)
        with suppress(ImportError):  # some builds of Python have none; then arrow keys move nothing
            import readline  # noqa: F401
        try:
            return input(_ESCAPE.sub("\001\\g<0>\002", capture.get()))
        except EOFError:
            self._console.print()
            return None

    def _read(self, prompt: str) -> str | None:
        """What is read is printed too: a log reads as a screen does."""
        self._print(prompt)
        line = sys.stdin.readline()
        look = look_of(self._console, plain=self._plain)
        put(self._console, [prose(line.strip(), look)], look)
        return line or None

    def _print(self, prompt: str) -> None:
        look = look_of(self._console, plain=self._plain)
        text = prose(prompt, look)
        if self.is_terminal:
            space = Text(" " * (len(prompt) - len(prompt.rstrip())))
            text = Text("\n").join(wrap(text, look.width - _ROOM)).append_text(space)
        self._console.print(text, end="", soft_wrap=True, highlight=False, markup=False)

    def ask_to_uncover(self) -> bool:
        """False if the learner stopped, or the input ended."""
        return self.ask(_UNCOVER) not in (None, "q")

    def ask_knew(self) -> bool | None:
        """The grade, once the answer is there; None at the end of input."""
        return self.ask_yes("Did you know it?")

    def ask_yes(self, prompt: str) -> bool | None:
        """Asked again until it is y or n; None at the end of input."""
        while True:
            answer = self.ask(f"{prompt} [y/n] ")
            if answer is None:
                return None
            if answer.lower() in _YES | _NO:
                return answer.lower() in _YES
            self.say("Type `y` or `n`.")

    def say(self, sentence: str) -> None:
        """Why it is asked again."""
        look = look_of(self._console, plain=self._plain)
        put(self._console, [prose(sentence, look)], look)
