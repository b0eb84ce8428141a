"""Tables of where the learner stands: the course, and the attempts at one exercise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rich.console import Console
from rich.text import Text

from grader.course.models import Course
from grader.models import Outcome
from learnfastapi.render.look import Look, look_of, put
from learnfastapi.render.palette import ASIDE, BAD, GOOD, HEADING
from learnfastapi.render.text import cut_text, indented, prose, wrap

_GAP = 2
_NARROWEST_TITLE = 12
_NARROWEST_LAST = 16


class State(StrEnum):
    """Where the learner stands with an exercise; the value is the word that is shown."""

    NEW = "new"
    STARTED = "started"
    FAILED = "not passed"
    PASSED = "passed"
    GIVEN_UP = "given up"


class Reading(StrEnum):
    """How far a lesson was read; the value is the word that is shown."""

    NOT_READ = "not read"
    BEGUN = "begun"
    READ = "read"
    KNOWN = "known"  # its exercises were passed before it was read


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseRow:
    """One exercise in the list. `attempts` counts verdicts, `hints` those taken; both from 0."""

    state: State = State.NEW
    attempts: int = 0
    hints: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRow:
    """One lesson in the list.

    Attributes:
        is_recited: All its questions were answered from memory, once.
        due: Cards to be asked today, from 0.
    """

    reading: Reading = Reading.NOT_READ
    is_recited: bool = False
    due: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRows:
    """What the list says beside the course itself.

    Attributes:
        lessons: By id; one that is missing was not read.
        exercises: By id; one that is missing is new.
        current: Id of the exercise that commands take without a name, or None.
        gone: Exercises that were begun, whose folders are there, and that the course has no more.
    """

    lessons: Mapping[str, LessonRow]
    exercises: Mapping[str, ExerciseRow]
    current: str | None = None
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One earlier state of an answer.

    Attributes:
        number: What the person types to mean this one.
        at: Shown as it is, in minutes; give it in the person's time zone.
        event: What happened: `check`, `reset`, `undo`, `upgrade`.
        outcome, passed, total: Of the verdict, with the requirements; None and zeros if there was none.
        only: What the check was limited to, or None.
    """

    number: int
    at: datetime
    event: str
    outcome: Outcome | None = None
    passed: int = 0
    total: int = 0
    only: str | None = None


def render_list(console: Console, course: Course, rows: CourseRows) -> None:
    """The course with its levels, lessons and exercises."""
    look = look_of(console)
    put(console, list_lines(course, rows, look), look)


def render_history(console: Console, exercise: str, rows: Sequence[HistoryRow]) -> None:
    """The earlier states of one answer, in the order given. `exercise` is its id."""
    look = look_of(console)
    put(console, history_lines(exercise, rows, look), look)


def list_lines(course: Course, rows: CourseRows, look: Look) -> list[Text]:
    """A line for each lesson and, indented below it, for each of its exercises."""
    lines = [Text(look.fit(course.title), HEADING)]
    table = []
    for level in course.levels:
        table.append((Text(), Text(), Text()))
        table.append((Text(look.fit(level.title), HEADING), Text(), Text()))
        for lesson_id in level.lessons:
            lesson = course.lessons[lesson_id]
            table.append((_name("", lesson.id, look), Text(look.fit(lesson.title)), _reading(lesson.id, rows)))
            table += [_exercise(course, exercise_id, rows, look) for exercise_id in lesson.exercises]
    lines += columns(table, look)
    passed = sum(_row(rows, exercise_id).state is State.PASSED for exercise_id in course.exercises)
    total = len(course.exercises)
    lines += [Text(), Text(f"{passed} of {total} {'exercise' if total == 1 else 'exercises'} passed")]
    if rows.gone:
        names = "`, `".join(rows.gone)
        lines += [Text(), prose(f"Not in the course any more: `{names}`. Your files stay.", look)]
    return lines


def history_lines(exercise: str, rows: Sequence[HistoryRow], look: Look) -> list[Text]:
    """A line for each state, or one that says that there is none."""
    if not rows:
        return [prose(f"`{exercise}` has not been checked yet", look)]
    table = [
        (Text(f"{row.number:>4}"), Text(f"{row.at:%Y-%m-%d %H:%M}"), Text(look.fit(row.event)), _verdict(row, look))
        for row in rows
    ]
    return [prose(f"Your answers to `{exercise}`", look, HEADING), Text(), *columns(table, look)]


def _exercise(course: Course, exercise_id: str, rows: CourseRows, look: Look) -> tuple[Text, Text, Text]:
    row = _row(rows, exercise_id)
    sign = look.fit("→" if exercise_id == rows.current else "·")
    counts = f"{_counted(row.attempts, 'attempt')}{_counted(row.hints, 'hint')}"
    style = {State.PASSED: GOOD, State.FAILED: BAD, State.NEW: ASIDE}.get(row.state, "")
    state = Text.assemble((row.state.value, style), counts, ", current" if exercise_id == rows.current else "")
    return _name(f"{sign} ", exercise_id, look), Text(look.fit(course.exercises[exercise_id].title)), state


def _name(sign: str, name: str, look: Look) -> Text:
    return Text(f"    {sign}{look.fit(name)}" if sign else f"  {look.fit(name)}")


def _counted(number: int, noun: str) -> str:
    return f", {number} {noun if number == 1 else f'{noun}s'}" if number else ""


def _reading(lesson: str, rows: CourseRows) -> Text:
    row = rows.lessons.get(lesson, LessonRow())
    style = {Reading.NOT_READ: ASIDE, Reading.BEGUN: ""}.get(row.reading, GOOD)
    recited = ", recited" if row.is_recited else ""
    return Text.assemble((row.reading.value, style), recited, f", {row.due} due" if row.due else "")


def _row(rows: CourseRows, exercise: str) -> ExerciseRow:
    return rows.exercises.get(exercise, ExerciseRow())


def _verdict(row: HistoryRow, look: Look) -> Text:
    if row.outcome is None:
        return Text()
    if row.outcome is Outcome.ERRORED:
        return Text("course or grader at fault", ASIDE)
    word, style = ("passed", GOOD) if row.outcome is Outcome.PASSED else ("not passed", BAD)
    only = f", only {row.only}" if row.only else ""
    return Text.assemble((word, style), look.fit(f", {row.passed} of {row.total} requirements{only}"))


def columns(table: Sequence[Sequence[Text]], look: Look) -> list[Text]:
    """Side by side. If the width does not suffice, the second column, of titles, is cut; then the last is wrapped."""
    # A heading stands alone in its row, and may be wider than the first column.
    full = [row for row in table if any(cell.plain for cell in row[1:])]
    widths = [max((cell.cell_len for cell in column), default=0) for column in zip(*full, strict=True)]
    excess = sum(widths) + _GAP * (len(widths) - 1) - look.width
    if excess > 0:
        widths[1] = min(widths[1], max(widths[1] - excess, _NARROWEST_TITLE))
    before = sum(widths[:-1]) + _GAP * (len(widths) - 1)
    widths[-1] = min(widths[-1], max(look.width - before, _NARROWEST_LAST))
    return [line for row in table for line in _lines(row, widths, look)]


def _lines(row: Sequence[Text], widths: Sequence[int], look: Look) -> list[Text]:
    """One row. A cell that is wider than its column pushes the next ones to the right."""
    line = Text()
    for index, (cell, width) in enumerate(zip(row[:-1], widths, strict=False)):
        line.append_text(cut_text(cell.copy(), width, look) if index == 1 else cell)
        line.append(" " * (sum(widths[: index + 1]) + _GAP * (index + 1) - line.cell_len))
    lines = indented(_wrap_at_commas(row[-1], widths[-1]), line)
    for each in lines:
        each.rstrip()
    return lines


def _wrap_at_commas(text: Text, width: int) -> list[Text]:
    """Lines of at most `width` columns, each of whole parts as long as these fit."""
    lines = [Text()]
    for part in text.split(", ", include_separator=True):
        if lines[-1].plain and lines[-1].cell_len + len(part.plain.rstrip()) > width:
            lines.append(Text())
        lines[-1].append_text(part)
    return [piece for line in lines for piece in wrap(line, width)]
