"""Slots where forking is not safe, as on macOS: every host is a new interpreter, and one spare is started ahead.

Only the process group of a host can be killed here; the report says so.
"""

import contextlib
import os
import select
import signal
import socket
import tempfile
from collections.abc import Sequence

from grader import wire
from grader.answer import Answer
from grader.errors import GraderError
from grader.judge import interpreter
from grader.judge.folder import AnswerFolder
from grader.judge.host import Host
from grader.judge.limits import Limits
from grader.judge.output import Pipe
from grader.judge.slot import load_crashed, load_timed_out, not_loaded, seconds_left

_READY_SECONDS = 60.0
_STACK_SECONDS = 0.5


class Spare:
    """An interpreter that has imported FastAPI and waits to be told which answer to load."""

    def __init__(self) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed with the process
        self.control, theirs = socket.socketpair()
        self.output, self.stacks = Pipe(), Pipe()
        with theirs, self.output.writer() as output, self.stacks.writer() as stacks:
            self.process = interpreter.start("single.py", [theirs.fileno(), output, stacks], self._log)

    def wait_until_ready(self) -> None:
        """Raises `GraderError` if it cannot start."""
        if not select.select([self.control], [], [], _READY_SECONDS)[0] or not self.control.recv(1):
            words = interpreter.last_words(self._log)
            raise GraderError(f"The process that runs answers did not start: {words}", hint="`learnfastapi doctor`")

    def kill(self) -> None:
        """It and its process group."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._log.close()
        self.control.close()
        self.output.close()
        self.stacks.close()


class Spares:
    """Always one spare ahead."""

    def __init__(self) -> None:
        self._next = Spare()

    def slot(
        self, answer: Answer, app: str, limits: Limits, environment: dict[str, str], clock_offset_seconds: float
    ) -> "SpawnSlot":
        return SpawnSlot(self, answer, app, limits, environment, clock_offset_seconds)

    def take(self) -> Spare:
        if self._next.process.poll() is not None:
            self._next.kill()
            self._next = Spare()
        spare, self._next = self._next, Spare()
        return spare

    def require_alive(self) -> None:
        """A killed spare is replaced when it is its turn."""

    def close(self) -> None:
        self._next.kill()


class SpawnSlot:
    """A folder, and one process per host."""

    def __init__(
        self,
        spares: Spares,
        answer: Answer,
        app: str,
        limits: Limits,
        environment: dict[str, str],
        clock_offset_seconds: float,
    ) -> None:
        self._spares = spares
        self._module, _, self._attribute = app.partition(":")
        self._limits = limits
        self._folder = AnswerFolder(answer)
        self._environment = {**self._folder.environment, **environment}
        self._clock_offset_seconds = clock_offset_seconds
        self._running: list[Spare] = []
        self._loaded: tuple[Spare, wire.Loaded] | None = None
        self.routes: Sequence[wire.Route] = ()

    def load(self) -> wire.LoadError | None:
        if self._loaded is None:
            spare = self._spares.take()
            self._running.append(spare)
            spare.wait_until_ready()
            command = wire.StartTemplate(
                str(self._folder.path),
                self._module,
                self._attribute,
                self._environment,
                None,
                self._clock_offset_seconds,
            )
            spare.control.sendall(wire.pack(command))
            self._loaded = spare, self._wait_for(spare)
            self.routes = self._loaded[1].routes
        return self._loaded[1].error

    def _wait_for(self, spare: Spare) -> wire.Loaded:
        left = seconds_left(self._limits.load)
        frames = wire.Buffer.of_loaded()
        watched = [spare.control.fileno(), spare.output.reader]
        while (seconds := left()) > 0:
            readable, _, _ = select.select(watched, [], [], seconds)
            if not spare.output.drain():
                watched = [spare.control.fileno()]
            if spare.control.fileno() in readable:
                data = _read(spare.control)
                if not data:
                    raise load_crashed(self._module, self.parse_stacks(spare.stacks))
                frames.feed(data)
                if (loaded := frames.next()) is not None:
                    return loaded  # type: ignore[no-any-return]
        spare.process.send_signal(signal.SIGUSR1)
        spare.stacks.drain_for(_STACK_SECONDS)
        raise load_timed_out(self._module, self._limits, self.parse_stacks(spare.stacks))

    def host(self) -> Host:
        error = self.load()
        assert self._loaded is not None
        spare = self._loaded[0]
        if error is not None:
            raise not_loaded(error)
        self._loaded = None
        return Host(self, spare.control, spare.output, spare.stacks)

    def show_stacks(self) -> None:
        for spare in self._running:
            spare.process.send_signal(signal.SIGUSR1)

    def parse_stacks(self, pipe: Pipe) -> list[wire.CodeLine]:
        pipe.drain()
        return pipe.stack(self._folder.path, self._folder.answer)

    def sweep(self) -> None:
        self._kill_all()

    def settle(self) -> None:
        if not self._running:  # else it is loaded and waits for the first check
            self._folder.restore()

    def restart(self) -> None:
        self._kill_all()

    def _kill_all(self) -> None:
        for spare in self._running:
            spare.kill()
        self._running, self._loaded = [], None

    def end(self) -> None:
        self._kill_all()

    def close(self) -> None:
        self.end()
        self._folder.remove()


def _read(control: socket.socket) -> bytes:
    try:
        return control.recv(1 << 17)
    except OSError:
        return b""
