"""The table of an answer's routes, as the process that imported it tells it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

import pytest

from grader import wire
from grader.answer import Answer
from grader.judge.limits import Limits
from grader.judge.processes import Processes

RoutesOf = Callable[..., Sequence[wire.Route]]


@pytest.fixture
def routes_of(processes: Processes, spares: Processes) -> Iterator[RoutesOf]:
    """Import an answer and get its routes."""
    with ExitStack() as stack:

        def load(source: str, mode: str = "forked") -> Sequence[wire.Route]:
            maker = {"forked": processes, "spawned": spares}[mode].start()
            slot = maker.slot(Answer(files={"main.py": source.encode()}), "main:app", Limits(), {}, 0.0)
            stack.callback(slot.close)
            assert slot.load() is None
            return slot.routes

        yield load


def own(routes: Sequence[wire.Route]) -> list[wire.Route]:
    """Without FastAPI's own, such as `/docs`."""
    return [route for route in routes if route.endpoint is not None]


TODOS = """
from typing import Annotated
from fastapi import Cookie, Depends, FastAPI, File, Form, Header, UploadFile, WebSocket
from pydantic import BaseModel

app = FastAPI()


class Todo(BaseModel):
    title: str


def page(skip: int = 0, x_token: Annotated[str, Header()] = ""):
    return skip


@app.get("/todos/{todo_id:int}")
def read_todo(todo_id: int, page=Depends(page), seen: Annotated[str, Cookie()] = ""):
    pass


@app.api_route("/todos", methods=["PUT", "POST"])
async def write_todo(todo: Todo, note: str):
    pass


@app.post("/files")
def write_file(file: UploadFile, name: Annotated[str, Form(alias="file-name")] = "x"):
    pass


@app.websocket("/door")
async def door(socket: WebSocket, key: int):
    pass
"""


@pytest.mark.parametrize("mode", ["forked", "spawned"])
def test_route_has_methods_path_function_and_parameters(routes_of, mode):
    read, write, file, door = own(routes_of(TODOS, mode))

    assert (read.kind, read.methods, read.path) == ("http", ["GET"], "/todos/{todo_id:int}")
    assert read.endpoint == wire.Function("read_todo", "main.py", 17)
    assert [(p.name, p.source, p.annotation, p.required) for p in read.parameters] == [
        ("todo_id", "path", "int", True),
        ("seen", "cookie", "str", False),
        ("skip", "query", "int", False),
        ("x-token", "header", "str", False),
    ]
    assert (write.methods, write.path) == (["POST", "PUT"], "/todos")
    assert [(p.name, p.source, p.annotation, p.required) for p in write.parameters] == [
        ("note", "query", "str", True),
        ("todo", "body", "Todo", True),
    ]
    assert [(p.name, p.source, p.required) for p in file.parameters] == [
        ("file", "form", True),
        ("file-name", "form", False),
    ]
    assert (door.kind, door.path, door.methods) == ("websocket", "/door", [])
    assert [(p.name, p.source) for p in door.parameters] == [("key", "query")]


NESTED = """
from fastapi import APIRouter, FastAPI
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

app = FastAPI(openapi_url=None)
inner, outer = APIRouter(prefix="/todos"), APIRouter(prefix="/api")


@inner.get("/{todo_id}")
def read_todo(todo_id: int):
    pass


def old(request):
    return PlainTextResponse("old")


outer.include_router(inner, prefix="/v1")
app.include_router(outer)
app.mount("/static", StaticFiles(directory="."))
app.mount("/old", Starlette(routes=[Mount("/er", routes=[Route("/page", old)])]))


@inner.delete("/{todo_id}")
def delete_todo(todo_id: int):
    pass
"""


def test_path_goes_through_routers_and_mounts(routes_of):
    routes = routes_of(NESTED)

    assert [(r.kind, r.path, r.endpoint and r.endpoint.name, r.parent) for r in routes] == [
        ("http", "/api/v1/todos/{todo_id}", "read_todo", -1),
        ("http", "/api/v1/todos/{todo_id}", "delete_todo", -1),
        ("mount", "/static", None, -1),
        ("mount", "/old", None, -1),
        ("mount", "/old/er", None, 3),
        ("http", "/old/er/page", "old", 4),
    ]
    assert routes[-1].methods == ["GET", "HEAD"]


BARE = """
async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})
"""
HOSTILE = """
import time
from fastapi import FastAPI, APIRouter
from fastapi.routing import APIRoute


class Endless(list):
    def __iter__(self):
        while True:
            yield self


class App:
    async def __call__(self, scope, receive, send):
        pass

    @property
    def routes(self):
        {body}


class Api(FastAPI):
    @property
    def routes(self):
        {body}


class Strange(APIRoute):
    def matches(self, scope):
        return super().matches(scope)


app = {app}
"""


@pytest.mark.parametrize("mode", ["forked", "spawned"])
@pytest.mark.parametrize(
    "source",
    [
        pytest.param(BARE, id="bare"),
        pytest.param(HOSTILE.format(body="raise SystemExit(1)", app="App()"), id="routes raises"),
        pytest.param(HOSTILE.format(body="time.sleep(1000)", app="App()"), id="routes hangs"),
        pytest.param(
            HOSTILE.format(body="pass", app="FastAPI()\napp.router.routes = Endless()"), id="routes is endless"
        ),
        pytest.param(HOSTILE.format(body="pass", app="FastAPI()\napp.router.routes = [1, None]"), id="no routes in it"),
        pytest.param(HOSTILE.format(body="pass", app="FastAPI()\nvars(app).clear()"), id="nothing in it"),
    ],
)
def test_app_without_readable_routes_has_an_empty_table(routes_of, source, mode):
    assert list(routes_of(source, mode)) == []


def test_app_that_hides_its_routes_is_read_all_the_same(routes_of):
    routes = routes_of(HOSTILE.format(body="time.sleep(1000)", app="Api()\n@app.get('/a')\ndef a(): pass"))

    assert [route.path for route in own(routes)] == ["/a"]


def test_route_that_decides_for_itself_what_it_matches_is_left_out(routes_of):
    app = "FastAPI()\nrouter = APIRouter(route_class=Strange)\n@router.get('/a')\ndef a(): pass\n"
    routes = routes_of(
        HOSTILE.format(body="pass", app=f"{app}\napp.include_router(router)\n@app.get('/b')\ndef b(): pass")
    )

    assert [route.path for route in own(routes)] == ["/b"]


MANY = """
from fastapi import FastAPI

app = FastAPI(openapi_url=None)


def endpoint({parameters}):
    pass


endpoint.__code__ = endpoint.__code__.replace(co_name="f" * {name})
for number in range({count}):
    app.add_api_route(f"/{{'p' * {path}}}{{number}}", endpoint)
app.add_api_route("/\\ud800", endpoint)
"""


@pytest.mark.parametrize(
    ("count", "path", "name", "parameters"),
    [(1000, 1, 1, 0), (100, 190, 5000, 40), (3, 300, 1, 0)],
    ids=["many", "large", "long paths"],
)
def test_table_is_capped(routes_of, count, path, name, parameters):
    arguments = ", ".join(f"p{number}{'q' * 150}: int" for number in range(parameters))
    routes = routes_of(MANY.format(count=count, path=path, name=name, parameters=arguments))

    assert len(routes) <= 300
    assert sum(len(wire.encode(route)) for route in routes) <= wire.MAX_ROUTE_BYTES
    assert all(len(route.path) <= 200 for route in routes)
    assert all(len(route.parameters) <= 30 for route in routes)


def test_path_that_is_no_unicode_is_escaped(routes_of):
    (route,) = routes_of(MANY.format(count=0, path=1, name=1, parameters=""))

    assert route.path == "/\\ud800"
