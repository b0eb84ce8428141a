"""What a failed check says about the answer's routes: real answers, real requests, whole sentences."""

import msgspec
import pytest

from grader import wire
from grader.judge.clues import clues_of
from grader.judge.exchange import Recording, body_of
from grader.judge.near import Asked
from grader.models import Endpoint, Exchange, Response, Unreachable

TOP = """\
from typing import Annotated
from fastapi import APIRouter, Body, Depends, FastAPI, Form, Header, Path, WebSocket
from pydantic import BaseModel

app = FastAPI()
router = APIRouter()


class Todo(BaseModel):
    title: str
    done: bool


"""
# Answers 200 to everything, so that every other status is unexpected.
RIGHT = """
from fastapi import FastAPI

app = FastAPI()


@app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "DELETE"])
def anything(path: str):
    pass
"""


def failed(grade_by, answer, request, more=""):
    """The only exchange of a check that sends this request and wants 200; `answer` begins in line 14."""
    check = f"@requirement(1)\ndef test_it(client):\n    assert client.{request}.status_code == 200\n{more}"
    report = grade_by(check, TOP + answer, RIGHT, requirements=1)
    return report.checks[0].exchanges[0]


TODO = '{"title": "x", "done": True}'


@pytest.mark.parametrize(
    ("answer", "request_", "clues"),
    [
        pytest.param(
            '@app.get("/todo/{id}")\ndef read(id: int): pass',
            'get("/todos/1")',
            [
                "Your route `GET /todo/{id}` (`read`, main.py line 14) says `todo`, and the address asked for says"
                " `todos`. Write the path as the task does."
            ],
            id="singular",
        ),
        pytest.param(
            '@app.get("/Todos")\ndef read(): pass',
            'get("/todos")',
            [
                "Your route `GET /Todos` (`read`, main.py line 14) says `Todos`, and the address asked for says"
                " `todos`. Write the path as the task does."
            ],
            id="case",
        ),
        pytest.param(
            '@app.get("/todos")\ndef read(): pass',
            'get("/todos/")',
            [
                "Your route `GET /todos` (`read`, main.py line 14) does not end in a slash, and the address asked for"
                " does. Write the path as the task does, with the slash."
            ],
            id="redirect, slash missing",
        ),
        pytest.param(
            '@app.get("/todos/")\ndef read(): pass',
            'get("/todos")',
            [
                "Your route `GET /todos/` (`read`, main.py line 14) ends in a slash, and the address asked for does"
                " not. Write the path as the task does, without the slash."
            ],
            id="redirect, slash too much",
        ),
        pytest.param(
            'app = FastAPI(redirect_slashes=False)\n@app.get("/todos/")\ndef read(): pass',
            'get("/todos")',
            [
                "Your route `GET /todos/` (`read`, main.py line 15) ends in a slash, and the address asked for does"
                " not. Write the path as the task does, without the slash."
            ],
            id="no redirect",
        ),
        pytest.param(
            '@router.get("/{id}")\ndef read(id: int): pass\napp.include_router(router)',
            'get("/api/todos/1")',
            [
                "Your route `GET /{id}` (`read`, main.py line 14) would fit with `/api/todos` in front of its path. A"
                ' router gets that by `prefix="/api/todos"`.'
            ],
            id="prefix forgotten",
        ),
        pytest.param(
            '@router.get("/todos/")\ndef read(): pass\napp.include_router(router, prefix="/todos")',
            'get("/todos/")',
            [
                "Your route `GET /todos/todos/` (`read`, main.py line 14) would fit without `/todos` in front of its"
                " path."
            ],
            id="prefix twice",
        ),
        pytest.param(
            '@router.get("/todos/")\ndef read(): pass',
            'get("/todos/")',
            ["Your app has no route yet. Routes of an `APIRouter` count after `app.include_router(…)`."],
            id="router not included",
        ),
        pytest.param(
            '@app.get("/")\ndef home(): pass\n@app.get("/about")\ndef about(): pass', 'get("/todos/")', [], id="far"
        ),
        pytest.param(
            '@app.get("/todos/")\ndef read(): pass',
            'put("/todos/")',
            [
                "None of your routes takes PUT: `@app.put(…)` makes one.",
                "At this address your app takes GET (`read`), not PUT.",
            ],
            id="method not written",
        ),
        pytest.param(
            '@app.get("/todos/{id}")\ndef read(id: int): pass\n@app.put("/todos/")\ndef write(id: int): pass',
            'put("/todos/7")',
            [
                "Your route `PUT /todos/` (`write`, main.py line 16) ends where the address asked for goes on with"
                " `7`. A part that changes from request to request stands in the path in braces: `/todos/{id}`.",
                "At this address your app takes GET (`read`), not PUT.",
            ],
            id="put to the collection",
        ),
        pytest.param(
            '@app.post("/todos/{id}")\ndef add(id: int): pass\n@app.get("/todos/")\ndef read(): pass',
            'post("/todos/")',
            [
                "Your route `POST /todos/{id}` (`add`, main.py line 14) goes on with `{id}` where the address asked"
                " for ends.",
                "At this address your app takes GET (`read`), not POST.",
            ],
            id="post to a member",
        ),
        pytest.param(
            '@app.get("/todos/{id}")\ndef read(id: int): pass\n@app.put("/todos/{id}")\ndef write(id: int): pass\n'
            '@app.get("/todos/")\ndef all(): pass',
            'delete("/todos/7")',
            [
                "None of your routes takes DELETE: `@app.delete(…)` makes one.",
                "At this address your app takes GET (`read`) and PUT (`write`), not DELETE.",
            ],
            id="two other methods",
        ),
        pytest.param(
            '@app.get("/todos/{skip}/{limit}")\ndef read(skip: int, limit: int): pass',
            'get("/todos/?skip=1&limit=2")',
            [
                "`skip` and `limit` are sent after the `?` of this address, and your route"
                " `GET /todos/{skip}/{limit}` (`read`, main.py line 14) has `{skip}` and `{limit}` in its path. Take"
                " that out of the path: a parameter that is not in the path is read from the query, after the `?`."
            ],
            id="query in the path",
        ),
        pytest.param(
            '@app.get("/todos/{id}")\ndef read(id: int): pass\n@app.get("/todos/stats")\ndef stats(): pass',
            'get("/todos/stats")',
            [
                "`GET /todos/{id}` (`read`, main.py line 14) stands above `GET /todos/stats` (`stats`, main.py line"
                " 16) and fits this address too. FastAPI takes the first route that fits: move `stats` above `read`."
            ],
            id="order",
        ),
        pytest.param(
            'from fastapi import HTTPException\n@app.get("/todos/{id}")\ndef read(id): raise HTTPException(404)\n'
            '@app.get("/todos/stats")\ndef stats(): pass',
            'get("/todos/stats")',
            [
                "`GET /todos/{id}` (`read`, main.py line 15) stands above `GET /todos/stats` (`stats`, main.py line"
                " 17) and fits this address too. FastAPI takes the first route that fits: move `stats` above `read`."
            ],
            id="order, told by its 404",
        ),
        pytest.param(
            '@app.get("/todos/{id}")\ndef read(id: int): pass',
            'get("/todos/stats")',
            [
                "`GET /todos/{id}` (`read`, main.py line 14) took this request, with `stats` as `id`, and refused it:"
                " Input should be a valid integer, unable to parse string as an integer.",
                "If `stats` is a part of the address and no value, it needs a route of its own, above this one.",
            ],
            id="word taken for a value",
        ),
        pytest.param(
            'from fastapi import HTTPException\n@app.get("/todos/{id}")\ndef read(id): raise HTTPException(404)',
            'get("/todos/1")',
            [],
            id="404 of its own",
        ),
        pytest.param(
            '@app.post("/todos/")\ndef add(title: str, done: bool = False): pass',
            f'post("/todos/", json={TODO})',
            [
                "`title` and `done` came in the body, and `add` reads them from the query, after the `?`, as every"
                " plain parameter that is not in the path. For values from the body, write a Pydantic model with these"
                " fields and take one parameter of its type."
            ],
            id="body declared as query",
        ),
        pytest.param(
            '@app.get("/todos/{id}")\ndef read(todo_id: int): pass',
            'get("/todos/1")',
            [
                "The path `/todos/{id}` has `{id}`, and `read` has a parameter `todo_id`. Use one name for both: a"
                " parameter whose name is not in the path is read from the query, after the `?`."
            ],
            id="two names",
        ),
        pytest.param(
            '@app.get("/todos/{id}")\ndef read(todo_id: Annotated[int, Path()]): pass',
            'get("/todos/1")',
            [
                "The path `/todos/{id}` has `{id}`, and `read` has a parameter `todo_id`. Use one name for both: a"
                " parameter whose name is not in the path is read from the query, after the `?`."
            ],
            id="two names, with Path",
        ),
        pytest.param(
            '@app.get("/todos/{id:int}")\ndef read(id: int): pass\n@app.get("/photos/{p:path}")\ndef photo(p): pass',
            'get("/todos/-1")',
            [
                "Your route `GET /todos/{id:int}` (`read`, main.py line 14) does not fit `-1`, because the type stands"
                " in the braces, as `{id:int}`. With `{id}` in the path and the type at the function's parameter, such"
                " a value reaches the route and is refused with 422."
            ],
            id="type in the braces",
        ),
        pytest.param(
            '@app.get("/todos/")\ndef read(skip: Annotated[int, Path()]): pass',
            'get("/todos/")',
            ["`read` takes `skip` from the path, and its path `/todos/` has no `{skip}`."],
            id="not in the path",
        ),
        pytest.param(
            '@app.post("/todos/")\ndef add(todo: Todo, note: Annotated[str, Body()] = ""): pass',
            f'post("/todos/", json={TODO})',
            [
                "`add` reads `todo` and `note` from the body, and with more than one such parameter FastAPI wants a"
                ' key for each: `{"todo": …, "note": …}`. The request sends the fields themselves: one parameter,'
                " whose type is a Pydantic model, takes them."
            ],
            id="two body parameters",
        ),
        pytest.param(
            '@app.post("/todos/")\ndef add(todo: Annotated[Todo, Body(embed=True)]): pass',
            f'post("/todos/", json={TODO})',
            [
                "`add` reads `todo` from the body with `embed=True`, and so FastAPI wants a key for each:"
                ' `{"todo": …}`. The request sends the fields themselves: one parameter, whose type is a Pydantic'
                " model, takes them."
            ],
            id="embedded",
        ),
        pytest.param(
            '@app.get("/todos/")\ndef read(todo: Todo): pass',
            'get("/todos/")',
            [
                "`read` reads `todo` from the body, and the request has no body. A model is read from the body also in"
                " a GET route."
            ],
            id="body of a get",
        ),
        pytest.param(
            '@app.post("/todos/")\ndef add(title: Annotated[str, Form()]): pass',
            f'post("/todos/", json={TODO})',
            [
                "`add` reads `title` from a form, and the request sends JSON. JSON is read by a parameter whose type"
                " is a Pydantic model, without `Form()`."
            ],
            id="form",
        ),
        pytest.param(
            '@app.get("/todos/")\ndef read(skip: int): pass',
            'get("/todos/")',
            ["`skip` is missing in the query, after the `?`. A parameter with a default may be left out."],
            id="no default",
        ),
        pytest.param(
            '@app.post("/todos/")\ndef add(todo: Todo): pass',
            'post("/todos/", json={"title": 3})',
            [
                "`title` in the body was refused: Input should be a valid string.",
                "`done` is missing in the body. A field with a default may be left out.",
            ],
            id="fields",
        ),
        pytest.param(
            '@app.get("/todos/")\ndef read(x_token: Annotated[str, Header()]): pass',
            'get("/todos/")',
            ["`x-token` is missing among the headers. A parameter with a default may be left out."],
            id="header",
        ),
        pytest.param(
            'sub = FastAPI()\n@sub.get("/todo/")\ndef read(): pass\napp.mount("/api", sub)',
            'get("/api/todos/")',
            [
                "Your route `GET /api/todo/` (`read`, main.py line 15) says `todo`, and the address asked for says"
                " `todos`. Write the path as the task does."
            ],
            id="in a mount",
        ),
        pytest.param('@app.get("/todos/")\ndef read(): 1 / 0', 'get("/todos/")', [], id="500"),
    ],
)
def test_clue(grade_by, answer, request_, clues):
    assert failed(grade_by, answer, request_).clues == clues


def test_app_without_routes_and_without_a_router(grade_by):
    check = "@requirement(1)\ndef test_it(client):\n    assert client.get('/').status_code == 200\n"
    report = grade_by(check, "from fastapi import FastAPI\n\napp = FastAPI()\n", RIGHT, requirements=1)

    assert report.checks[0].exchanges[0].clues == ["Your app has no route yet."]


def test_values_after_the_question_mark_are_known_from_other_requests(grade_by):
    answer = '@app.get("/todos/{skip}")\ndef read(skip: int): pass\n@app.post("/todos/")\ndef add(): pass\n'
    more = "\n@requirement(1)\ndef test_more(client):\n    client.get('/todos/?skip=1')\n"

    assert failed(grade_by, answer, "get('/todos/')", more).clues[:1] == [
        "`skip` is sent after the `?` of this address, and your route `GET /todos/{skip}` (`read`, main.py line 14)"
        " has `{skip}` in its path. Take that out of the path: a parameter that is not in the path is read from the"
        " query, after the `?`."
    ]


def test_refused_request_tells_what_is_read_from_where(grade_by):
    answer = (
        'def page(skip: int = 0): pass\n@app.put("/todos/{id}")\n'
        "def write(id: int, todo: Todo, note: str = '', page=Depends(page)): pass\n"
    )

    parameters = failed(grade_by, answer, "put('/todos/x', json={})").parameters

    assert [(each.name, each.source, each.annotation, each.required) for each in parameters] == [
        ("id", "path", "int", True),
        ("note", "query", "str", False),
        ("todo", "body", "Todo", True),
        ("skip", "query", "int", False),
    ]


def test_status_as_expected_and_passed_checks_have_no_clues(grade_by):
    check = """
@requirement(1)
def test_it(client):
    assert client.get("/nothing").status_code == 404
    assert client.get("/a").json() == 1


@requirement(1)
def test_passes(client):
    assert client.get("/nothing").status_code == 404
"""
    answer = '@app.get("/a")\ndef a(): return {value}\n'

    report = grade_by(check, TOP + answer.format(value=2), TOP + answer.format(value=1), requirements=1)

    assert [check.outcome for check in report.checks] == ["failed", "passed"]
    assert [exchange.clues for check in report.checks for exchange in check.exchanges] == [[], [], []]


def test_unreachable_routes_are_in_the_report(grade_by):
    check = "@requirement(1)\ndef test_it(client):\n    assert client.get('/todos/1').status_code == 200\n"
    answer = '@app.get("/todos/{id}")\ndef read(id: int): pass\n@app.get("/todos/stats")\ndef stats(): pass\n'

    assert grade_by(check, TOP + answer, requirements=1).routes.unreachable == [
        Unreachable(
            method="GET",
            path="/todos/stats",
            shadowed_by="/todos/{id}",
            endpoint=Endpoint(function="stats", file="main.py", line=16),
            taken_by=Endpoint(function="read", file="main.py", line=14),
        )
    ]


def refused(detail: object) -> Exchange:
    data = msgspec.json.encode({"detail": detail})
    recording = Recording("http", 1, "GET", "http://127.0.0.1:8000/a", [], b"")
    return msgspec.structs.replace(
        recording.exchange(Response(status=200, headers=[], body=None)),
        response=Response(status=422, headers=[], body=body_of(data, "application/json")),
        endpoint=Endpoint(function="a", file="main.py", line=1),
    )


@pytest.mark.parametrize(
    "detail",
    [
        None,
        "Not Found",
        [],
        [None, 1, "x", [], {}],
        [{"type": "missing", "loc": [], "msg": ""}],
        [{"type": "missing", "loc": "query", "msg": ""}],
        [{"type": "missing", "loc": ["elsewhere", "x"], "msg": "x"}],
        [{"type": 1, "loc": ["query"], "msg": 1}],
    ],
)
def test_errors_that_are_not_fastapis_say_nothing(detail):
    route = wire.Route("http", "/a", ["GET"], wire.Function("a", "main.py", 1), [], -1)

    assert clues_of(refused(detail), Asked("GET", ("a",), ()), [route]) == ([], [])


@pytest.mark.parametrize("place", ["query", "path", "body", "header", "cookie"])
def test_errors_without_a_name_are_told_too(place):
    route = wire.Route("http", "/a", ["GET"], wire.Function("a", "main.py", 1), [], -1)
    found, _ = clues_of(
        refused([{"type": "missing", "loc": [place], "msg": "x" * 9_000}]), Asked("GET", ("a",), ()), [route]
    )

    assert all(len(clue) < 500 for clue in found)
