"""A file has its old content or its new one, whenever the writer is killed."""

import os
import signal
import subprocess
import sys
import time

import pytest

from learnfastapi.workspace import write_atomically

WRITE = """
import os, resource, signal, sys
from pathlib import Path
from learnfastapi.workspace import write_atomically

{before}
write_atomically(Path(sys.argv[1]), b"n" * 100_000)
"""
# The system tells these hooks of each access before it happens, so the process dies exactly there.
DIE_BEFORE_RENAMING = 'sys.addaudithook(lambda event, _: event == "os.rename" and os.kill(os.getpid(), 9))'
DIE_HALFWAY = "signal.signal(signal.SIGXFSZ, signal.SIG_DFL); resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))"

WRITE_FOR_EVER = """
import itertools, sys
from pathlib import Path
from learnfastapi.workspace import write_atomically

for content in itertools.cycle([b"a" * 300_000, b"b" * 200_000]):
    write_atomically(Path(sys.argv[1]), content)
    print(flush=True)
"""


def test_write_makes_file_and_folders(tmp_path):
    write_atomically(tmp_path / "a/b/main.py", b"\xff\r\n")

    assert (tmp_path / "a/b/main.py").read_bytes() == b"\xff\r\n"


def test_write_leaves_nothing_else_behind(tmp_path):
    write_atomically(tmp_path / "main.py", b"old")
    write_atomically(tmp_path / "main.py", b"new")

    assert os.listdir(tmp_path) == ["main.py"]
    assert (tmp_path / "main.py").read_bytes() == b"new"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o444], ids=oct)
def test_write_keeps_the_mode(tmp_path, mode):
    path = tmp_path / "main.py"
    path.write_bytes(b"old")
    path.chmod(mode)

    write_atomically(path, b"new")

    assert path.stat().st_mode & 0o777 == mode


def test_write_through_a_reader_leaves_the_reader_its_whole_content(tmp_path):
    path = tmp_path / "main.py"
    path.write_bytes(b"old")

    with path.open("rb") as reader:
        write_atomically(path, b"new")
        assert reader.read() == b"old"


@pytest.mark.parametrize(
    ("before", "end"),
    [(DIE_HALFWAY, signal.SIGXFSZ), (DIE_BEFORE_RENAMING, signal.SIGKILL)],
    ids=["halfway", "before-renaming"],
)
def test_write_that_dies_keeps_the_old_content(tmp_path, before, end):
    path = tmp_path / "main.py"
    path.write_bytes(b"old")

    process = subprocess.run([sys.executable, "-c", WRITE.format(before=before), path], timeout=60)

    assert process.returncode == -end
    assert path.read_bytes() == b"old"
    assert [name for name in os.listdir(tmp_path) if not name.startswith(".")] == ["main.py"]


def test_write_killed_at_any_moment_leaves_one_whole_content(tmp_path):
    path = tmp_path / "main.py"
    found = []
    for number in range(8):
        with subprocess.Popen([sys.executable, "-c", WRITE_FOR_EVER, path], stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            time.sleep(number / 1000)  # another moment each time; which one does not matter
            process.kill()
        found.append(path.read_bytes())

    assert set(found) <= {b"a" * 300_000, b"b" * 200_000}
