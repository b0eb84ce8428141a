"""Examples, run in real processes, against what a lesson shows of them."""

from pathlib import Path

import pytest

from grader.course.examples import run_examples

COUNTER = """\
## Core

```python app
from fastapi import FastAPI

app = FastAPI()
calls = []


@app.get("/calls/{name}")
def call(name: str):
    calls.append(name)
    return {"name": name, "calls": len(calls), "each": 6 // len(name.strip("x"))}
```

"""


@pytest.fixture
def problems_of(tmp_path: Path):
    """Runs a lesson's text. Gives what is wrong, without the name of the file."""

    def run(text: str, **options: float) -> list[str]:
        lesson = tmp_path / "lesson.md"
        lesson.write_text(text, "utf-8")
        return [f"{problem.key}: {problem.text}" for problem in run_examples(lesson, **options)]

    return run


def http(request: str, response: str) -> str:
    """An `http` block."""
    return f"```http\n{request}\n\n→ {response}\n```\n\n"


def test_run_examples_keeps_the_state_between_exchanges(problems_of):
    assert (
        problems_of(
            COUNTER
            + http("GET /calls/a", '200\n{"name": "a", "calls": 1, "each": 6}')
            + http("GET /calls/bb", '200\n{"name": "bb", "calls": 2, "each": 3}')
        )
        == []
    )


def test_run_examples_starts_each_program_anew(problems_of):
    exchange = http("GET /calls/a", '200\n{"name": "a", "calls": 1, "each": 6}')

    assert problems_of(COUNTER + exchange + COUNTER + exchange) == []


def test_run_examples_names_a_wrong_status(problems_of):
    assert problems_of(COUNTER + http("GET /calls", '200\n{"detail": "Not Found"}')) == [
        "line 16: `GET /calls`: status 404 came, 200 is shown"
    ]


def test_run_examples_names_a_wrong_body(problems_of):
    assert problems_of(COUNTER + http("GET /calls/a", '200\n{"name": "a", "calls": 2, "each": 6}')) == [
        "line 16: `GET /calls/a`: body at `calls`: `1` came, `2` is shown"
    ]


def test_run_examples_names_a_body_that_is_not_shown(problems_of):
    assert problems_of(COUNTER + http("GET /calls", "404")) == [
        'line 16: `GET /calls`: body: `{"detail":"Not Found"}` came, nothing is shown'
    ]


def test_run_examples_leaves_out_what_the_lesson_leaves_out(problems_of):
    text = """\
## Core
```python app
from fastapi import FastAPI

app = FastAPI()


@app.get("/stops")
def stops():
    return {"stops": [1, 2, 3], "at": 12.5, "by": "bus", "fare": None}
```

"""

    assert problems_of(text + http("GET /stops", '200\n{"stops": [1, …], "at": "…", "…": "…"}')) == []
    assert problems_of(text + http("GET /stops", '200\n{"stops": [2, …], "at": "…", "…": "…"}')) == [
        "line 13: `GET /stops`: body at `stops[0]`: `1` came, `2` is shown"
    ]


@pytest.mark.parametrize(
    "status, expected",
    [("200", []), ("404", ["line 16: `GET /calls/a`: status 200 came, 404 is shown"])],
    ids=["right", "wrong"],
)
def test_run_examples_checks_what_a_prediction_reveals(problems_of, status: str, expected: list[str]):
    assert problems_of(COUNTER + http("GET /calls/a", f'? {status}\n{{"…": "…"}}')) == expected


def test_run_examples_tells_where_the_app_failed(problems_of):
    assert problems_of(COUNTER + http("GET /calls/x", "200\nInternal Server Error")) == [
        "line 16: `GET /calls/x`: status 500 came, 200 is shown"
        " (ZeroDivisionError: integer division or modulo by zero, line 13)"
    ]


def test_run_examples_may_show_that_the_app_fails(problems_of):
    assert problems_of(COUNTER + http("GET /calls/x", "500\nInternal Server Error")) == []


def test_run_examples_does_not_send_what_shows_no_answer(problems_of):
    assert (
        problems_of(
            COUNTER + "```http\nGET /calls/a\n```\n" + http("GET /calls/b", '200\n{"name": "b", "calls": 1, "each": 6}')
        )
        == []
    )


def test_run_examples_wants_a_program_in_the_section(problems_of):
    assert problems_of(COUNTER + "## Review\n" + http("GET /calls/a", "200")) == [
        "line 17: has no program above it in `## Review`"
    ]


HEADERS = """\
## Core
```python app
from fastapi import FastAPI, Header, Response

app = FastAPI()


@app.get("/bag")
def bag(response: Response, x_item: list[str] = Header(), cookie: str = Header("none")):
    response.headers["location"] = "/bags/17"
    response.set_cookie("bag", "17")
    response.set_cookie("size", "s")
    return [x_item, cookie]
```

"""


def test_run_examples_sends_the_shown_headers_and_no_cookies_of_earlier_answers(problems_of):
    exchange = http("GET /bag\nx-item: hat\nx-item: map", '200\n[["hat", "map"], "none"]')

    assert problems_of(HEADERS + exchange + exchange) == []


def test_run_examples_sends_no_headers_but_those_of_curl(problems_of):
    source = """\
from fastapi import FastAPI, Request

app = FastAPI()


@app.get("/headers")
def headers(request: Request):
    return dict(request.headers)
"""
    shown = '200\n{"host": "127.0.0.1:8000", "user-agent": "curl/…", "accept": "*/*", "x-tag": "a"}'

    assert problems_of(program(source) + http("GET /headers\nx-tag: a", shown)) == []


def test_run_examples_compares_the_shown_headers(problems_of):
    shown = '200\nLocation: /bags/…\nset-cookie: size=s; …\n\n["…", "…"]'

    assert problems_of(HEADERS + http("GET /bag\nx-item: hat", shown)) == []


def test_run_examples_names_wrong_headers(problems_of):
    shown = '200\nlocation: /bag\nset-cookie: bag=1\nx-none: 1\n\n["…", "…"]'

    assert problems_of(HEADERS + http("GET /bag\nx-item: hat", shown)) == [
        "line 16: `GET /bag`: header `location`: `/bags/17` came, `/bag` is shown",
        "line 16: `GET /bag`: header `set-cookie`: `bag=17; Path=/; SameSite=lax` and `size=s; Path=/; SameSite=lax`"
        " came, `bag=1` is shown",
        "line 16: `GET /bag`: header `x-none`: nothing came, `1` is shown",
    ]


def test_run_examples_sends_bodies(problems_of):
    text = """\
## Core
```python app
from fastapi import FastAPI, Form, UploadFile

app = FastAPI()


@app.post("/json")
def post_json(body: dict):
    return body


@app.post("/file")
async def post_file(note: str = Form(), file: UploadFile = None):
    return [note, file.filename, (await file.read()).decode()]
```

"""
    parts = """\
--cut
content-disposition: form-data; name="note"

fragile
--cut
content-disposition: form-data; name="file"; filename="a.txt"
content-type: text/plain

one
--cut--"""

    assert (
        problems_of(
            text
            + http('POST /json\ncontent-type: application/json\n\n{"é": [1,\n\n2]}', '200\n{"é": [1, 2]}')
            + http(
                f"POST /file\ncontent-type: multipart/form-data; boundary=cut\n\n{parts}",
                '200\n["fragile", "a.txt", "one"]',
            )
        )
        == []
    )


def test_run_examples_does_not_follow_redirects(problems_of):
    text = """\
## Core
```python app
from fastapi import FastAPI

app = FastAPI()


@app.get("/bags/")
def bags():
    return []
```

"""

    assert problems_of(text + http("GET /bags", "307\nlocation: http://127.0.0.1:8000/bags/")) == []


def program(source: str, marks: str = "app") -> str:
    """A block of Python whose first line is line 3 of the lesson."""
    return f"## Core\n```python {marks}\n{source}```\n"


@pytest.mark.parametrize(
    "source, expected",
    [
        pytest.param("x = 1\nimport nope\n", "line 4: fails: ModuleNotFoundError: No module named 'nope'", id="import"),
        pytest.param("x = 1\ndef f(:\n", "line 4: fails: SyntaxError: invalid syntax", id="syntax"),
        pytest.param("def f():\n    1 / 0\nf()\n", "line 4: fails: ZeroDivisionError: division by zero", id="deep"),
        pytest.param("import sys\nsys.exit()\n", "line 4: fails: SystemExit", id="exit"),
        pytest.param("import os\nos._exit(4)\n", "line 2: ends the process, with exit code 4", id="exit-at-once"),
        pytest.param("x = 1\n", "line 2: fails: AttributeError: the program has no `app` to ask", id="no-app"),
    ],
)
def test_run_examples_names_the_line_where_a_program_fails(problems_of, source: str, expected: str):
    assert problems_of(program(source) + http("GET /", "200")) == [expected]


LIFESPAN = """\
from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    print("open")
    app.state.bags = {opened}
    yield
    print("closed")
    {closing}


app = FastAPI(lifespan=lifespan)


@app.get("/bags")
def bags():
    print("asked")
    return app.state.bags
"""


def test_run_examples_runs_the_lifespan(problems_of):
    text = program(LIFESPAN.format(opened="[1]", closing="pass"))

    assert problems_of(text + http("GET /bags", "200\n[1]")) == []


@pytest.mark.parametrize(
    "opened, closing, line", [("1 / 0", "pass", 11), ("[1]", "1 / 0", 14)], ids=["start-up", "shut-down"]
)
def test_run_examples_names_the_line_where_the_lifespan_fails(problems_of, opened: str, closing: str, line: int):
    text = program(LIFESPAN.format(opened=opened, closing=closing))

    assert problems_of(text + http("GET /bags", "200\n[1]")) == [
        f"line {line}: fails: ZeroDivisionError: division by zero"
    ]


def test_run_examples_serves_an_app_that_knows_no_lifespan(problems_of):
    source = """\
async def app(scope, receive, send):
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": b"bare"})
"""

    assert problems_of(program(source) + http("GET /", "200\nbare")) == []


@pytest.mark.parametrize(
    "printed, expected",
    [
        ("open\nclosed", []),
        ("open\n…", []),
        ("open", ["line 25: output: `open\\nclosed` came, `open` is shown"]),
    ],
    ids=["right", "left-out", "wrong"],
)
def test_run_examples_compares_what_a_program_prints(problems_of, printed: str, expected: list[str]):
    text = program(LIFESPAN.format(opened="[1]", closing="pass"))

    assert problems_of(f"{text}```text\n{printed}\n```\n") == expected


def test_run_examples_compares_what_is_printed_before_the_first_request(problems_of):
    text = program(LIFESPAN.format(opened="[1]", closing="pass"))

    assert problems_of(f"{text}```text\nopen\n```\n\n" + http("GET /bags", "200\n[1]")) == []


@pytest.mark.parametrize(
    "source, printed, expected",
    [
        pytest.param("print(1 + 1)\n", "2", [], id="right"),
        pytest.param("print(1 + 1)\n", "3", ["line 5: output: `2` came, `3` is shown"], id="wrong"),
        pytest.param("import sys\nprint('a')\nprint('b', file=sys.stderr)\n", "a\nb", [], id="both-streams"),
        pytest.param("print(__name__)\n", "__main__", [], id="as-main"),
        pytest.param("import sys\nprint('done')\nsys.exit(0)\n", "done", [], id="exit-0"),
        pytest.param("import sys\nsys.exit(3)\n", "", ["line 4: fails: SystemExit: 3"], id="exit-3"),
    ],
)
def test_run_examples_runs_a_script(problems_of, source: str, printed: str, expected: list[str]):
    assert problems_of(program(source, "run") + f"```text\n{printed}\n```\n") == expected


def test_run_examples_lets_a_broken_program_fail_as_shown(problems_of):
    shown = """\
```text
Traceback (most recent call last):
  File "…main.py", line 2, in <module>
    prices["tea"]
    …
KeyError: 'tea'
```
"""

    assert problems_of(program('prices = {}\nprices["tea"]\n', "app broken") + shown) == []


@pytest.mark.parametrize(
    "below",
    ["", "\nIt fails.\n", "```text\nKeyError: …\n```\n\n" + http("GET /", "200")],
    ids=["nothing-shown", "prose", "and-is-asked"],
)
def test_run_examples_wants_to_see_how_a_broken_program_fails(problems_of, below: str):
    assert "line 4: fails: KeyError: 'tea'" in problems_of(program('p = {}\np["tea"]\n', "app broken") + below)


@pytest.mark.parametrize(
    "source, expected",
    [
        pytest.param(
            "import warnings\nwarnings.warn('old', DeprecationWarning)\napp = None\n",
            "line 4: warns: DeprecationWarning: old",
            id="deprecation",
        ),
        pytest.param(
            "async def f(): pass\nf()\n",
            "line 4: warns: RuntimeWarning: coroutine 'f' was never awaited",
            id="coroutine",
        ),
        pytest.param(
            "x = 1\nassert (x, 'one')\n",
            "line 4: warns: SyntaxWarning: assertion is always true, perhaps remove parentheses?",
            id="syntax",
        ),
        pytest.param(
            "from fastapi import FastAPI\napp = FastAPI()\n@app.on_event('startup')\ndef start(): pass\n",
            "line 5: warns: DeprecationWarning: on_event is deprecated, use lifespan event handlers instead."
            " Read more about it in the [FastAPI docs for Lifespan Events](https://fastapi.tiangolo.com/advanced/events/).",
            id="on-event",
        ),
    ],
)
@pytest.mark.parametrize("marks", ["app", "run"])
def test_run_examples_names_warnings(problems_of, marks: str, source: str, expected: str):
    assert problems_of(program(source, marks)) == [expected]


def test_run_examples_lets_a_broken_program_warn(problems_of):
    assert problems_of(program("import warnings\nwarnings.warn('old')\n", "app broken")) == []


def test_run_examples_compiles_snippets(problems_of):
    text = "```python\nx = nowhere\n```\n```python\nx = 1\nreturn x\n```\n```python\nassert (1, 2)\n```\n"

    assert problems_of(text) == [
        "line 6: does not compile: SyntaxError: 'return' outside function",
        "line 9: warns: SyntaxWarning: assertion is always true, perhaps remove parentheses?",
    ]


def test_run_examples_gives_the_problems_in_the_order_of_the_lines(problems_of):
    text = program("1 / 0\n", "run") + "```python\n(\n```\n" + program("1 / 0\n", "run") + "```python ap\n```\n"

    assert [problem.split(":")[0] for problem in problems_of(text)] == ["line 3", "line 6", "line 10", "line 12"]


def test_run_examples_names_malformed_blocks(problems_of):
    assert problems_of("```python ap\n```\n") == [
        "line 1: wants `app`, `app broken`, `run` or nothing after `python` (got `ap`)"
    ]


def test_run_examples_has_a_time_limit(problems_of):
    assert problems_of(program("while True: pass\n", "run"), time_limit_seconds=0.5) == [
        "line 2: takes longer than 0.5 seconds"
    ]


def test_run_examples_in_an_empty_folder_of_its_own(problems_of):
    source = "import os\nprint(os.listdir())\nopen('left.txt', 'w').close()\n"

    assert problems_of((program(source, "run") + "```text\n['main.py']\n```\n") * 2) == []


def test_run_examples_names_the_file_as_asked(tmp_path: Path):
    lesson = tmp_path / "lesson.md"
    lesson.write_text("```python\n(\n```\n")

    by_path, by_file = run_examples(lesson), run_examples(lesson, file=Path("lessons/lesson.md"))

    assert [str(problem) for problem in by_path + by_file] == [
        f"{lesson}: line 2: does not compile: SyntaxError: '(' was never closed",
        "lessons/lesson.md: line 2: does not compile: SyntaxError: '(' was never closed",
    ]


def test_run_examples_of_a_file_that_is_not_utf8(tmp_path: Path):
    lesson = tmp_path / "lesson.md"
    lesson.write_bytes(b"caf\xe9")

    assert [str(problem) for problem in run_examples(lesson)] == [f"{lesson}: line 1: is not UTF-8 (got the byte 0xe9)"]
