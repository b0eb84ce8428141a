"""What is to do before we sail? The board of a lifeboat station, kept in memory."""

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


todos: list[Todo] = []


def find_todo(todo_id: int) -> Todo:
    # Ids begin at 1, places in a list at 0.
    try:
        return todos[todo_id - 1]
    except IndexError:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"Todo {todo_id} does not exist") from None


@app.get("/todos/")
def list_todos(
    skip: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> list[Todo]:
    return todos[skip : skip + limit]


@app.post("/todos/", status_code=status.HTTP_201_CREATED)
def create_todo(todo: TodoIn) -> Todo:
    new = Todo(id=len(todos) + 1, **todo.model_dump())
    todos.append(new)
    return new


@app.get("/todos/{todo_id}")
def read_todo(todo_id: int) -> Todo:
    return find_todo(todo_id)


@app.put("/todos/{todo_id}")
def replace_todo(todo_id: int, todo: TodoIn) -> Todo:
    find_todo(todo_id)
    todos[todo_id - 1] = Todo(id=todo_id, **todo.model_dump())
    return todos[todo_id - 1]


@app.delete("/todos/{todo_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_todo(todo_id: int) -> None:
    find_todo(todo_id)
    del todos[todo_id - 1]
