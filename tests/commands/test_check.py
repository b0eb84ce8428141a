"""The options of `check`, where it looks for the exercise, and what an interruption leaves."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from grader.models import Outcome, decode

HANGS = "import os, time\nopen({pids!r}, 'a').write(f'{{os.getpid()}}\\n')\nwhile True:\n    time.sleep(1)\n"
PATIENCE_SECONDS = 60.0
ROOT = Path(__file__).resolve().parents[2]


def write(workspace: Path, content: str) -> None:
    (workspace / "double" / "main.py").write_text(content)


def test_json_is_one_report_and_nothing_else(run, workspace, right):
    write(workspace, right)

    code, stdout, stderr = run("check", "--format", "json", "--seed", "7", cwd=workspace)

    report = decode(stdout.encode())
    assert (code, stderr, stdout.count("\n"), stdout[-1]) == (0, "", 1, "\n")
    assert (report.exercise, report.seed, report.outcome) == ("double", 7, Outcome.PASSED)


def test_seed_sends_the_same_requests(run, workspace):
    reports = [decode(run("check", "--format", "json", "--seed", "5", cwd=workspace)[1].encode()) for _ in range(2)]

    urls = [[exchange.request.url for check in report.checks for exchange in check.exchanges] for report in reports]
    assert urls[0] == urls[1]
    assert len(urls[0]) == 2


def test_part_of_a_right_answer_is_no_pass(run, workspace, right, steady):
    write(workspace, right)

    code, stdout, stderr = run("check", "--only", "2", cwd=workspace)
    listing = run("list", cwd=workspace)[1]

    assert (code, stderr) == (0, "")
    assert steady(stdout) == (
        '`double`, only requirement 2: passed\n\n✓  2 passed   `GET /ping` answers 200 and `"pong"`.\n\n'
        "Note: This was a part. Without `--only`, all requirements are checked.\n"
        "S s, seed N (`--seed N` sends the same requests again)\nNext: `learnfastapi check`\n"
    )
    assert listing.endswith("0 of 1 exercise passed\n")


@pytest.mark.parametrize("place", ["double", "double/inner", "elsewhere"])
def test_exercise_is_found_from_where_the_learner_stands(run, workspace, place):
    (workspace / place).mkdir(parents=True, exist_ok=True)

    code, stdout, stderr = run("check", "--only", "2", cwd=workspace / place)

    assert (code, stderr) == (1, "")
    assert stdout.startswith("`double`, only requirement 2: not passed\n")


def test_folder_decides_before_the_current_exercise(run, two_exercises):
    code, stdout, stderr = run("check", "--only", "2", cwd=two_exercises / "triple")

    assert (code, stderr) == (1, "")
    assert stdout.startswith("`triple`, only requirement 2: not passed\n")


def test_all_grades_every_begun_exercise_and_ends_with_the_worst_code(run, two_exercises, right):
    write(two_exercises, right)

    code, stdout, stderr = run("check", "--all", cwd=two_exercises)

    assert (code, stderr) == (1, "")
    assert "`double`: passed, 2 of 2 requirements\n" in stdout
    assert "`triple`: not passed yet, 0 of 2 requirements\n" in stdout


def test_plain_has_no_signs(run, workspace, right, steady):
    write(workspace, right)

    code, stdout, stderr = run("check", "--plain", cwd=workspace)

    assert (code, stderr) == (0, "")
    assert steady(stdout) == (
        "`double`: passed, 2 of 2 requirements\n\n"
        "passed: 1. `GET /double/{number}` answers 200 and twice the number.\n"
        'passed: 2. `GET /ping` answers 200 and `"pong"`.\n\n'
        "S s, seed N (`--seed N` sends the same requests again)\nNext: `learnfastapi next`\n"
    )


def test_plain_on_a_terminal_has_no_escape_codes(terminal, workspace):
    shown = terminal("check", "--plain", cwd=workspace)

    assert shown.end() == 1
    assert shown.text.startswith("Checking your answer ...\n`double`: not passed yet")
    assert "\x1b" not in shown.text
    assert shown.text.isascii()


@pytest.mark.parametrize(
    ("arguments", "folder", "code", "told"),
    [
        (
            ["--only", "9"],
            "w",
            2,
            "error: No requirement and no check of `double` is `9`\n\nhint: its requirements are",
        ),
        (["--quickly"], "w", 2, "error: No such option: `--quickly`\n\nhint: `learnfastapi check --help` shows"),
        (["--all"], "new", 0, "You have not begun an exercise yet. `learnfastapi next` leads to the first one.\n"),
    ],
    ids=["error", "usage", "nothing begun"],
)
def test_plain_holds_for_everything_else_that_is_said(
    terminal, workspace, made, tmp_path, arguments, folder, code, told
):
    shutil.copytree(made / "new", tmp_path / "new")

    shown = terminal("check", "--plain", *arguments, cwd=tmp_path / folder)

    assert shown.end() == code
    assert told in shown.text
    assert "\x1b" not in shown.text


def test_terminal_gets_colour(terminal, workspace):
    shown = terminal(cwd=workspace)

    assert shown.end() == 0
    assert "\x1b[" in shown.text


def test_no_colour_keeps_backticks(terminal, workspace, environment):
    environment["NO_COLOR"] = "1"

    shown = terminal(cwd=workspace)

    assert shown.end() == 0
    assert "You are at the exercise `double`, in `" in shown.text
    assert "\x1b[" not in shown.text


def test_ctrl_c_ends_a_check_and_leaves_everything_whole(run, command, environment, workspace, tmp_path):
    answer = HANGS.format(pids=str(tmp_path / "pids"))
    write(workspace, answer)
    process = subprocess.Popen(
        [*command, "check"],
        cwd=workspace,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    pids = await_pids(tmp_path / "pids")

    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=PATIENCE_SECONDS)

    assert (process.returncode, stdout, stderr) == (130, "", "")
    assert [pid for pid in pids if is_alive_after_a_while(pid)] == []
    assert (workspace / "double" / "main.py").read_text() == answer
    assert run("history", cwd=workspace) == (0, "`double` has not been checked yet\n", "")


def await_pids(file: Path) -> list[int]:
    """The process ids that the answer wrote, as soon as there is one."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not (file.exists() and file.read_text().endswith("\n")):
        assert time.monotonic() < end, "the answer did not start"
        time.sleep(0.05)
    return [int(line) for line in file.read_text().splitlines()]


def is_alive_after_a_while(pid: int) -> bool:
    """Whether it is still there after a minute. One that ended and waits for its parent has no command line."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            if not Path(f"/proc/{pid}/cmdline").read_bytes():
                return False
        except (FileNotFoundError, ProcessLookupError):
            return False
        time.sleep(0.05)
    return True


def test_who_makes_a_known_mistake_is_told_its_cause(run, tmp_path):
    """On the course that we ship, with the mistake as it stands."""
    workspace = tmp_path / "learning"
    run("start", str(workspace))
    (workspace / "project-todo").mkdir()
    source = ROOT / "solutions" / "project-todo" / "mistakes" / "skip-not-used" / "main.py"
    (workspace / "project-todo" / "main.py").write_bytes(source.read_bytes())

    code, stdout, _stderr = run("check", "project-todo", "--only", "4", cwd=workspace)

    assert code == 1
    assert (
        stdout.count("\n  Every page is the first page\n\n  `/todos/?skip=2&limit=3` answers the first three todos,")
        == 1
    )
