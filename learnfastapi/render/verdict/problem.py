"""Why no check could be run."""

import re

from rich.text import Text

from grader.models import Report
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, BAD
from learnfastapi.render.text import cut, prose, visible, wrap

_CARET = re.compile(r" *\^+ *$")
_INDENT = 4


def problem_lines(report: Report, look: Look) -> list[Text]:
    """The problem, with code as it stands, and one line for the checks that were not run."""
    lines: list[Text] = []
    source = visible(report.problem or "").rstrip().split("\n")
    for number, line in enumerate(source):
        if number and _CARET.match(line):
            code, caret = _window(source[number - 1], line, look)
            lines[-1:] = [Text(code), Text(caret, BAD)]
        elif line.startswith(" " * _INDENT):
            lines.append(Text(cut(look.fit(line), look.data_width, look)))
        else:
            lines += wrap(prose(line, look), look.width)
    checks, requirements = len(report.checks), len(report.requirements)
    return [
        *lines,
        Text(),
        *wrap(Text(f"Not run: {_count(checks, 'check')} of {_count(requirements, 'requirement')}.", ASIDE), look.width),
    ]


def _window(code: str, caret: str, look: Look) -> tuple[str, str]:
    """The part of a long line of code around its caret."""
    width = look.data_width - 2 * _INDENT
    column = len(caret) - len(caret.lstrip())
    start = 0 if column < width else column - width // 2
    if start:
        code = " " * _INDENT + look.own("…") + code[_INDENT + start :]
        caret = caret[start - len(look.own("…")) :]
    return cut(look.fit(code), look.data_width, look), caret.rstrip()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
