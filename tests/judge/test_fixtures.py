"""What a check can do: the fixtures, and all that a `TestClient` can."""

import pytest

from grader.models import Outcome

APP = """
import asyncio
import os
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response, UploadFile, WebSocket
from fastapi.responses import JSONResponse, RedirectResponse, StreamingResponse


@asynccontextmanager
async def lifespan(app):
    yield {"opened": "at start-up"}
    Path("closed.txt").write_text("at shut-down")


app = FastAPI(lifespan=lifespan)


@app.get("/state")
def state(request: Request):
    return request.state.opened


@app.get("/closed")
def closed():
    return Path("closed.txt").read_text() if Path("closed.txt").exists() else None


@app.get("/environment/{name}")
def environment(name: str):
    return os.environ.get(name)


@app.get("/file/{name}")
def file(name: str):
    return Path(name).read_text()


@app.get("/who")
def who(request: Request):
    return dict(request.headers) | {"client": request.client.host}


@app.post("/size")
async def size(request: Request):
    return len(await request.body())


@app.post("/upload")
def upload(file: UploadFile):
    return {"name": file.filename, "size": len(file.file.read())}


@app.get("/redirect")
def redirect():
    return RedirectResponse("/state")


@app.get("/cookie")
def cookie(response: Response):
    response.set_cookie("taste", "salt")
    return "set"


@app.get("/taste")
def taste(request: Request):
    return request.cookies.get("taste")


@app.get("/stream")
def stream():
    return StreamingResponse(iter(["one ", "two ", "three"]), media_type="text/plain")


@app.get("/large")
def large():
    return Response(b"x" * 3_000_000)


@app.websocket("/echo")
async def echo(socket: WebSocket):
    await socket.accept(subprotocol="parrot" if socket.scope["subprotocols"] else None)
    async for message in socket.iter_text():
        if message == "bye":
            await socket.close(4001, "as you wish")
            return
        await socket.send_text(message.upper())


@app.websocket("/binary")
async def binary(socket: WebSocket):
    await socket.accept()
    await socket.send_bytes(await socket.receive_bytes() + b"!")


@app.websocket("/closed")
async def refused(socket: WebSocket):
    await socket.send_denial_response(JSONResponse({"detail": "no"}, status_code=403))


@app.websocket("/number/{number}")
async def number(socket: WebSocket, number: int):
    await socket.accept()
"""

CHECKS = {
    "lifespan state": 'assert client.get("/state").json() == "at start-up"',
    "neutral headers": """
    headers = client.get("/who").json()
    assert set(headers) == {"host", "accept", "user-agent", "client"}
    assert "test" not in str(headers)
    """,
    "redirects are not followed": """
    response = client.get("/redirect")
    assert (response.status_code, response.headers["location"]) == (307, "/state")
    """,
    "cookies stay": """
    client.get("/cookie")
    assert client.get("/taste").json() == "salt"
    """,
    "large request": 'assert client.post("/size", content=b"x" * 3_000_000).json() == 3_000_000',
    "large response": 'assert client.get("/large").content == b"x" * 3_000_000',
    "upload": """
    response = client.post("/upload", files={"file": ("a.txt", b"12345")})
    assert response.json() == {"name": "a.txt", "size": 5}
    """,
    "stream": """
    with client.stream("GET", "/stream") as response:
        assert "".join(response.iter_text()) == "one two three"
    """,
    "head has no body": 'assert client.head("/state").status_code == 405',
    "websocket": """
    with client.websocket_connect("/echo", subprotocols=["parrot"]) as socket:
        assert socket.accepted_subprotocol == "parrot"
        socket.send_text("hello")
        assert socket.receive_text() == "HELLO"
    """,
    "websocket closed by the app": """
    from starlette.websockets import WebSocketDisconnect

    with client.websocket_connect("/echo") as socket:
        socket.send_text("bye")
        with pytest.raises(WebSocketDisconnect) as caught:
            socket.receive_text()
    assert (caught.value.code, caught.value.reason) == (4001, "as you wish")
    """,
    "websocket with bytes": """
    with client.websocket_connect("/binary") as socket:
        socket.send_bytes(b"data")
        assert socket.receive_bytes() == b"data!"
    """,
    "websocket refused": """
    from starlette.testclient import WebSocketDenialResponse

    with pytest.raises(WebSocketDenialResponse) as caught:
        with client.websocket_connect("/closed"):
            pass
    assert (caught.value.status_code, caught.value.json()) == (403, {"detail": "no"})
    """,
    "websocket with a bad parameter": """
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect) as caught:
        with client.websocket_connect("/number/x"):
            pass
    assert caught.value.code == 1008
    assert caught.value.reason[0]["loc"] == ["path", "number"]
    """,
}


@pytest.mark.parametrize("body", CHECKS.values(), ids=CHECKS.keys())
@pytest.mark.parametrize("mode", ["forked", "spawned"])
def test_client_can(grade_by, body, mode):
    checks = f"@requirement(1)\ndef test_it(client):\n    {body.strip()}\n"

    report = grade_by(checks, APP, requirements=1, mode=mode)

    assert report.checks[0].message == ""
    assert report.outcome is Outcome.PASSED


def test_websocket_messages_are_evidence(grade_by):
    checks = """
@requirement(1)
def test_it(client):
    with client.websocket_connect("/echo") as socket:
        socket.send_text("hello")
        assert socket.receive_text() == "hello"
"""
    report = grade_by(checks, APP, APP.replace(".upper()", ""), requirements=1)

    (exchange,) = report.checks[0].exchanges
    assert exchange.kind == "websocket"
    assert [(message.sender, message.text) for message in exchange.messages] == [
        ("client", "hello"),
        ("server", "HELLO"),
    ]


@pytest.mark.parametrize("mode", ["forked", "spawned"])
def test_launch_gives_environment_files_and_restart(grade_by, mode):
    checks = """
@requirement(1)
def test_it(launch):
    app = launch(env={"COLOUR": "green"}, files={"note.txt": "hello"})
    other = launch()
    assert app.client.get("/environment/COLOUR").json() == "green"
    assert app.client.get("/file/note.txt").json() == "hello"
    assert app.client.get("/closed").json() is None
    assert other.client.get("/environment/COLOUR").json() is None
    app.restart()
    assert app.client.get("/closed").json() == "at shut-down"
    assert other.client.get("/closed").json() is None
"""
    report = grade_by(checks, APP, requirements=1, mode=mode)

    assert report.checks[0].message == ""
    assert [exchange.process for exchange in report.checks[0].exchanges] == [1, 1, 1, 2, 3, 2]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        pytest.param(APP, "passed", id="equal"),
        pytest.param(APP.replace('return "set"', 'return "done"'), "failed", id="body"),
        pytest.param(APP.replace('@app.get("/cookie")', '@app.get("/cookie", status_code=201)'), "failed", id="status"),
        pytest.param(
            APP.replace('return "set"', 'return Response("\\"set\\"", media_type="text/plain")'),
            "failed",
            id="media type",
        ),
    ],
)
def test_same_compares_with_the_solution(grade_by, answer, outcome):
    checks = """
@requirement(1)
def test_it(same):
    assert same("GET", "/cookie").text == '"set"'
"""
    assert grade_by(checks, answer, APP, requirements=1).outcome == outcome


def test_same_ignores_the_label_of_nothing(grade_by):
    checks = '@requirement(1)\ndef test_it(same):\n    assert same("DELETE", "/n").status_code == 204\n'
    answer = """
from fastapi import FastAPI, Response

app = FastAPI()


@app.delete("/n", status_code=204)
def n():
    return Response(status_code=204)
"""
    reference = answer.replace("    return Response(status_code=204)", "    return None")

    assert grade_by(checks, answer, reference, requirements=1).outcome is Outcome.PASSED


def test_same_tells_numbers_from_truth_values(grade_by):
    checks = '@requirement(1)\ndef test_it(same):\n    same("GET", "/n")\n'
    answer = 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/n")\ndef n():\n    return {"n": 1}\n'

    report = grade_by(checks, answer.replace("1}", "True}"), answer, requirements=1)

    assert report.outcome is Outcome.FAILED
    assert [(d.path, d.yours, d.expected) for d in report.checks[0].difference] == [("$.n", True, 1)]


def test_reference_is_our_solution_and_no_evidence(grade_by):
    checks = """
@requirement(1)
def test_it(client, reference):
    assert reference.get("/cookie").json() == "set"
    assert client.get("/cookie").json() == "mine"
"""
    report = grade_by(checks, APP.replace('return "set"', 'return "mine"'), APP, requirements=1)

    assert report.outcome is Outcome.PASSED
    assert len(report.checks[0].exchanges) == 1


@pytest.mark.parametrize(
    ("handler", "reason", "message"),
    [
        pytest.param(
            "while True:\n        await asyncio.sleep(0.01)",
            "timed_out",
            "Nothing came back for `GET /ws` within 0.5 s",
            id="never closes",
        ),
        pytest.param(
            'while True:\n        await socket.send_text("x" * 100_000)',
            "too_large",
            "The answer to `GET /ws` is larger than 8 MB",
            id="never stops sending",
        ),
        pytest.param(
            'await socket.send_text("x" * 2_000_000)',
            "too_large",
            "One piece of the answer to `GET /ws` is larger than 1 MB",
            id="sends a large message",
        ),
    ],
)
def test_websocket_is_limited(grade_by, handler, reason, message):
    from grader.judge.limits import Limits

    checks = """
@requirement(1)
def test_it(client):
    with client.websocket_connect("/ws") as socket:
        for _ in range(1000):
            socket.receive_text()
"""
    answer = f"""
import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws")
async def ws(socket: WebSocket):
    await socket.accept()
    {handler}
"""
    reference = answer.replace(handler, 'for _ in range(1000):\n        await socket.send_text("tick")')

    report = grade_by(checks, answer, reference, requirements=1, limits=Limits(request=0.5))

    assert (report.checks[0].reason, report.checks[0].message) == (reason, message)


@pytest.mark.parametrize(
    ("response", "reason", "message"),
    [
        pytest.param(
            'RedirectResponse("/")', "assertion", "`GET /` answered 307, expected 200", id="redirects for ever"
        ),
        pytest.param(
            'Response(headers={"content-length": "7"})',
            "assertion",
            "The answer to `GET /` says `content-length: 7`, and has 0 bytes",
            id="says that there is a body",
        ),
    ],
)
def test_check_that_follows_redirects_comes_to_an_end(grade_by, response, reason, message):
    checks = """
@requirement(1)
def test_it(client):
    client.get("/", follow_redirects=True)
"""
    answer = f"""
from fastapi import FastAPI, Response
from fastapi.responses import RedirectResponse

app = FastAPI()


@app.get("/")
def root():
    return {response}
"""
    report = grade_by(checks, answer, answer.replace(response, '"here"'), requirements=1)

    assert report.checks[0].reason == reason
    assert message in report.checks[0].message


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param('Response(headers={"content-length": "7"})', id="HEAD"),
        pytest.param('Response(status_code=304, headers={"content-length": "7"})', id="304"),
    ],
)
def test_length_may_be_told_where_no_body_is_sent(grade_by, answer):
    checks = """
@requirement(1)
def test_it(client):
    assert client.head("/").headers["content-length"] == "7"
"""
    imports = "from fastapi import FastAPI, Response\n\napp = FastAPI()\n\n\n"
    app = f"{imports}@app.head('/')\ndef root():\n    return {answer}\n"

    assert grade_by(checks, app, requirements=1).outcome is Outcome.PASSED
