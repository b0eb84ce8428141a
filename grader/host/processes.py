"""Find and kill processes on Linux, by descent.

A process that left its group, or whose parent died, still descends from its keeper, because the keeper is a child
subreaper (prctl(2)). Processes are addressed by pidfd, so that a number used again is never hit.
"""

import contextlib
import ctypes
import os
import select
import signal
import sys
import time
from collections.abc import Collection

_PR_GET_DUMPABLE = 3
_PR_SET_DUMPABLE = 4
_PR_SET_CHILD_SUBREAPER = 36
_ROUNDS = 100
_KILL_WAIT_SECONDS = 2.0


def become_subreaper() -> None:
    """Orphans among the descendants of this process become its children."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def set_readable(readable: bool) -> bool:
    """Whether other processes of this user may look into this one: its memory, environment and open files.

    What it forks starts with the same. Returns what it was. Does nothing outside Linux. Root may look nonetheless.
    """
    if sys.platform != "linux":
        return True
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    was_readable = bool(prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0))
    prctl(_PR_SET_DUMPABLE, int(readable), 0, 0, 0)
    return was_readable


def children(pid: int) -> list[int]:
    """The pids of a process's children, of all its threads; empty when it is gone."""
    found: list[int] = []
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/children") as listing:
                found += map(int, listing.read().split())
    except OSError:
        pass
    return found


def descendants(pid: int) -> list[int]:
    """Children, their children, and so on."""
    found = []
    for child in children(pid):
        found.append(child)
        found += descendants(child)
    return found


def _is_dead(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as status:
            return status.read().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def reap() -> None:
    """Take the exit status of every dead child."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def wait_for(pids: Collection[int], seconds: float) -> None:
    """Until none of these children is left, or time is over."""
    end = time.monotonic() + seconds
    for pid in pids:
        with contextlib.suppress(OSError):
            handle = os.pidfd_open(pid)
            select.select([handle], [], [], max(0.0, end - time.monotonic()))
            os.close(handle)


def sweep(keep: Collection[int] = ()) -> None:
    """Kill every descendant of this process except `keep`, until none is left.

    In rounds, because a process may fork while it is being looked for; from the second round on all are stopped first.
    """
    for attempt in range(_ROUNDS):
        victims = [pid for pid in descendants(os.getpid()) if pid not in keep and not _is_dead(pid)]
        if not victims:
            break
        handles = []
        for pid in victims:
            with contextlib.suppress(OSError):
                handles.append(os.pidfd_open(pid))
        if attempt:
            _signal_all(handles, signal.SIGSTOP)
        _signal_all(handles, signal.SIGKILL)
        for handle in handles:
            select.select([handle], [], [], _KILL_WAIT_SECONDS)
            os.close(handle)
        reap()
    reap()


def _signal_all(handles: Collection[int], number: signal.Signals) -> None:
    for handle in handles:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, number)
