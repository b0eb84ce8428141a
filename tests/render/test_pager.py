"""The pager on a real pseudo-terminal, with real processes."""

import fcntl
import io
import os
import pty
import select
import shutil
import stat
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from grader.host.processes import children
from learnfastapi.render.console import make_console
from learnfastapi.render.pager import displayed_lines, paged, pager_command

LINES = [f"line {number}" for number in range(1, 101)]
SCRIPT = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from learnfastapi.render.console import stdout_console
from learnfastapi.render.pager import paged
console = stdout_console()
with paged(console):
    for number in range(1, int(sys.argv[1]) + 1):
        console.print(f"line {number}")
print("afterwards")
"""
needs_less = pytest.mark.skipif(shutil.which("less") is None, reason="`less` is not installed")


class Terminal:
    """A program on a pseudo-terminal of 24 lines and 80 columns."""

    def __init__(self, lines, **environ):
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        variables = {"PATH": os.environ["PATH"], "TERM": "xterm", "LANG": "C.UTF-8", **environ}
        self._process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(lines)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=variables,
            start_new_session=True,
        )
        os.close(slave)
        self.text = ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self._master)
        self._process.kill()
        self._process.wait()

    def type(self, keys):
        os.write(self._master, keys)

    def read_until(self, wanted):
        self._read(lambda: wanted in self.text)
        assert wanted in self.text

    def wait_until_the_pager_sleeps(self):
        """`less` loses a Ctrl-C that comes between its prompt and its waiting for a key, faster than a person can."""
        end = time.monotonic() + 20
        while self._states() != {"S"} and time.monotonic() < end:
            time.sleep(0.01)

    def _states(self):
        (pager,) = children(self._process.pid)
        return {Path(f"/proc/{pager}/stat").read_text().rpartition(")")[2].split()[0] for _ in range(5)}

    def end(self):
        """All that was shown, and the exit code."""
        self._read(lambda: False)
        return self.text.replace("\r\n", "\n"), self._process.wait(10)

    def _read(self, is_enough):
        end = time.monotonic() + 20
        while not is_enough() and time.monotonic() < end:
            if select.select([self._master], [], [], 0.1)[0]:
                try:
                    self.text += os.read(self._master, 65536).decode()
                except OSError:  # EIO: nobody has the other end any more
                    return


@pytest.fixture
def own_pager(tmp_path):
    """A pager that says that it was used."""
    script = tmp_path / "my pager"
    script.write_text('#!/bin/sh\necho "paged with $1 and $LESS"\ncat\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return f"'{script}' -x"


@needs_less
@pytest.mark.parametrize("key", [b"q", b"\x03"], ids=["q", "Ctrl-C"])
def test_long_text_can_be_left(key):
    with Terminal(100) as terminal:
        terminal.read_until("line 23")
        terminal.read_until("Space: more, q: leave")
        terminal.wait_until_the_pager_sleeps()
        terminal.type(key)
        text, code = terminal.end()

    assert code == 0
    assert "line 24\n" not in text
    assert "Traceback" not in text
    assert text.endswith("afterwards\n")


@needs_less
def test_space_shows_the_next_page():
    with Terminal(100) as terminal:
        terminal.read_until("line 23")
        terminal.type(b" ")
        terminal.read_until("line 46")
        terminal.type(b"q")
        _, code = terminal.end()

    assert code == 0


@needs_less
def test_whoever_reads_to_the_end_is_out_without_a_key():
    with Terminal(40) as terminal:
        terminal.read_until("line 23")
        terminal.type(b" ")
        text, code = terminal.end()

    assert code == 0
    assert "line 40" in text
    assert text.endswith("afterwards\n")


def test_readers_own_pager_is_used(own_pager):
    with Terminal(100, PAGER=own_pager) as terminal:
        text, code = terminal.end()

    assert (text, code) == ("\n".join(["paged with -x and FRXK", *LINES, "afterwards\n"]), 0)


def test_readers_own_options_for_less_are_kept(own_pager):
    with Terminal(100, PAGER=own_pager, LESS="S") as terminal:
        text, _ = terminal.end()

    assert text.startswith("paged with -x and S\n")


def test_text_that_fits_is_printed(own_pager):
    with Terminal(23, PAGER=own_pager) as terminal:
        text, _ = terminal.end()

    assert text == "\n".join([*LINES[:23], "afterwards\n"])


def test_text_that_leaves_no_line_for_the_prompt_is_paged(own_pager):
    with Terminal(24, PAGER=own_pager) as terminal:
        text, _ = terminal.end()

    assert text.startswith("paged with -x")


@pytest.mark.parametrize("pager", ["", "cat", "no-such-pager", "'", "false"])
def test_without_a_pager_that_works_the_text_is_printed(pager):
    with Terminal(100, PAGER=pager) as terminal:
        text, code = terminal.end()

    assert (text, code) == ("\n".join([*LINES, "afterwards\n"]), 0)


def test_without_less_the_text_is_printed(tmp_path):
    with Terminal(100, PATH=str(tmp_path)) as terminal:
        text, code = terminal.end()

    assert (text, code) == ("\n".join([*LINES, "afterwards\n"]), 0)


def test_dumb_terminal_has_no_pager(own_pager):
    with Terminal(100, PAGER=own_pager, TERM="dumb") as terminal:
        text, _ = terminal.end()

    assert text == "\n".join([*LINES, "afterwards\n"])


def test_file_has_no_pager(console, own_pager):
    with paged(console, {"PAGER": own_pager, "PATH": os.environ["PATH"]}):
        console.print("\n".join(LINES))

    assert console.file.getvalue() == "\n".join([*LINES, ""])


def test_error_inside_shows_nothing(console):
    def fail():
        with paged(console, {}):
            console.print("half a text")
            raise KeyError

    with pytest.raises(KeyError):
        fail()

    assert console.file.getvalue() == ""


def test_console_prints_on_after_paging():
    console = make_console(io.StringIO(), {})

    with paged(console, {}):
        console.print("inside")
    console.print("outside")

    assert console.file.getvalue() == "inside\noutside\n"


@needs_less
def test_less_is_told_to_pass_colours_on_and_to_end_at_the_end():
    command = pager_command({"PATH": os.environ["PATH"]})

    assert command == [shutil.which("less"), "-R", "-E", r"-PSpace\: more, q\: leave"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb\n", 2),
        ("a\n\nb", 3),
        ("x" * 10, 1),
        ("x" * 11, 2),
        ("\x1b[1;31m" + "x" * 10 + "\x1b[0m", 1),
        ("漢" * 6, 2),
    ],
)
def test_displayed_lines_at_10_columns(text, lines):
    assert displayed_lines(text, 10) == lines
