"""The solution of `project-todo`, broken in ways that nobody thought of when its checks were written."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.course.models import Course
from grader.judge.pool import Processes
from grader.judge.run import grade
from grader.models import Outcome

PAGE = "list(todos.values())[skip : skip + limit]"
LIST = f"    return {PAGE}"
REPLACE = "    todos[todo_id] = Todo(id=todo_id, **todo.model_dump())\n"
ONE = '@app.get("/todos/{todo_id}")'
GONE = "    del todos[todo_id]\n"
TITLE = "title: Annotated[str, Field(min_length=1, max_length=80)]"
# By what went wrong: text of the solution and what stands in its place.
WAYS: Mapping[str, tuple[str, str]] = {
    "a title that is there makes no new todo": (
        "    new = Todo(",
        "    for old in todos.values():\n        if old.title == todo.title:\n            return old\n    new = Todo(",
    ),
    "limit before skip": (PAGE, "list(todos.values())[:limit][skip:]"),
    "done stays done": (REPLACE, f"    todo.done = todo.done or todos[todo_id].done\n{REPLACE}"),
    "deleted by its place": (GONE, "    del todos[list(todos)[min(todo_id, len(todos)) - 1]]\n"),
    "negative ids count from the end": (
        "    if todo_id not in todos:",
        "    if -len(todos) <= todo_id < 0:\n        todo_id += len(todos) + 1\n    if todo_id not in todos:",
    ),
    "limit below 50": ("le=50", "lt=50"),
    "bytes for characters": (
        "    new = Todo(",
        "    if len(todo.title.encode()) > 80:\n        raise HTTPException(422)\n    new = Todo(",
    ),
    "spaces are cut off": (f"    {TITLE}", f'    model_config = {{"str_strip_whitespace": True}}\n    {TITLE}'),
    "other keys are refused": (f"    {TITLE}", f'    model_config = {{"extra": "forbid"}}\n    {TITLE}'),
    "PUT needs no title": ("(todo_id: int, todo: TodoIn)", '(todo_id: int, todo: TodoIn = TodoIn(title="?"))'),
}


@pytest.mark.parametrize(("old", "new"), WAYS.values(), ids=WAYS)
def test_it_is_caught_by_explore_alone(
    course: Course, processes: Processes, write_files: Callable[..., Path], old: str, new: str
) -> None:
    exercise = course.exercise("project-todo")
    solution = (exercise.reference / "main.py").read_text()
    assert old in solution
    answer = write_files({"main.py": solution.replace(old, new)})

    report = grade(exercise, answer, course="Sample", seed=1, only="test_requests_at_the_edges", processes=processes)

    assert [check.outcome for check in report.checks] == [Outcome.FAILED]
    assert report.checks[0].difference
