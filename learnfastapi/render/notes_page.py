"""Cornell notes as one page of HTML, to be printed: cues at the left, notes at the right, the summary below.

All that a learner or a course wrote is escaped, or is markdown without HTML in it. There are no scripts and no images,
and nothing is fetched.
"""

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from learnfastapi.render.notes import NotesView
from learnfastapi.study.notes import BREAK


def notes_page(view: NotesView) -> str:
    """A whole document; the last line is ended."""
    environment = Environment(
        loader=PackageLoader("learnfastapi.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["cell"] = _cell
    environment.filters["blocks"] = _blocks
    return environment.get_template("notes.html").render(view=view)


def _cell(markdown: str) -> Markup:
    return Markup("<br>").join(Markup(_parser().renderInline(part)) for part in markdown.split(BREAK))


def _blocks(markdown: str) -> Markup:
    return Markup(_parser().render(markdown))


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("image")
