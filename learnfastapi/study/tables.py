"""The tables of a markdown text, such as Cornell notes. Pure, and content with whatever stands around them."""

from collections.abc import Iterator

from markdown_it import MarkdownIt


def rows_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The cells of all rows of all tables, as markdown without the outer spaces; heads are left out."""
    return tuple(_rows(text))


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    cells: list[str] = []
    is_body = False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        match token.type:
            case "tbody_open" | "tbody_close":
                is_body = token.type == "tbody_open"
            case "tr_open":
                cells = []
            case "inline" if is_body:
                cells.append(token.content.strip())
            case "tr_close" if is_body:
                yield tuple(cells)
