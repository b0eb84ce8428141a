"""What `learnfastapi replay` starts: the learner's app in an interpreter of its own, sent requests of a report.

The learner sits in front of it, so standard streams are theirs: what the app prints is seen, `breakpoint()` asks them,
and an exception is shown by Python. A `Job` comes in as a file, what came of it goes out as one.
"""

import base64
import contextlib
import io
import json
import shlex
import signal
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from grader import models

_SHORTEST_RENAMED = 8  # shorter values are no ids or tokens, and stand in too many places


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What to send.

    Attributes:
        folder: Of the answer, absolute. The working folder is another, so that files are left as they are.
        before: Exchanges of the same check with the same process, in order, which are sent first.
        debug: Stop at the first line of the function that answers, and where an exception was raised.
        result: File to be written with `Played`.
    """

    folder: str
    app: str
    before: list[models.Exchange]
    exchange: models.Exchange
    debug: bool
    result: str


class Played(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it.

    Attributes:
        reason: Why there is no app to ask; empty if there is.
        before: Statuses of the exchanges before.
        error: What the app raised, as Python prints its last line; empty if nothing.
        was_left: The learner left the debugger before there was an answer.
    """

    reason: str = ""
    before: list[int | None] = []
    response: models.Response | None = None
    messages: list[models.Message] = []
    endpoint: models.Endpoint | None = None
    error: str = ""
    was_left: bool = False


def main() -> None:
    """`python -P -m learnfastapi.replayed JOB`."""
    # Threads wait for each other here; an interruption of one of them would leave the others waiting.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    job = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Job)
    sys.argv[:] = [f"{job.app.partition(':')[0].replace('.', '/')}.py"]
    Path(job.result).write_bytes(msgspec.json.encode(play(job)))


def play(job: Job) -> Played:
    """Import the app, start it, send."""
    from starlette.testclient import TestClient

    from learnfastapi.debugging import Stop
    from learnfastapi.served import find_app, reason_of
    from learnfastapi.watched import Watched

    folder = Path(job.folder)
    endpoint = job.exchange.endpoint
    stop = Stop(folder / endpoint.file, endpoint.function) if job.debug and endpoint else None
    if stop:
        stop.install()
    app, reason = find_app(folder, job.app)
    if app is None:
        return Played(reason=reason)
    watched = Watched(app, folder)
    renamed: dict[str, str] = {}
    before: list[int | None] = []
    client = TestClient(watched, follow_redirects=False, raise_server_exceptions=False)
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(client)
        except Exception as error:  # noqa: BLE001  the lifespan is the learner's: whatever it raises is for them to read
            return Played(reason=reason_of(error, folder))
        with _silence():
            for exchange in job.before:
                response, _ = _send(client, exchange, renamed)
                before.append(response.status if response else None)
                _learn(exchange.response, response, renamed)
        watched.error = None
        if stop:
            stop.is_armed = True
        response, messages = _send(client, job.exchange, renamed)
        was_left = _show(watched.error, folder, debug=job.debug)
    return Played(
        before=before,
        response=response,
        messages=messages,
        endpoint=watched.endpoint,
        error="" if watched.error is None else traceback.format_exception_only(watched.error)[-1].strip(),
        was_left=was_left,
    )


def _show(error: Exception | None, folder: Path, *, debug: bool) -> bool:
    """Print what the app raised, and look at it in the debugger. Returns whether the debugger was left instead."""
    import bdb

    from learnfastapi.debugging import post_mortem
    from learnfastapi.served import reason_of

    sys.stdout.flush()
    if error is None or isinstance(error, bdb.BdbQuit):
        return error is not None
    print(f"\n{reason_of(error, folder)}", file=sys.stderr, flush=True)
    if debug:
        post_mortem(error, folder)
    return False


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """What is printed is not shown, and `breakpoint()` does not ask."""
    hook, sys.breakpointhook = sys.breakpointhook, lambda *args, **kwargs: None
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        sys.breakpointhook = hook


def _send(
    client: Any, exchange: models.Exchange, renamed: dict[str, str]
) -> tuple[models.Response | None, list[models.Message]]:
    from grader.judge.exchange import body_of

    request = exchange.request
    headers = [
        (name, _rename(value, renamed)) for name, value in request.headers if name.lower() not in ("content-length",)
    ]
    # Only what the report holds is sent: cookies are among its headers.
    client.cookies.clear()
    client.headers.clear()
    url = _rename(request.url, renamed)
    if exchange.kind == "websocket":
        return _converse(client, url, headers, exchange.messages)
    # Every byte is one letter of Latin-1, so that a body which is no text comes through.
    latin = {old.encode().decode("latin-1"): new.encode().decode("latin-1") for old, new in renamed.items()}
    content = _rename(body_of_request(exchange).decode("latin-1"), latin).encode("latin-1")
    came = client.request(request.method, url, headers=headers, content=content)
    media_type = came.headers.get("content-type", "").partition(";")[0].strip().lower()
    pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in came.headers.raw]
    return models.Response(status=came.status_code, headers=pairs, body=body_of(came.content, media_type)), []


def body_of_request(exchange: models.Exchange) -> bytes:
    """As it was sent. The line for the shell has a text whole; of other bytes there may be the beginning only."""
    body = exchange.request.body
    if body is None:
        return b""
    if isinstance(body.base64, str):
        return base64.b64decode(body.base64)
    parts = shlex.split(exchange.curl)
    if "--data-raw" in parts:
        return parts[parts.index("--data-raw") + 1].encode()
    return (body.text if isinstance(body.text, str) else json.dumps(body.json)).encode()


def _converse(
    client: Any, url: str, headers: list[tuple[str, str]], said: list[models.Message]
) -> tuple[models.Response | None, list[models.Message]]:
    """Say what the client said, and wait for as many messages as came then."""
    from starlette.testclient import WebSocketDenialResponse
    from starlette.websockets import WebSocketDisconnect

    heard: list[models.Message] = []
    path = url.partition("://")[2].partition("/")[2]
    status = 500
    try:
        with client.websocket_connect(f"/{path}", headers=dict(headers)) as socket:
            status = 101
            for message in said:
                if message.sender == "client":
                    heard.append(message)
                    if isinstance(message.text, str):
                        socket.send_text(message.text)
                    elif isinstance(message.base64, str):
                        socket.send_bytes(base64.b64decode(message.base64))
                    continue
                came = socket.receive()
                if came["type"] == "websocket.close":
                    break
                heard.append(_message(came))
    except WebSocketDenialResponse as denial:
        status = denial.status_code
    except WebSocketDisconnect:
        status = 403 if status == 500 else status
    except Exception:  # noqa: BLE001  what the app raises comes out here too; it is told elsewhere
        pass
    return models.Response(status=status, headers=[], body=None), heard


def _message(came: dict[str, Any]) -> models.Message:
    text = came.get("text")
    if isinstance(text, str):
        return models.Message(sender="server", text=text)
    return models.Message(sender="server", base64=base64.b64encode(came.get("bytes") or b"").decode())


def _rename(text: str, renamed: dict[str, str]) -> str:
    """The text with ids and tokens of the report replaced by those that the app gave this time."""
    for old, new in renamed.items():
        text = text.replace(old, new)
    return text


def _learn(then: models.Response | None, now: models.Response | None, renamed: dict[str, str]) -> None:
    """Find texts that the app drew anew: other values in the same place of an answer's JSON, or of a cookie."""
    if then is None or now is None:
        return
    pairs = [*_texts(then.body.json if then.body else None, now.body.json if now.body else None)]
    pairs += zip(_cookies(then), _cookies(now), strict=False)
    for old, new in pairs:
        if old != new and len(old) >= _SHORTEST_RENAMED:
            renamed[old] = new


def _texts(then: Any, now: Any) -> Iterator[tuple[str, str]]:
    if isinstance(then, str) and isinstance(now, str):
        yield then, now
    elif isinstance(then, dict) and isinstance(now, dict):
        for key in then.keys() & now.keys():
            yield from _texts(then[key], now[key])
    elif isinstance(then, list) and isinstance(now, list):
        for left, right in zip(then, now, strict=False):
            yield from _texts(left, right)


def _cookies(response: models.Response) -> list[str]:
    return [
        value.partition(";")[0].partition("=")[2] for name, value in response.headers if name.lower() == "set-cookie"
    ]


if __name__ == "__main__":
    main()
