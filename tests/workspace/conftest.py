"""An exercise with a starter of the test's own, and processes that the system refuses things."""

import subprocess
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.course.models import Exercise
from learnfastapi.workspace import Workspace

INTERPRETER = Path("/venv/bin/python")
SCRIPT = """
import os, resource, sys
from ctypes import CDLL, c_uint32
from pathlib import Path

from grader.errors import LearnError
from learnfastapi.workspace import Workspace, write_atomically

folder = Path(sys.argv[1])
{restriction}
try:
{body}
except LearnError as error:
    print(error.message, error.hint, sep="\\n")
"""
# Root without capabilities is bound by the modes of its files, as anybody is. The number is the version of the call.
GIVE_UP_RIGHTS = "os.getuid() or CDLL(None).capset((c_uint32 * 2)(0x20080522, 0), (c_uint32 * 6)())"


def run(restriction: str, body: str, folder: Path) -> str:
    script = SCRIPT.format(restriction=restriction, body=textwrap.indent(body, "    "))
    command = [sys.executable, "-c", script, str(folder)]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, timeout=60).stdout


@pytest.fixture
def without_rights() -> Callable[[str, Path], str]:
    """Run lines of Python as a user whom permissions bind, also when the tests run as root; get message and hint."""
    return lambda body, folder: run(GIVE_UP_RIGHTS, body, folder)


@pytest.fixture
def with_room() -> Callable[[str, Path], str]:
    """Run lines of Python where no file can grow beyond 100 bytes; get message and hint.

    The limit stands for a full disk, which only root could make: the system answers a write in the same way.
    """
    return lambda body, folder: run("resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))", body, folder)


@pytest.fixture
def create() -> Callable[..., Workspace]:
    """Make a workspace for the editor's Python `/venv/bin/python`."""
    return lambda folder, course=None: Workspace.create(folder, interpreter=INTERPRETER, course=course)


@pytest.fixture
def make_exercise(tmp_path: Path) -> Callable[[Mapping[str, bytes]], Exercise]:
    """The exercise `it` with this starter."""

    def make(starter: Mapping[str, bytes]) -> Exercise:
        folder = tmp_path / "course" / "starter"
        for name, content in starter.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return Exercise(
            id="it",
            title="It",
            lesson="it",
            kind="build",
            minutes=1,
            files=tuple(starter),
            app="main:app",
            story="",
            requirements=(),
            hints={},
            starter=folder,
            checks=(),
            reference=folder,
            notes=None,
            variants={},
            mistakes=(),
            path=folder.parent,
        )

    return make
