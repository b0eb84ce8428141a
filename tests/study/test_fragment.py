"""The solution's lines for a requirement, on the exercises that we ship and on answers written here."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader.course.models import Course, Exercise
from learnfastapi.study.fragment import Fragment, fragment_of

Written = Callable[[dict[str, str]], Exercise]


@pytest.fixture
def solved_by(sample_course: Course, write_files: Callable[[dict[str, str]], Path]) -> Written:
    """`double`, with a reference of other files."""

    def solve(files: dict[str, str]) -> Exercise:
        return replace(sample_course.exercises["double"], reference=write_files(files))

    return solve


def texts(fragment: Fragment) -> list[str]:
    return [line.text for line in fragment.lines]


def starts(fragment: Fragment) -> list[str]:
    """What each block begins with."""
    return [block.lines[0].text for block in fragment.blocks]


def test_function_that_answered_with_the_constant_that_it_uses(course):
    fragment = fragment_of(course.exercises["path-parameters"], 2, course="x")

    assert texts(fragment) == [
        "DrawerNumber = Annotated[int, Path(ge=100, le=899)]",
        '@app.get("/drawers/{number}")',
        "def read_drawer(number: DrawerNumber) -> dict[str, int]:",
        '    return {"drawer": number, "vault": number // 100}',
    ]
    assert [(line.file, line.number) for line in fragment.lines] == [("main.py", n) for n in (11, 32, 33, 34)]


def test_model_comes_without_its_docstring_and_comments_are_left_out(course):
    fragment = fragment_of(course.exercises["request-body"], 3, course="x")

    assert starts(fragment) == [
        "Wall = Annotated[int, Path(ge=1, le=4)]",
        "class Party(BaseModel):",
        "bookings: list[dict] = []",
        '@app.post("/walls/{wall}/bookings")',
    ]
    assert [line for line in texts(fragment) if "#" in line or '"""' in line] == []


def test_what_is_used_is_followed_through_helpers_and_base_classes(course):
    fragment = fragment_of(course.exercises["project-todo"], 6, course="x")

    assert {"class TodoIn(BaseModel):", "class Todo(TodoIn):", "def find_todo(todo_id: int) -> Todo:"} < set(
        starts(fragment)
    )


def test_app_is_shown_where_only_its_own_pages_were_asked_for(course):
    fragment = fragment_of(course.exercises["first-steps"], 1, course="x")

    assert texts(fragment) == ['app = FastAPI(title="Rosswald hut", version="1.0.0")']


@pytest.mark.parametrize(
    ("exercise", "requirement", "wanted"),
    [
        # What its checks ask besides is no part of it.
        (
            "first-steps",
            5,
            [*("BOWLS_PER_GUEST = 2", 'counted = {"guests": 0}'), '@app.get("/guests")', '@app.post("/arrivals")'],
        ),
        # 35 lines, functions of 28: what deletes, and what it uses.
        (
            "project-todo",
            6,
            [
                *("class TodoIn(BaseModel):", "class Todo(TodoIn):", "todos: dict[int, Todo] = {}"),
                *(
                    "def find_todo(todo_id: int) -> Todo:",
                    '@app.delete("/todos/{todo_id}", status_code=status.HTTP_204_NO_CONTENT)',
                ),
            ],
        ),
        # That has 16 lines: of it, the functions.
        ("project-todo", 5, ["def find_todo(todo_id: int) -> Todo:", '@app.put("/todos/{todo_id}")']),
    ],
)
def test_short_fragment_keeps_what_the_requirement_is_most_about(course, exercise, requirement, wanted):
    assert starts(fragment_of(course.exercises[exercise], requirement, course="x", is_short=True)) == wanted


def test_definitions_are_found_in_other_files_under_other_names(solved_by):
    exercise = solved_by(
        {
            "factors.py": "FACTOR = 2\nUNUSED = 3\n",
            "work.py": "import factors\n\n\ndef times(number: int) -> int:\n    return factors.FACTOR * number\n",
            "main.py": (
                "from fastapi import FastAPI\n\nfrom work import times as doubled\n\napp = FastAPI()\n\n\n"
                '@app.get("/double/{number}")\ndef double(number: int) -> dict[str, int]:\n'
                '    return {"double": doubled(number)}\n\n\n@app.get("/ping")\ndef ping() -> str:\n    return "pong"\n'
            ),
        }
    )

    fragment = fragment_of(exercise, 1, course="x")

    assert [(block.file, block.lines[0].text) for block in fragment.blocks] == [
        ("factors.py", "FACTOR = 2"),
        ("main.py", '@app.get("/double/{number}")'),
        ("work.py", "def times(number: int) -> int:"),
    ]


def test_parameter_with_the_name_of_a_constant_is_not_the_constant(solved_by):
    exercise = solved_by(
        {
            "main.py": (
                "from fastapi import FastAPI\n\nnumber = 7\napp = FastAPI()\n\n\n"
                '@app.get("/double/{number}")\ndef double(number: int) -> dict[str, int]:\n'
                '    return {"double": 2 * number}\n\n\n@app.get("/ping")\ndef ping() -> str:\n    return "pong"\n'
            ),
        }
    )

    assert starts(fragment_of(exercise, 1, course="x")) == ['@app.get("/double/{number}")']


def test_string_of_several_lines_is_one_line_and_stays_as_it_is(solved_by):
    exercise = solved_by(
        {
            "main.py": (
                "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
                '@app.get("/double/{number}")\ndef double(number: int) -> dict[str, int]:\n'
                '    note = """one\n\n# not a comment"""  # a comment\n    assert note\n'
                '    return {"double": 2 * number}\n'
                '\n\n@app.get("/ping")\ndef ping() -> str:\n    return "pong"\n'
            ),
        }
    )

    assert texts(fragment_of(exercise, 1, course="x"))[2:4] == [
        '    note = """one\n\n# not a comment"""',
        "    assert note",
    ]


SOURCE_CHECK = '''
from grader.checks import requirement


@requirement(1)
def test_it_has_a_function(source):
    """There is a function."""
    assert source.function("ping")


@requirement(2)
def test_ping(client):
    """It answers."""
    assert client.get("/ping").status_code == 200
'''
LONG = "\n".join(f"NUMBER_{number} = {number}" for number in range(20))


@pytest.mark.parametrize(
    ("starter", "wanted"),
    [
        ("# TODO\n", "NUMBER_0 = 0"),
        (f"{LONG}\n# TODO\n", '@app.get("/ping")'),
    ],
    ids=["much", "of which the starter has most"],
)
def test_where_nothing_answered_it_is_what_the_starter_does_not_have(solved_by, tmp_path, starter, wanted):
    exercise = solved_by(
        {
            "main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n"
            f'{LONG}\n\n\n@app.get("/ping")\ndef ping() -> str:\n    return "pong"\n'
        }
    )
    checks, begun = tmp_path / "test_source.py", tmp_path / "starter"
    checks.write_text(SOURCE_CHECK)
    begun.mkdir()
    (begun / "main.py").write_text(starter)

    fragment = fragment_of(replace(exercise, checks=(checks,), starter=begun), 1, course="x")

    assert starts(fragment)[0] == wanted
    assert texts(fragment)[-3:] == ['@app.get("/ping")', "def ping() -> str:", '    return "pong"']
