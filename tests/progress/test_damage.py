"""A progress file that cannot be read is set aside, a new one begun, and what can be read of the old one kept."""

import os
import sqlite3
from contextlib import closing

import pytest

from grader.answer import Answer
from grader.errors import InputError
from learnfastapi.progress import SnapshotKind

ASIDE = "progress.sqlite3.damaged-20260102T030405Z"


def visible(path):
    return sorted(name for name in os.listdir(path.parent) if not name.endswith(("-wal", "-shm")))


@pytest.fixture
def filled(open_progress, path, make_report):
    """Content of a whole progress file with 30 attempts, 3 hints and one place."""
    with open_progress() as progress:
        progress.go_to(lesson="first", exercise="it")
        for _ in range(3):
            progress.take_hint("it", 1)
        for _ in range(30):
            progress.add_attempt(make_report(), Answer(files={"data.bin": os.urandom(3000)}))
    return path.read_bytes()


def flipped(content, at):
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"garbage " * 1000,
        lambda content: b"short",
        lambda content: content[: len(content) // 2],
        lambda content: content[:50],
        lambda content: flipped(content, 3),
        lambda content: flipped(content, 16),
        lambda content: bytes(len(content)),
        lambda content: content[:100] + os.urandom(4000) + content[4100:],
    ],
    ids=[
        "garbage",
        "short-garbage",
        "half",
        "half-a-header",
        "name-flipped",
        "page-size-flipped",
        "zeros",
        "first-page",
    ],
)
def test_damaged_file_is_set_aside_and_a_new_one_begun(path, filled, open_progress, damage):
    damaged = damage(filled)
    path.write_bytes(damaged)

    with open_progress() as progress:
        assert progress.recovered_from == path.with_name(ASIDE)
        assert progress.attempts("it") == ()
        progress.give_up("it")

    assert path.with_name(ASIDE).read_bytes() == damaged
    with open_progress() as progress:
        assert progress.recovered_from is None
        assert progress.has_given_up("it")
    assert visible(path) == ["progress.sqlite3", ASIDE]


def test_file_of_zero_bytes_is_a_new_one(path, open_progress):
    path.parent.mkdir(parents=True)
    path.touch()

    with open_progress() as progress:
        progress.give_up("it")

        assert progress.recovered_from is None
        assert progress.has_given_up("it")
    assert visible(path) == ["progress.sqlite3"]


def test_file_with_a_broken_later_page_keeps_what_can_be_read(path, filled, open_progress):
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'reports'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    start = (page - 1) * size
    path.write_bytes(filled[:start] + os.urandom(size) + filled[start + size :])

    with open_progress() as progress:
        assert progress.recovered_from == path.with_name(ASIDE)
        attempts = progress.attempts("it")
        assert [attempt.id for attempt in attempts] == list(range(1, 31))
        assert {len(progress.snapshot(attempt.snapshot).files["data.bin"]) for attempt in attempts} == {3000}
        assert progress.hints_taken("it", 1) == 3
        assert progress.place().exercise == "it"
        assert progress.last_report("it") is None


def test_file_with_a_broken_last_page_keeps_what_can_be_read(path, filled, open_progress):
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    path.write_bytes(filled[:-size] + os.urandom(size))

    with open_progress() as progress:
        assert progress.recovered_from == path.with_name(ASIDE)
        assert progress.hints_taken("it", 1) == 3
        assert len(progress.history("it")) >= 29


def test_new_attempts_go_on_after_those_that_were_kept(path, filled, open_progress, make_report, answer):
    path.write_bytes(filled[:-4096] + os.urandom(4096))

    with open_progress() as progress:
        before = progress.attempts("it")
        attempt = progress.add_attempt(make_report(), answer)

        assert progress.attempts("it") == (*before, attempt)


def test_second_damaged_file_of_one_second_does_not_replace_the_first(path, open_progress):
    for content in (b"first garbage", b"second garbage"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content * 100)
        with open_progress():
            pass

    assert path.with_name(ASIDE).read_bytes() == b"first garbage" * 100
    assert path.with_name(f"{ASIDE}-2").read_bytes() == b"second garbage" * 100


@pytest.mark.parametrize(
    "damage",
    [lambda log: log[: len(log) // 2], lambda log: log[:10], lambda log: b"", lambda log: flipped(log, len(log) // 2)],
    ids=["half", "half-a-header", "nothing", "flipped"],
)
def test_damaged_log_loses_no_more_than_it_held(path, filled, open_progress, make_report, answer, damage):
    log = path.with_name("progress.sqlite3-wal")
    with open_progress() as progress:
        for _ in range(10):
            progress.add_attempt(make_report(), answer)
        written = progress.attempts("it")
        before, logged = path.read_bytes(), log.read_bytes()
    path.write_bytes(before)
    log.write_bytes(damage(logged))

    with open_progress() as progress:
        attempts = progress.attempts("it")

    assert progress.recovered_from is None
    assert 30 <= len(attempts) < 40
    assert attempts == written[: len(attempts)]


def test_file_of_a_newer_program_is_left_alone(path, filled, open_progress):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")

    with pytest.raises(InputError) as caught:
        open_progress()

    assert caught.value.message == f"`{path}` was written by a newer learnfastapi"
    assert caught.value.hint == "update it: `pip install --upgrade learnfastapi`"
    assert visible(path) == ["progress.sqlite3"]


def test_interrupted_making_is_taken_up_again(path, open_progress):
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")

    with open_progress() as progress:
        assert progress.recovered_from is None
        assert progress.add_snapshot("it", SnapshotKind.RESET, Answer(files={})) == 1
