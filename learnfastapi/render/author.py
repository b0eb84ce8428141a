"""What `author check` found, for an instructor: each defect with its next step, then a table of figures."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from grader.author.models import Catches, CourseCheck, Defect, Figures, total
from learnfastapi.render.look import Look, is_screen, look_of, put
from learnfastapi.render.palette import ASIDE, BAD, GOOD, HEADING, TITLE
from learnfastapi.render.text import indented, prose, visible_line, wrap

_INDENT = "  "
_COLUMNS = ("wrong caught", "right accepted", "mutants caught", "seconds")
_DETAIL_LINES = 30


class Advance(Protocol):
    """Called with what is done, and of how much."""

    def __call__(self, done: int, planned: int) -> None: ...


@contextmanager
def progress_bar(console: Console) -> Iterator[Advance]:
    """A bar on a screen; nothing elsewhere. It is taken away at the end."""
    if not is_screen(console):
        yield lambda done, planned: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        # Only of answers it is known how many there are.
        task = progress.add_task("Running examples", total=None)
        yield lambda done, planned: progress.update(task, description="Judging answers", completed=done, total=planned)


def render_check(console: Console, found: CourseCheck, *, plain: bool = False) -> None:
    """All of it; the figures last, since they are what is left on the screen."""
    look = look_of(console, plain=plain)
    lines: list[Text] = []
    for defect in found.all_defects:
        lines += [*_defect(defect, look), Text()]
    for each in found.exercises:
        if each.matrix is not None:
            lines += [*_matrix(each.exercise, each.matrix, look), Text()]
    if found.exercises:
        rows = [(each.exercise, each.figures) for each in found.exercises]
        lines += [*_figures(rows, look), Text()]
    lines += wrap(_verdict(found), look.width)
    put(console, lines, look)


def _defect(defect: Defect, look: Look) -> Iterator[Text]:
    place = visible_line(defect.file) + ("" if defect.line is None else f":{defect.line}")
    yield from wrap(Text(f"{look.fit(place)}: ", TITLE).append_text(prose(visible_line(defect.text), look)), look.width)
    detail = defect.detail.splitlines()
    for line in detail[:_DETAIL_LINES]:
        # Wrapped and not cut: what differs may stand at the end of a long line.
        shown = Text(look.fit(visible_line(line)), _colour(line))
        yield from indented(wrap(shown, look.data_width - 2 * len(_INDENT)), _INDENT * 2)
    if len(detail) > _DETAIL_LINES:
        yield Text(look.own(f"{_INDENT * 2}… {len(detail) - _DETAIL_LINES} more lines"), ASIDE)
    yield from indented(wrap(Text("next: ", ASIDE).append_text(prose(defect.step, look)), look.width - 2), _INDENT)


def _colour(line: str) -> str:
    return {"+": GOOD, "-": BAD}.get(line[:1], ASIDE)


def _matrix(exercise: str, matrix: Sequence[Catches], look: Look) -> list[Text]:
    width = max(len(each.check) for each in matrix)
    lines = [Text(f"{exercise:<{width}}  caught  alone", HEADING)]
    for each in matrix:
        style = "" if each.caught else BAD
        lines.append(Text(f"{each.check:<{width}}  {each.caught:>6}  {each.alone:>5}", style))
    idle = [each.check for each in matrix if not each.alone]
    if idle:
        verb = "catches" if len(idle) == 1 else "catch"
        text = f"{len(idle)} of {len(matrix)} {verb} nothing that another does not catch too."
        lines.append(prose(text, look, ASIDE))
    return lines


def _figures(rows: Sequence[tuple[str, Figures]], look: Look) -> list[Text]:
    table = [_row(name, figures) for name, figures in rows]
    if len(rows) > 1:
        table.append(_row("all", total([figures for _, figures in rows])))
    names = max(len(row[0]) for row in table)
    head = Text(" " * names, HEADING)
    for column in _COLUMNS:
        head.append(f"  {column}")
    lines = [head]
    for name, *cells in table:
        line = Text(f"{name:<{names}}")
        for column, cell in zip(_COLUMNS, cells, strict=True):
            line.append(f"  {cell:>{len(column)}}", BAD if _is_short(cell) else "")
        lines.append(line)
    return lines


def _row(name: str, figures: Figures) -> tuple[str, ...]:
    return (
        name,
        f"{figures.caught}/{figures.wrong}",
        f"{figures.accepted}/{figures.right}",
        f"{figures.mutants_caught}/{figures.mutants}",
        f"{figures.seconds:.1f}",
    )


def _is_short(cell: str) -> bool:
    part, slash, whole = cell.partition("/")
    return bool(slash) and part != whole


def _verdict(found: CourseCheck) -> Text:
    figures = total([each.figures for each in found.exercises])
    ratios = ", ".join(
        f"{name} {_share(share)}"
        for name, share in (
            ("sensitivity", figures.sensitivity),
            ("specificity", figures.specificity),
            ("mutants caught", figures.mutation_score),
        )
        if share is not None
    )
    equivalent = _more(figures.equivalent)
    count = len(found.all_defects)
    verdict = Text("In order" if not count else f"{count} problem{'' if count == 1 else 's'}", BAD if count else GOOD)
    return verdict.append(f": {ratios}{equivalent}." if ratios else ".")


def _more(equivalent: int) -> str:
    if not equivalent:
        return ""
    return f" ({equivalent} more {'is' if equivalent == 1 else 'are'} declared equivalent)"


def _share(share: float) -> str:
    """Rounded down: 0.9996 is not 1."""
    return "1.0" if share == 1 else f"{int(share * 1000) / 1000:.3f}"
