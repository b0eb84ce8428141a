"""One request and what comes of it, recorded while it happens and turned into the report's `Exchange`."""

import base64
import json
import shlex
import time
from collections.abc import Sequence
from typing import Any

import msgspec

from grader import wire
from grader.judge.faults import HostFault
from grader.models import Body, Endpoint, Exchange, Frame, Message, Request, Response

_MAX_JSON_BYTES = 100_000
_MAX_TEXT_CHARACTERS = 20_000
_MAX_BASE64_BYTES = 15_000
# What the client adds by itself; a `curl` line needs none of it.
_OWN_HEADERS = frozenset({"host", "accept", "accept-encoding", "connection", "user-agent", "content-length"})
_SOCKET_HEADERS = frozenset({"upgrade", "sec-websocket-key", "sec-websocket-version", "sec-websocket-protocol"})


class Recording:
    """An exchange in the making.

    Attributes:
        status: None until the answer's response begins.
        body: What came so far.
        done: The host's last frame; None while there is none.
        fault: What ended the exchange too early.
        expected: What the solution answered to this very request, where a fixture asked it; else None.
    """

    def __init__(
        self, kind: str, process: int, method: str, url: str, headers: Sequence[tuple[str, str]], body: bytes
    ) -> None:
        self.kind = kind
        self.process = process
        self.method = method
        self.url = url
        self.request_headers = list(headers)
        self.request_body = body
        self.status: int | None = None
        self.headers: list[tuple[str, str]] = []
        self.body = bytearray()
        self.messages: list[Message] = []
        self.done: wire.Done | None = None
        self.fault: HostFault | None = None
        self.expected: Response | None = None
        self._began = time.monotonic()
        self._seconds = 0.0

    def begin_response(self, status: int, headers: wire.HeaderList) -> None:
        self.status = status
        self.headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]
        self.touch()

    def touch(self) -> None:
        """Something came."""
        self._seconds = time.monotonic() - self._began

    def heard(self, sender: str, text: str | None, data: bytes | None) -> None:
        """A WebSocket message was sent or came."""
        if text is not None:
            self.messages.append(Message(sender=sender, text=text[:_MAX_TEXT_CHARACTERS]))
        else:
            self.messages.append(Message(sender=sender, base64=_base64(data or b"")))
        self.touch()

    def response(self) -> Response | None:
        if self.status is None:
            return None
        return Response(
            status=self.status, headers=self.headers, body=body_of(bytes(self.body), media_type_of(self.headers))
        )

    def exchange(self, expected: Response | None) -> Exchange:
        """The finished value."""
        endpoint = self.done.endpoint if self.done else None
        return Exchange(
            kind=self.kind,
            process=self.process,
            request=Request(
                method=self.method,
                url=self.url,
                headers=self.request_headers,
                body=body_of(self.request_body, media_type_of(self.request_headers)),
            ),
            response=self.response(),
            expected=expected,
            messages=self.messages,
            curl=self._curl(),
            endpoint=Endpoint(function=endpoint.name, file=endpoint.file, line=endpoint.line) if endpoint else None,
            error=self.done.error if self.done else None,
            traceback=frames(self.done.frames) if self.done and self.done.error else None,
            fault=self.fault.message if self.fault else None,
            seconds=round(self._seconds, 4),
        )

    def _curl(self) -> str:
        parts = ["curl"]
        if self.kind == "websocket":
            parts += ["--include", "--no-buffer"]
        elif self.method == "HEAD":
            parts.append("--head")
        elif self.method != ("POST" if self.request_body else "GET"):
            parts += ["-X", self.method]
        parts.append(shlex.quote(self.url))
        for name, value in self.request_headers:
            if name.lower() not in _OWN_HEADERS | _SOCKET_HEADERS:
                parts += ["-H", shlex.quote(f"{name}: {value}")]
        if self.request_body:
            try:
                parts += ["--data-binary", shlex.quote(self.request_body.decode())]
            except UnicodeDecodeError:
                octal = "".join(f"\\{byte:03o}" for byte in self.request_body[:_MAX_BASE64_BYTES])
                return f"printf '{octal}' | {' '.join(parts)} --data-binary @-"
        return " ".join(parts)


def frames(lines: Sequence[wire.CodeLine]) -> list[Frame]:
    """The report's form of a traceback."""
    return [Frame(file=line.file, line=line.line, function=line.function, code=line.code) for line in lines]


def media_type_of(headers: Sequence[tuple[str, str]]) -> str:
    """Without parameters, in small letters; "" if there is none."""
    for name, value in headers:
        if name.lower() == "content-type":
            return value.partition(";")[0].strip().lower()
    return ""


def body_of(data: bytes, media_type: str) -> Body | None:
    """A body in its most readable form; None when it is empty."""
    if not data:
        return None
    if (media_type == "application/json" or media_type.endswith("+json")) and len(data) <= _MAX_JSON_BYTES:
        try:
            value = json.loads(data, parse_constant=_refuse_constant)
            msgspec.json.encode(value)  # numbers that the report could not hold
        except (ValueError, RecursionError, OverflowError):
            pass
        else:
            return Body(json=value, bytes=len(data))
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return Body(base64=_base64(data), bytes=len(data), truncated=len(data) > _MAX_BASE64_BYTES)
    return Body(text=text[:_MAX_TEXT_CHARACTERS], bytes=len(data), truncated=len(text) > _MAX_TEXT_CHARACTERS)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _base64(data: bytes) -> str:
    return base64.b64encode(data[:_MAX_BASE64_BYTES]).decode()
