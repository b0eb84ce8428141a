"""Pipes that an answer writes to: drained, capped, and never trusted."""

import os
import re
import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader import wire
from grader.answer import Answer
from grader.judge.limits import MAX_OUTPUT_BYTES

_STACK_LINE = re.compile(rb'^  File "([^"\n]{1,1000})", line (\d{1,7}) in ([^\n]{1,200})$', re.MULTILINE)


_THREAD = re.compile(rb"^(?:Current thread|Thread) 0x", re.MULTILINE)


class Pipe:
    """The reading end of a pipe, with what came through it so far."""

    def __init__(self) -> None:
        self.reader, self._writer = os.pipe()
        os.set_blocking(self.reader, False)
        self._kept = bytearray()
        self._dropped = 0
        self._is_open = True
        # Several requests at once wait in several threads, and each of them keeps the output flowing.
        self._lock = threading.Lock()

    @contextmanager
    def writer(self) -> Iterator[int]:
        """The writing end, to be given to another process; closed here afterwards."""
        try:
            yield self._writer
        finally:
            os.close(self._writer)

    def drain(self) -> bool:
        """Read what is there. Returns whether more may come."""
        with self._lock:
            return self._drain()

    def _drain(self) -> bool:
        while self._is_open:
            try:
                data = os.read(self.reader, 1 << 16)
            except BlockingIOError:
                return True
            if not data:
                return False
            room = MAX_OUTPUT_BYTES - len(self._kept)
            self._kept += data[:room]
            self._dropped += max(0, len(data) - room)
            if self._dropped > 1 << 24:
                # A flood: one read at a time is enough to keep the writer going, and the caller keeps its clock.
                return True
        return False

    def drain_for(self, seconds: float) -> None:
        """Read until something came and nothing more comes for a moment, at most `seconds`."""
        end = time.monotonic() + seconds
        before = len(self._kept)
        while (left := end - time.monotonic()) > 0:
            quiet = 0.03 if len(self._kept) > before else left
            if not select.select([self.reader], [], [], min(left, quiet))[0] or not self.drain():
                return

    def text(self) -> str:
        """What came, with a last line that says how much was left out."""
        text = self._kept.decode("utf-8", errors="replace")
        return f"{text}\n… and {self._dropped} bytes more" if self._dropped else text

    def stack(self, folder: Path, answer: Answer) -> list[wire.CodeLine]:
        """The lines of a faulthandler dump that stand in the answer's files, outermost first.

        Of several threads the first with such lines counts: a hanging endpoint with `def` has a thread of its own.
        """
        prefix = os.fsencode(folder) + b"/"
        for thread in _THREAD.split(bytes(self._kept)):
            lines = []
            for path, number, function in _STACK_LINE.findall(thread):
                if path.startswith(prefix):
                    name = os.fsdecode(path[len(prefix) :])
                    code = _code(answer, name, int(number))
                    lines.append(wire.CodeLine(name, int(number), function.decode(errors="replace"), code))
            if lines:
                return lines[::-1]
        return []

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            os.close(self.reader)


def _code(answer: Answer, name: str, number: int) -> str:
    lines = answer.files.get(name, b"").decode("utf-8", errors="replace").splitlines()
    return lines[number - 1].strip()[:300] if 0 < number <= len(lines) else ""
