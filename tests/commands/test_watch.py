"""`watch`: a verdict at every save, and only on what was saved last."""

import json
import os
import select
import shutil
import signal
import subprocess
import time

import pytest

PATIENCE_SECONDS = 180.0
HANGS = """
import time
from fastapi import FastAPI

app = FastAPI()


@app.get("/double/{number}")
def double(number: int):
    open(MARK, "w").close()
    time.sleep(1000)
"""


class Watch:
    """A running `watch --format json`."""

    def __init__(self, command, cwd, environment):
        self.process = subprocess.Popen(
            [*command, "watch", "--format", "json"],
            cwd=cwd,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._data = b""

    def verdict(self):
        """The next report's outcome."""
        end = time.monotonic() + PATIENCE_SECONDS
        while b"\n" not in self._data:
            assert select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))[0], "no verdict comes"
            data = os.read(self.process.stdout.fileno(), 1 << 16)
            assert data, self.process.stderr.read()
            self._data += data
        line, _, self._data = self._data.partition(b"\n")
        return json.loads(line)["outcome"]

    def is_silent_for(self, seconds):
        return not self._data and not select.select([self.process.stdout], [], [], seconds)[0]

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        rest, errors = self.process.communicate(timeout=PATIENCE_SECONDS)
        return self.process.returncode, self._data + rest, errors


@pytest.fixture
def watch(command, workspace, environment):
    started = []

    def start(**more):
        started.append(Watch(command, workspace, {**environment, **more}))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()
        each.process.stdout.close()
        each.process.stderr.close()


@pytest.mark.parametrize("fork", ["1", "0"], ids=["forked", "spawned"])
def test_each_save_gets_a_verdict_that_counts_as_an_attempt(watch, run, workspace, right, starter, fork):
    main = workspace / "double" / "main.py"
    watching = watch(LEARNFASTAPI_FORK=fork)

    outcomes = [watching.verdict()]
    for text in (right, starter):
        main.write_text(text)
        outcomes.append(watching.verdict())

    assert outcomes == ["failed", "passed", "failed"]
    assert watching.end() == (0, b"", b"")
    assert run("history", cwd=workspace)[1].count("not passed") == 2


def test_file_that_an_editor_replaces_is_noticed(watch, workspace, right, tmp_path):
    watching = watch()
    assert watching.verdict() == "failed"

    (tmp_path / "new.py").write_text(right)
    os.rename(tmp_path / "new.py", workspace / "double" / "main.py")

    assert watching.verdict() == "passed"


def test_folder_that_is_taken_away_and_made_again_is_noticed(watch, workspace, right):
    watching = watch()
    assert watching.verdict() == "failed"

    shutil.rmtree(workspace / "double")
    assert watching.verdict() == "failed"
    (workspace / "double").mkdir()
    (workspace / "double" / "main.py").write_text(right)

    assert watching.verdict() == "passed"


def test_newer_save_cancels_the_run(watch, run, workspace, right, tmp_path):
    mark = tmp_path / "asked"
    (workspace / "double" / "main.py").write_text(HANGS.replace("MARK", repr(str(mark))))
    watching = watch(LEARNFASTAPI_TIME_SCALE="100")
    end = time.monotonic() + PATIENCE_SECONDS
    while not mark.exists() and time.monotonic() < end:
        time.sleep(0.02)

    (workspace / "double" / "main.py").write_text(right)

    # A verdict on the one that hangs would take 500 s.
    assert watching.verdict() == "passed"
    assert watching.end()[0] == 0
    assert run("history", cwd=workspace)[1].count("passed") == 1


def test_save_that_changes_nothing_gets_no_verdict(watch, workspace, right, starter):
    main = workspace / "double" / "main.py"
    watching = watch()
    assert watching.verdict() == "failed"

    main.write_text(starter)

    # It looks for itself every second, too.
    assert watching.is_silent_for(3)
    main.write_text(right)
    assert watching.verdict() == "passed"
    assert watching.end() == (0, b"", b"")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_it_ends(watch, workspace, tmp_path, number):
    temporary = tmp_path / "t"
    temporary.mkdir()
    watching = watch(TMPDIR=str(temporary))
    assert watching.verdict() == "failed"

    watching.end(number)

    end = time.monotonic() + PATIENCE_SECONDS
    while (left := processes_of(str(temporary))) and time.monotonic() < end:
        time.sleep(0.05)
    assert left == []
    assert list(temporary.iterdir()) == []


def processes_of(mark):
    """Processes with this text in their environment: `watch`, and the judge that stands by."""
    found = []
    for pid in filter(str.isdecimal, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                if mark.encode() in file.read():
                    found.append(pid)
        except OSError:
            continue
    return found


def test_broken_course_is_told_and_watching_goes_on(command, run, copied_course, tmp_path, environment, right):
    assert run("start", "w", "--course", str(copied_course))[0] == 0
    assert run("next", "--all", cwd=tmp_path / "w")[0] == 0
    checks = copied_course / "exercises" / "double" / "test_double.py"
    good = checks.read_text()
    watching = Watch(command, tmp_path / "w", environment)
    try:
        assert watching.verdict() == "failed"
        # Meanwhile the next judge has collected the checks.
        assert watching.is_silent_for(3)
        checks.write_text("def broken(:\n")
        (tmp_path / "w" / "double" / "main.py").write_text("# changed\n")
        assert select.select([watching.process.stderr], [], [], PATIENCE_SECONDS)[0], "the course's error does not come"
        assert watching.process.stderr.readline().startswith(b"error: The course in ")
        checks.write_text(good)
        (tmp_path / "w" / "double" / "main.py").write_text(right)
        assert watching.verdict() == "passed"
        assert watching.end()[0] == 0
    finally:
        watching.process.kill()
        watching.process.communicate()


def test_terminal_shows_the_last_verdict_and_how_to_end(terminal, workspace, right):
    shown = terminal("watch", cwd=workspace)
    shown.await_text(". Ctrl-C ends.")
    (workspace / "double" / "main.py").write_text(right)
    shown.await_text(": passed, 2 of 2 requirements")
    shown.process.send_signal(signal.SIGINT)

    assert shown.end() == 0
    assert "Traceback" not in shown.text
