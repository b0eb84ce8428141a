"""Markdown's blocks as lines: paragraphs, headings, lists, quotes; tables and fences have their own modules."""

from collections.abc import Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from rich.text import Text

from grader.course.markdown import without_comments
from learnfastapi.render.lesson.fences import fence_lines
from learnfastapi.render.lesson.inline import inline
from learnfastapi.render.lesson.repeated import Above
from learnfastapi.render.lesson.tables import table_lines
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, HEADING
from learnfastapi.render.text import indented, wrap


def markdown_lines(source: str, look: Look, above: Above | None = None) -> list[Text]:
    """The whole text, an empty line between blocks and none around it.

    Args:
        above: What was shown before, and takes up what is shown now; None if nothing was.
    """
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(source))
    return _blocks(tree.children, look, Above() if above is None else above)


def heading_lines(title: Text, depth: int, look: Look) -> list[Text]:
    """Left-aligned. The title and the two upper depths have a line below; a third needs one where nothing is bold."""
    lines = wrap(title, look.width)
    for line in lines:
        line.stylize(HEADING)
    if depth <= 2 or not look.colour:
        lines.append(Text(look.own("━" if depth <= 2 else "─") * max(line.cell_len for line in lines), ASIDE))
    return lines


def _blocks(nodes: Sequence[SyntaxTreeNode], look: Look, above: Above, *, is_tight: bool = False) -> list[Text]:
    lines: list[Text] = []
    follows = ""
    for node in nodes:
        block = _block(node, look, above, follows)
        follows = node.info if node.type == "fence" else ""
        if lines and block and not is_tight:
            lines.append(Text())
        lines += block
    return lines


def _block(node: SyntaxTreeNode, look: Look, above: Above, follows: str) -> list[Text]:
    match node.type:
        case "paragraph":
            return wrap(inline(node.children[0].children, look), look.width)
        case "heading":
            return heading_lines(inline(node.children[0].children, look), int(node.tag[1:]), look)
        case "fence":
            return fence_lines(node.info, node.content, look, above, follows=follows)
        case "code_block":
            return fence_lines("", node.content, look, above)
        case "bullet_list" | "ordered_list":
            return _list(node, look, above)
        case "blockquote":
            inner = _blocks(node.children, replace(look, width=look.width - 2), above)
            return indented(inner, Text(look.own("│ "), ASIDE), look.own("│ "))
        case "table":
            return _table(node, look)
        case "hr":
            return [Text(look.own("─") * min(look.width, look.data_width), ASIDE)]
        case "html_block":
            html = without_comments(node.content)
            return wrap(Text(look.fit(html)), look.width) if html else []
    return wrap(Text(look.fit(node.content.strip())), look.width)


def _list(node: SyntaxTreeNode, look: Look, above: Above) -> list[Text]:
    is_tight = all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")
    first = int(node.attrs.get("start", 1))
    marks = [
        look.own("• ") if node.type == "bullet_list" else f"{first + number}. " for number in range(len(node.children))
    ]
    margin = max(len(mark) for mark in marks)
    lines: list[Text] = []
    for mark, item in zip(marks, node.children, strict=True):
        if lines and not is_tight:
            lines.append(Text())
        inner = _blocks(item.children, replace(look, width=look.width - margin), above, is_tight=is_tight)
        lines += indented(inner or [Text()], mark.rjust(margin))
    return lines


def _table(node: SyntaxTreeNode, look: Look) -> list[Text]:
    header, *rows = [
        [inline(cell.children[0].children, look) for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    return table_lines(header, rows, look)
