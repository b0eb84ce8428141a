"""Use FastAPI once, so that everything which is imported or built on first use is there before the first fork."""

import asyncio
import os
import time
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel


class _Value(BaseModel):
    a: int


def _app() -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.post("/{number}")
    def endpoint(number: int, value: _Value) -> _Value:
        return value

    return app


async def _request(app: FastAPI, path: str) -> None:
    events = [{"type": "http.request", "body": b'{"a": 1}', "more_body": False}]

    async def receive() -> Any:
        return events.pop() if events else await asyncio.Event().wait()

    async def send(message: Any) -> None:
        pass

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
        "state": {},
        "extensions": {},
    }
    await app(scope, receive, send)


async def _use(app: FastAPI) -> None:
    await _request(app, "/1")
    await _request(app, "/no-number")


def warm_up() -> None:
    """One right and one refused request, to a `def` endpoint with a body. Returns with one thread left.

    Raises RuntimeError when a thread stays: a fork would then be unsafe.
    """
    asyncio.run(_use(_app()))
    # AnyIO's worker threads end a moment after the loop.
    for _ in range(5_000):
        if len(os.listdir("/proc/self/task")) == 1:
            return
        time.sleep(0.001)
    raise RuntimeError("a thread is left after warming up")
