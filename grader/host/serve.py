"""Serve ASGI scopes that arrive as file descriptors on a control socket. Runs in the host, beside the answer.

Flow: a byte with a descriptor on the control socket opens a scope; `serve_scope` runs `app(scope, receive, send)` and
writes every message as a frame. A byte without a descriptor asks where the tasks are; the end of the control socket
ends the host.
"""

import asyncio
import gc
import inspect
import os
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from types import FrameType, MappingProxyType
from typing import Any

from grader import wire
from grader.host import calling
from grader.host.frames import describe, frames_of, function_of, inside

Message = dict[str, Any]
App = Callable[..., Awaitable[None]]
Handler = Callable[[Message, str], Awaitable[wire.Answered]]
"""Answers a scope of ours, given the folder of the answer."""

_WANT = wire.pack(wire.Want())


class Channel:
    """The host's end of one scope's socket. Writing to a judge that hung up is no error."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._socket = connection
        self._loop = asyncio.get_running_loop()
        self._frames = wire.Buffer.of_judge_frames()

    async def read(self) -> Any:
        """The judge's next frame, or None after it hung up."""
        while (frame := self._frames.next()) is None:
            try:
                data = await self._loop.sock_recv(self._socket, wire.CHUNK)
            except ConnectionError:
                return None
            if not data:
                return None
            self._frames.feed(data)
        return frame

    async def write(self, data: bytes) -> None:
        """All of `data`; waits while the judge does not read."""
        try:
            sent = self._socket.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            return
        if sent < len(data):
            try:
                await self._loop.sock_sendall(self._socket, memoryview(data)[sent:])
            except OSError:
                return

    def close(self) -> None:
        self._socket.close()


class Conversation:
    """`receive` and `send` of one scope."""

    def __init__(self, channel: Channel, kind: str, first: Message | None) -> None:
        self._channel = channel
        self._kind = kind
        self._first = first
        self._gone = False
        # A response's start is sent along with its first piece of body: one write less for most responses.
        self._held = b""

    async def receive(self) -> Message:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        if not self._gone:
            await self.flush(_WANT)
            frame = await self._channel.read()
            if isinstance(frame, wire.Event):
                return frame.message
            self._gone = True
        if self._kind == "websocket":
            return {"type": "websocket.disconnect", "code": 1006}
        return {"type": f"{self._kind}.disconnect" if self._kind == "http" else "lifespan.shutdown"}

    async def send(self, message: Message) -> None:
        kind = message["type"]
        if kind == "http.response.body":
            await self._send_body(bytes(message.get("body", b"")), bool(message.get("more_body", False)))
        elif kind == "http.response.start":
            self._held += wire.pack(wire.ResponseStart(message["status"], _headers(message)))
        else:
            await self.flush(wire.pack(_frame_of(kind, message)))

    async def _send_body(self, body: bytes, more: bool) -> None:
        pieces = [body[i : i + wire.CHUNK] for i in range(0, len(body), wire.CHUNK)] or [b""]
        for piece in pieces[:-1]:
            await self.flush(wire.pack(wire.ResponseBody(piece, True)))
        last = wire.pack(wire.ResponseBody(pieces[-1], more))
        if more:
            await self.flush(last)
        else:
            self._held += last

    async def flush(self, data: bytes = b"") -> None:
        held, self._held = self._held + data, b""
        if held:
            await self._channel.write(held)


def _headers(message: Message) -> wire.HeaderList:
    return [(bytes(name), bytes(value)) for name, value in message.get("headers", [])]


def _frame_of(kind: str, message: Message) -> Any:
    match kind:
        case "websocket.accept":
            return wire.Accept(message.get("subprotocol"), _headers(message))
        case "websocket.send":
            return wire.Send(message.get("text"), message.get("bytes"))
        case "websocket.close":
            return wire.Close(message.get("code", 1000), message.get("reason"))
        case "websocket.http.response.start":
            return wire.DenialStart(message["status"], _headers(message))
        case "websocket.http.response.body":
            return wire.DenialBody(bytes(message.get("body", b"")), bool(message.get("more_body", False)))
        case "lifespan.startup.complete" | "lifespan.shutdown.complete":
            return wire.Lifespan(kind.split(".")[1], None)
        case "lifespan.startup.failed" | "lifespan.shutdown.failed":
            return wire.Lifespan(kind.split(".")[1], str(message.get("message", ""))[: wire.MAX_TEXT])
    raise RuntimeError(f"Unknown ASGI message type {kind!r}")


class Server:
    """The answer's app, with the state that its lifespan left."""

    def __init__(self, app: App, folder: str, handlers: Mapping[str, Handler]) -> None:
        self._app = app
        self._folder = folder
        self._handlers = handlers
        self._state: dict[str, Any] = {}

    async def serve_scope(self, connection: socket.socket) -> None:
        """One scope, from `Open` to `Done`."""
        channel = Channel(connection)
        try:
            opened = await channel.read()
            if isinstance(opened, wire.Open):
                await self._run(channel, opened.scope, opened.event)
        finally:
            channel.close()

    async def _run(self, channel: Channel, scope: Message, first: Message | None) -> None:
        kind = scope["type"]
        if kind in self._handlers:
            await channel.write(wire.pack(await self._handlers[kind](scope, self._folder)))
            return
        if kind == wire.CALL:
            await self._call(channel, scope)
            return
        scope["asgi"] = {"version": "3.0", "spec_version": "2.4"}
        if kind == "lifespan":
            scope["state"] = self._state
        else:
            # MessagePack has lists only; ASGI wants pairs.
            scope["headers"] = [tuple(pair) for pair in scope["headers"]]
            scope["client"], scope["server"] = tuple(scope["client"]), tuple(scope["server"])
            scope["state"] = dict(self._state)
        conversation = Conversation(channel, kind, first)
        error, frames = None, []
        try:
            await self._app(scope, conversation.receive, conversation.send)
        except BaseException as raised:  # noqa: BLE001  the border to the answer: whatever it raises is evidence
            error = describe(raised, self._folder)
            frames = frames_of(raised, self._folder)
        endpoint = function_of(scope.get("endpoint"), self._folder)
        await conversation.flush(wire.pack(wire.Done(error, frames, endpoint)))

    async def _call(self, channel: Channel, scope: Message) -> None:
        try:
            await channel.write(wire.pack(await calling.call(scope["target"], scope["arguments"])))
            done = wire.Done(None, [], None)
        except BaseException as raised:  # noqa: BLE001  the border to the answer, as above
            done = wire.Done(describe(raised, self._folder), frames_of(raised, self._folder), None)
        await channel.write(wire.pack(done))


def _awaited_frames(task: "asyncio.Task[Any]") -> Iterator[FrameType]:
    """The frames of a suspended task, outermost first. `Task.get_stack` gives the first one only."""
    waiting: Any = task.get_coro()
    while waiting is not None:
        if type(waiting).__name__.startswith("async_generator_"):
            # What `anext(generator)` awaits does not say which generator it belongs to, except to the collector.
            waiting = next((other for other in gc.get_referents(waiting) if inspect.isasyncgen(other)), None)
            continue
        for prefix in ("cr", "gi", "ag"):
            if (frame := getattr(waiting, f"{prefix}_frame", None)) is not None:
                yield frame
        waiting = next(
            (inner for name in ("cr_await", "gi_yieldfrom", "ag_await") if (inner := getattr(waiting, name, None))),
            None,
        )


def _show_tasks(folder: str, out: int) -> None:
    """Write the innermost line of each task that waits in the answer's code, as faulthandler writes it."""
    for task in asyncio.all_tasks():
        inner = [frame for frame in _awaited_frames(task) if inside(frame.f_code.co_filename, folder) is not None]
        for frame in reversed(inner):
            line = f'  File "{frame.f_code.co_filename}", line {frame.f_lineno} in {frame.f_code.co_name}\n'
            os.write(out, line.encode())
    os.write(out, b"end of tasks\n")  # the judge need not wait for more


async def serve(
    control: socket.socket, app: App, folder: str, stacks: int, handlers: Mapping[str, Handler] = MappingProxyType({})
) -> None:
    """Until the control socket ends. `stacks` is the writing end of a pipe; `handlers` are keyed by type of scope."""
    loop = asyncio.get_running_loop()
    server = Server(app, folder, handlers)
    tasks: set[asyncio.Task[None]] = set()
    ended = loop.create_future()

    def accept() -> None:
        try:
            data, descriptors, *_ = socket.recv_fds(control, 1, 1)
        except BlockingIOError:
            return
        if not data:
            loop.remove_reader(control)
            ended.set_result(None)
        elif not descriptors:
            _show_tasks(folder, stacks)
        for descriptor in descriptors:
            task = loop.create_task(server.serve_scope(socket.socket(fileno=descriptor)))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

    control.setblocking(False)
    loop.add_reader(control, accept)
    await ended
