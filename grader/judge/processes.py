"""What is slow to start and is started first. Light to import; see `zygote`."""

import os
from typing import TYPE_CHECKING, Self

from grader.judge import zygote

if TYPE_CHECKING:
    from grader.judge.slot import SlotMaker


class Processes:
    """What is slow to start, and can serve run after run: a zygote, or a spare interpreter. Close it at the end.

    Attributes:
        fork: Whether hosts are forked; by default where that is safe.
    """

    def __init__(self, *, fork: bool | None = None) -> None:
        self.fork = can_fork() if fork is None else fork
        self._maker: SlotMaker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> "SlotMaker":
        """The maker of slots. It may still be starting; a slot waits for it."""
        if self._maker is None:
            if self.fork:
                self._maker = zygote.Zygote()
            else:
                from grader.judge.spawn import Spares

                self._maker = Spares()
        return self._maker

    def close(self) -> None:
        """Kill what is left. The next `start` starts anew."""
        if self._maker is not None:
            self._maker.close()
            self._maker = None


def can_fork() -> bool:
    """Whether hosts are forked from a warm process here. `LEARNFASTAPI_FORK=0` says no."""
    return zygote.is_available() and os.environ.get("LEARNFASTAPI_FORK", "1") != "0"
