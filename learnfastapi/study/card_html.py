"""A card's markdown as HTML with coloured code, and the style sheet that goes with it. Pure."""

import re

from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.data import JsonLexer
from pygments.util import ClassNotFound

_BLOCK = "highlight"
# How Anki marks a dark card, on the desktop and on Android.
_NIGHT = (".nightMode", ".night_mode")
_JSON_LINE = re.compile(r'[\s{}\[\]"]')
_LAYOUT = f"""\
.card {{ font-family: sans-serif; font-size: 18px; line-height: 1.5; text-align: left; }}
.{_BLOCK} {{ padding: 0.7em; overflow-x: auto; font-size: 15px; line-height: 1.4; border-radius: 4px; }}
code {{ font-family: ui-monospace, Menlo, Consolas, monospace; }}
table {{ border-collapse: collapse; }}
th, td {{ padding: 0.3em 0.6em; border: 1px solid #888; }}
"""


def card_html(markdown: str) -> str:
    """Tags that stand in the markdown are shown as text."""
    parser = MarkdownIt("commonmark", {"html": False, "highlight": _pre}).enable("table")
    html: str = parser.render(markdown)
    return html


def style_sheet() -> str:
    """CSS for `card_html`, by day and by night."""
    dark = [f"{mark} .{_BLOCK}" for mark in _NIGHT]
    day = HtmlFormatter(style="default").get_style_defs(f".{_BLOCK}")
    night = HtmlFormatter(style="github-dark").get_style_defs(dark)
    # `…` is neither Python nor JSON, and is no mistake here.
    errors = ", ".join(f"{prefix} .err" for prefix in (f".{_BLOCK}", *dark))
    return "\n".join([_LAYOUT, day, night, f"{errors} {{ border: none; color: inherit; background: none; }}"])


def _pre(code: str, language: str, _: str) -> str:
    coloured = "".join(map(_http_line, code.splitlines(keepends=True))) if language == "http" else _code(code, language)
    return f'<pre class="{_BLOCK}"><code>{coloured}</code></pre>'


def _http_line(line: str) -> str:
    """Of a request and its response only JSON has colours."""
    return _coloured(line, JsonLexer(stripnl=False)) if _JSON_LINE.match(line) else _code(line, "text")


def _code(code: str, language: str) -> str:
    try:
        lexer = get_lexer_by_name(language or "text", stripnl=False)
    except ClassNotFound:
        lexer = get_lexer_by_name("text", stripnl=False)
    return _coloured(code, lexer)


def _coloured(code: str, lexer: Lexer) -> str:
    html: str = highlight(code, lexer, HtmlFormatter(nowrap=True))
    return html
