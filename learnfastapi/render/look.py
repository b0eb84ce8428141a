"""What one console can show, as a value; everything that lays out text asks it and not the console.

A console without colour shows code in its backticks. A plain one shows words in place of signs and does not wrap, so
that the same report is the same text everywhere: for screen readers and logs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from learnfastapi.render.encoding import fit

_LONGEST_LINE = 100  # longer ones are hard to read
_SHORTEST_LINE = 30  # below that, the terminal's own wrapping does less harm
_NO_WRAP = 100_000
_PLAIN_DATA = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Where text will stand.

    Attributes:
        width: Columns for a line of prose.
        data_width: Columns for a line of somebody's data, which is cut and not wrapped.
        height: Lines of the screen; None where nothing scrolls away, as in a file.
        encoding: Characters that it does not have are replaced by similar ones.
    """

    width: int = 80
    data_width: int = 80
    height: int | None = None
    colour: bool = False
    encoding: str = "utf-8"
    plain: bool = False

    def fit(self, text: str) -> str:
        """The text in characters that can be printed here."""
        return fit(text, self.encoding)

    def own(self, text: str) -> str:
        """A text of ours, in ASCII when the look is plain."""
        return fit(text, "ascii" if self.plain else self.encoding)


def look_of(console: Console, *, plain: bool = False) -> Look:
    """What this console can show now; its width may change between two calls."""
    columns = max(_SHORTEST_LINE, min(console.width, _LONGEST_LINE))
    return Look(
        width=_NO_WRAP if plain else columns,
        data_width=_PLAIN_DATA if plain else columns,
        height=console.height if is_screen(console) and not plain else None,
        colour=has_colour(console) and not plain,
        encoding=console.encoding,
        plain=plain,
    )


def has_colour(console: Console) -> bool:
    """Whether colours reach the reader: a terminal that knows them, and no `NO_COLOR`."""
    return console.color_system is not None and not console.no_color


def is_screen(console: Console) -> bool:
    """Whether somebody watches: a real terminal, and not a file that is to hold colours (`FORCE_COLOR`)."""
    return console.is_terminal and console.file.isatty()


def put(console: Console, lines: Sequence[Text], look: Look) -> None:
    """Print lines as they are. The terminal wraps what is too long, so that it can still be copied in one piece."""
    if lines:
        text = Text("\n").join(lines)
        console.print(Text(text.plain) if look.plain else text, soft_wrap=True, highlight=False, markup=False)
