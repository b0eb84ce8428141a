"""The program as a process: no terminal, an empty home folder, nothing inherited but `PATH`."""

import contextlib
import fcntl
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[1] / "sample_course"
PATIENCE_SECONDS = 60.0

# The program as it is, so many days after one that is always the same: tests may run over midnight.
ON_A_DAY = """
import sys
from datetime import UTC, datetime, timedelta

import time_machine

days = int(sys.argv.pop(1))
day = datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(days=days)
time_machine.travel(day.timestamp(), tick=True).start()  # a datetime would change the time zone

from learnfastapi.__main__ import main

main()
"""

Result = tuple[int, str, str]
Run = Callable[..., Result]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    home = tmp_path / "home"
    home.mkdir()
    return {"PATH": os.environ["PATH"], "HOME": str(home), "COLUMNS": "80"}


@pytest.fixture
def command() -> list[str]:
    """What starts the program, to be followed by its arguments."""
    return [sys.executable, "-m", "learnfastapi"]


@pytest.fixture(scope="session")
def dated_command(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The same for a certain day: the number of days after the first one comes before its arguments."""
    script = tmp_path_factory.mktemp("dated") / "dated.py"
    script.write_text(ON_A_DAY)
    return [sys.executable, str(script)]


@pytest.fixture
def run(tmp_path: Path, environment: dict[str, str], command: list[str]) -> Run:
    """Run a command to its end: exit code, standard output, standard error."""

    def call(*arguments: str, cwd: Path = tmp_path, input: str | None = None, **more: str) -> Result:
        done = subprocess.run(
            [*command, *arguments],
            cwd=cwd,
            env={**environment, **more},
            input=input or "",
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return call


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two workspaces of the sample course, made once by the program itself: `new`, and `begun`."""
    folder = tmp_path_factory.mktemp("made")
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    for name in ("new", "begun"):
        start = [sys.executable, "-m", "learnfastapi", "start", name, "--course", str(SAMPLE)]
        subprocess.run(start, cwd=folder, env=environment, capture_output=True, check=True)
    begin = [sys.executable, "-m", "learnfastapi", "next", "--all"]
    subprocess.run(begin, cwd=folder / "begun", env=environment, capture_output=True, check=True)
    return folder


@pytest.fixture
def new_workspace(made: Path, tmp_path: Path) -> Path:
    """A workspace of the sample course, nothing read or begun."""
    return shutil.copytree(made / "new", tmp_path / "w")


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Path:
    """One with its exercise `double` begun, and the whole lesson read."""
    return shutil.copytree(made / "begun", tmp_path / "w")


@pytest.fixture
def right() -> str:
    """A right answer to `double`."""
    return (SAMPLE / "solutions" / "double" / "reference" / "main.py").read_text()


@pytest.fixture
def starter() -> str:
    """The starter of `double`."""
    return (SAMPLE / "exercises" / "double" / "starter" / "main.py").read_text()


@pytest.fixture
def steady() -> Callable[[str], str]:
    """A text with its seeds, seconds and dates replaced."""

    def replace(text: str) -> str:
        text = re.sub(r"\d+\.\d s, seed \d+ \(`--seed \d+`", "S s, seed N (`--seed N`", text)
        return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "DATE", text)

    return replace


class Terminal:
    """A command on a pseudo-terminal of 80 columns and 24 lines."""

    def __init__(self, arguments: list[str], cwd: Path, environment: dict[str, str]) -> None:
        self._master, slave = pty.openpty()
        os.set_blocking(self._master, False)
        self.process = subprocess.Popen(
            arguments,
            cwd=cwd,
            env={**environment, "TERM": "xterm", "LINES": "24", "PAGER": "cat"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            # Its controlling terminal, which is what turns Ctrl-C into an interruption.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)
        self.text = ""

    def await_text(self, wanted: str) -> None:
        """Read until this text was printed."""
        end = time.monotonic() + PATIENCE_SECONDS
        while wanted not in self.text:
            assert time.monotonic() < end, f"{wanted!r} does not come after {self.text!r}"
            assert self._read(), f"{wanted!r} is not in {self.text!r}"

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def type_until_it_ends(self, keys: str) -> None:
        """Again every two seconds."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            again = time.monotonic() + 2
            while time.monotonic() < again:
                if not self._read():
                    return
            with contextlib.suppress(OSError):
                self.type(keys)

    def end(self) -> int:
        """Read to the end; the exit code."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self._read():
            assert time.monotonic() < end, f"it does not end after {self.text!r}"
        return self.process.wait(PATIENCE_SECONDS)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)

    def _read(self) -> bool:
        """Some more of what is printed, if it comes soon. False at the end."""
        if select.select([self._master], [], [], 0.2)[0]:
            try:
                data = os.read(self._master, 65_536)
            except OSError:  # Linux says so when nobody holds the other side any more
                return False
            self.text += data.decode(errors="replace").replace("\r\n", "\n")
            return data != b""
        return True


@pytest.fixture
def terminal(environment: dict[str, str], command: list[str]) -> Iterator[Callable[..., Terminal]]:
    """Start a command on a terminal."""
    started = []

    def start(*arguments: str, cwd: Path, program: list[str] = command, **more: str) -> Terminal:
        started.append(Terminal([*program, *arguments], cwd, {**environment, **more}))
        return started[-1]

    yield start
    for each in started:
        each.close()


@pytest.fixture
def sample() -> Path:
    """The folder of the sample course."""
    return SAMPLE


@pytest.fixture
def copied_course(tmp_path: Path) -> Path:
    """A copy of the sample course, to be changed."""
    return shutil.copytree(SAMPLE, tmp_path / "course")


@pytest.fixture
def two_exercises(run: Run, copied_course: Path, tmp_path: Path) -> Path:
    """A workspace with two exercises begun, `double` and `triple`, which ask the same."""
    for kind in ("exercises", "solutions"):
        shutil.copytree(copied_course / kind / "double", copied_course / kind / "triple")
    checks = copied_course / "exercises" / "triple" / "test_double.py"
    checks.rename(checks.with_name("test_triple.py"))
    lesson = copied_course / "lessons" / "doubling.md"
    lesson.write_text(lesson.read_text().replace("[double]", "[double, triple]"))
    assert run("start", "w", "--course", "course")[0] == 0
    assert run("next", "--all", cwd=tmp_path / "w")[0] == 0
    return tmp_path / "w"


@pytest.fixture
def run_shell(tmp_path: Path, environment: dict[str, str], command: list[str]) -> Callable[[str], Result]:
    """Run a line of shell, in which `$PROGRAM` is the program."""

    def call(line: str) -> Result:
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=tmp_path,
            env={**environment, "PROGRAM": " ".join(command)},
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return call
