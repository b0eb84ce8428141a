"""Frames between judge and host: what may be said, and how it is written down.

One connected socket carries one ASGI scope. The judge opens it with `Open`, then sends `Event`s that the host asks for
with `Want`; the host sends the app's messages and ends with `Done`. A frame is a length (4 bytes, big-endian) and a
MessagePack array. The judge decodes against `HostFrame`, a closed union: what fits no member is not an ASGI message
and ends the exchange. Nothing is ever unpickled or evaluated.

The processes of the host side (see `grader.host`) are told what to do with `Command`s on sockets that keep message
borders, one message each.

This module is imported by the host and must import nothing of ours.
"""

import struct
from typing import Annotated, Any, Literal

import msgspec

MAX_FRAME = 1 << 20
"""Bytes of one frame. A longer one is refused before it is decoded."""
CHUNK = 1 << 18
"""Bytes of body in one frame."""
MAX_TEXT = 8_000
"""Characters of an error text."""
MAX_TESTS = 300
"""Tests of the learner that are told of."""
MAX_ROUTES = 300
MAX_ROUTE_BYTES = 90_000
"""Of all routes together, encoded, so that `Loaded` stays one message on a socket that keeps message borders."""
MAX_PARAMETERS = 30
"""Of one route."""
MAX_NAME = 200
"""Characters of a path, a name or a type in the table of routes."""
MAX_LOCALS = 12
"""Local names of one frame."""
MAX_VALUE = 120
"""Characters of the text that stands for a local value."""
CALL = "learnfastapi.call"
"""A scope of this type is no ASGI: the host calls the function `target` of the answer with the JSON `arguments`."""

_LENGTH = struct.Struct("!I")
HeaderList = list[tuple[bytes, bytes]]
Status = Annotated[int, msgspec.Meta(ge=100, le=999)]
Name = Annotated[str, msgspec.Meta(max_length=MAX_NAME)]
Value = Annotated[str, msgspec.Meta(max_length=MAX_VALUE)]


class WireError(Exception):
    """Bytes that are no frame of ours."""


class FrameTooLargeError(WireError):
    """A frame longer than `MAX_FRAME`."""


class _Frame(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Written as an array: a tag, then the fields."""


class ResponseStart(_Frame, frozen=True, tag="start"):
    status: Status
    headers: HeaderList


class ResponseBody(_Frame, frozen=True, tag="body"):
    body: bytes
    more: bool


class Want(_Frame, frozen=True, tag="want"):
    """The app awaits `receive()` and there is nothing left for it."""


class Accept(_Frame, frozen=True, tag="accept"):
    subprotocol: str | None
    headers: HeaderList


class Send(_Frame, frozen=True, tag="send"):
    text: str | None
    data: bytes | None


class Close(_Frame, frozen=True, tag="close"):
    """`reason` is any value: FastAPI closes with the list of errors when a WebSocket's parameters are refused."""

    code: int
    reason: Any


class DenialStart(_Frame, frozen=True, tag="deny"):
    status: Status
    headers: HeaderList


class DenialBody(_Frame, frozen=True, tag="denybody"):
    body: bytes
    more: bool


class Lifespan(_Frame, frozen=True, tag="lifespan"):
    """A phase, `startup` or `shutdown`, has ended. `failure` is the app's message if it failed."""

    phase: str
    failure: str | None


class CodeLine(_Frame, frozen=True, tag="line"):
    """One line of a traceback in a file of the answer; `file` is relative to its folder.

    Attributes:
        locals: Names with a short text for the value of each, the names on the line first; only for inner frames.
    """

    file: str
    line: int
    function: str
    code: str
    locals: Annotated[list[tuple[Name, Value]], msgspec.Meta(max_length=MAX_LOCALS)] = []


class Function(_Frame, frozen=True, tag="function"):
    name: str
    file: str
    line: int


class CallEnded(_Frame, frozen=True, tag="called"):
    """What came of a call of a function (see `CALL`), if it raised nothing.

    Attributes:
        kind: `returned`, or why nothing was: `no_module`, `no_function`, `not_callable`, `not_json`, `too_large`.
        text: The result as JSON; for `no_function` the names of others, comma-separated; for `not_callable` and
            `not_json` the type of what was found; for `too_large` the length of the JSON.
    """

    kind: str
    text: str


class Done(_Frame, frozen=True, tag="done"):
    """The app, or the function, returned from the scope, or raised `error`."""

    error: str | None
    frames: list[CodeLine]
    endpoint: Function | None


TestResult = Literal["passed", "failed", "skipped"]


class TestOutcome(_Frame, frozen=True, tag="test"):
    """What came of one test that the learner wrote.

    Attributes:
        name: Of the function, with its class and its case: `TestTodos::test_create[1]`.
        message: Type and text of the error, or the assertion, in one line; empty when passed.
        line: In `file`, which is relative to the answer's folder: where it failed, or where the test begins.
    """

    name: Annotated[str, msgspec.Meta(max_length=200)]
    outcome: TestResult
    message: Annotated[str, msgspec.Meta(max_length=MAX_TEXT)]
    file: Annotated[str, msgspec.Meta(max_length=200)]
    line: int


class TestsRan(_Frame, frozen=True, tag="tests"):
    """The whole answer to a scope of the type `learnfastapi.tests`.

    Attributes:
        problem: Why the tests, or some of them, could not be collected, in one line; empty if they could.
    """

    tests: Annotated[list[TestOutcome], msgspec.Meta(max_length=MAX_TESTS)]
    problem: Annotated[str, msgspec.Meta(max_length=MAX_TEXT)]


Answered = TestsRan
"""What may answer a scope of ours, which is no ASGI."""
HostFrame = (
    Answered
    | ResponseStart
    | ResponseBody
    | Want
    | Accept
    | Send
    | Close
    | DenialStart
    | DenialBody
    | Lifespan
    | CallEnded
    | Done
)


class Open(_Frame, frozen=True, tag="open"):
    """The first frame on a socket: an ASGI scope and, if there is one, the first event."""

    scope: dict[str, Any]
    event: dict[str, Any] | None


class Event(_Frame, frozen=True, tag="event"):
    message: dict[str, Any]


JudgeFrame = Open | Event


class StartTemplate(_Frame, frozen=True, tag="template"):
    """Load the answer in `folder`. Comes with the template's socket and the writing end of a pipe for its output.

    `clock_offset_seconds` moves its wall clock; only ever sent for a solution.
    """

    folder: str
    module: str
    attribute: str
    environment: dict[str, str]
    memory_limit: int | None
    clock_offset_seconds: float = 0.0


class Sweep(_Frame, frozen=True, tag="sweep"):
    """Kill everything that the answer started, but the template."""


class End(_Frame, frozen=True, tag="end"):
    """Kill everything that the answer started, the template too."""


class ShowStacks(_Frame, frozen=True, tag="stacks"):
    """Make the answer's processes write where they are to their stack pipes."""


Command = StartTemplate | Sweep | End | ShowStacks


class LoadError(_Frame, frozen=True, tag="loaderror"):
    """Why the answer could not be loaded.

    Attributes:
        kind: `syntax`, `missing_module`, `exit`, `raised`, `no_app` or `not_asgi`.
        text: Type and text of the exception; for `missing_module` the module's name; for `no_app` the names of other
            apps in the module, comma-separated; for `not_asgi` the type of what was found.
        frames: The answer's frames, outermost first.
        file, line, column, code: Only for `syntax`: the place, from 1, and the line of code as it stands.
    """

    kind: str
    text: str
    frames: list[CodeLine] = []
    file: str = ""
    line: int = 0
    column: int = 0
    code: str = ""


class Parameter(_Frame, frozen=True, tag="parameter"):
    """What a FastAPI endpoint, or a dependency of it, reads from a request.

    Attributes:
        name: As the caller sends it.
        annotation: Name of its type, such as `int` or `TodoIn`.
    """

    name: Name
    source: Literal["path", "query", "header", "cookie", "body", "form"]
    annotation: Name
    required: bool


class Route(_Frame, frozen=True, tag="route"):
    """One route of the answer.

    Attributes:
        path: From the app's root, through routers and mounts; `""` for a mount at the root.
        methods: In alphabetical order; none means any.
        endpoint: None if it is no function of the answer.
        parent: Index of the mount that it is below; -1 for none.
    """

    kind: Literal["http", "websocket", "mount"]
    path: Name
    methods: Annotated[list[Name], msgspec.Meta(max_length=20)]
    endpoint: Function | None
    parameters: Annotated[list[Parameter], msgspec.Meta(max_length=MAX_PARAMETERS)]
    parent: int


class Loaded(_Frame, frozen=True, tag="loaded"):
    """What came of loading.

    Attributes:
        traces: What the import left behind (threads, open files, …).
        routes: In the order in which they are tried; what stands in a mount comes right after it.
    """

    error: LoadError | None
    traces: list[str]
    routes: Annotated[list[Route], msgspec.Meta(max_length=MAX_ROUTES)] = []


_encoder = msgspec.msgpack.Encoder()
_host_frames = msgspec.msgpack.Decoder(HostFrame)
_judge_frames = msgspec.msgpack.Decoder(JudgeFrame)
_commands = msgspec.msgpack.Decoder(Command)
_loaded = msgspec.msgpack.Decoder(Loaded)


def pack(frame: _Frame) -> bytes:
    """The frame with its length in front, for a stream."""
    data = _encoder.encode(frame)
    return _LENGTH.pack(len(data)) + data


def encode(message: _Frame) -> bytes:
    """The message alone, for a socket that keeps borders."""
    return _encoder.encode(message)


def decode_command(data: bytes) -> Command:
    """What the judge told. The judge is trusted, so a bad one is a bug."""
    command: Command = _commands.decode(data)
    return command


def decode_loaded(data: bytes) -> Loaded:
    """What a template told. Raises `WireError` for anything else."""
    try:
        return _loaded.decode(data)
    except msgspec.MsgspecError as error:
        raise WireError(str(error)) from None


class Buffer:
    """Collects bytes of a stream and hands out whole frames."""

    __slots__ = ("_bytes", "_decoder")

    def __init__(self, decoder: "msgspec.msgpack.Decoder[Any]") -> None:
        self._bytes = bytearray()
        self._decoder = decoder

    @classmethod
    def of_host_frames(cls) -> "Buffer":
        """For the judge."""
        return cls(_host_frames)

    @classmethod
    def of_judge_frames(cls) -> "Buffer":
        """For the host."""
        return cls(_judge_frames)

    @classmethod
    def of_commands(cls) -> "Buffer":
        """For a host that is started alone."""
        return cls(_commands)

    @classmethod
    def of_loaded(cls) -> "Buffer":
        """For the judge that started one alone."""
        return cls(_loaded)

    def feed(self, data: bytes) -> None:
        """Add what was read."""
        self._bytes += data

    def next(self) -> Any:
        """The next whole frame, or None. Raises `WireError` if there can be none, or `FrameTooLargeError`."""
        buffer = self._bytes
        if len(buffer) < _LENGTH.size:
            return None
        length = _LENGTH.unpack_from(buffer)[0]
        if length > MAX_FRAME:
            raise FrameTooLargeError(f"a frame of {length} bytes")
        end = _LENGTH.size + length
        if len(buffer) < end:
            return None
        data = bytes(memoryview(buffer)[_LENGTH.size : end])
        del buffer[:end]
        try:
            return self._decoder.decode(data)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise WireError(str(error)) from None
