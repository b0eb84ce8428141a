"""One HTTP request to a host, frame by frame, below any client.

`HostTransport` wraps it for httpx2. What sends many requests and needs no cookies, redirects or response objects uses
it as it is: `begin` several, then `finish` each, and their hosts work at the same time.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from grader import wire
from grader.judge.connection import Connection
from grader.judge.exchange import Recording
from grader.judge.faults import HostFault
from grader.judge.session import Session
from grader.models import Reason

_WITHOUT_BODY = (204, 304)
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


class HttpExchange:
    """One request on its way. `scope` and `body` are as ASGI has them.

    Attributes:
        recording: What came so far.
    """

    def __init__(self, session: Session, recording: Recording, scope: dict[str, Any], body: bytes) -> None:
        self.recording = recording
        self._session = session
        self._rest = memoryview(body)
        self._connection: Connection = session.open(recording, scope, self._next_event())

    def _next_event(self) -> dict[str, Any]:
        chunk, self._rest = self._rest[: wire.CHUNK], self._rest[wire.CHUNK :]
        return {"type": "http.request", "body": bytes(chunk), "more_body": bool(self._rest)}

    def _next(self) -> Any:
        """The next frame that is part of the response; None after the last."""
        while True:
            frame = self._connection.next()
            self.recording.touch()
            if isinstance(frame, wire.Want):
                if self._rest:
                    self._connection.send(wire.Event(self._next_event()))
            elif isinstance(frame, wire.Done):
                self.recording.done = frame
                self._connection.close()
                return None
            else:
                return frame

    def begin_response(self) -> wire.ResponseStart | None:
        """Wait for the status. None if the app ended without a response, which a server answers with 500.

        Raises `HostFault`.
        """
        with self._session.noting_faults(self.recording, self._connection):
            frame = self._next()
        if isinstance(frame, wire.ResponseStart):
            self.recording.begin_response(frame.status, frame.headers)
            return frame
        self.recording.begin_response(500, [])
        return None

    def body(self) -> Iterator[bytes]:
        """The pieces of the body as they come, until the app has ended. Raises `HostFault`."""
        length, is_whole = 0, False
        with self._session.noting_faults(self.recording, self._connection):
            while (frame := self._next()) is not None:
                if not isinstance(frame, wire.ResponseBody):
                    continue
                length += len(frame.body)
                is_whole = not frame.more
                if self.recording.method != "HEAD" and frame.body:
                    self.recording.body += frame.body
                    yield frame.body
            if not is_whole:
                raise self._broken_off()
            self._require_length(length)

    def _broken_off(self) -> HostFault:
        """The app ended and had not said that its answer did: a server cuts the connection."""
        done = self.recording.done
        if done is not None and done.error:
            raised = done.error.partition("\n")[0]
            message = f"Your app raised `{raised}` in the middle of its answer to {self._connection.what}"
            return HostFault(Reason.ASSERTION, message, done.frames)
        message = f"Your app returned in the middle of its answer to {self._connection.what}"
        return HostFault(Reason.ASSERTION, message)

    def _require_length(self, length: int) -> None:
        """A server cuts the connection where the body is not as long as its header says."""
        said = dict(self.recording.headers).get("content-length")
        has_none = self.recording.method == "HEAD" or self.recording.status in _WITHOUT_BODY
        if said is not None and not has_none and said != str(length):
            message = f"The answer to {self._connection.what} says `content-length: {said}`, and has {length} bytes"
            raise HostFault(Reason.ASSERTION, message)

    def too_large(self) -> HostFault:
        """The fault of an answer that is too large when it is unpacked; noted here, to be raised there."""
        fault = self._connection.too_large()
        self._session.note(fault, self.recording)
        self._connection.close()
        return fault

    def finish(self) -> Recording:
        """Wait for all of it. Raises `HostFault`."""
        if self.begin_response() is not None:
            for _ in self.body():
                pass
        return self.recording

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def begin(session: Session, method: str, url: str, headers: Sequence[tuple[str, str]], body: bytes) -> HttpExchange:
    """Send a request. `url` is absolute, percent-encoded ASCII; the header `host` is added. Raises `HostFault`."""
    parts = urlsplit(url)
    count = len(session.recordings)
    with_host = [("host", parts.netloc), *headers, *([("content-length", str(len(body)))] if body else [])]
    recording = session.record("http", method, url, with_host, body)
    scope = http_scope(
        method=method,
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=parts.port,
        raw_path=parts.path.encode(),
        query=parts.query.encode(),
        headers=[(name.lower().encode(), value.encode("latin-1")) for name, value in with_host],
        count=count,
    )
    return HttpExchange(session, recording, scope, body)


def http_scope(
    *,
    method: str,
    scheme: str,
    host: str,
    port: int | None,
    raw_path: bytes,
    query: bytes,
    headers: wire.HeaderList,
    count: int,
) -> dict[str, Any]:
    """An ASGI scope. https://asgi.readthedocs.io/en/latest/specs/www.html#http-connection-scope

    `count` is how many requests came before it, the same on the answer and on the solution.
    """
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": unquote(raw_path.decode("ascii")),
        "raw_path": raw_path,
        "root_path": "",
        "scheme": scheme,
        "query_string": query,
        "headers": headers,
        # A port as a system gives them out, since one that is always the same gives a check away.
        "client": ("127.0.0.1", 32_768 + (count * 613 + 5_077) % 28_232),
        "server": (host, port or _PORTS[scheme]),
        "extensions": {},
    }
