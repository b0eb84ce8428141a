"""Answers that are kept, and their history."""

import hashlib
import sqlite3
from contextlib import closing

import pytest

from grader.answer import Answer
from learnfastapi.progress import Progress, Snapshot, SnapshotKind

ODD = {
    "app/routers/ü.py": "ü = '→'\n".encode(),
    "data.bin": bytes(range(256)) * 3,
    "empty.py": b"",
    "latin.py": "é".encode("latin-1"),
    "windows.py": b"a = 1\r\n",
}


def count(path, table):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


@pytest.mark.parametrize("files", [ODD, {}], ids=["odd", "none"])
def test_snapshot_comes_back_byte_for_byte(open_progress, files):
    with open_progress() as progress:
        number = progress.add_snapshot("it", SnapshotKind.RESET, Answer(files=files))

    with open_progress() as progress:
        assert dict(progress.snapshot(number).files) == files


def test_snapshots_store_equal_content_once(progress, path):
    for files in ({"a.py": b"same", "b.py": b"same"}, {"a.py": b"same"}, {"a.py": b"other"}):
        progress.add_snapshot("it", SnapshotKind.RESET, Answer(files=files))

    assert count(path, "blobs") == 2
    assert count(path, "snapshots") == 3
    assert [dict(progress.snapshot(number).files) for number in (1, 2, 3)] == [
        {"a.py": b"same", "b.py": b"same"},
        {"a.py": b"same"},
        {"a.py": b"other"},
    ]


def test_verdict_keeps_what_was_graded(progress, make_report):
    attempt = progress.add_attempt(make_report(), Answer(files=ODD))

    assert dict(progress.snapshot(attempt.snapshot).files) == ODD


def test_interrupted_verdict_is_kept_whole_or_not_at_all(path, make_report, answer, now):
    def interrupt():
        raise KeyboardInterrupt

    clock = iter([lambda: now, lambda: now, interrupt, lambda: now])  # opening, the snapshot, the attempt, giving up
    with Progress.open(path, now=lambda: next(clock)()) as progress:
        with pytest.raises(KeyboardInterrupt):
            progress.add_attempt(make_report(), answer)
        progress.give_up("it")

        assert progress.history("it") == ()
        assert progress.has_given_up("it")


def test_history_is_in_order_with_its_attempts(progress, make_report, now):
    answers = [Answer(files={"main.py": content}) for content in (b"1", b"2", b"1")]
    progress.add_snapshot("it", SnapshotKind.RESET, answers[0])
    progress.add_snapshot("other", SnapshotKind.UNDO, answers[0])
    attempt = progress.add_attempt(make_report(), answers[1])
    progress.add_snapshot("it", SnapshotKind.UNDO, answers[2])

    assert progress.history("it") == (
        Snapshot(id=1, exercise="it", kind=SnapshotKind.RESET, at=now, sha256=answers[0].sha256, attempt=None),
        Snapshot(id=3, exercise="it", kind=SnapshotKind.VERDICT, at=now, sha256=answers[1].sha256, attempt=attempt),
        Snapshot(id=4, exercise="it", kind=SnapshotKind.UNDO, at=now, sha256=answers[0].sha256, attempt=None),
    )
    assert progress.history("unknown") == ()


def test_contents_are_found_by_their_hash(progress, path):
    progress.add_snapshot("it", SnapshotKind.RESET, Answer(files={"main.py": b"app"}))

    with closing(sqlite3.connect(path)) as connection:
        digests = connection.execute("SELECT sha256 FROM blobs").fetchall()

    assert digests == [(hashlib.sha256(b"app").hexdigest(),)]
