"""Several equal requests at once, and when each of them began and ended."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx2

from grader.judge.client import HostClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One of the requests. `started` and `ended` are seconds from the start of the first one."""

    response: httpx2.Response
    started: float
    ended: float


class Together:
    """What came of requests that were sent at once, in the order in which they were sent.

    Attributes:
        seconds: From the start of the first one to the end of the last.
    """

    def __init__(self, requests: Sequence[Timed]) -> None:
        self.requests = tuple(requests)
        self.seconds = max(each.ended for each in requests)

    def __iter__(self) -> Iterator[Timed]:
        return iter(self.requests)

    def __len__(self) -> int:
        return len(self.requests)

    def __getitem__(self, index: int) -> Timed:
        return self.requests[index]

    @property
    def rounds(self) -> float:
        """How many times as long as the shortest one all of them took: near 1 side by side, near n in a row."""
        return self.seconds / min(each.ended - each.started for each in self.requests)

    def assert_side_by_side(self) -> None:
        """Fail if they were answered one after the other.

        Both times are measured here and now, and the limit lies in the middle between 1 and n: a slow machine changes
        little, if what is waited for takes 0.2 s or more.
        """
        if self.rounds >= (len(self) + 1) / 2:
            raise AssertionError(
                f"{len(self)} requests at once took {self.seconds:.2f} s, {self.rounds:.1f} times as long as the "
                "shortest of them: your app answered them one after the other"
            )

    def timeline(self) -> list[str]:
        """A line for each request, such as `request 1: 0.00 to 0.51 s`."""
        width = len(str(len(self)))
        return [
            f"request {number:>{width}}: {each.started:.2f} to {each.ended:.2f} s"
            for number, each in enumerate(self, 1)
        ]


def ask_together(client: HostClient, count: int, method: str, path: str, **kwargs: Any) -> Together:
    """Send `count` requests, then wait for all. Raises the first `HostFault` after all have ended."""
    began = time.monotonic()
    waiters = [_Waiter(began, client.begin(method, path, **kwargs)) for _ in range(count)]
    for waiter in waiters:
        waiter.start()
    for waiter in waiters:
        waiter.join()
    return Together([waiter.result() for waiter in waiters])


class _Waiter(threading.Thread):
    """Waits for one response. The judge blocks on sockets with a deadline of its own, so it ends."""

    def __init__(self, began: float, wait: Callable[[], httpx2.Response]) -> None:
        super().__init__(daemon=True)
        self._began = began
        self._wait = wait
        self._sent_at = time.monotonic() - began
        self._response: httpx2.Response | None = None
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._response = self._wait()
        except BaseException as error:  # noqa: BLE001  raised again in the check's thread
            self._error = error
        self._ended = time.monotonic() - self._began

    def result(self) -> Timed:
        if self._response is None:
            assert self._error is not None
            raise self._error
        return Timed(response=self._response, started=self._sent_at, ended=self._ended)
