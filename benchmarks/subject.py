"""What is measured: one right answer and its checks, once as an exercise of ours and once for plain pytest.

"Plain pytest" is what a learner would run without us: the same checks on the same answer in one process, in a virtual
environment that holds only `fastapi[standard]` and pytest.
"""

import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "sample_course" / "lessons"
ANSWER = """
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

app = FastAPI()


class NewTodo(BaseModel):
    title: str = Field(min_length=1, max_length=100)
    done: bool = False


class Todo(NewTodo):
    id: int


todos: dict[int, Todo] = {}


@app.post("/todos", status_code=201)
def create_todo(new: NewTodo) -> Todo:
    todo = Todo(id=len(todos) + 1, **new.model_dump())
    todos[todo.id] = todo
    return todo


@app.get("/todos")
def list_todos(skip: int = 0, limit: int = 10) -> list[Todo]:
    return list(todos.values())[skip : skip + limit]


@app.get("/todos/{todo_id}")
def read_todo(todo_id: int) -> Todo:
    if todo_id not in todos:
        raise HTTPException(404, "No such todo")
    return todos[todo_id]
"""
CHECK = '''

@requirement(1)
def test_case_{number}(client):
    """A todo is made, read and listed ({number})"""
    created = client.post("/todos", json={{"title": "todo {number}"}})
    assert created.status_code == 201
    todo = client.get(f"/todos/{{created.json()['id']}}")
    assert todo.json()["title"] == "todo {number}"
    assert todo.json() in client.get("/todos", params={{"limit": 100}}).json()  # plain pytest keeps the others, too
'''
CONFTEST = """
import pytest
from fastapi.testclient import TestClient

import main


@pytest.fixture
def client():
    with TestClient(main.app) as client:
        yield client
"""
STUB = """
def requirement(number):
    return lambda check: check
"""
TASK = """---
title: Bench
lesson: doubling
kind: build
minutes: 1
---
A todo list.

## Requirements
1. A todo is made, read and listed.

## Hints
### 1
- What does the client send?
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """An exercise with a number of checks, and the same for plain pytest.

    Attributes:
        course: Folder of a course with the one exercise `bench`.
        answer: Folder of the answer.
        plain: Folder for plain pytest: answer, checks, `conftest.py` and a stub of `requirement`.
    """

    course: Path
    answer: Path
    plain: Path


def make_subject(folder: Path, checks: int) -> Subject:
    """Write it below a folder."""
    source = "from grader.checks import requirement\n" + "".join(CHECK.format(number=n) for n in range(checks))
    subject = Subject(folder / "course", folder / "answer", folder / "plain")
    files = {
        subject.course / "lessons" / "course.toml": (SAMPLE / "course.toml").read_text(),
        subject.course / "lessons" / "doubling.md": (SAMPLE / "doubling.md").read_text().replace("double", "bench"),
        subject.course / "exercises" / "bench" / "exercise.md": TASK,
        subject.course / "exercises" / "bench" / "test_bench.py": source,
        subject.course / "exercises" / "bench" / "starter" / "main.py": "# TODO\n",
        subject.course / "solutions" / "bench" / "reference" / "main.py": ANSWER,
        subject.answer / "main.py": ANSWER,
        subject.plain / "main.py": ANSWER,
        subject.plain / "test_bench.py": source,
        subject.plain / "conftest.py": CONFTEST,
        subject.plain / "grader" / "__init__.py": "",
        subject.plain / "grader" / "checks.py": STUB,
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return subject


def plain_python(folder: Path) -> str:
    """The interpreter of an environment with `fastapi[standard]` and pytest only, made if it is not there."""
    python = folder / "bin" / "python"
    if not (folder / ".installed").exists():
        print("Making an environment with fastapi[standard] and pytest only …", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        subprocess.run(
            [*install, "--constraint", str(ROOT / "constraints.txt"), "fastapi[standard]", "pytest"],
            check=True,
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        (folder / ".installed").touch()
    return str(python)
