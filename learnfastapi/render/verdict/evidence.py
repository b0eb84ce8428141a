"""What the learner's program did besides answering: the error it raised, where it was, what it printed."""

from collections.abc import Sequence

from rich.text import Text

from grader.models import CheckResult, Exchange, Frame
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, BAD
from learnfastapi.render.text import capped, cut, visible_line
from learnfastapi.render.verdict.body import data_lines
from learnfastapi.render.verdict.field import INDENT, field

_ERROR_LINES = 4


def error_lines(check: CheckResult, shown: Exchange | None, room_frames: int, look: Look) -> list[Text]:
    """The error of the shown exchange, else of any, with its frames; or only where the program was when it ended."""
    raising = shown if shown and shown.error else next((each for each in check.exchanges if each.error), None)
    if raising is not None and raising.error:
        error = [Text(line, BAD) for line in data_lines(raising.error, look.data_width - INDENT, look)]
        frames = frame_lines(raising.traceback or check.traceback or [], room_frames, look)
        return field("raised", [*capped(error, _ERROR_LINES, look), *frames], look)
    return field("at", frame_lines(check.traceback or [], room_frames, look), look)


def frame_lines(frames: Sequence[Frame], limit: int, look: Look) -> list[Text]:
    """The innermost frames, outermost first: `main.py:14 in read_drawer`, and the line of code below."""
    width = look.data_width - INDENT
    lines = []
    if len(frames) > limit:
        lines.append(Text(look.own(f"… {len(frames) - limit} calls before this"), ASIDE))
    for frame in frames[-limit:]:
        place = look.fit(visible_line(f"{frame.file}:{frame.line} in {frame.function}"))
        lines.append(Text(cut(place, width, look)))
        if frame.code:
            lines.append(Text("    " + cut(look.fit(visible_line(frame.code)), width - 4, look)))
    return lines


def output_lines(output: str, limit: int, look: Look) -> list[Text]:
    """The end of what was printed, which is nearest to the failure."""
    if not output.strip():
        return []
    lines = [Text(line) for line in data_lines(output, look.data_width - INDENT, look)]
    return field("printed", capped(lines, limit, look, keep_end=True), look)
