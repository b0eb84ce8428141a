"""A WebSocket to a host, with the methods of Starlette's `WebSocketTestSession`."""

import json
import math
from types import TracebackType
from typing import Any, Literal, Self

from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from grader import wire
from grader.judge.exchange import Recording
from grader.judge.session import Session

_NORMAL, _ABNORMAL, _INTERNAL_ERROR = 1000, 1006, 1011


class HostWebSocket:
    """Use it in a `with` statement; entering raises `WebSocketDisconnect` if the app refuses.

    Each `receive` waits at most as long as a request may take. A list of errors as close reason is kept as it is.
    """

    def __init__(self, session: Session, recording: Recording, scope: dict[str, Any]) -> None:
        self._session = session
        self._recording = recording
        self._scope = scope
        self._is_over = False
        self.accepted_subprotocol: str | None = None
        self.extra_headers: list[tuple[bytes, bytes]] | None = None

    def __enter__(self) -> Self:
        self._connection = self._session.open(
            self._recording, self._scope, {"type": "websocket.connect"}, limit=math.inf
        )
        try:
            message = self.receive()
            self._raise_on_close(message)
        except BaseException:
            self._connection.close()
            raise
        self.accepted_subprotocol, self.extra_headers = message.get("subprotocol"), message.get("headers")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        try:
            if kind is None and not self._is_over:
                self.close()
                self._connection.extend(self._session.limits.request)
                with self._session.noting_faults(self._recording, self._connection):
                    while not isinstance(frame := self._connection.next(), wire.Done):
                        pass
                self._recording.done = frame
        finally:
            self._connection.close()

    def send(self, message: dict[str, Any]) -> None:
        """An ASGI event."""
        self._connection.send(wire.Event(message))

    def send_text(self, data: str) -> None:
        self._recording.heard("client", data, None)
        self.send({"type": "websocket.receive", "text": data})

    def send_bytes(self, data: bytes) -> None:
        self._recording.heard("client", None, data)
        self.send({"type": "websocket.receive", "bytes": data})

    def send_json(self, data: Any, mode: Literal["text", "binary"] = "text") -> None:
        text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
        if mode == "text":
            self.send_text(text)
        else:
            self.send_bytes(text.encode())

    def close(self, code: int = _NORMAL, reason: str | None = None) -> None:
        self.send({"type": "websocket.disconnect", "code": code, "reason": reason})

    def receive(self) -> dict[str, Any]:
        """The app's next ASGI message; a close when the app ended without one."""
        self._connection.extend(self._session.limits.request)
        while True:
            with self._session.noting_faults(self._recording, self._connection):
                frame = self._connection.next()
            match frame:
                case wire.Want():
                    continue
                case wire.Send(text, data):
                    self._recording.heard("server", text, data)
                    body = {"text": text} if text is not None else {"bytes": data}
                    return {"type": "websocket.send", **body}
                case wire.Accept(subprotocol, headers):
                    self._recording.begin_response(101, headers)
                    return {"type": "websocket.accept", "subprotocol": subprotocol, "headers": headers}
                case wire.Close(code, reason):
                    return {"type": "websocket.close", "code": code, "reason": reason or ""}
                case wire.DenialStart(status, headers):
                    self._recording.begin_response(status, headers)
                    return {"type": "websocket.http.response.start", "status": status, "headers": headers}
                case wire.DenialBody(body, more):
                    self._recording.body += body
                    return {"type": "websocket.http.response.body", "body": body, "more_body": more}
                case wire.Done(error):
                    self._is_over = True
                    self._recording.done = frame
                    code = _INTERNAL_ERROR if error else _ABNORMAL
                    return {"type": "websocket.close", "code": code, "reason": ""}

    def _raise_on_close(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.close":
            raise WebSocketDisconnect(message["code"], message["reason"])
        if message["type"] == "websocket.http.response.start":
            body = b""
            while (part := self.receive())["type"] == "websocket.http.response.body":
                body += part["body"]
                if not part["more_body"]:
                    break
            raise WebSocketDenialResponse(status_code=message["status"], headers=message["headers"], content=body)

    def receive_text(self) -> str:
        """Raises `WebSocketDisconnect` when the app closes, and AssertionError when it sends bytes."""
        return str(self._receive("text"))

    def receive_bytes(self) -> bytes:
        """Raises `WebSocketDisconnect` when the app closes, and AssertionError when it sends text."""
        return bytes(self._receive("bytes"))

    def receive_json(self, mode: Literal["text", "binary"] = "text") -> Any:
        """Raises `WebSocketDisconnect` when the app closes, and ValueError for what is no JSON."""
        return json.loads(self._receive("text" if mode == "text" else "bytes"))

    def _receive(self, form: str) -> Any:
        message = self.receive()
        self._raise_on_close(message)
        assert form in message, f"the app sent {'bytes' if form == 'text' else 'text'}, and {form} was awaited"
        return message[form]
