"""What the learner's program did besides answering: the error it raised, where it was, what it printed."""

from collections.abc import Sequence
from textwrap import dedent

from rich.text import Text

from grader.models import CheckResult, Exchange, Frame, SourceLine
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, BAD
from learnfastapi.render.text import capped, cut, visible_line
from learnfastapi.render.verdict.body import data_lines
from learnfastapi.render.verdict.field import INDENT, field
from learnfastapi.render.verdict.room import Room

_ERROR_LINES = 4


def error_lines(check: CheckResult, shown: Exchange | None, room: Room, look: Look) -> list[Text]:
    """The error of the shown exchange, else of any, with its frames; or only where the program was when it ended."""
    raising = shown if shown and shown.error else next((each for each in check.exchanges if each.error), None)
    if raising is not None and raising.error:
        error = [Text(line, BAD) for line in data_lines(raising.error, look.data_width - INDENT, look)]
        frames = raising.traceback or check.traceback or []
        lines = field("raised", [*capped(error, _ERROR_LINES, look), *frame_lines(frames, room, look)], look)
    else:
        frames = check.traceback or []
        lines = field("at", frame_lines(frames, room, look), look)
    return [*lines, *field("values", _values(frames, room.values, look), look)]


def frame_lines(frames: Sequence[Frame], room: Room, look: Look) -> list[Text]:
    """The innermost frames, outermost first: `main.py:14 in read_drawer`, and the line of code below.

    Around the innermost line its neighbours are shown too.
    """
    width = look.data_width - INDENT
    lines = []
    if len(frames) > room.frames:
        lines.append(Text(look.own(f"… {len(frames) - room.frames} calls before this"), ASIDE))
    for frame in frames[-room.frames :]:
        place = look.fit(visible_line(f"{frame.file}:{frame.line} in {frame.function}"))
        lines.append(Text(cut(place, width, look)))
        if frame is frames[-1] and frame.around and room.around:
            lines += _code(frame, room.around, width, look)
        elif frame.code:
            lines.append(Text("    " + cut(look.fit(visible_line(frame.code)), width - 4, look)))
    return lines


def _code(frame: Frame, around: int, width: int, look: Look) -> list[Text]:
    """Numbered lines without the indentation that they share; `>` marks the one where it happened."""
    near = _near(frame, around)
    codes = dedent("\n".join(visible_line(line.code) for line in near)).split("\n")
    lines = []
    for line, code in zip(near, codes, strict=False):
        is_it = line.line == frame.line
        if look.plain:
            mark = f"line {line.line}, here: " if is_it else f"line {line.line}: "
        else:
            mark = f"{'>' if is_it else ' '} {line.line:>{len(str(near[-1].line))}}  "
        if code or not look.plain:
            lines.append(Text("  " + cut(look.fit(mark + code), width - 2, look).rstrip(), BAD if is_it else ASIDE))
    return lines


def _near(frame: Frame, around: int) -> list[SourceLine]:
    """The lines around, up to where the next function begins, without empty ones at the ends."""
    near = [line for line in frame.around if abs(line.line - frame.line) <= around]
    is_indented = any(line.line == frame.line and line.code[:1].isspace() for line in near)
    following = (index for index, line in enumerate(near) if line.line > frame.line and line.code[:1].strip())
    if is_indented:
        near = near[: next(following, len(near))]
    while near and not near[-1].code.strip():
        near.pop()
    while near and not near[0].code.strip():
        near.pop(0)
    return near


def _values(frames: Sequence[Frame], limit: int, look: Look) -> list[Text]:
    """Of the innermost call."""
    found = frames[-1].locals if frames else []
    width = look.data_width - INDENT
    texts = [visible_line(f"{each.name} = {each.value}").replace("…", look.own("…")) for each in found]
    lines = [Text(cut(look.fit(text), width, look)) for text in texts]
    return capped(lines, limit, look, noun="names")


def output_lines(output: str, limit: int, look: Look) -> list[Text]:
    """The end of what was printed, which is nearest to the failure."""
    if not output.strip():
        return []
    lines = [Text(line) for line in data_lines(output, look.data_width - INDENT, look)]
    return field("printed", capped(lines, limit, look, keep_end=True), look)
