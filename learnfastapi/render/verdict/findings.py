"""What the code shows besides the checks: "Worth a look", each with its place, and why where there is room."""

from collections.abc import Sequence

from rich.text import Text

from grader.models import Finding
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, TITLE
from learnfastapi.render.text import cut_text, indented, prose, visible_line, wrap

LEAST = 2
"""Lines that are always taken if there is a finding: an empty one, and its title."""
_LABEL = "Worth a look: "
_INDENT = "  "


def finding_lines(findings: Sequence[Finding], room: int | None, look: Look) -> list[Text]:
    """All with their explanations; of as many as fit into `room` lines; or titles alone. The first title in any case.

    None for `room`: where nothing scrolls away. Empty without a finding.
    """
    if not findings:
        return []
    shown: list[list[Text]] = [[_title(findings, look)]]
    for explained in range(len(findings) + 1):
        for titles in [len(findings)] if explained else range(1, len(findings) + 1):
            lines = _lines(findings, explained, titles, look)
            if room is None or len(lines) + 1 <= room:
                shown.append(lines)
    return [Text(), *shown[-1]]


def _lines(findings: Sequence[Finding], explained: int, titles: int, look: Look) -> list[Text]:
    lines: list[Text] = []
    for number, finding in enumerate(findings[:titles]):
        lines += wrap(_headline(finding, look), look.width)
        if number < explained:
            text = prose(" ".join(finding.explanation.split()), look)
            lines += indented(wrap(text, look.width - len(_INDENT)), _INDENT)
    hidden = len(findings) - titles
    if hidden:
        lines.append(Text(look.own(f"{_INDENT}… {hidden} more"), ASIDE))
    return lines


def _title(findings: Sequence[Finding], look: Look) -> Text:
    """The first on one line, with the number of those that are not shown."""
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return cut_text(_headline(findings[0], look), look.width - len(more), look).append(more, ASIDE)


def _headline(finding: Finding, look: Look) -> Text:
    place = look.fit(visible_line(f"{finding.file}:{finding.line} "))
    return Text(_LABEL, ASIDE).append(place).append_text(prose(visible_line(finding.title), look, TITLE))
