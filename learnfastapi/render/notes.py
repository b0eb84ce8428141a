"""Cornell notes in the terminal: the learner's beside ours, once there are theirs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from rich.console import Console
from rich.text import Text

from learnfastapi.render.lesson.blocks import heading_lines, markdown_lines
from learnfastapi.render.lesson.inline import inline
from learnfastapi.render.look import Look, look_of, put
from learnfastapi.render.palette import ASIDE
from learnfastapi.render.text import indented, prose, visible, wrap
from learnfastapi.study.material import Cue, Material
from learnfastapi.study.notes import BREAK, Notes, Row, paste_row

_LABEL_WIDTH = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesView:
    """The notes to one lesson, to be shown.

    Attributes:
        path: Of the file, as it is to be typed.
        shows_all: Whether ours are shown also where theirs is empty.
    """

    material: Material
    path: str
    notes: Notes
    shows_all: bool

    def ours(self, row: Row) -> str:
        """Our note, or "" as long as it is for the learner to write theirs."""
        return row.cue.note if row.note or self.shows_all else ""

    @property
    def our_summary(self) -> str:
        return self.material.summary if self.notes.summary or self.shows_all else ""

    @property
    def written(self) -> str:
        """How many are, for a sentence."""
        count = sum(row.note != "" for row in self.notes.rows)
        return f"{count} of {len(self.notes.rows)} notes written"


def render_notes(console: Console, view: NotesView, *, plain: bool = False) -> None:
    """Where the file is, the notes cue by cue, what is empty or missing, and the summary."""
    look = look_of(console, plain=plain)
    blocks = [block for block in _blocks(view, look) if block]
    lines = [line for number, block in enumerate(blocks) for line in ([Text(), *block] if number else block)]
    put(console, lines, look)


def _blocks(view: NotesView, look: Look) -> Iterator[list[Text]]:
    yield [
        *_heading(f"Cornell notes: {view.material.lesson.title}", look, depth=1),
        *wrap(prose(f"`{view.path}`, {view.written}", look), look.width),
    ]
    for row in view.notes.rows:
        if row.note or view.shows_all:
            yield [*wrap(cell(row.cue.cue, look), look.width), *_pair(row.note, view.ours(row), look)]
    empty = [row.cue for row in view.notes.rows if row.is_there and not row.note and not view.shows_all]
    yield _listed("Still empty", empty, look)
    for number, own in enumerate(view.notes.own):
        head = [] if number else _heading("Rows of your own", look)
        yield [*head, *wrap(cell(own.cue, look), look.width), *_pair(own.note, "", look)]
    yield _missing(view.notes.rows, look)
    if view.notes.summary or view.our_summary:
        yield [*_heading("Summary", look), *_summaries(view, look)]


def _heading(title: str, look: Look, *, depth: int = 3) -> list[Text]:
    return [prose(title, look)] if look.plain else heading_lines(prose(title, look), depth, look)


def _pair(theirs: str, ours: str, look: Look) -> list[Text]:
    width = look.width - _LABEL_WIDTH - 2
    lines = indented(wrap(cell(theirs, look), width) if theirs else [Text("(empty)", ASIDE)], _label("yours"))
    return [*lines, *indented(wrap(cell(ours, look), width), _label("ours"))] if ours else lines


def _summaries(view: NotesView, look: Look) -> list[Text]:
    lines = []
    for label, text in (("yours", view.notes.summary), ("ours", view.our_summary)):
        if text:
            inside = replace(look, width=look.width - _LABEL_WIDTH - 2)
            lines += indented(markdown_lines(visible(text), inside), _label(label))
    return lines


def _label(word: str) -> Text:
    return Text(f"  {word.ljust(_LABEL_WIDTH)}", ASIDE)


def _listed(title: str, cues: list[Cue], look: Look) -> list[Text]:
    if not cues:
        return []
    mark = look.own("• ")
    items = [line for cue in cues for line in indented(wrap(cell(cue.cue, look), look.width - len(mark)), mark)]
    return [*_heading(title, look), *items]


def _missing(rows: tuple[Row, ...], look: Look) -> list[Text]:
    """Rows as they can be pasted, so they are not wrapped."""
    gone = [row.cue for row in rows if not row.is_there]
    if not gone:
        return []
    pasted = [Text(look.fit(visible(paste_row(cue)))) for cue in gone]
    return [*_heading("Not in your file, to be pasted", look), *pasted]


def cell(markdown: str, look: Look) -> Text:
    """What stands in a cell of a table. `<br>` is the only way in which people break lines there."""
    source = visible(markdown).replace(BREAK, "\\\n")
    (node,) = SyntaxTreeNode(MarkdownIt("commonmark").parseInline(source)).children
    return inline(node.children, look)
