"""Several commands at once, and commands that are killed."""

import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from learnfastapi.progress import Progress


def integrity(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]


ADD_25 = """
with open_progress() as progress:
    print([progress.add_attempt(report, answer).id for _ in range(25)])
"""
ADD_FOR_EVER = """
with open_progress() as progress:
    while True:
        print(progress.add_attempt(report, answer).id, flush=True)
"""
# Long enough for another process to come to the same place, if nothing kept it away.
SLOWLY = """
import time
sys.addaudithook(lambda event, _: event == "os.rename" and (print("setting aside", flush=True), time.sleep(0.5)))
"""
TAKE_HINT = """
with open_progress() as progress:
    progress.take_hint("it", 1)
    print(progress.recovered_from and progress.recovered_from.name)
"""


def test_eight_processes_writing_at_once_lose_nothing(run_at_once, path, open_progress):
    printed = run_at_once(ADD_25, 8)

    with open_progress() as progress:
        ids = [attempt.id for attempt in progress.attempts("it")]
        sizes = {len(progress.snapshot(attempt.snapshot).files["data.bin"]) for attempt in progress.attempts("it")}
    assert ids == list(range(1, 201))
    assert sizes == {5000}
    assert integrity(path) == "ok"
    # Each was told the ids of its own attempts, and of no others.
    told = [line.splitlines() for line in printed]
    assert {end for _, end in told} == {"0"}
    assert sorted(number for line, _ in told for number in map(int, line.strip("[]").split(", "))) == ids


def test_killed_writers_leave_every_row_that_they_reported(prepare, path, open_progress):
    reported = []
    for count in range(1, 11):
        process = prepare(ADD_FOR_EVER)
        process.stdin.write("\n")
        process.stdin.flush()
        reported += [int(process.stdout.readline()) for _ in range(count)]
        process.kill()
        # A last line may be cut, and then it reports nothing.
        reported += [int(line) for line in process.stdout if line.endswith("\n")]
        process.wait()

    with open_progress() as progress:
        kept = {attempt.id: attempt.snapshot for attempt in progress.attempts("it")}
        sizes = {len(progress.snapshot(kept[number]).files["data.bin"]) for number in reported}
        assert progress.recovered_from is None
    assert set(reported) <= kept.keys()
    assert sizes == {5000}
    assert integrity(path) == "ok"


@pytest.mark.parametrize("count", [2, 8, 16])
def test_processes_making_the_same_new_file_at_once(run_at_once, open_progress, count):
    assert run_at_once(TAKE_HINT, count) == ["None\n0"] * count

    with open_progress() as progress:
        assert progress.hints_taken("it", 1) == count


def test_processes_finding_the_same_damaged_file_set_it_aside_once(run_at_once, path, open_progress):
    path.parent.mkdir(parents=True)
    path.write_bytes(b"garbage " * 1000)

    printed = run_at_once(TAKE_HINT, 8)

    assert Counter(printed) == {"progress.sqlite3.damaged-20260102T030405Z\n0": 1, "None\n0": 7}
    assert path.with_name("progress.sqlite3.damaged-20260102T030405Z").read_bytes() == b"garbage " * 1000
    with open_progress() as progress:
        assert progress.hints_taken("it", 1) == 8


def test_process_that_is_setting_a_damaged_file_aside_is_waited_for(prepare, path, open_progress):
    path.parent.mkdir(parents=True)
    path.write_bytes(b"garbage " * 1000)
    slow, other = prepare(SLOWLY + TAKE_HINT), prepare(TAKE_HINT)
    slow.stdin.write("\n")
    slow.stdin.flush()
    slow.stdout.readline()

    told = [process.communicate("\n", timeout=60)[0] for process in (other, slow)]

    assert [lines.splitlines()[-1] for lines in told] == ["None", "progress.sqlite3.damaged-20260102T030405Z"]
    with open_progress() as progress:
        assert progress.hints_taken("it", 1) == 2


def test_reader_sees_what_another_has_written_since(progress, path, now):
    with Progress.open(path, now=lambda: now) as other:
        other.give_up("it")

    assert progress.has_given_up("it")


def test_reader_does_not_wait_for_a_writer(progress, path):
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO given_up VALUES ('it', '')")

        assert progress.has_given_up("it") is False
