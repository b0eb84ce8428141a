"""A place to run one answer: load it, start a host, kill what a check left, start again.

There are two kinds, with the same methods: `ForkSlot` on Linux, `SpawnSlot` where forking is not safe.
"""

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from grader import wire
from grader.answer import Answer
from grader.errors import GraderError
from grader.judge.faults import HostFault
from grader.judge.host import Host
from grader.judge.limits import Limits
from grader.models import Reason


class KeeperLostError(GraderError):
    """The answer killed one of our processes, or the machine did. Start anew."""

    def __init__(self) -> None:
        super().__init__("A process of the grader was killed", hint="check again")


class Slot(Protocol):
    """See the module."""

    @property
    def routes(self) -> Sequence[wire.Route]:
        """Of the answer that is loaded now; empty before, and where it has none that can be read."""

    def load(self) -> wire.LoadError | None:
        """Wait until the answer is imported. Returns why it cannot be. Raises `HostFault` if it hangs or dies."""

    def host(self) -> Host:
        """A fresh host, which may still be starting. Raises `HostFault` if the answer cannot be loaded."""

    def sweep(self) -> None:
        """After a check: begin to kill what is left of it. Raises `KeeperLostError`."""

    def settle(self) -> None:
        """Before the next one: wait for the end of the sweep, and restore the folder. Raises `KeeperLostError`."""

    def restart(self) -> None:
        """Kill everything, keep the folder as the answer left it, and import anew."""

    def end(self) -> None:
        """Begin to kill everything in the slot. Only `close` may follow."""

    def close(self) -> None:
        """Kill everything in the slot and remove its folder. Returns when that is done."""


class SlotMaker(Protocol):
    """Makes slots; owns what they share."""

    def slot(
        self, answer: Answer, app: str, limits: Limits, environment: dict[str, str], clock_offset_seconds: float
    ) -> Slot: ...

    def require_alive(self) -> None:
        """Raises `KeeperLostError` if it was killed and can make no more slots."""

    def close(self) -> None:
        """Kill all that is left of its slots. Returns when it is gone."""


def load_timed_out(module: str, limits: Limits, stack: list[wire.CodeLine]) -> HostFault:
    return HostFault(Reason.TIMED_OUT, f"Importing `{module}` did not end within {limits.load:g} s", stack)


def load_crashed(module: str, stack: list[wire.CodeLine]) -> HostFault:
    return HostFault(Reason.CRASHED, f"The process ended while `{module}` was imported", stack)


def not_loaded(error: wire.LoadError) -> HostFault:
    """An import that worked once and not in this check."""
    where = f", at `{error.frames[-1].file}`, line {error.frames[-1].line}" if error.frames else ""
    return HostFault(
        Reason.IMPORT_FAILED, f"The app could not be loaded in this check: {error.text}{where}", error.frames
    )


def seconds_left(limit: float) -> Callable[[], float]:
    """A clock that runs down from `limit`, never below 0."""
    end = time.monotonic() + limit
    return lambda: max(0.0, end - time.monotonic())
