"""Do something in a fork of this process, so that nothing of it stays here but the bytes that it returns."""

import os
import signal
import tempfile
import traceback
from collections.abc import Callable

from grader.judge.parent import end_with


def in_a_fork(work: Callable[[], bytes]) -> bytes:
    """What `work` returns. Linux only, and from the main thread. Raises RuntimeError with the traceback if it raises,
    and KeyboardInterrupt if it was interrupted."""
    with tempfile.TemporaryFile() as file:
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _work_and_end(work, parent, file.fileno())
        try:
            _, status = os.waitpid(pid, 0)
        except BaseException:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            raise
        file.seek(0)
        data = file.read()
    match os.waitstatus_to_exitcode(status):
        case 0:
            return data
        case 130:
            raise KeyboardInterrupt
        case code:
            raise RuntimeError(data.decode(errors="replace") or f"a process of the judge ended with {code}")


def _work_and_end(work: Callable[[], bytes], parent: int, file: int) -> None:
    code = 1
    try:
        if end_with(parent):
            _write(file, work())
            code = 0
    except KeyboardInterrupt:
        code = 130
    except BaseException:  # noqa: BLE001  a forked process must not run on in its parent's code
        _write(file, traceback.format_exc().encode())
    finally:
        os._exit(code)


def _write(file: int, data: bytes) -> None:
    while data:
        data = data[os.write(file, data) :]
