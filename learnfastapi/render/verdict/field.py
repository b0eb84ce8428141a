"""One labelled part of a failure: `asked`, `answered`, `expected`, …"""

from collections.abc import Sequence

from rich.text import Text

from learnfastapi.render.look import Look
from learnfastapi.render.palette import LABEL
from learnfastapi.render.text import indented

_MARGIN = "  "
_WIDTH = 10
INDENT = len(_MARGIN) + _WIDTH


def field(label: str, lines: Sequence[Text], look: Look) -> list[Text]:
    """The label beside the first line; the others below that one. Nothing if there is nothing to say."""
    if look.plain:
        return indented(lines, f"{label}: ", "    ")
    return indented(lines, Text.assemble(_MARGIN, (label.ljust(_WIDTH), LABEL)))
