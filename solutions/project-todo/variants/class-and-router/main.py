"""A class that knows nothing of HTTP, a router with a prefix, paging as a model."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, FastAPI, Path, Query, Request, status
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints


class NoSuchTodo(Exception):
    def __init__(self, todo_id: int) -> None:
        self.todo_id = todo_id


@dataclass(frozen=True)
class Todo:
    id: int
    title: str
    priority: int
    done: bool


class Board:
    """Todos by id. Raises `NoSuchTodo`; what that means to a client is not its business."""

    def __init__(self) -> None:
        self._todos: dict[int, Todo] = {}
        self._given = 0

    def __iter__(self) -> Iterator[Todo]:
        return iter(self._todos.values())

    def __getitem__(self, todo_id: int) -> Todo:
        try:
            return self._todos[todo_id]
        except KeyError:
            raise NoSuchTodo(todo_id) from None

    def add(self, title: str, priority: int, done: bool) -> Todo:
        self._given += 1
        todo = Todo(self._given, title, priority, done)
        self._todos[todo.id] = todo
        return todo

    def change(self, todo_id: int, title: str, priority: int, done: bool) -> Todo:
        self._todos[todo_id] = replace(self[todo_id], title=title, priority=priority, done=done)
        return self._todos[todo_id]

    def wipe(self, todo_id: int) -> None:
        self[todo_id]
        del self._todos[todo_id]


class Wish(BaseModel):
    title: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    priority: int = Field(default=3, ge=1, le=5)
    done: bool = Field(default=False, strict=True)


class Page(BaseModel):
    skip: int = Field(0, ge=0)
    limit: int = Field(10, ge=1, le=50)


TodoId = Annotated[int, Path(description="as given by POST")]

board = Board()
router = APIRouter(prefix="/todos", tags=["todos"])


@router.get("/")
def page(page: Annotated[Page, Query()]) -> list[Todo]:
    return [todo for place, todo in enumerate(board) if page.skip <= place < page.skip + page.limit]


@router.post("/", status_code=status.HTTP_201_CREATED)
def add(wish: Wish) -> Todo:
    return board.add(**wish.model_dump())


@router.get("/{todo_id}")
def one(todo_id: TodoId) -> Todo:
    return board[todo_id]


@router.put("/{todo_id}")
def change(todo_id: TodoId, wish: Wish) -> Todo:
    return board.change(todo_id, **wish.model_dump())


@router.delete("/{todo_id}", status_code=status.HTTP_204_NO_CONTENT)
def wipe(todo_id: TodoId) -> None:
    board.wipe(todo_id)


app = FastAPI()
app.include_router(router)


@app.exception_handler(NoSuchTodo)
def no_such_todo(request: Request, error: NoSuchTodo) -> JSONResponse:
    return JSONResponse({"detail": f"Todo {error.todo_id} does not exist"}, status.HTTP_404_NOT_FOUND)
