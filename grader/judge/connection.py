"""The judge's end of one ASGI scope: blocking calls with a deadline, which keep the host's output flowing.

No event loop and no thread: a call that waits for the answer waits for its socket and for its output at once, and
raises `HostFault` itself when time is over, the process is gone, or what came is no frame.
"""

import select
import socket
import time
from typing import Any

from grader import wire
from grader.judge.faults import HostFault
from grader.judge.host import Host
from grader.judge.limits import MAX_EXCHANGE_BYTES
from grader.models import Reason


class Connection:
    """One scope, from `Open` to `Done`. `end` is on the clock of `time.monotonic`.

    Attributes:
        what: Names the exchange in messages, such as "`GET /drawers/347`".
    """

    def __init__(
        self, host: Host, scope: dict[str, Any], event: dict[str, Any] | None, *, end: float, limit: float, what: str
    ) -> None:
        self._host = host
        self._end = end
        self._limit = limit
        self.what = what
        self._frames = wire.Buffer.of_host_frames()
        self._received = 0
        self._socket, theirs = socket.socketpair()
        self._socket.setblocking(False)
        with theirs:
            try:
                socket.send_fds(host.control, [b"s"], [theirs.fileno()])
            except OSError:
                self._socket.close()
                raise self._crashed() from None
        self.send(wire.Open(scope, event))

    def extend(self, seconds: float) -> None:
        """Begin a new limit."""
        self._end = time.monotonic() + seconds
        self._limit = seconds

    def name(self, what: str) -> None:
        """What messages call it from now on."""
        self.what = what

    def send(self, frame: wire.Open | wire.Event) -> None:
        """A frame to the host. A host that hung up is noticed on the next read."""
        data = memoryview(wire.pack(frame))
        while data:
            try:
                data = data[self._socket.send(data) :]
            except BlockingIOError:
                self._wait(writing=True)
            except OSError:
                return

    def next(self) -> Any:
        """The host's next frame. Raises `HostFault`."""
        while True:
            try:
                frame = self._frames.next()
            except wire.FrameTooLargeError:
                message = f"One piece of the answer to {self.what} is larger than {wire.MAX_FRAME >> 20} MB"
                raise HostFault(Reason.TOO_LARGE, message) from None
            except wire.WireError as error:
                message = f"Something that no app sends came back for {self.what}: {error}"
                raise HostFault(Reason.TAMPERED, message) from None
            if frame is not None:
                return self._counted(frame)
            try:
                data = self._socket.recv(wire.CHUNK)
            except BlockingIOError:
                self._wait(writing=False)
                continue
            except ConnectionError:
                data = b""
            if not data:
                raise self._crashed()
            self._frames.feed(data)

    def _counted(self, frame: Any) -> Any:
        if isinstance(frame, wire.ResponseBody | wire.DenialBody):
            self._received += len(frame.body)
        elif isinstance(frame, wire.Send):
            self._received += len(frame.text or "") + len(frame.data or b"")
        if self._received > MAX_EXCHANGE_BYTES:
            raise self.too_large()
        return frame

    def too_large(self) -> HostFault:
        return HostFault(Reason.TOO_LARGE, f"The answer to {self.what} is larger than {MAX_EXCHANGE_BYTES >> 20} MB")

    def _wait(self, *, writing: bool) -> None:
        """Until the socket can be used; reads the host's output meanwhile."""
        output = self._host.output
        watched, ours = [output.reader], self._socket.fileno()
        while True:
            left = self._end - time.monotonic()
            if left <= 0:
                raise self._timed_out()
            readers, writers = (watched, [ours]) if writing else ([ours, *watched], [])
            readable, writable, _ = select.select(readers, writers, [], left)
            if output.reader in readable and not output.drain():
                watched = []
            if writable or ours in readable:
                return

    def _timed_out(self) -> HostFault:
        stack = self._host.where()
        if self._received:
            message = f"The answer to {self.what} did not end within {self._limit:g} s; {self._received} bytes had come"
        else:
            message = f"Nothing came back for {self.what} within {self._limit:g} s"
        return HostFault(Reason.TIMED_OUT, message, stack)

    def _crashed(self) -> HostFault:
        stack = self._host.crash_site()
        return HostFault(Reason.CRASHED, f"Your app's process ended during {self.what}", stack)

    def close(self) -> None:
        """Hang up; the app sees a disconnect."""
        self._socket.close()
