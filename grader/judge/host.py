"""One process that serves the answer for one check, as the judge sees it."""

import contextlib
import socket
import threading
from typing import Protocol

from grader import wire
from grader.judge.output import Pipe

_TASKS_SECONDS = 0.25
# A look may fall between two steps of the answer's, as when a stream has just handed out a piece.
_STACK_LOOKS = 3


class StackShower(Protocol):
    """Whoever started the host and can make its processes write where they are."""

    def show_stacks(self) -> None: ...

    def parse_stacks(self, pipe: Pipe) -> list[wire.CodeLine]: ...


class Host:
    """A running host.

    Attributes:
        control: Takes one byte with a descriptor for each ASGI scope.
        output: What the answer prints.
    """

    def __init__(self, keeper: StackShower, control: socket.socket, output: Pipe, stacks: Pipe) -> None:
        self._keeper = keeper
        self.control = control
        self.output = output
        self._stacks = stacks
        self._looking = threading.Lock()
        self._found: list[wire.CodeLine] = []

    def where(self) -> list[wire.CodeLine]:
        """Where the answer hangs, outermost first: its waiting tasks, else its threads; empty if nobody can tell.

        Of several requests that hang at once the first one looks, and the others are told what it saw.
        """
        with self._looking:
            self._found = self._found or self._look()
            return self._found

    def _look(self) -> list[wire.CodeLine]:
        with contextlib.suppress(OSError):
            self.control.send(b"t")
        self._stacks.drain_for(_TASKS_SECONDS)
        found = self._keeper.parse_stacks(self._stacks)
        for _ in range(_STACK_LOOKS):
            if found:
                break
            self._keeper.show_stacks()
            self._stacks.drain_for(2 * _TASKS_SECONDS)
            found = self._keeper.parse_stacks(self._stacks)
        return found

    def crash_site(self) -> list[wire.CodeLine]:
        """What the interpreter wrote when it crashed, if it did."""
        return self._keeper.parse_stacks(self._stacks)

    def close(self) -> None:
        """Let go of it. Its slot kills it."""
        self.control.close()
        self.output.drain()
        self.output.close()
        self._stacks.close()
