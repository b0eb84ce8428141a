"""What is to do before we sail? The board of a lifeboat station, kept in memory."""

from itertools import count
from typing import Annotated

from fastapi import FastAPI, HTTPException, Query, status
from pydantic import BaseModel, Field

app = FastAPI(title="Lifeboat station")


class TodoIn(BaseModel):
    """What a caller may send."""

    title: Annotated[str, Field(min_length=1, max_length=80)]
    priority: Annotated[int, Field(ge=1, le=5)] = 3
    done: bool = False


class Todo(TodoIn):
    """What is kept and answered. No caller sends one, so no caller chooses an id."""

    id: int


# Both live as long as the process. A dictionary keeps the order in which its keys came, so this one stays sorted by id.
todos: dict[int, Todo] = {}
new_ids = count(1)


def find_todo(todo_id: int) -> Todo:
    # Three routes need this. Raising works from in here too: nothing after the call runs.
    if todo_id not in todos:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"Todo {todo_id} does not exist")
    return todos[todo_id]


@app.get("/todos/")
def list_todos(
    skip: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> list[Todo]:
    return list(todos.values())[:limit]


@app.post("/todos/", status_code=status.HTTP_201_CREATED)
def create_todo(todo: TodoIn) -> Todo:
    new = Todo(id=next(new_ids), **todo.model_dump())
    todos[new.id] = new
    return new


@app.get("/todos/{todo_id}")
def read_todo(todo_id: int) -> Todo:
    return find_todo(todo_id)


@app.put("/todos/{todo_id}")
def replace_todo(todo_id: int, todo: TodoIn) -> Todo:
    find_todo(todo_id)
    # Made from the body alone: what the caller left out has its default again, whatever it was before.
    todos[todo_id] = Todo(id=todo_id, **todo.model_dump())
    return todos[todo_id]


@app.delete("/todos/{todo_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_todo(todo_id: int) -> None:
    find_todo(todo_id)
    del todos[todo_id]
