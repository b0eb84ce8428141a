"""async def, each field of the body a parameter with `Body`, answers built by hand."""

from typing import Annotated

from fastapi import Body, FastAPI, HTTPException, Query, Response
from fastapi.responses import JSONResponse

app = FastAPI()
app.state.todos = {}
app.state.last_id = 0

Title = Annotated[str, Body(min_length=1, max_length=80)]
Priority = Annotated[int, Body(ge=1, le=5)]
Done = Annotated[bool, Body()]


async def existing(todo_id: int) -> dict:
    todo = app.state.todos.get(todo_id)
    if todo is None:
        raise HTTPException(404, f"Todo {todo_id} does not exist")
    return todo


@app.delete("/todos/{todo_id}")
async def delete(todo_id: int):
    await existing(todo_id)
    app.state.todos.pop(todo_id)
    return Response(status_code=204)


@app.put("/todos/{todo_id}")
async def put(todo_id: int, title: Title, priority: Priority = 3, done: Done = False):
    todo = await existing(todo_id)
    todo["title"], todo["priority"], todo["done"] = title, priority, done
    return todo


@app.get("/todos/{todo_id}")
async def get(todo_id: int):
    return await existing(todo_id)


@app.post("/todos/")
async def post(title: Title, priority: Priority = 3, done: Done = False):
    app.state.last_id += 1
    todo = {"id": app.state.last_id, "title": title, "priority": priority, "done": done}
    app.state.todos[todo["id"]] = todo
    return JSONResponse(todo, status_code=201)


@app.get("/todos/")
async def page(limit: Annotated[int, Query(ge=1, le=50)] = 10, skip: Annotated[int, Query(ge=0)] = 0):
    ids = sorted(app.state.todos)[skip : skip + limit]
    return [app.state.todos[todo_id] for todo_id in ids]
