"""The learner's app with an ear at it: what it raised, and which of its functions answered."""

import inspect
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from grader import models


class Watched:
    """An ASGI app around another.

    Attributes:
        error: What the last request made the app raise. The response is the one that a server would give.
        endpoint: The function of the answer that the last request was routed to.
    """

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self.error: Exception | None = None
        self.endpoint: models.Endpoint | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        began = False

        async def note(message: MutableMapping[str, Any]) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Exception as error:
            self.error = error
            if scope["type"] != "http":
                raise
            if not began:
                await PlainTextResponse("Internal Server Error", status_code=500)(scope, receive, send)
        finally:
            self.endpoint = self._endpoint_of(scope.get("endpoint"))

    def _endpoint_of(self, function: object) -> models.Endpoint | None:
        code = getattr(inspect.unwrap(function) if callable(function) else None, "__code__", None)
        if code is None or not Path(code.co_filename).is_relative_to(self._folder):
            return None
        file = Path(code.co_filename).relative_to(self._folder).as_posix()
        return models.Endpoint(function=code.co_name, file=file, line=code.co_firstlineno)
