"""What the system or another command refuses is told with the path and a next step."""

import os
import sqlite3
from contextlib import closing

import pytest

from grader.answer import Answer
from grader.errors import InputError
from learnfastapi.progress import Progress, SnapshotKind
from learnfastapi.progress.database import open_database

USE = """
try:
    {before}
    with open_progress() as progress:
        progress.add_attempt(report, answer)
except LearnError as error:
    print(error.message, error.hint, sep="\\n")
"""
# Root without capabilities is bound by the modes of its files, as anybody is. The number is the version of the call.
WITHOUT_RIGHTS = USE.format(before="os.getuid() or CDLL(None).capset((c_uint32 * 2)(0x20080522, 0), (c_uint32 * 6)())")


def with_room(size):
    return USE.format(before=f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))")


def test_folder_without_write_permission(run_at_once, path):
    path.parent.mkdir(parents=True)
    path.parent.chmod(0o555)

    (told,) = run_at_once(WITHOUT_RIGHTS, 1)

    path.parent.chmod(0o755)
    assert told == (
        f"Cannot write `{path}`: unable to open database file\nsee who may write there with `ls -ld '{path.parent}'`\n0"
    )


def test_workspace_without_write_permission(run_at_once, path):
    path.parent.parent.mkdir(parents=True)
    path.parent.parent.chmod(0o555)

    (told,) = run_at_once(WITHOUT_RIGHTS, 1)

    path.parent.parent.chmod(0o755)
    assert told == (
        f"Cannot write `{path}`: permission denied\n"
        f"see who may write there with `ls -ld '{path.parent.parent}'`, or `learnfastapi start` elsewhere\n0"
    )


def test_file_without_write_permission(run_at_once, path, open_progress):
    with open_progress():
        pass
    path.chmod(0o444)

    (told,) = run_at_once(WITHOUT_RIGHTS, 1)

    assert told == (
        f"Cannot write `{path}`: attempt to write a readonly database\n"
        f"see who may write there with `ls -ld '{path.parent}'`\n0"
    )


def test_folder_in_the_place_of_the_file(path, open_progress):
    path.mkdir(parents=True)

    with pytest.raises(InputError) as caught:
        open_progress()

    assert caught.value.message == f"Cannot write `{path}`: unable to open database file"


def test_file_in_the_place_of_the_folder(path, open_progress):
    path.parent.parent.mkdir(parents=True)
    path.parent.touch()

    with pytest.raises(InputError) as caught:
        open_progress()

    assert caught.value.message == f"Cannot write `{path}`: file exists"
    assert caught.value.hint == "check the path, or make a workspace elsewhere with `learnfastapi start DIR`"


@pytest.mark.parametrize("size", [1000, 40_000], ids=["new", "growing"])
def test_disk_that_takes_no_more_for_a_new_file(run_at_once, path, size):
    (told,) = run_at_once(with_room(size), 1)

    assert told == (
        f"Cannot write `{path}`: disk I/O error\nsee whether the disk is full with `df -h '{path.parent}'`\n0"
    )


@pytest.fixture
def full(path, now):
    """Progress whose file may not grow: SQLite's own limit, which it reports as a full disk."""
    connection, _ = open_database(path, now)
    connection.execute("PRAGMA max_page_count = 1")  # which is raised to what there is
    with Progress(connection, path, lambda: now, None) as progress:
        yield progress


def test_full_disk(full, path):
    with pytest.raises(InputError) as caught:
        full.add_snapshot("it", SnapshotKind.RESET, Answer(files={"main.py": os.urandom(100_000)}))

    assert caught.value.message == f"Cannot write `{path}`: no space left on device"
    assert caught.value.hint == "free some space there, then run the command again"


def test_full_disk_takes_nothing_of_what_was_to_be_written(full):
    with pytest.raises(InputError):
        full.add_snapshot("it", SnapshotKind.RESET, Answer(files={"main.py": os.urandom(100_000)}))
    full.give_up("it")

    assert full.history("it") == ()
    assert full.has_given_up("it")


def test_file_in_use_by_another_command(path, open_progress):
    with open_progress(busy_seconds=0.05) as progress, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError) as caught:
            progress.give_up("it")
        other.execute("ROLLBACK")
        progress.take_hint("it", 1)

        assert caught.value.message == f"`{path}` is in use by another command"
        assert caught.value.hint == "end the other `learnfastapi` command, then run this one again"
        assert progress.hints_taken("it", 1) == 1


def test_new_file_in_use_by_another_command(path, open_progress):
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(InputError) as caught:
            open_progress(busy_seconds=0.05)

    assert caught.value.message == f"`{path}` is in use by another command"
