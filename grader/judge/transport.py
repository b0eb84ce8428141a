"""Send httpx2 requests to a host: the transport below `HostClient`."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import httpx2

from grader import wire
from grader.judge.connection import Connection
from grader.judge.exchange import Recording
from grader.judge.session import Session

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
        scope = _scope(request)
        body = request.read()
        kind = "websocket" if request.url.scheme in {"ws", "wss"} else "http"
        recording = self._session.record(kind, request.method, str(request.url), _headers(request), body)
        if kind == "websocket":
            raise Upgrade(recording, _websocket_scope(scope))
        return _Exchange(self._session, recording, request, scope, body).response()


def _headers(request: httpx2.Request) -> list[tuple[str, str]]:
    return list(request.headers.multi_items())


def _scope(request: httpx2.Request) -> dict[str, Any]:
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
        "client": ("127.0.0.1", 50_000),
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
                return httpx2.Response(frame.status, headers=frame.headers, stream=_Stream(self), request=self._request)
        # The app ended without a response, which a server answers with 500.
        self._recording.begin_response(500, [])
        return httpx2.Response(500, request=self._request)

    def body(self) -> Iterator[bytes]:
        with self._session.noting_faults(self._recording, self._connection):
            while (frame := self._next()) is not None:
                if isinstance(frame, wire.ResponseBody) and self._request.method != "HEAD" and frame.body:
                    self._recording.body += frame.body
                    yield frame.body

    def close(self) -> None:
        self._connection.close()


class _Stream(httpx2.SyncByteStream):
    def __init__(self, exchange: _Exchange) -> None:
        self._exchange = exchange

    def __iter__(self) -> Iterator[bytes]:
        return self._exchange.body()

    def close(self) -> None:
        self._exchange.close()
