"""`explore` on the exercises that we ship: silent on right answers, and short about wrong ones."""

from pathlib import Path

import pytest

from grader.answer import read_answer
from grader.course.reader import read_course
from grader.judge.limits import Limits
from grader.models import Outcome, Reason

COURSE = read_course(Path(__file__).resolve().parents[3])
EXPLORE = "@requirement(1)\ndef test_it(explore):\n    assert explore() == 200\n"
NAMES = ("first-steps", "path-parameters", "request-body", "project-todo")
RIGHT = [
    pytest.param(name, folder, id=f"{name}-{folder.name}")
    for name in NAMES
    for folder in (COURSE.exercises[name].reference, *COURSE.exercises[name].variants.values())
]
TODO = (COURSE.exercises["project-todo"].reference / "main.py").read_text()
NEW = "id=next(new_ids)"
READ_ONE = "def read_todo(todo_id: int) -> Todo:\n    return find_todo(todo_id)"
LOOK = "    find_todo(todo_id)\n    # Made"
REPLACED = "    return todos[todo_id]\n\n\n@app.delete"
AS_TEXT = """def read_todo(todo_id: int):
    from fastapi.responses import PlainTextResponse

    return PlainTextResponse(find_todo(todo_id).model_dump_json())"""
# What is planted, by its name: text of the solution, what stands in its place, and the requests that show it.
PLANTED = {
    "skip ignored": ("[skip : skip + limit]", "[:limit]", ["POST", "GET"]),
    "limit without a limit": ("Query(ge=1, le=50)", "Query(ge=1)", ["GET"]),
    "200 for 201": (", status_code=status.HTTP_201_CREATED", "", ["POST"]),
    "PUT without looking": (LOOK, "    # Made", ["PUT"]),
    "PUT drops a field": (REPLACED, REPLACED.replace("]\n", "].model_copy(update={'done': False})\n"), ["POST", "PUT"]),
    "ids given again": (NEW, "id=max(todos, default=0) + 1", ["POST", "DELETE", "POST"]),
    "DELETE keeps": ("    del todos[todo_id]\n", "    pass\n", ["POST", "DELETE", "GET"]),
    "title of 81": ("max_length=80", "max_length=81", ["POST"]),
    "order": ("list(todos.values())[", "list(todos.values())[::-1][", ["POST", "POST", "GET"]),
    "media type": (READ_ONE, AS_TEXT, ["POST", "GET"]),
}


@pytest.mark.parametrize(("name", "folder"), RIGHT)
def test_right_answer_agrees(grade_by, name, folder):
    reference = read_answer(COURSE.exercises[name].reference).files

    report = grade_by(EXPLORE, {**reference, **read_answer(folder).files}, reference, seed=2)

    assert report.checks[0].message == ""
    assert report.checks[0].outcome is Outcome.PASSED


@pytest.mark.parametrize("seed", [3, 4])
def test_a_variant_agrees_with_other_seeds(grade_by, seed):
    variant = COURSE.exercises["project-todo"].variants["class-and-router"]

    report = grade_by(EXPLORE, read_answer(variant).files, {"main.py": TODO}, seed=seed)

    assert report.checks[0].message == ""


@pytest.mark.parametrize(("old", "new", "methods"), PLANTED.values(), ids=PLANTED)
def test_planted_fault_is_found_and_shown_shortly(grade_by, old, new, methods):
    assert old in TODO

    check = grade_by(EXPLORE, TODO.replace(old, new), TODO).checks[0]

    assert (check.outcome, check.reason) == (Outcome.FAILED, Reason.ASSERTION)
    assert [exchange.request.method for exchange in check.exchanges] == methods
    assert {entry.exchange for entry in check.difference} == {len(methods) - 1}
    assert check.message.startswith(f"`{methods[-1]} /todos/")


def test_a_crash_is_shown_with_what_led_to_it(grade_by):
    answer = TODO.replace(
        "    new = Todo(", "    import os\n    if len(todos) == 2:\n        os._exit(1)\n    new = Todo("
    )

    check = grade_by(EXPLORE, answer, TODO).checks[0]

    assert check.reason is Reason.CRASHED
    assert [exchange.request.method for exchange in check.exchanges] == ["POST"] * 3
    assert check.exchanges[-1].fault == "Your app's process ended during `POST /todos/`"


def test_a_hang_ends_it_and_names_the_line(grade_by):
    loop = "    todo = find_todo(todo_id)\n    while True:\n        pass"
    answer = TODO.replace(READ_ONE, f"def read_todo(todo_id: int) -> Todo:\n{loop}")

    check = grade_by(EXPLORE, answer, TODO).checks[0]

    assert check.reason is Reason.TIMED_OUT
    assert [exchange.request.method for exchange in check.exchanges] == ["POST", "GET"]
    assert check.traceback[-1].code in ("while True:", "pass")


def test_equal_seeds_give_equal_requests_and_the_answer_prints_once(grade_by):
    answer = TODO.replace("max_length=80", "max_length=200").replace(
        "    new = Todo(", "    print(todo.title)\n    new = Todo("
    )

    one, again = (grade_by(EXPLORE, answer, TODO, seed=8).checks[0] for _ in range(2))

    assert [each.request for each in one.exchanges] == [each.request for each in again.exchanges]
    assert one.output == "b" * 81 + "\n"


def test_other_ids_are_no_difference_and_are_not_shown_as_one(grade_by):
    other_ids = TODO.replace("count(1)", "count(100, 5)")
    faulty = other_ids.replace(REPLACED, REPLACED.replace("]\n", "].model_copy(update={'done': False})\n"))

    assert grade_by(EXPLORE, other_ids, TODO).checks[0].message == ""
    check = grade_by(EXPLORE, faulty, TODO).checks[0]
    assert [(entry.exchange, entry.path) for entry in check.difference] == [(1, "$.done")]
    assert check.exchanges[0].expected == check.exchanges[0].response
    assert check.exchanges[1].expected.body.json["id"] == 100


def test_a_slow_answer_is_compared_as_far_as_time_allows(grade_by):
    slow = f"import time\n{TODO}".replace("    new = Todo(", "    time.sleep(0.05)\n    new = Todo(")
    checks = "@requirement(1)\ndef test_it(explore):\n    assert 0 < explore() < 200\n"

    report = grade_by(checks, slow, slow, limits=Limits(check=3.0))

    assert report.checks[0].message == ""


def test_a_start_up_that_fails_is_the_answers_fault(grade_by):
    answer = TODO.replace("FastAPI(title", "FastAPI(lifespan=lambda app: 1 / 0, title")

    check = grade_by(EXPLORE, answer, TODO).checks[0]

    assert check.reason is Reason.STARTUP_FAILED
    assert check.message == "The lifespan failed at start-up: ZeroDivisionError: division by zero"


def test_an_answer_that_kills_our_processes_has_crashed(grade_by):
    kill = "    import os\n    import signal\n\n    os.kill(os.getppid(), signal.SIGKILL)\n    os._exit(0)\n"
    answer = TODO.replace("    new = Todo(", f"{kill}    new = Todo(")

    report = grade_by(
        f"{EXPLORE}\n\n@requirement(2)\ndef test_other(client):\n    client.get('/todos/')\n", answer, TODO
    )

    assert [check.reason for check in report.checks] == [Reason.CRASHED, None]


def test_a_clock_in_the_answers_is_no_difference(grade_by):
    route = '@app.get("/now")\ndef now():\n    import time\n\n    return {"now": int(time.time() * 2)}\n'
    answer = f"{TODO}\n\n{route}"

    assert grade_by(EXPLORE, answer).checks[0].message == ""
