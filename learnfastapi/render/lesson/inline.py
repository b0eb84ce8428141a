"""What stands inside a paragraph: emphasis, code, links."""

from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode
from rich.text import Text

from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, CODE

_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}


def inline(nodes: Sequence[SyntaxTreeNode], look: Look) -> Text:
    """One text; it holds a line end only where the markdown forces one. Comments are left out."""
    result = Text()
    for node in nodes:
        if node.type == "html_inline" and node.content.startswith("<!--"):
            continue
        piece = _piece(node, look)
        if piece.plain.startswith(" ") and result.plain.endswith(" "):
            result.rstrip()  # a comment stood between
        result.append_text(piece)
    return result


def _piece(node: SyntaxTreeNode, look: Look) -> Text:
    match node.type:
        case "text" | "html_inline":
            return Text(look.fit(node.content))
        case "softbreak":
            return Text(" ")
        case "hardbreak":
            return Text("\n")
        case "code_inline":
            return code(node.content, look)
        case "link":
            return _link(node, look)
        case "image":
            return Text(look.fit(node.content))
        case kind:
            return _styled(inline(node.children, look), _STYLES.get(kind, ""))


def code(content: str, look: Look) -> Text:
    """A piece of code: coloured, or in its backticks where there is no colour."""
    content = look.fit(content)
    return Text(content, CODE) if look.colour else Text(f"`{content}`")


def _link(node: SyntaxTreeNode, look: Look) -> Text:
    """The words, then the address: a terminal may have no way to follow a hidden one."""
    words = inline(node.children, look)
    address = look.fit(str(node.attrs.get("href", "")))
    if words.plain == address:
        return _styled(words, "underline")
    return Text.assemble(words, (f" ({address})", ASIDE))


def _styled(text: Text, style: str) -> Text:
    text.stylize(style)
    return text
