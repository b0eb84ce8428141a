"""What all exchanges of one check with one host share: limits, faults, and the record of what was said."""

import contextlib
import time
from collections.abc import Iterator, Sequence
from typing import Any

from grader.judge.connection import Connection
from grader.judge.exchange import Recording
from grader.judge.faults import HostFault
from grader.judge.host import Host
from grader.judge.limits import Limits


class Session:
    """One host in one check.

    Attributes:
        recordings: The exchanges, in the order in which they began; shared by all hosts of the check.
        faults: What happened to the host; the first one counts.
        deadline: The check's end, on the clock of `time.monotonic`.
    """

    def __init__(
        self,
        host: Host,
        limits: Limits,
        deadline: float,
        *,
        process: int,
        recordings: list[Recording],
        faults: list[HostFault],
    ) -> None:
        self._host = host
        self.limits = limits
        self.deadline = deadline
        self._process = process
        self.recordings = recordings
        self.faults = faults

    def output(self) -> str:
        """What the host has printed so far."""
        self._host.output.drain()
        return self._host.output.text()

    def record(self, kind: str, method: str, url: str, headers: Sequence[tuple[str, str]], body: bytes) -> Recording:
        recording = Recording(kind, self._process, method, url, headers, body)
        self.recordings.append(recording)
        return recording

    def open(
        self,
        recording: Recording | None,
        scope: dict[str, Any],
        event: dict[str, Any] | None,
        *,
        limit: float | None = None,
        what: str = "the start-up of the lifespan",
    ) -> Connection:
        """Begin a scope. `what` names it in messages, where there is no recording. Raises `HostFault`."""
        limit = self.limits.request if limit is None else limit
        end = min(time.monotonic() + limit, self.deadline)
        if recording is not None:
            what = f"`{recording.method} {_path(recording.url)}`"
        try:
            return Connection(self._host, scope, event, end=end, limit=limit, what=what)
        except HostFault as fault:
            self.note(fault, recording)
            raise

    def note(self, fault: HostFault, recording: Recording | None) -> None:
        self.faults.append(fault)
        if recording is not None:
            recording.fault = fault

    @contextlib.contextmanager
    def noting_faults(self, recording: Recording | None, connection: Connection, *, phase: str = "") -> Iterator[None]:
        """Faults inside are kept, and the connection closed."""
        try:
            yield
        except HostFault as fault:
            fault.phase = phase
            self.note(fault, recording)
            connection.close()
            raise


def _path(url: str) -> str:
    return "/" + url.partition("://")[2].partition("/")[2]
