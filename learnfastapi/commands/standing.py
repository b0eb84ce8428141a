"""No command at all, and `list`: where the learner stands."""

from collections.abc import Mapping, Set
from typing import Annotated

import typer

from grader.course.models import Lesson
from learnfastapi.commands.context import Context, JsonOption, open_context, put_json, say
from learnfastapi.commands.due import are_due, due_by_lesson, due_today
from learnfastapi.progress import ExerciseState
from learnfastapi.render.listing import CourseRows, ExerciseRow, LessonRow, Reading, State, render_list
from learnfastapi.study.settings import Study
from learnfastapi.way import Part, Task, next_step, parts_to_read

CoursesOption = Annotated[bool, typer.Option("--courses", help="Show the courses that there are.")]


def where() -> None:
    """Where you stand, and the one next step."""
    with open_context() as context:
        course = context.course
        total = len(course.exercises)
        states = context.progress.states(course.exercises)
        passed = sum(state.has_passed for state in states.values())
        read = context.progress.all_parts_read()
        study = context.progress.study
        mode, known = study.mode() or Study.LIGHT, study.known()
        step = next_step(
            course,
            context.progress.place().lesson,
            mode=mode,
            is_read=lambda lesson_id, part: part in read.get(lesson_id, ()),
            is_done=lambda exercise_id: states[exercise_id].is_done,
            is_known=lambda lesson_id: lesson_id in known,
        )
        say(
            context.console,
            f"{course.title}: {passed} of {total} {'exercise' if total == 1 else 'exercises'} passed",
            "",
        )
        match step:
            case Part(lesson=lesson):
                say(
                    context.console,
                    f"You are in the lesson `{lesson.id}`, {lesson.title}.",
                    "",
                    "Next: `learnfastapi next`",
                )
            case Task(exercise=exercise) if context.workspace.answer_folder(exercise).is_dir():
                folder = context.workspace.answer_folder(exercise)
                say(
                    context.console,
                    f"You are at the exercise `{exercise}`, in `{folder}`.",
                    "",
                    "Next: `learnfastapi check`",
                )
            case Task(exercise=exercise):
                say(context.console, f"The exercise `{exercise}` waits.", "", "Next: `learnfastapi next`")
            case None:
                say(context.console, "You have been through the whole course.", "", "Next: `learnfastapi list`")
        due = 0 if mode is Study.OFF else due_today(context)
        if due:
            say(context.console, f"{are_due(due)}: `learnfastapi review`")


def list_(courses: CoursesOption = False, as_json: JsonOption = False) -> None:
    """Show the course: lessons, exercises, what you have passed. Or all courses that you can begin."""
    if courses:
        # Here, because only this looks at what is installed.
        from learnfastapi.commands.courses import list_courses

        list_courses(as_json=as_json)
        return
    with open_context() as context:
        rows = rows_of(context)
        if as_json:
            put_json(_as_json(context, rows))
        else:
            render_list(context.console, context.course, rows)


def rows_of(context: Context) -> CourseRows:
    course, progress = context.course, context.progress
    return CourseRows(
        lessons=_lesson_rows(context),
        exercises={name: _row(context, name, state) for name, state in progress.states(course.exercises).items()},
        current=context.progress.place().exercise,
        gone=tuple(name for name in context.gone() if context.workspace.answer_folder(name).is_dir()),
    )


def _lesson_rows(context: Context) -> Mapping[str, LessonRow]:
    study = context.progress.study
    parts, recited, known = context.progress.all_parts_read(), study.recited(), study.known()
    due, mode = due_by_lesson(context), study.mode() or Study.LIGHT
    return {
        lesson.id: LessonRow(
            reading=_reading(lesson, frozenset(parts.get(lesson.id, ())), mode, is_known=lesson.id in known),
            is_recited=lesson.id in recited,
            due=due.get(lesson.id, 0),
        )
        for lesson in context.course.lessons.values()
    }


def _reading(lesson: Lesson, read: Set[str], mode: Study, *, is_known: bool) -> Reading:
    if {part.name for part in parts_to_read(lesson, mode)} <= read:
        return Reading.READ
    if is_known:
        return Reading.KNOWN
    return Reading.BEGUN if read else Reading.NOT_READ


def _row(context: Context, exercise_id: str, state: ExerciseState) -> ExerciseRow:
    if state.has_passed:
        word = State.PASSED
    elif state.has_given_up:
        word = State.GIVEN_UP
    elif state.attempts:
        word = State.FAILED
    elif context.workspace.answer_folder(exercise_id).is_dir():
        word = State.STARTED
    else:
        word = State.NEW
    return ExerciseRow(state=word, attempts=state.attempts, hints=state.hints)


def _as_json(context: Context, rows: CourseRows) -> object:
    course = context.course
    return {
        "version": 1,
        "course": course.title,
        "workspace": str(context.workspace.folder),
        "current": rows.current,
        "gone": list(rows.gone),
        "levels": [
            {
                "id": level.id,
                "title": level.title,
                "lessons": [
                    {
                        "id": lesson_id,
                        "title": course.lessons[lesson_id].title,
                        "minutes": course.lessons[lesson_id].minutes,
                        "read": rows.lessons[lesson_id].reading is Reading.READ,
                        "state": rows.lessons[lesson_id].reading.value,
                        "recited": rows.lessons[lesson_id].is_recited,
                        "due": rows.lessons[lesson_id].due,
                        "exercises": [
                            {
                                "id": exercise_id,
                                "title": course.exercises[exercise_id].title,
                                "state": rows.exercises[exercise_id].state.value,
                                "attempts": rows.exercises[exercise_id].attempts,
                                "hints": rows.exercises[exercise_id].hints,
                            }
                            for exercise_id in course.lessons[lesson_id].exercises
                        ],
                    }
                    for lesson_id in level.lessons
                ],
            }
            for level in course.levels
        ],
    }
