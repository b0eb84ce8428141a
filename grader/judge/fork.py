"""Slots on Linux: a zygote, and in it a keeper and a template per slot. See `grader.host` for the other side.

Everything ends when the judge closes its sockets or dies: each trusted process sees the end of its socket, kills what
descends from it, and goes.
"""

import contextlib
import select
import socket
from collections.abc import Sequence

from grader import wire
from grader.answer import Answer
from grader.judge.faults import HostFault
from grader.judge.folder import AnswerFolder
from grader.judge.host import Host
from grader.judge.limits import MEMORY_BYTES, Limits
from grader.judge.output import Pipe
from grader.judge.slot import KeeperLostError, load_crashed, load_timed_out, not_loaded, seconds_left
from grader.judge.zygote import Zygote, pair
from grader.models import Reason

_KEEPER_SECONDS = 20.0
_STACK_SECONDS = 0.5
_MAX_LOADED = 1 << 17


class ForkSlot:
    """A folder, a keeper, and a template that forks a host per check."""

    def __init__(
        self,
        zygote: Zygote,
        answer: Answer,
        app: str,
        limits: Limits,
        environment: dict[str, str],
        clock_offset_seconds: float,
    ) -> None:
        self._zygote = zygote
        self._module, _, self._attribute = app.partition(":")
        self._limits = limits
        self._folder = AnswerFolder(answer)
        self._environment = {**self._folder.environment, **environment}
        self._clock_offset_seconds = clock_offset_seconds
        self._keeper = zygote.new_keeper()
        self._is_swept = True
        self._imports_again = False
        self._is_lost = False
        self._is_ended = False
        self._start_template()

    def _start_template(self) -> None:
        self._loaded: wire.Loaded | None = None
        self._output, self._stacks = Pipe(), Pipe()
        self._template, theirs = pair()
        command = wire.StartTemplate(
            str(self._folder.path),
            self._module,
            self._attribute,
            self._environment,
            MEMORY_BYTES,
            self._clock_offset_seconds,
        )
        with (
            theirs,
            self._output.writer() as output,
            self._stacks.writer() as stacks,
            contextlib.suppress(OSError),  # a lost keeper shows when the template is waited for
        ):
            socket.send_fds(self._keeper, [wire.encode(command)], [theirs.fileno(), output, stacks])

    def load(self) -> wire.LoadError | None:
        if self._loaded is None:
            self._loaded = self._wait_for_template()
        return self._loaded.error

    @property
    def routes(self) -> Sequence[wire.Route]:
        return self._loaded.routes if self._loaded else ()

    def _wait_for_template(self) -> wire.Loaded:
        self._zygote.wait_until_ready()
        left = seconds_left(self._limits.load)
        template = self._template.fileno()
        watched = [template, self._output.reader]
        while (seconds := left()) > 0:
            readable, _, _ = select.select(watched, [], [], seconds)
            if not self._output.drain():
                watched = [template]
            if template in readable:
                return self._read_loaded()
        self.show_stacks()
        self._stacks.drain_for(_STACK_SECONDS)
        raise load_timed_out(self._module, self._limits, self.parse_stacks(self._stacks))

    def _read_loaded(self) -> wire.Loaded:
        try:
            data = self._template.recv(_MAX_LOADED)
        except OSError:
            data = b""
        if not data:
            raise load_crashed(self._module, self.parse_stacks(self._stacks))
        try:
            return wire.decode_loaded(data)
        except wire.WireError as error:
            message = f"What came back from importing `{self._module}` was no message of ours: {error}"
            raise HostFault(Reason.TAMPERED, message) from error

    def host(self) -> Host:
        error = self.load()
        if error is not None:
            raise not_loaded(error)
        ours, theirs = socket.socketpair()
        output, stacks = Pipe(), Pipe()
        with theirs, output.writer() as output_end, stacks.writer() as stacks_end:
            try:
                socket.send_fds(self._template, [b"host"], [theirs.fileno(), output_end, stacks_end])
            except OSError as lost:
                for end in (ours, output, stacks):
                    end.close()
                raise HostFault(Reason.CRASHED, "The process that imported your answer ended") from lost
        return Host(self, ours, output, stacks)

    def show_stacks(self) -> None:
        with contextlib.suppress(KeeperLostError):
            self._tell_keeper(wire.ShowStacks())

    def parse_stacks(self, pipe: Pipe) -> list[wire.CodeLine]:
        pipe.drain()
        return pipe.stack(self._folder.path, self._folder.answer)

    def sweep(self) -> None:
        self._imports_again = self._loaded is None or bool(self._loaded.traces) or self._template_died()
        self._send_keeper(wire.End() if self._imports_again else wire.Sweep())
        self._is_swept = False

    def settle(self) -> None:
        if self._is_swept:
            return
        self._is_swept = True
        self._hear_keeper()
        self._folder.restore()
        if self._imports_again:
            self._close_template()
            self._start_template()

    def _template_died(self) -> bool:
        """It says nothing after it has loaded, so anything to read is its end."""
        return bool(select.select([self._template], [], [], 0)[0])

    def restart(self) -> None:
        self._tell_keeper(wire.End())
        self._close_template()
        self._start_template()

    def _tell_keeper(self, command: wire.Sweep | wire.End | wire.ShowStacks) -> None:
        """And wait until it is done."""
        self._send_keeper(command)
        self._hear_keeper()

    def _send_keeper(self, command: wire.Sweep | wire.End | wire.ShowStacks) -> None:
        if self._is_lost:
            raise KeeperLostError
        try:
            self._keeper.settimeout(_KEEPER_SECONDS)
            self._keeper.send(wire.encode(command))
        except OSError:
            self._is_lost = True
            raise KeeperLostError from None

    def _hear_keeper(self) -> None:
        with contextlib.suppress(OSError):
            if not self._is_lost and self._keeper.recv(16):
                return
        self._is_lost = True
        raise KeeperLostError

    def _close_template(self) -> None:
        self._template.close()
        self._output.close()
        self._stacks.close()

    def end(self) -> None:
        if not self._is_ended:
            self._is_ended = True
            self._close_template()
            with contextlib.suppress(OSError):
                # The keeper takes it as the end of the judge: it kills all, removes the folder, and goes.
                self._keeper.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self.end()
        with contextlib.suppress(OSError):
            self._keeper.settimeout(_KEEPER_SECONDS)
            while not self._is_lost and self._keeper.recv(16):
                pass
        self._keeper.close()
        self._folder.remove()
