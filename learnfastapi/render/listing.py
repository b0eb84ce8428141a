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
from learnfastapi.render.text import cut_text, prose

_GAP = 2
_NARROWEST_TITLE = 12


class State(StrEnum):
    """Where the learner stands with an exercise; the value is the word that is shown."""

    NEW = "new"
    STARTED = "started"
    FAILED = "not passed"
    PASSED = "passed"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseRow:
    """One exercise in the list. `attempts` counts verdicts, from 0."""

    state: State = State.NEW
    attempts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRows:
    """What the list says beside the course itself.

    Attributes:
        read: Ids of the lessons that were read.
        exercises: By id; one that is missing is new.
        current: Id of the exercise that commands take without a name, or None.
        gone: Exercises that were begun, whose folders are there, and that the course has no more.
    """

    read: frozenset[str] = frozenset()
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
            table.append((_name("", lesson.id, look), Text(look.fit(lesson.title)), _read(lesson.id, rows, look)))
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
    tries = "" if not row.attempts else f", {row.attempts} {'attempt' if row.attempts == 1 else 'attempts'}"
    style = {State.PASSED: GOOD, State.FAILED: BAD, State.NEW: ASIDE}.get(row.state, "")
    state = Text.assemble((row.state.value, style), tries, ", current" if exercise_id == rows.current else "")
    return _name(f"{sign} ", exercise_id, look), Text(look.fit(course.exercises[exercise_id].title)), state


def _name(sign: str, name: str, look: Look) -> Text:
    return Text(f"    {sign}{look.fit(name)}" if sign else f"  {look.fit(name)}")


def _read(lesson: str, rows: CourseRows, look: Look) -> Text:
    return Text("read", GOOD) if lesson in rows.read else Text("not read", ASIDE)


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
    """Side by side. If the width does not suffice, the second column, which holds titles, is cut."""
    # A heading stands alone in its row, and may be wider than the first column.
    full = [row for row in table if any(cell.plain for cell in row[1:])]
    widths = [max((cell.cell_len for cell in column), default=0) for column in zip(*full, strict=True)]
    excess = sum(widths) + _GAP * (len(widths) - 1) - look.width
    if excess > 0:
        widths[1] = max(widths[1] - excess, _NARROWEST_TITLE)
    return [_line([row[0], cut_text(row[1].copy(), widths[1], look), *row[2:]], widths) for row in table]


def _line(cells: Sequence[Text], widths: Sequence[int]) -> Text:
    line = Text()
    for cell, width in zip(cells, widths, strict=True):
        line.append_text(cell)
        line.append(" " * (width + _GAP - cell.cell_len))
    line.rstrip()
    return line
