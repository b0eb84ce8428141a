"""Code with colours, line by line. No bar, number or padding beside it: what is copied must be the code."""

from functools import cache
from typing import TYPE_CHECKING

from rich.text import Text

from learnfastapi.render.look import Look

if TYPE_CHECKING:
    from rich.syntax import ANSISyntaxTheme

# By Pygments' token type, also for its subtypes. Colours of the terminal's own palette, which suit its background.
_STYLES = {
    ("Comment",): "dim",
    ("Keyword",): "magenta",
    ("Operator", "Word"): "magenta",
    ("Name", "Decorator"): "cyan",
    ("Name", "Function"): "bold",
    ("Name", "Class"): "bold",
    ("Name", "Builtin"): "cyan",
    ("Name", "Exception"): "cyan",
    ("Name", "Tag"): "cyan",
    ("Literal", "Number"): "cyan",
    ("Literal", "String", "Interpol"): "cyan",
    ("Literal", "String"): "green",
    ("Generic", "Deleted"): "red",
    ("Generic", "Inserted"): "green",
    ("Generic", "Heading"): "bold",
    ("Generic", "Subheading"): "cyan",
}


def code_lines(source: str, language: str, look: Look) -> list[Text]:
    """One `Text` for each line. A language that Pygments does not know is shown without colours."""
    source = look.fit(source.rstrip("\n"))
    text = _highlighted(source, language) if look.colour and language else Text(source)
    return list(text.split("\n", allow_blank=True))


def _highlighted(source: str, language: str) -> Text:
    # 40 ms, and many commands show no code.
    from rich.syntax import Syntax

    text = Syntax(source, language, theme=_theme()).highlight(source)
    text.rstrip()
    return text


@cache
def _theme() -> "ANSISyntaxTheme":
    from rich.style import Style
    from rich.syntax import ANSISyntaxTheme

    return ANSISyntaxTheme({token: Style.parse(style) for token, style in _STYLES.items()})
