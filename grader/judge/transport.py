"""Send httpx2 requests to a host: the transport below `HostClient`."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import unquote

import httpx2

from grader import wire
from grader.judge.connection import Connection
from grader.judge.exchange import Recording
from grader.judge.faults import HostFault
from grader.judge.limits import MAX_EXCHANGE_BYTES
from grader.judge.session import Session
from grader.models import Reason

_WITHOUT_BODY = (204, 304)
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


class Upgrade(Exception):  # noqa: N818  carries a result out of httpx2, as Starlette's TestClient does
    """The request asks for a WebSocket."""

    def __init__(self, recording: Recording, scope: dict[str, Any]) -> None:
        self.recording = recording
        self.scope = scope


class HostTransport(httpx2.BaseTransport):
    """Turns a request into an ASGI scope, and the app's messages into a response."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        scope = _scope(request, len(self._session.recordings))
        body = request.read()
        kind = "websocket" if request.url.scheme in {"ws", "wss"} else "http"
        recording = self._session.record(kind, request.method, str(request.url), _headers(request), body)
        if kind == "websocket":
            raise Upgrade(recording, _websocket_scope(scope))
        return _Exchange(self._session, recording, request, scope, body).response()


def _headers(request: httpx2.Request) -> list[tuple[str, str]]:
    return list(request.headers.multi_items())


def _scope(request: httpx2.Request, count: int) -> dict[str, Any]:
    """`count` is how many requests came before it, the same on the answer and on the solution."""
    url = request.url
    return {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "path": unquote(url.path),
        "raw_path": url.raw_path.partition(b"?")[0],
        "root_path": "",
        "scheme": url.scheme,
        "query_string": url.query,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        # A port as a system gives them out, since one that is always the same gives a check away.
        "client": ("127.0.0.1", 32_768 + (count * 613 + 5_077) % 28_232),
        "server": (url.host, url.port or _PORTS[url.scheme]),
        "extensions": {},
    }


def _websocket_scope(scope: dict[str, Any]) -> dict[str, Any]:
    asked = dict(scope["headers"]).get(b"sec-websocket-protocol", b"").decode()
    protocols = [name.strip() for name in asked.split(",") if name.strip()]
    kept = {key: value for key, value in scope.items() if key != "method"}
    return {**kept, "type": "websocket", "subprotocols": protocols, "extensions": {"websocket.http.response": {}}}


class _Exchange:
    """One request on its way."""

    def __init__(
        self, session: Session, recording: Recording, request: httpx2.Request, scope: dict[str, Any], body: bytes
    ) -> None:
        self._recording = recording
        self._request = request
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
            self._recording.touch()
            if isinstance(frame, wire.Want):
                if self._rest:
                    self._connection.send(wire.Event(self._next_event()))
            elif isinstance(frame, wire.Done):
                self._recording.done = frame
                self._connection.close()
                return None
            else:
                return frame

    def response(self) -> httpx2.Response:
        with self._session.noting_faults(self._recording, self._connection):
            frame = self._next()
            if isinstance(frame, wire.ResponseStart):
                self._recording.begin_response(frame.status, frame.headers)
                return _Response(self, frame, self._request)
        # The app ended without a response, which a server answers with 500.
        self._recording.begin_response(500, [])
        return httpx2.Response(500, request=self._request)

    def body(self) -> Iterator[bytes]:
        length, is_whole = 0, False
        with self.noting_faults():
            while (frame := self._next()) is not None:
                if not isinstance(frame, wire.ResponseBody):
                    continue
                length += len(frame.body)
                is_whole = not frame.more
                if self._request.method != "HEAD" and frame.body:
                    self._recording.body += frame.body
                    yield frame.body
            if not is_whole:
                raise self._broken_off()
            self._require_length(length)

    def _broken_off(self) -> HostFault:
        """The app ended and had not said that its answer did: a server cuts the connection."""
        done = self._recording.done
        if done is not None and done.error:
            raised = done.error.rpartition("\n")[2]
            message = f"Your app raised `{raised}` in the middle of its answer to {self._connection.what}"
            return HostFault(Reason.ASSERTION, message, done.frames)
        message = f"Your app returned in the middle of its answer to {self._connection.what}"
        return HostFault(Reason.ASSERTION, message)

    def _require_length(self, length: int) -> None:
        """A server cuts the connection where the body is not as long as its header says."""
        said = dict(self._recording.headers).get("content-length")
        has_none = self._request.method == "HEAD" or self._recording.status in _WITHOUT_BODY
        if said is not None and not has_none and said != str(length):
            message = f"The answer to {self._connection.what} says `content-length: {said}`, and has {length} bytes"
            raise HostFault(Reason.ASSERTION, message)

    def noting_faults(self) -> AbstractContextManager[None]:
        return self._session.noting_faults(self._recording, self._connection)

    def too_large(self) -> HostFault:
        return self._connection.too_large()

    def close(self) -> None:
        self._connection.close()


class _Response(httpx2.Response):
    """A response that a check reads. Counts what comes out of a compressed body, which can be a thousand times it."""

    def __init__(self, exchange: _Exchange, start: wire.ResponseStart, request: httpx2.Request) -> None:
        super().__init__(start.status, headers=start.headers, stream=_Stream(exchange), request=request)
        self._exchange = exchange

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        length = 0
        for piece in super().iter_bytes(chunk_size):
            length += len(piece)
            if length > MAX_EXCHANGE_BYTES:
                with self._exchange.noting_faults():
                    raise self._exchange.too_large()
            yield piece


class _Stream(httpx2.SyncByteStream):
    def __init__(self, exchange: _Exchange) -> None:
        self._exchange = exchange

    def __iter__(self) -> Iterator[bytes]:
        return self._exchange.body()

    def close(self) -> None:
        self._exchange.close()
