"""Start again, take it back, bring any earlier answer back: nothing is lost on the way."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from grader.answer import MAX_BYTES, Answer, read_answer
from grader.errors import InputError
from learnfastapi.progress import SnapshotKind, bring_back, reset, undo

NOTHING_TO_UNDO = "There is no reset of `it` to undo"
FIRST = {"app/db.py": b"db = [1]\n", "main.py": b"first\n"}
SECOND = {"app/db.py": b"db = [2]\n", "main.py": b"second\n"}
ADDED = {"app/db.py": b"db = [3]\n", "app/more/new.py": b"new\xff\n", "main.py": b"first\n"}
STARTER = {"app/db.py": b"db = []\n", "main.py": b"app = None\n"}

# The system tells a hook of each access before it happens, so the process dies exactly there.
INTERRUPTED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from learnfastapi.progress import Progress, reset
from learnfastapi.workspace import Workspace

folder, starter, dies_at = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]


def die(event, arguments):
    place = {"os.rename": 1, "os.remove": 0}.get(event)
    if place is not None and str(arguments[place]) == dies_at:
        os.kill(os.getpid(), 9)


workspace = Workspace.find(folder)
with Progress.open(workspace.progress_file, now=lambda: datetime(2026, 1, 2, tzinfo=UTC)) as progress:
    sys.addaudithook(die)
    reset(workspace, progress, SimpleNamespace(id="it", starter=starter))
"""


@pytest.fixture
def do(workspace, progress, exercise):
    """Do one step: a reset, an undo, bring a number back, or an edit, which is the files that are then there."""

    def step(what):
        match what:
            case "reset":
                reset(workspace, progress, exercise)
            case "undo":
                undo(workspace, progress, exercise)
            case int():
                bring_back(workspace, progress, exercise, progress.history("it")[what - 1].id)
            case _:
                folder = workspace.answer_folder("it")
                for name in read_answer(folder).files:
                    (folder / name).unlink()
                Answer(files=what).write(folder)

    return step


@pytest.fixture
def files(workspace):
    """What the answer is now."""
    return lambda: dict(read_answer(workspace.answer_folder("it")).files)


@pytest.mark.parametrize(
    ("steps", "result"),
    [
        ([FIRST, "reset"], STARTER),
        ([ADDED, "reset"], STARTER),
        ([{}, "reset"], STARTER),
        ([FIRST, "reset", "undo"], FIRST),
        ([ADDED, "reset", "undo"], ADDED),
        ([{}, "reset", "undo"], {}),
        ([FIRST, "reset", SECOND, "reset", "undo"], SECOND),
        ([FIRST, "reset", SECOND, "reset", "undo", "undo"], FIRST),
        ([FIRST, "reset", "reset", "undo", "undo"], FIRST),
        ([FIRST, "reset", SECOND, "undo"], FIRST),
        ([FIRST, "reset", ADDED, "undo"], FIRST),
        ([FIRST, "reset", "undo", SECOND, "reset", "undo"], SECOND),
        ([FIRST, "reset", "undo", "reset", "undo"], FIRST),
        ([FIRST, "reset", SECOND, "undo", 2], SECOND),
        ([ADDED, "reset", SECOND, "reset", 1], ADDED),
        ([ADDED, "reset", SECOND, "reset", 1, 2], SECOND),
        ([ADDED, "reset", SECOND, "reset", 1, "undo"], SECOND),
        ([ADDED, "reset", 1, 2, 1, 3], ADDED),
    ],
    ids=[
        "reset",
        "reset-takes-added-files-away",
        "reset-of-nothing",
        "undo",
        "undo-brings-added-files-back",
        "undo-to-nothing",
        "undo-of-the-newer-of-two",
        "undo-of-both",
        "undo-of-two-without-an-edit",
        "undo-after-an-edit",
        "undo-after-adding-files",
        "undo-of-a-reset-after-an-undo",
        "undo-again-after-a-reset-again",
        "what-an-undo-put-away",
        "older-of-two",
        "older-then-newer",
        "undo-after-bringing-back",
        "what-bringing-back-put-away",
    ],
)
def test_answer_after_steps(do, files, steps, result):
    for step in steps:
        do(step)

    assert files() == result


@pytest.mark.parametrize("steps", [[], [FIRST], [FIRST, "reset", "undo"], [FIRST, "reset", "reset", "undo", "undo"]])
def test_undo_with_nothing_to_undo(do, files, steps):
    for step in steps:
        do(step)
    before = files()

    with pytest.raises(InputError) as caught:
        do("undo")

    assert caught.value.message == NOTHING_TO_UNDO
    assert caught.value.hint == (
        "`learnfastapi history` shows every answer that was graded; `learnfastapi undo --to N` brings one back"
    )
    assert files() == before


def test_undo_is_of_its_own_exercise(do, progress):
    progress.add_snapshot("other", SnapshotKind.RESET, Answer(files=FIRST))

    with pytest.raises(InputError, match=NOTHING_TO_UNDO):
        do("undo")


def test_graded_answer_can_be_brought_back(do, files, progress, make_report):
    graded = progress.add_attempt(make_report(), Answer(files=ADDED)).snapshot

    do(graded)

    assert files() == ADDED


def test_every_step_adds_a_snapshot_and_none_is_ever_taken_away(do, progress, path):
    for step in [FIRST, "reset", SECOND, "reset", "undo", "undo", 2]:
        do(step)

    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT id, kind FROM snapshots WHERE kind != 'starter' ORDER BY id").fetchall()
    assert [kind for _, kind in rows] == ["reset", "reset", "undo", "undo", "undo"]
    assert [dict(progress.snapshot(number).files) for number, _ in rows] == [FIRST, SECOND, STARTER, SECOND, FIRST]


def test_reset_leaves_hidden_files(do, workspace):
    hidden = workspace.answer_folder("it") / ".env"
    hidden.write_text("mine")

    do("reset")

    assert hidden.read_text() == "mine"


def link(path: Path) -> None:
    path.symlink_to("elsewhere.py")


def folder(path: Path) -> None:
    path.mkdir()
    (path / "mine.py").write_text("mine")


def too_large(path: Path) -> None:
    path.write_bytes(b"#" * (MAX_BYTES + 1))


def what_is_there(path: Path) -> tuple[int, ...]:
    """Not when it was last read, which may change."""
    found = path.lstat()
    return found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns


@pytest.mark.parametrize("make", [link, folder, too_large])
def test_reset_refuses_to_overwrite_what_no_snapshot_can_hold(do, workspace, progress, make):
    main = workspace.answer_folder("it") / "main.py"
    main.unlink()
    make(main)
    before = what_is_there(main)

    with pytest.raises(InputError) as caught:
        do("reset")

    assert caught.value.message == f"No copy of `{main}` can be kept, because it is a link, a folder or too large"
    assert caught.value.hint == "move it elsewhere, then run the command again"
    assert what_is_there(main) == before
    assert progress.history("it") == ()


def test_undo_refuses_to_overwrite_what_no_snapshot_can_hold(do, workspace, progress):
    do(ADDED)
    do("reset")
    link(workspace.answer_folder("it") / "app/more/new.py")

    with pytest.raises(InputError, match="No copy of"):
        do("undo")

    assert progress.last_put_away("it") == (1, SnapshotKind.RESET)


@pytest.mark.parametrize(
    ("dies_at", "left"),
    [
        ("app/db.py", ADDED),
        ("main.py", ADDED | {"app/db.py": STARTER["app/db.py"]}),
        ("app/more/new.py", ADDED | STARTER),
    ],
    ids=["before-the-first-file", "between-two-files", "before-taking-a-file-away"],
)
def test_killed_reset_leaves_a_snapshot_to_bring_back(do, files, workspace, exercise, progress, dies_at, left):
    do(ADDED)

    place = workspace.answer_folder("it") / dies_at
    command = [sys.executable, "-c", INTERRUPTED, workspace.folder, exercise.starter, place]
    process = subprocess.run(command, timeout=60)

    assert process.returncode == -9
    assert files() == left
    assert dict(progress.snapshot(progress.last_put_away("it")[0]).files) == ADDED
    do("undo")
    assert files() == ADDED
