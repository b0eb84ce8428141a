"""Nothing is ever removed: a deleted todo leaves None in its place, so that a place in the list is an id for good."""

from typing import Annotated

from fastapi import FastAPI, HTTPException, Query, status
from pydantic import BaseModel, Field

app = FastAPI(title="Lifeboat station")


class Fields(BaseModel):
    title: Annotated[str, Field(min_length=1, max_length=80)]
    priority: Annotated[int, Field(ge=1, le=5)] = 3
    done: bool = False


class Todo(BaseModel):
    id: int
    title: str
    priority: int
    done: bool


# Place 0 is never used, so that the first id is 1.
places: list[Todo | None] = [None]


def find(todo_id: int) -> Todo:
    todo = places[todo_id] if 0 < todo_id < len(places) else None
    if todo is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"Todo {todo_id} does not exist")
    return todo


def put_at(todo_id: int, fields: Fields) -> Todo:
    todo = Todo(id=todo_id, title=fields.title, priority=fields.priority, done=fields.done)
    places[todo_id] = todo
    return todo


@app.post("/todos/", status_code=status.HTTP_201_CREATED)
def create(fields: Fields) -> Todo:
    places.append(None)
    return put_at(len(places) - 1, fields)


@app.get("/todos/")
def page(
    skip: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> list[Todo]:
    there = [todo for todo in places if todo is not None]
    return there[skip : skip + limit]


@app.get("/todos/{todo_id}")
def read(todo_id: int) -> Todo:
    return find(todo_id)


@app.put("/todos/{todo_id}")
def replace(todo_id: int, fields: Fields) -> Todo:
    return put_at(find(todo_id).id, fields)


@app.delete("/todos/{todo_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete(todo_id: int) -> None:
    places[find(todo_id).id] = None
