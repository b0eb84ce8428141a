"""What a person gets who types something wrong, or whose workspace is in trouble: whole messages and exit codes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "sample_course"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command in a folder, with an empty home folder and no terminal."""

    def call(*arguments: str, cwd: Path = tmp_path, **environment: str) -> "subprocess.CompletedProcess[str]":
        environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "COLUMNS": "80", **environment}
        command = [sys.executable, "-m", "learnfastapi", *arguments]
        return subprocess.run(
            command, cwd=cwd, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )

    return call


@pytest.fixture
def workspace(run: Run, tmp_path: Path) -> Path:
    """A workspace of the sample course, its exercise `double` begun."""
    assert run("start", "w", "--course", str(SAMPLE)).returncode == 0
    assert run("next", "--all", cwd=tmp_path / "w").returncode == 0
    return tmp_path / "w"


def test_outside_of_a_workspace(run, tmp_path):
    done = run("check")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"error: No workspace in `{tmp_path}` or above it\n\nhint: `learnfastapi start` makes one; or `cd` into yours\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "doubel"], "error: No exercise named `doubel`\n\nhint: did you mean `double`?\n"),
        (["hint", "zzz"], "error: No exercise named `zzz`\n\nhint: `learnfastapi list` shows them all\n"),
        (["lesson", "doublin"], "error: No lesson named `doublin`\n\nhint: did you mean `doubling`?\n"),
        (["next", "--from", "x"], "error: No lesson named `x`\n\nhint: `learnfastapi list` shows them all\n"),
        (["lesson", "--section", "cor"], "error: No section named `cor`\n\nhint: did you mean `core`?\n"),
        (
            ["check", "--only", "9"],
            "error: No requirement and no check of `double` is `9`\n\nhint: its requirements are 1 to 2\n",
        ),
        (
            ["solution"],
            "error: You have not passed `double` yet\n\nhint: `learnfastapi hint` gives a hint; "
            "`learnfastapi solution --give-up` shows the solution all the same\n",
        ),
        (
            ["undo"],
            "error: There is no reset of `double` to undo\n\nhint: `learnfastapi history` shows every answer that was "
            "graded; `learnfastapi undo --to N` brings one back\n",
        ),
        (
            ["history", "--diff", "7"],
            "error: `double` has no earlier answer `7`\n\nhint: `learnfastapi history double` numbers them\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_input_has_a_message_and_a_next_step(run, workspace, arguments, message):
    done = run(*arguments, cwd=workspace)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_bad_option_is_wrong_input(run, workspace):
    done = run("check", "--quickly", cwd=workspace)

    assert done.returncode == 2
    assert "No such option" in done.stderr


def test_check_before_an_exercise_is_begun(run, tmp_path):
    run("start", "w", "--course", str(SAMPLE))

    done = run("check", cwd=tmp_path / "w")

    assert done.returncode == 2
    assert done.stderr == (
        "error: You have not begun an exercise yet\n\nhint: `learnfastapi next` leads to the first one\n"
    )


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (None, "There is no `main.py` in your answer."),
        (b"", "`main.py` is empty."),
        (b"# caf\xe9\n", "`main.py` is not UTF-8: line 1 has the byte 0xe9."),
        (b"from fastapi import FastAPI\n\napplication = FastAPI()\n", "but an app named `application`."),
        (b"def (:\n", "    def (:\n        ^"),
    ],
    ids=["missing", "empty", "latin-1", "application", "syntax error"],
)
def test_answer_that_cannot_be_run_gets_a_report(run, workspace, content, finding):
    (workspace / "double" / "main.py").unlink()
    _ = content is None or (workspace / "double" / "main.py").write_bytes(content)

    done = run("check", cwd=workspace)

    assert (done.returncode, done.stderr) == (1, "")
    assert finding in done.stdout
    assert "Traceback" not in done.stdout


def test_course_of_another_format_version(run, tmp_path):
    lessons = tmp_path / "course" / "lessons"
    lessons.mkdir(parents=True)
    (lessons / "course.toml").write_text('title = "New"\nformat = 2\nlevels = []\n')

    done = run("start", "w", "--course", "course")

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(
        f"error: The course in `{tmp_path}/course` has 1 problem:\n  lessons/course.toml: format: "
    )
    assert not (tmp_path / "w").exists()


def test_damaged_progress_is_kept_aside_and_the_command_goes_on(run, workspace):
    progress = workspace / ".learnfastapi" / "progress.sqlite3"
    progress.write_bytes(b"no database at all" * 100)

    done = run("list", cwd=workspace)

    kept = list(progress.parent.glob("progress.sqlite3.damaged-*"))
    assert done.returncode == 0
    assert [path.read_bytes() for path in kept if path.name.endswith("Z")] == [b"no database at all" * 100]
    assert done.stderr.startswith("Your progress file was damaged. It is kept as ")


def test_reader_of_a_pipe_may_leave_early(workspace):
    command = f"{sys.executable} -m learnfastapi lesson doubling | head -1"

    done = subprocess.run(["bash", "-c", command], cwd=workspace, capture_output=True, text=True, check=True)

    assert done.stderr == ""


def test_every_command_has_an_example_in_its_help(run):
    names = ["start", "next", "lesson", "check", "replay", "hint", "solution", "list", "run"]
    names += ["reset", "undo", "history", "doctor"]
    names += ["explain", "notes"]

    helps = {name: run(name, "--help") for name in names}

    assert {name: done.returncode for name, done in helps.items()} == dict.fromkeys(names, 0)
    assert [name for name, done in helps.items() if f"Example: learnfastapi {name}" not in done.stdout] == []
