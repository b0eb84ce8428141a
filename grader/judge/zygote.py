"""The judge's side of the zygote, the warm process that slots are forked from.

Imports next to nothing, so that the zygote can start first: it needs longer to import FastAPI than the judge needs to
import all of its own.
"""

import contextlib
import os
import select
import socket
import subprocess
import tempfile
from typing import TYPE_CHECKING

from grader.judge import interpreter

if TYPE_CHECKING:
    from grader.answer import Answer
    from grader.judge.limits import Limits
    from grader.judge.slot import Slot

_READY_SECONDS = 60.0
# More than a zygote gives its keepers. Killed before it has killed them, it would leave a stopped one behind.
_END_SECONDS = 20.0


def is_available() -> bool:
    """Whether this system has what a safe fork and a complete kill need: `/proc`, pidfds and subreapers."""
    return hasattr(os, "pidfd_open") and os.path.exists("/proc/self/task")


def pair() -> tuple[socket.socket, socket.socket]:
    """A socket that keeps message borders, and its other end."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


class Zygote:
    """A warm process to fork slots from."""

    def __init__(self) -> None:
        self._control, theirs = pair()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed with the zygote
        with theirs:
            self._process = interpreter.start("zygote.py", [theirs.fileno()], self._log)
        self._is_ready = False
        self._has_slots = False

    def wait_until_ready(self) -> None:
        """Raises `GraderError` if the zygote cannot start."""
        if not self._is_ready:
            if not select.select([self._control], [], [], _READY_SECONDS)[0] or not self._peek():
                from grader.errors import GraderError

                words = interpreter.last_words(self._log)
                raise GraderError(f"The process that runs answers did not start: {words}", hint="`learnfastapi doctor`")
            self._is_ready = True

    def _peek(self) -> bytes:
        # The word stays there for the other judges of this run, which share the socket.
        return self._control.recv(64, socket.MSG_PEEK)

    def slot(
        self, answer: "Answer", app: str, limits: "Limits", environment: dict[str, str], clock_offset_seconds: float
    ) -> "Slot":
        from grader.judge.fork import ForkSlot

        return ForkSlot(self, answer, app, limits, environment, clock_offset_seconds)

    def require_alive(self) -> None:
        # The judge may be a fork of the process whose child the zygote is, so its exit status says nothing.
        hung_up = select.poll()
        hung_up.register(self._control, 0)
        if hung_up.poll(0):
            from grader.judge.slot import KeeperLostError

            raise KeeperLostError

    def new_keeper(self) -> socket.socket:
        """The judge's end of a socket to a new keeper."""
        self._has_slots = True
        ours, theirs = pair()
        with theirs, contextlib.suppress(BrokenPipeError):
            socket.send_fds(self._control, [b"slot"], [theirs.fileno()])
        return ours

    def close(self) -> None:
        self._control.close()
        if not self._has_slots:
            self._process.kill()  # it has started nothing, and may still be importing
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
