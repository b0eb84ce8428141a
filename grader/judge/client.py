"""A `TestClient` whose app runs in a host."""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin

import httpx2
from starlette.testclient import TestClient

from grader import wire
from grader.judge.faults import HostFault
from grader.judge.session import Session
from grader.judge.transport import HostTransport, Upgrade, response_of
from grader.judge.websocket import HostWebSocket
from grader.models import Reason

BASE_URL = "http://127.0.0.1:8000"
"""Where `learnfastapi run` serves, so that a request can be sent again as it is."""
# What curl sends, so that an answer cannot tell a check from a replay.
OWN_HEADERS = {"user-agent": "curl/8.10.1", "accept": "*/*"}


async def _nowhere(scope: Any, receive: Any, send: Any) -> None:
    raise RuntimeError("the app is in a host")


class HostClient(TestClient):
    """Requests go to a host. Redirects are not followed, and exceptions of the app are evidence and not raised.

    Use it in a `with` statement: entering runs the app's start-up, leaving its shut-down.
    """

    __test__ = False

    def __init__(self, session: Session) -> None:
        super().__init__(_nowhere, base_url=BASE_URL, headers=dict(OWN_HEADERS), follow_redirects=False)
        # The stock headers ask for compressed and kept connections, and nothing here has either.
        for name in ("accept-encoding", "connection"):
            self.headers.pop(name, None)
        self.session = session
        self._transport: HostTransport = HostTransport(session)

    def __enter__(self) -> Self:
        session = self.session
        self._lifespan = session.open(
            None,
            {"type": "lifespan", "extensions": {}},
            {"type": "lifespan.startup"},
            limit=session.limits.startup,
        )
        self._supports_lifespan = self._finish_phase("startup")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        tb: TracebackType | None = None,
    ) -> None:
        try:
            if self._supports_lifespan and not self.session.faults:
                self._lifespan.extend(self.session.limits.shutdown)
                self._lifespan.name("the shut-down of the lifespan")
                self._lifespan.send(wire.Event({"type": "lifespan.shutdown"}))
                self._finish_phase("shutdown")
        finally:
            self._lifespan.close()

    def hang_up(self) -> None:
        """Leave without a shut-down."""
        self._lifespan.close()

    def _finish_phase(self, phase: str) -> bool:
        """Wait for the end of a phase. Returns whether the app has a lifespan. Raises `HostFault`."""
        with self.session.noting_faults(None, self._lifespan, phase=phase):
            while True:
                match self._lifespan.next():
                    case wire.Lifespan(ended, None) if ended == phase:
                        return True
                    case wire.Lifespan(_, failure):
                        done = self._lifespan.next()
                        frames = done.frames if isinstance(done, wire.Done) else []
                        text = (failure or "").strip().rpartition("\n")[2] or "no message"
                        raise HostFault(
                            Reason.STARTUP_FAILED, f"The lifespan failed at {_PHASES[phase]}: {text}", frames
                        )
                    case wire.Done():
                        # An app without a lifespan may raise or return; servers go on without one.
                        return False

    def begin(self, method: str, path: str, **kwargs: Any) -> Callable[[], httpx2.Response]:
        """Send a request and do not wait. Calling what comes back waits for the whole response, in any thread.

        Takes what `request` takes, except what concerns redirects and sign-on. Raises `HostFault`, at both times.
        """
        request = self.build_request(method, path, **kwargs)
        exchange = self._transport.begin(request)

        def wait() -> httpx2.Response:
            response = response_of(exchange, request)
            response.read()
            return response

        return wait

    def websocket_connect(self, url: str, subprotocols: Sequence[str] | None = None, **kwargs: Any) -> HostWebSocket:  # type: ignore[override]
        """A WebSocket to the host, not yet opened."""
        headers = {
            "connection": "upgrade",
            "upgrade": "websocket",
            "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
            "sec-websocket-version": "13",
            **({"sec-websocket-protocol": ", ".join(subprotocols)} if subprotocols else {}),
            **kwargs.pop("headers", {}),
        }
        try:
            self.request("GET", urljoin(BASE_URL.replace("http", "ws", 1), url), headers=headers, **kwargs)
        except Upgrade as upgrade:
            return HostWebSocket(self.session, upgrade.recording, upgrade.scope)
        raise AssertionError("unreachable: a ws URL always upgrades")


_PHASES = {"startup": "start-up", "shutdown": "shut-down"}
