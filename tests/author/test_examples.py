"""What an author is told of examples, and what `--fix` writes."""

from pathlib import Path

import pytest

from grader.author.examples import example_defects, fix_examples, service_of, task_example_defects
from grader.author.models import Defect
from grader.course.reader import read_course
from tests.course.conftest import CourseFolder

ROOT = Path(__file__).resolve().parents[2]
LESSON = "lessons/path-parameters.md"
TASK = "exercises/project-todo/exercise.md"
FIX = "mend the program; or, if what came is right, let `learnfastapi author check --fix` write it here"

PROGRAM = """\
```python app
from fastapi import FastAPI, Response

app = FastAPI()
print("ready")


@app.get("/stops/{number}")
def read_stop(number: int, response: Response):
    response.headers["x-floor"] = str(number // 100)
    return {"number": number, "floor": number // 100, "next": [number + 1, number + 2]}


@app.get("/empty", status_code=204)
def nothing():
    return None


@app.get("/text")
def text():
    return Response("a: b\\nc", media_type="text/plain")


@app.get("/fence")
def fence():
    return Response("```\\n", media_type="text/plain")


@app.get("/crash")
def crash():
    raise RuntimeError("no")
```
"""


def lesson(tmp_path: Path, *blocks: str) -> Path:
    """A file with the program, and these blocks below it."""
    path = tmp_path / "lesson.md"
    path.write_text("## Survey\n\n" + "\n".join([PROGRAM, *blocks]), "utf-8")
    return path


def http(*lines: str) -> str:
    return "\n".join(["```http", *lines, "```\n"])


def test_example_defects_of_own_lessons_and_tasks():
    course = read_course(ROOT)
    tasks = [task_example_defects(each, Path("x")) for each in course.exercises.values()]
    orientation = example_defects(course.lesson("orientation"), Path("x"))

    assert (tasks, orientation) == ([[]] * len(tasks), [])
    assert tasks


def test_example_defects_name_line_and_step(own: CourseFolder):
    own.replace(LESSON, '{"number": 214, "floor": 2}', '{"number": 214, "floor": 3}')
    own.replace(LESSON, "print(app.routes[-1].path_regex", "print(app.routes[-1].regex")
    own.replace(
        LESSON,
        "`Literal` lists words",
        "```python\ndef f(:\n```\n\n```python application\n```\n\n`Literal` lists words",
    )

    defects = example_defects(read_course(own.path).lesson("path-parameters"), Path(LESSON))

    assert [(defect.line, defect.text, defect.step) for defect in defects] == [
        (67, "`GET /stops/214`: body at `floor`: `2` came, `3` is shown", FIX),
        (322, "does not compile: SyntaxError: invalid syntax", "mend the code, or mark the block as `text`"),
        (
            325,
            "wants `app`, `app broken`, `run` or nothing after `python` (got `application`)",
            "write it so, or give the block another language",
        ),
        (
            375,
            "fails: AttributeError: 'APIRoute' object has no attribute 'regex'",
            "mend the program; or mark it as `app broken`, with a `text` block below it that shows how it fails",
        ),
    ]
    assert {defect.file for defect in defects} == {LESSON}


def test_task_example_defects_are_those_of_one_process(own: CourseFolder):
    own.replace(TASK, "GET /todos/4\n\n→ 404\n", "GET /todos/1\n\n→ 404\n")

    exercise = read_course(own.path).exercise("project-todo")

    assert task_example_defects(exercise, Path(TASK))[0] == Defect(
        file=TASK,
        line=26,
        text="`GET /todos/1`: status 200 came, 404 is shown",
        step=FIX.replace("program", "reference"),
    )


def test_task_example_defects_of_a_reference_that_does_not_start(own: CourseFolder):
    own.write("solutions/project-todo/reference/main.py", "app = 1 / 0\n")

    exercise = read_course(own.path).exercise("project-todo")

    assert task_example_defects(exercise, Path(TASK)) == [
        Defect(file=TASK, line=16, text="fails: ZeroDivisionError: division by zero", step="mend the reference"),
    ]


def test_task_example_defects_of_an_app_in_a_package(own: CourseFolder):
    (own.path / "solutions/project-todo/reference/main.py").rename(own.path / "main.py")
    own.write("solutions/project-todo/reference/boat/__init__.py", "")
    own.write("solutions/project-todo/reference/boat/board.py", "from boat.parts import app as service\n")
    own.write("solutions/project-todo/reference/boat/parts.py", (own.path / "main.py").read_text("utf-8"))
    own.replace(TASK, "app: main:app", "app: boat.board:service")

    assert task_example_defects(read_course(own.path).exercise("project-todo"), Path(TASK)) == []


BROKEN = '```python app broken\nprint("a")\n1 / 0\n```\n'


def fence(*lines: str) -> str:
    return "\n".join(["```text", *lines, "```\n"])


FIXES = {
    "status": (http("GET /stops/x", "", "→ 200", '{"…": "…"}'), http("GET /stops/x", "", "→ 422", '{"…": "…"}')),
    "prediction": (
        http("GET /stops/7.0", "", "→ ? 422", '{"number": 7, "…": "…"}'),
        http("GET /stops/7.0", "", "→ ? 200", '{"number": 7, "…": "…"}'),
    ),
    "body-in-its-layout": (
        http("GET /stops/214", "", "→ 200", "{", '  "number": 213,', '  "…": "…"', "}"),
        http("GET /stops/214", "", "→ 200", "{", '  "number": 214,', '  "…": "…"', "}"),
    ),
    "header": (
        http("GET /stops/214", "", "→ 200", "X-Floor: 3", "content-type: …", "", '{"…": "…"}'),
        http("GET /stops/214", "", "→ 200", "X-Floor: 2", "content-type: …", "", '{"…": "…"}'),
    ),
    "header-that-does-not-come": (
        http("GET /stops/214", "", "→ 200", "x-roof: 3", "", '{"…": "…"}'),
        http("GET /stops/214", "", "→ 200", "", '{"…": "…"}'),
    ),
    "no-body": (http("GET /empty", "", "→ 200", '{"a": 1}'), http("GET /empty", "", "→ 204")),
    "body-where-none-is-shown": (
        http("GET /none", "", "→ 404"),
        http("GET /none", "", "→ 404", '{"detail": "Not Found"}'),
    ),
    "text-that-looks-like-a-header": (
        http("GET /text", "", "→ 200", "x"),
        http("GET /text", "", "→ 200", "", "a: b", "c"),
    ),
    "in-a-list": (
        '- so:\n\n  ```http\n  GET /stops/1\n\n  → 404\n  {"number": 1, "…": "…"}\n  ```\n',
        '- so:\n\n  ```http\n  GET /stops/1\n\n  → 200\n  {"number": 1, "…": "…"}\n  ```\n',
    ),
    "in-a-quotation": (
        '> ```http\n> GET /none\n>\n> → 404\n> {"a": 1}\n> ```\n',
        '> ```http\n> GET /none\n>\n> → 404\n> {"detail": "Not Found"}\n> ```\n',
    ),
    "output": ("```text\nred\n```\n", "```text\nready\n```\n"),
    "output-of-a-broken-program": (
        BROKEN + fence("b", "Traceback (most recent call last):", "…", "Zero…"),
        BROKEN
        + fence(
            *("a", "Traceback (most recent call last):", '  File "…/main.py", line 2, in <module>', "    1 / 0"),
            *("    ~~^~~", "ZeroDivisionError: division by zero"),
        ),
    ),
    "output-of-as-many-lines": (
        BROKEN + fence("b", "Trace…", "…", "…", "…", "Zero…"),
        BROKEN + fence("a", "Trace…", "…", "…", "…", "Zero…"),
    ),
    "program-that-raised": (http("GET /crash", "", "→ 200"), http("GET /crash", "", "→ 200")),
    "program-that-raises-as-shown": (
        http("GET /crash", "", "→ 500", "x"),
        http("GET /crash", "", "→ 500", "Internal Server Error"),
    ),
    "what-would-end-the-block": (http("GET /fence", "", "→ 200", "x"), http("GET /fence", "", "→ 200", "x")),
    "program-that-does-not-start": (
        "```python app\napp = 1 / 0\n```\n```text\nx\n```\n" + http("GET /", "", "→ 200"),
        "```python app\napp = 1 / 0\n```\n```text\nx\n```\n" + http("GET /", "", "→ 200"),
    ),
}


@pytest.mark.parametrize("before, after", FIXES.values(), ids=FIXES)
def test_fix_examples_writes_what_came(tmp_path: Path, before: str, after: str):
    path = lesson(tmp_path, before, "The end.  \n")
    expected = path.read_text("utf-8").replace(before, after)

    mended = fix_examples(path, Path("lesson.md"))

    assert path.read_text("utf-8") == expected
    assert bool(mended) is (before != after)


def test_fix_examples_returns_what_it_mended(tmp_path: Path):
    path = lesson(tmp_path, http("GET /none", "", "→ 200", "{}"))

    mended = fix_examples(path, Path("lessons/stops.md"))

    assert [(defect.file, defect.line, defect.text) for defect in mended] == [
        ("lessons/stops.md", 36, "`GET /none`: status 404 came, 200 is shown"),
        ("lessons/stops.md", 36, '`GET /none`: body at `detail`: `"Not Found"` came, nothing is shown'),
    ]
    assert fix_examples(path, Path("lessons/stops.md")) == []


def test_fix_examples_mends_a_lesson_of_ours_byte_for_byte(own: CourseFolder):
    path = own.path / LESSON
    content = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    spoilt = content.replace("→ ? 422".encode(), "→ ? 200".encode()).replace(b'"floor": 2', b'"floor": "two"')
    path.write_bytes(spoilt)

    mended = fix_examples(path, Path(LESSON))

    assert len(mended) == 4
    assert path.read_bytes() == content


def test_fix_examples_of_a_task_asks_the_reference(own: CourseFolder):
    before = (own.path / TASK).read_text("utf-8")
    own.replace(TASK, '"done": false}\n```', '"done": true}\n```')
    exercise = read_course(own.path).exercise("project-todo")

    mended = fix_examples(own.path / TASK, Path(TASK), service=service_of(exercise))

    assert [defect.text for defect in mended] == ["`POST /todos/`: body at `done`: `false` came, `true` is shown"]
    assert (own.path / TASK).read_text("utf-8") == before


def test_fix_examples_leaves_a_file_with_other_line_ends_alone(tmp_path: Path):
    path = lesson(tmp_path, http("GET /none", "", "→ 200"))
    content = path.read_bytes().replace(b"\n", b"\r")
    path.write_bytes(content)

    assert fix_examples(path, Path("lesson.md")) == []
    assert path.read_bytes() == content
