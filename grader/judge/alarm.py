"""End what runs in this process when its time is over: a check's own code, which no limit of a host can end."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class DoesNotEndError(BaseException):
    """Raised where the code is. No `Exception`, since a check may catch these."""


@contextmanager
def ends_within(seconds: float, what: str) -> Iterator[None]:
    """Raise `DoesNotEndError` in the body when the time is over.

    On Windows, and outside of the main thread, there is no such alarm, and the body runs on.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise DoesNotEndError(f"{what} did not end within {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
