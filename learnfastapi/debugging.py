"""Python's debugger at the learner's code: at the first line of a function, and where an exception was raised."""

import pdb
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

# Who steps out of an endpoint does not want to walk through these.
_NOT_THEIRS = ["fastapi.*", "starlette.*", "anyio.*", "asyncio.*", "concurrent.*", "threading", "contextlib", "httpx*"]


class Stop:
    """Waits in every thread for a function to be called, and starts the debugger there, once.

    A line number is of no use, since the learner may have edited the file meanwhile.

    Attributes:
        is_armed: Before it is, the function runs on.
    """

    def __init__(self, file: Path, function: str) -> None:
        self._place = (str(file), function)
        self.is_armed = False

    def install(self) -> None:
        """For this thread and those that begin from now on."""
        threading.settrace(self._trace)
        sys.settrace(self._trace)

    def _trace(self, frame: FrameType, event: str, argument: Any) -> Any:
        code = frame.f_code
        if not self.is_armed or (code.co_filename, code.co_name) != self._place:
            return None
        self.is_armed = False
        debugger = pdb.Pdb(skip=_NOT_THEIRS)
        debugger.set_trace(frame)
        return debugger.trace_dispatch


def post_mortem(error: BaseException, folder: Path) -> None:
    """The debugger in the innermost frame of the learner's files, or in the innermost of all."""
    sys.settrace(None)
    threading.settrace(None)
    trace, last = error.__traceback__, None
    while trace is not None:
        if Path(trace.tb_frame.f_code.co_filename).is_relative_to(folder):
            last = trace
        trace = trace.tb_next
    if last is not None:
        last.tb_next = None  # what is below is the framework's
    pdb.post_mortem(error.__traceback__)
