"""Send httpx2 requests to a host: the transport below `HostClient`."""

from collections.abc import Iterator
from typing import Any

import httpx2

from grader import wire
from grader.judge.exchange import Recording
from grader.judge.http import HttpExchange, http_scope
from grader.judge.limits import MAX_EXCHANGE_BYTES
from grader.judge.session import Session


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
        return response_of(self.begin(request), request)

    def begin(self, request: httpx2.Request) -> HttpExchange:
        """Send it, and do not wait for an answer. Raises `HostFault`, and `Upgrade` for a WebSocket."""
        scope = _scope(request, len(self._session.recordings))
        body = request.read()
        kind = "websocket" if request.url.scheme in {"ws", "wss"} else "http"
        recording = self._session.record(kind, request.method, str(request.url), _headers(request), body)
        if kind == "websocket":
            raise Upgrade(recording, _websocket_scope(scope))
        return HttpExchange(self._session, recording, scope, body)


def response_of(exchange: HttpExchange, request: httpx2.Request) -> httpx2.Response:
    """The response to a request that was sent, its body still to be read. Raises `HostFault`."""
    start = exchange.begin_response()
    if start is None:
        return httpx2.Response(500, request=request)
    return _Response(exchange, start, request)


def _headers(request: httpx2.Request) -> list[tuple[str, str]]:
    return list(request.headers.multi_items())


def _scope(request: httpx2.Request, count: int) -> dict[str, Any]:
    url = request.url
    return http_scope(
        method=request.method,
        scheme=url.scheme,
        host=url.host,
        port=url.port,
        raw_path=url.raw_path.partition(b"?")[0],
        query=url.query,
        headers=[(name.lower(), value) for name, value in request.headers.raw],
        count=count,
    )


def _websocket_scope(scope: dict[str, Any]) -> dict[str, Any]:
    asked = dict(scope["headers"]).get(b"sec-websocket-protocol", b"").decode()
    protocols = [name.strip() for name in asked.split(",") if name.strip()]
    kept = {key: value for key, value in scope.items() if key != "method"}
    return {**kept, "type": "websocket", "subprotocols": protocols, "extensions": {"websocket.http.response": {}}}


class _Response(httpx2.Response):
    """A response that a check reads. Counts what comes out of a compressed body, which can be a thousand times it."""

    def __init__(self, exchange: HttpExchange, start: wire.ResponseStart, request: httpx2.Request) -> None:
        super().__init__(start.status, headers=start.headers, stream=_Stream(exchange), request=request)
        self._exchange = exchange

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        length = 0
        for piece in super().iter_bytes(chunk_size):
            length += len(piece)
            if length > MAX_EXCHANGE_BYTES:
                raise self._exchange.too_large()
            yield piece


class _Stream(httpx2.SyncByteStream):
    def __init__(self, exchange: HttpExchange) -> None:
        self._exchange = exchange

    def __iter__(self) -> Iterator[bytes]:
        return self._exchange.body()

    def close(self) -> None:
        self._exchange.close()
