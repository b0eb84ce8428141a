"""What is to do before we sail? The board of a lifeboat station, kept in memory."""

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI(title="Lifeboat station")


# TODO 1, 2: two fields and all rules are missing. Then a second model: a todo as it is kept and answered.
class TodoIn(BaseModel):
    title: str


# Made once, when the service starts. From an id to its todo.
todos = {}
# TODO 7: next to it, something that knows which id comes next.


# TODO 4: a part of the list, as skip and limit say.
@app.get("/todos/")
def list_todos():
    return list(todos.values())


# TODO 1, 7: POST /todos/


# TODO 3: GET /todos/{todo_id}


# TODO 5: PUT /todos/{todo_id}


# TODO 6: DELETE /todos/{todo_id}
