"""The command `python -m grader.course.examples`."""

import subprocess
import sys
from pathlib import Path

import pytest

GOOD = """\
## Core
```python app
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 204})
    await send({"type": "http.response.body"})
```
```http
GET /

→ 204
```
```python run
print(1)
```
"""


@pytest.fixture
def command(tmp_path: Path):
    """Runs the command with files named `good.md` and `bad.md` at hand."""
    (tmp_path / "good.md").write_text(GOOD, "utf-8")
    (tmp_path / "bad.md").write_text(GOOD.replace("→ 204", "→ 200"), "utf-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "grader.course.examples", *arguments],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


def test_command_counts_what_is_as_shown(command):
    done = command("good.md", "good.md")

    assert (done.returncode, done.stdout, done.stderr) == (0, "4 programs, 2 exchanges: all as shown\n", "")


def test_command_prints_what_is_not(command):
    done = command("good.md", "bad.md")

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "bad.md: line 7: `GET /`: status 204 came, 200 is shown\n",
        "",
    )


@pytest.mark.parametrize(
    "arguments, error",
    [(["good.md", "none.md"], "no file `none.md`"), ([], "no file is named")],
    ids=["missing", "none"],
)
def test_command_wants_files(command, arguments: list[str], error: str):
    done = command(*arguments)

    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        f"error: {error}\n\nhint: python -m grader.course.examples lessons/first-steps.md\n",
    )
