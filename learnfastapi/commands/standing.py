"""No command at all, and `list`: where the learner stands."""

import json
import sys
from typing import Annotated

import typer

from learnfastapi.commands.context import Context, JsonOption, open_context, say
from learnfastapi.render.listing import CourseRows, ExerciseRow, State, render_list
from learnfastapi.way import Part, Task, next_step, parts_of

CoursesOption = Annotated[bool, typer.Option("--courses", help="Show the courses that there are.")]


def where() -> None:
    """Where you stand, and the one next step."""
    with open_context() as context:
        course = context.course
        total = len(course.exercises)
        passed = sum(context.progress.has_passed(exercise_id) for exercise_id in course.exercises)
        step = next_step(
            course,
            context.progress.place().lesson,
            is_read=lambda lesson_id, part: part in context.progress.parts_read(lesson_id),
            is_done=context.is_done,
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


def list_(courses: CoursesOption = False, as_json: JsonOption = False) -> None:
    """Show the course: lessons, exercises, what you have passed. Or all courses that you can begin."""
    if courses:
        # Here, because only this looks at what is installed.
        from learnfastapi.commands.courses import list_courses

        list_courses(as_json=as_json)
        return
    with open_context() as context:
        rows = _rows(context)
        if as_json:
            json.dump(_as_json(context, rows), sys.stdout, ensure_ascii=False, indent=2)
            print()
        else:
            render_list(context.console, context.course, rows)


def _rows(context: Context) -> CourseRows:
    read = {
        lesson.id
        for lesson in context.course.lessons.values()
        if {part.name for part in parts_of(lesson)} <= set(context.progress.parts_read(lesson.id))
    }
    return CourseRows(
        read=frozenset(read),
        exercises={exercise_id: _row(context, exercise_id) for exercise_id in context.course.exercises},
        current=context.progress.place().exercise,
        gone=tuple(name for name in context.gone() if context.workspace.answer_folder(name).is_dir()),
    )


def _row(context: Context, exercise_id: str) -> ExerciseRow:
    state = context.progress.state(exercise_id)
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
    return ExerciseRow(state=word, attempts=state.attempts)


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
                        "read": lesson_id in rows.read,
                        "exercises": [
                            {
                                "id": exercise_id,
                                "title": course.exercises[exercise_id].title,
                                "state": rows.exercises[exercise_id].state.value,
                                "attempts": rows.exercises[exercise_id].attempts,
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
