"""Lines that a program repeats are dim, also if the part is cut between the two programs."""

import re

import pytest

PROGRAM = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/stops")
def list_stops():
    return {value}
"""
CORE = """\
Core.

```python app
{first}```

```http
GET /stops

→ ? 200
[214]
```

Because.

```python app
{second}```

```http
GET /stops

→ ? 200
[480]
```

Because.
"""
DIM = re.compile(r"^\x1b\[2m(.+)\x1b\[0m$", re.MULTILINE)
REPEATED = ["from fastapi import FastAPI", "app = FastAPI()", '@app.get("/stops")', "def list_stops():"]


@pytest.fixture
def at_core(run, copied_course, tmp_path):
    """A workspace whose lesson has two programs in its core, with a prediction below each."""
    lesson = copied_course / "lessons" / "doubling.md"
    core = CORE.format(first=PROGRAM.format(value="[214]"), second=PROGRAM.format(value="[480]"))
    lesson.write_text(lesson.read_text().replace("\nCore.\n", f"\n{core}"))
    assert run("start", "w", "--course", "course")[0] == 0
    return tmp_path / "w"


@pytest.mark.parametrize(
    ("options", "typed"),
    [
        pytest.param((), "", id="printed"),
        pytest.param(("--ask",), "200\n[214]\n200\n[480]\n", id="asked"),
        pytest.param(("--ask",), "", id="input ends"),
    ],
)
def test_repeated_lines_are_dim(run, at_core, options, typed):
    code, stdout, _ = run(
        "lesson", "--section", "core", *options, cwd=at_core, input=typed, FORCE_COLOR="1", TERM="xterm"
    )

    assert code == 0
    assert [line for line in DIM.findall(stdout) if line in PROGRAM] == REPEATED
    assert stdout.count("FastAPI()") == 2
