"""`replay` sends a request of the last report to the answer again: without a terminal, and under a debugger."""

import json
import os
from pathlib import Path

import pytest

ANSWER = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/double/{number}")
def double(number: int) -> dict[str, int]:
    wrong = 3 * number
    print("doubling")
    return {"double": wrong}


@app.get("/ping")
async def ping() -> str:
    raise RuntimeError("no pong")
"""


@pytest.fixture
def checked(run, workspace) -> Path:
    """A workspace in which both checks of `double` failed, by requests 1 and 2 of the report."""
    (workspace / "double" / "main.py").write_text(ANSWER)
    assert run("check", "--seed", "7", cwd=workspace)[0] == 1
    return workspace


def test_report_shows_the_command(run, workspace):
    (workspace / "double" / "main.py").write_text(ANSWER)

    shown = run("check", cwd=workspace)[1]

    assert "  again     `learnfastapi replay 1 double`\n" in shown
    assert "  again     `learnfastapi replay 2 double`\n" in shown


def test_answer_that_is_still_wrong(run, checked):
    code, stdout, stderr = run("replay", "1", cwd=checked)

    assert (code, stderr) == (1, "")
    assert stdout == (
        "Request 1: Any number is doubled\n\n"
        "  asked     GET /double/24\n"
        "doubling\n"
        "  answered  200 OK by `double`, main.py line 6\n"
        '            {"double": 72}\n'
        '  expected  {"double": 48}\n'
        "  differs   where   yours  expected\n"
        "            double  72     48\n"
        "\nNot as expected.\n"
    )


def test_answer_that_was_mended_since(run, checked, right):
    (checked / "double" / "main.py").write_text(right)

    code, stdout, stderr = run("replay", "1", "--plain", cwd=checked)

    assert (code, stderr) == (0, "")
    assert stdout == (
        "Request 1: Any number is doubled\n\nasked: GET /double/24\n"
        'answered: 200 OK by `double`, main.py line 11\n    {"double": 48}\n\nAs expected.\n'
    )


def test_request_of_a_check_that_passed(run, workspace, right):
    (workspace / "double" / "main.py").write_text(right)
    run("check", cwd=workspace)

    code, stdout, stderr = run("replay", "2", cwd=workspace)

    assert (code, stderr) == (0, "")
    assert stdout.endswith("\n\nAs expected.\n")


def test_exception_is_shown_by_python(run, checked):
    code, stdout, stderr = run("replay", "2", cwd=checked)

    assert code == 1
    assert stderr == (
        f'\n  File "{checked}/double/main.py", line 15, in ping\n    raise RuntimeError("no pong")\n'
        "RuntimeError: no pong\n"
    )
    assert "  answered  500 Internal Server Error by `ping`, main.py line 13\n" in stdout
    assert stdout.endswith("\n\nNot as expected.\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("import os\nos._exit(0)\n", "Your app's process ended before it answered.\n", id="process ends"),
        pytest.param("app = undefined\n", "NameError: name 'undefined' is not defined\n", id="import fails"),
        pytest.param(None, "Write your app in a file of that name.\n", id="no file"),
        pytest.param(
            "from fastapi import FastAPI\nasync def fail(app):\n    raise KeyError('drawers')\n    yield\n"
            "app = FastAPI(lifespan=fail)\n",
            "KeyError: 'drawers'\n",
            id="lifespan fails",
        ),
    ],
)
def test_app_that_cannot_be_asked(run, checked, content, told):
    (checked / "double" / "main.py").unlink()
    _ = content is None or (checked / "double" / "main.py").write_text(content)

    code, stdout, _ = run("replay", "1", cwd=checked)

    assert code == 1
    assert stdout.endswith(told)
    assert "learnfastapi/" not in stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["3"], "The last report on `double` has no request `3`\n\nhint: its requests are 1 to 2\n"),
        (
            ["0"],
            "`N` should be greater than or equal to 1\n\nhint: `learnfastapi replay --help` shows what can be typed\n",
        ),
        ([], "The argument `N` is missing\n\nhint: `learnfastapi replay --help` shows what can be typed\n"),
        (
            ["1", "--debug"],
            "`--debug` asks what to do, and there is no terminal\n\n"
            "hint: run it in a terminal, or without: `learnfastapi replay 1 double`\n",
        ),
    ],
)
def test_wrong_input(run, checked, arguments, message):
    assert run("replay", *arguments, cwd=checked) == (2, "", f"error: {message}")


def test_no_report_yet(run, workspace):
    assert run("replay", "1", cwd=workspace) == (
        2,
        "",
        "error: There is no report on `double` yet\n\nhint: `learnfastapi check double` makes one\n",
    )


def test_report_without_requests(run, workspace):
    (workspace / "double" / "main.py").write_text("")
    run("check", cwd=workspace)

    assert run("replay", "1", cwd=workspace) == (
        2,
        "",
        "error: The last report on `double` holds no request\n\nhint: `learnfastapi check double` says why\n",
    )


def test_files_of_the_answer_hide_none_of_our_modules(run, checked):
    for name in ("json.py", "msgspec.py", "pdb.py", "shlex.py"):
        (checked / "double" / name).write_text("raise RuntimeError('imported by mistake')\n")

    code, stdout, stderr = run("replay", "1", cwd=checked)

    assert (code, stderr) == (1, "")
    assert stdout.endswith("\nNot as expected.\n")


STATEFUL = """\
import secrets, sqlite3
from fastapi import FastAPI, Header, HTTPException, Request, Response, WebSocket

app = FastAPI()
database = sqlite3.connect("notes.sqlite3", check_same_thread=False)
database.execute("CREATE TABLE notes (text TEXT UNIQUE)")
tokens = {}


@app.post("/login", status_code=201)
def login(response: Response):
    token = secrets.token_hex(16)
    tokens[token] = "ann"
    response.set_cookie("session", token)
    print("welcome")
    return {"token": token}


@app.post("/notes")
async def write(request: Request, token: str = Header()):
    if token not in tokens or request.cookies.get("session") not in tokens:
        raise HTTPException(401)
    body = await request.body()
    database.execute("INSERT INTO notes VALUES (?)", (body.decode("latin-1"),))
    return {"length": len(body), "by": "WHO"}


@app.websocket("/echo")
async def echo(socket: WebSocket):
    await socket.accept()
    while True:
        await socket.send_text("WHO" + await socket.receive_text())
"""
CHECKS = '''\
from grader.checks import requirement


@requirement(1)
def test_note(client):
    """A note is written by who logged in"""
    token = client.post("/login").json()["token"]
    response = client.post("/notes", content=b"\\xff\\x00 \\xc3\\xa9", headers={"token": token})
    assert response.json() == {"length": 5, "by": "me"}


@requirement(2)
def test_echo(client):
    """What is said comes back"""
    with client.websocket_connect("/echo") as socket:
        socket.send_text("a")
        assert socket.receive_text() == "mea"
'''


@pytest.fixture
def stateful(run, copied_course, tmp_path) -> Path:
    """A workspace whose answer needs the requests before: tokens and cookies are drawn anew each time."""
    exercise = copied_course / "exercises" / "double"
    (exercise / "test_double.py").write_text(CHECKS)
    (copied_course / "solutions" / "double" / "reference" / "main.py").write_text(STATEFUL.replace("WHO", "me"))
    run("start", "w", "--course", "course")
    run("next", "--all", cwd=tmp_path / "w")
    (tmp_path / "w" / "double" / "main.py").write_text(STATEFUL.replace("WHO", "you"))
    return tmp_path / "w"


def test_requests_before_are_sent_first_and_new_tokens_take_the_place_of_old_ones(run, stateful):
    report = json.loads(run("check", "--format", "json", cwd=stateful)[1])
    assert [len(check["exchanges"]) for check in report["checks"]] == [2, 1]

    main = stateful / "double" / "main.py"
    main.write_text(main.read_text().replace('    print("welcome")', '    print("welcome"); breakpoint()'))

    for _ in range(2):  # what the first one wrote is gone for the second
        code, stdout, stderr = run("replay", "2", cwd=stateful)

        assert (code, stderr) == (1, "")
        assert "  before    1 request of the same check, sent again first\n" in stdout
        assert '  answered  200 OK by `write`, main.py line 19\n            {"length": 5, "by": "you"}\n' in stdout
        assert '  expected  {"length": 5, "by": "me"}\n' in stdout
        assert "welcome" not in stdout
    assert not (stateful / "double" / "notes.sqlite3").exists()


def test_socket_is_opened_again_and_its_messages_are_sent(run, stateful):
    run("check", cwd=stateful)

    code, stdout, _ = run("replay", "3", cwd=stateful)

    assert code == 1
    assert "            sent to it: a\n            it sent:    youa\n" in stdout


def test_debugger_stops_at_the_first_line_of_the_function(terminal, checked):
    shown = terminal("replay", "1", "--debug", cwd=checked)
    shown.await_text("wrong = 3 * number\n(Pdb) ")
    shown.type("p number\n")
    shown.await_text("24\n(Pdb) ")
    shown.type("n\n!wrong = 48\nc\n")

    assert shown.end() == 0
    assert "As expected." in shown.text


def test_debugger_stops_in_a_coroutine_and_then_where_it_raised(terminal, checked):
    shown = terminal("replay", "2", "--debug", cwd=checked)
    shown.await_text('raise RuntimeError("no pong")\n(Pdb) ')
    shown.type("c\n")
    shown.await_text("RuntimeError: no pong")
    shown.await_text("(Pdb) ")
    shown.type("w\n")
    shown.await_text('main.py(15)ping()\n-> raise RuntimeError("no pong")\n(Pdb) ')
    shown.type("q\n")

    assert shown.end() == 1
    assert "Not as expected." in shown.text


def test_debugger_can_be_left(terminal, checked):
    shown = terminal("replay", "1", "--debug", cwd=checked)
    shown.await_text("(Pdb) ")
    shown.type("q\n")

    assert shown.end() == 1
    assert "You left the debugger before there was an answer." in shown.text
    assert "Traceback" not in shown.text


def test_ctrl_c_ends_the_debugger(terminal, checked):
    shown = terminal("replay", "1", "--debug", cwd=checked)
    shown.await_text("(Pdb) ")
    shown.type("\x03")

    assert shown.end() == 130
    assert "Traceback" not in shown.text


def test_breakpoint_asks_without_debug(terminal, checked):
    main = checked / "double" / "main.py"
    main.write_text(main.read_text().replace("    wrong = 3", "    breakpoint()\n    wrong = 3"))

    shown = terminal("replay", "1", cwd=checked)
    shown.await_text("(Pdb) ")
    shown.type("p number * 1000\n")
    shown.await_text("24000\n(Pdb) ")
    shown.type("c\n")

    assert shown.end() == 1
    assert "Not as expected." in shown.text


def test_ctrl_c_ends_an_app_that_hangs(terminal, checked):
    main = checked / "double" / "main.py"
    main.write_text(
        main.read_text().replace(
            "    wrong = 3", "    import time\n    print('hangs')\n    time.sleep(600)\n    wrong = 3"
        )
    )

    shown = terminal("replay", "1", cwd=checked)
    shown.await_text("hangs")
    shown.type("\x03")

    assert shown.end() == 130
    assert "Traceback" not in shown.text
    assert os.path.exists(main)
