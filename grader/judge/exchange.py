"""One request and what comes of it, recorded while it happens and turned into the report's `Exchange`."""

import base64
import json
import re
import shlex
import time
from collections.abc import Sequence
from typing import Any

import msgspec

from grader import wire
from grader.judge.faults import HostFault
from grader.models import Body, Endpoint, Exchange, Frame, Local, Message, Request, Response

_MAX_JSON_BYTES = 100_000
_MAX_TEXT_CHARACTERS = 20_000
_MAX_BASE64_BYTES = 15_000
_MAX_HEADERS = 200
_MAX_HEADER_CHARACTERS = 8_000
_CONNECTION_HEADERS = frozenset({"connection", "content-length", "transfer-encoding"})
_SOCKET_HEADERS = frozenset({"upgrade", "sec-websocket-key", "sec-websocket-version", "sec-websocket-protocol"})

_GLOB = re.compile(r"[][{}]")


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
        self.headers = [
            (name.decode("latin-1")[:_MAX_HEADER_CHARACTERS], value.decode("latin-1")[:_MAX_HEADER_CHARACTERS])
            for name, value in headers[:_MAX_HEADERS]
        ]
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

    def request(self) -> Request:
        return Request(
            method=self.method,
            url=self.url,
            headers=self.request_headers,
            body=body_of(self.request_body, media_type_of(self.request_headers)),
        )

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
            request=self.request(),
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
            parts += ["-X", shlex.quote(self.method)]
        # Without these, curl takes brackets for ranges and follows dots by itself.
        parts += ["--globoff"] if _GLOB.search(self.url) else []
        parts += ["--path-as-is"] if "/." in self.url else []
        parts.append(shlex.quote(self.url))
        for header in self._curl_headers():
            parts += ["-H", shlex.quote(header)]
        if self.request_body:
            try:
                text = self.request_body.decode()
            except UnicodeDecodeError:
                text = "\0"
            if "\0" in text:  # no argument of a program can hold it
                octal = "".join(f"\\{byte:03o}" for byte in self.request_body[:_MAX_BASE64_BYTES])
                return f"printf '{octal}' | {' '.join(parts)} --data-binary @-"
            # Not `--data-binary`, which takes a text that begins with `@` for the name of a file.
            parts += ["--data-raw", shlex.quote(text)]
        return " ".join(parts)

    def _curl_headers(self) -> list[str]:
        """What the check chose. An empty value has a form of its own, and a content type of curl's has to be denied."""
        found = [
            f"{name}: {value}" if value else f"{name};"
            for name, value in self.request_headers
            if not _is_own(name.lower(), value, self.url)
        ]
        is_typed = any(name.lower() == "content-type" for name, _ in self.request_headers)
        return found if is_typed or not self.request_body else [*found, "content-type:"]


def _is_own(name: str, value: str, url: str) -> bool:
    """Whether curl sends this header by itself, or it belongs to the connection."""
    match name:
        case "host":
            return value == url.partition("://")[2].partition("/")[0]
        case "user-agent":
            return value.startswith("curl/")
        case "accept":
            return value == "*/*"
    return name in _CONNECTION_HEADERS or name in _SOCKET_HEADERS


def frames(lines: Sequence[wire.CodeLine]) -> list[Frame]:
    """The report's form of a traceback."""
    return [
        Frame(
            file=line.file,
            line=line.line,
            function=line.function,
            code=line.code,
            locals=[Local(name=name, value=value) for name, value in line.locals],
        )
        for line in lines
    ]


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
