"""A list of dicts, searched from the front; a number that `global` counts up."""

from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Query
from pydantic import BaseModel, Field

app = FastAPI()

board: list[dict[str, Any]] = []
last_id = 0


class Todo(BaseModel):
    title: str = Field(min_length=1, max_length=80)
    priority: int = Field(3, gt=0, lt=6)
    done: bool = False


def place_of(todo_id: int) -> int:
    for place, todo in enumerate(board):
        if todo["id"] == todo_id:
            return place
    raise HTTPException(status_code=404, detail=f"Todo {todo_id} does not exist")


@app.get("/todos/")
def get_todos(skip: Annotated[int, Query(ge=0)] = 0, limit: Annotated[int, Query(gt=0, lt=51)] = 10):
    return board[skip:][:limit]


@app.post("/todos/", status_code=201)
def post_todo(todo: Todo):
    global last_id
    last_id += 1
    board.append({"id": last_id, "title": todo.title, "priority": todo.priority, "done": todo.done})
    return board[-1]


@app.get("/todos/{todo_id}")
def get_todo(todo_id: int):
    return board[place_of(todo_id)]


@app.put("/todos/{todo_id}")
def put_todo(todo_id: int, todo: Todo):
    place = place_of(todo_id)
    board[place] = {"id": todo_id, **todo.model_dump()}
    return board[place]


@app.delete("/todos/{todo_id}", status_code=204)
def delete_todo(todo_id: int):
    board.pop(place_of(todo_id))
