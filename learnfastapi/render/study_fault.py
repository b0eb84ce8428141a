"""A fault to be found: the code with its line numbers, what went wrong, and later the line as it was."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from learnfastapi.render.lesson.code import code_lines
from learnfastapi.render.look import Look, look_of, put
from learnfastapi.render.palette import ASIDE, TITLE
from learnfastapi.render.text import capped, cut, indented, prose, visible_line, wrap
from learnfastapi.render.verdict.difference import difference_lines
from learnfastapi.render.verdict.exchange import answered_lines, asked_lines, expected_lines, one_line
from learnfastapi.render.verdict.field import field
from learnfastapi.study.fault import Fault

QUESTION = "Which line? Type its number."
_MOST_ROWS = 30  # of a file that is shown whole: with the symptom below it, no more can be seen at once
_BODY = 8
_BEFORE = 4


def render_fault(console: Console, fault: Fault, *, plain: bool = False) -> None:
    """All but the question, so that nothing stands between that and the cursor."""
    look = look_of(console, plain=plain)
    put(console, [*_code(fault, look), Text(), *_symptom(fault, look)], look)


def render_found(console: Console, fault: Fault, *, is_right: bool, plain: bool = False) -> None:
    """Whether it was found, and the line with the fault and as it was."""
    look = look_of(console, plain=plain)
    first = f"Right: line {fault.line}." if is_right else f"It is line {fault.line}."
    shown = {"now": fault.wrong, "before": fault.right}
    lines = [prose(first, look, TITLE)]
    for label, row in shown.items():
        lines += field(label, code_lines(_safe(row.strip(), look), "python", look), look)
    put(console, lines, look)


def _code(fault: Fault, look: Look) -> list[Text]:
    coloured = code_lines("\n".join(_safe(row, look) for row in fault.rows), "python", look)
    margin = len(str(len(fault.rows)))
    lines: list[Text] = [prose(f"`{fault.file}`", look), Text()]
    for number in _numbers(fault):
        if number is None:
            lines.append(Text(" " * margin + look.own("  …"), ASIDE))
        elif number <= len(coloured):
            lines += indented([coloured[number - 1]], Text(f"{number:>{margin}}  ", ASIDE))
    return lines


def _numbers(fault: Fault) -> Iterator[int | None]:
    """Of the lines to show; None where some are left out."""
    if len(fault.rows) <= _MOST_ROWS:
        yield from range(1, len(fault.rows) + 1)
        return
    last = 0
    for start, end in fault.spans:
        if start > last + 1:
            yield None
        yield from range(max(start, last + 1), end + 1)
        last = max(last, end)
    if last < len(fault.rows):
        yield None


def _symptom(fault: Fault, look: Look) -> list[Text]:
    symptom = fault.symptom
    exchange, difference = symptom.exchange, symptom.difference
    before = [one_line(each, look) for each in symptom.before]
    return [
        *wrap(prose(f"It passed. One line is wrong now, and this fails: {symptom.title}", look, TITLE), look.width),
        Text(),
        *field("before", capped(before, _BEFORE, look, keep_end=True, noun="requests"), look),
        *field("asked", asked_lines(exchange, _BODY, look), look),
        *field("answered", answered_lines(exchange, _BODY, look), look),
        *field("expected", expected_lines(exchange, difference, _BODY, look), look),
        *field("differs", difference_lines(exchange, difference, _BODY, look), look),
    ]


def _safe(row: str, look: Look) -> str:
    return cut(look.fit(visible_line(row)), look.data_width * 2, look)
