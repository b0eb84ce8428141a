"""What is collected while one check runs, on the answer or, in its place, on the solution."""

import time
from contextlib import ExitStack
from typing import Any

from grader.judge.calling import Called
from grader.judge.client import HostClient
from grader.judge.connection import Connection
from grader.judge.exchange import Recording
from grader.judge.faults import HostFault
from grader.judge.host import Host
from grader.judge.limits import Limits
from grader.judge.pool import Subject
from grader.judge.session import Session
from grader.judge.slot import Slot
from grader.models import Reason


class Evidence:
    """One run of one check.

    Attributes:
        subject: Who stands behind the fixture `client`.
        recordings: The exchanges with the subject, in order.
        faults: What happened to the subject's hosts; the first one decides.
        calls: Calls of functions of the subject, in order.
        timeline: When requests that were sent at once began and ended, a line each.
        raised: The exception that ended the check, if any.
        hosts: How many hosts were started, the reference's included.
    """

    def __init__(self, subject: Subject, limits: Limits, end_of_run: float) -> None:
        self.subject = subject
        self.recordings: list[Recording] = []
        self.faults: list[HostFault] = []
        self.calls: list[Called] = []
        self.timeline: list[str] = []
        self.raised: BaseException | None = None
        self.statement = ""
        self._limits = limits
        self._began = time.monotonic()
        self._deadline = min(self._began + limits.check, end_of_run)
        self._faults_aside: list[HostFault] = []
        self._hosts: list[Host] = []
        self.output = ""
        self.hosts = 0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    @property
    def seconds_left(self) -> float:
        """Until the check's time is over, at least 0.0."""
        return max(0.0, self._deadline - time.monotonic())

    def output_so_far(self) -> str:
        """What the subject's hosts have printed, those that still run included."""
        for host in self._hosts:
            host.output.drain()
        return "".join(host.output.text() for host in self._hosts)

    def start(self, slot: Slot, stack: ExitStack) -> HostClient:
        """A client on a new host in the subject's slot, its lifespan started; the stack ends both."""
        try:
            host = slot.host()
        except HostFault as fault:
            self.faults.append(fault)
            raise
        self._hosts.append(host)
        self.hosts += 1
        session = Session(
            host,
            self._limits,
            self._deadline,
            process=len(self._hosts),
            recordings=self.recordings,
            faults=self.faults,
        )
        stack.callback(self._let_go, host)
        return stack.enter_context(HostClient(session))

    def start_aside(self, slot: Slot, stack: ExitStack) -> HostClient:
        """The same for the reference: what it says is no evidence."""
        host = slot.host()
        self.hosts += 1
        session = Session(host, self._limits, self._deadline, process=1, recordings=[], faults=self._faults_aside)
        stack.callback(host.close)
        return stack.enter_context(HostClient(session))

    def ask(
        self, slot: Slot, scope: dict[str, Any], stack: ExitStack, *, what: str, limit: float
    ) -> tuple[Host, Connection]:
        """Send a scope of ours to a new host, which serves nothing else; the connection's next frame is the answer.

        It has `limit` seconds, and no more than the check. The stack ends both. Raises `HostFault`, which is not noted.
        """
        host = slot.host()
        stack.callback(host.close)
        end = min(time.monotonic() + limit, self._deadline)
        connection = Connection(host, scope, None, end=end, limit=limit, what=what)
        stack.callback(connection.close)
        return host, connection

    def begin_aside(self, slot: Slot, stack: ExitStack) -> Session:
        """A new host with its lifespan started, and no client. What it says is no evidence, and it ends without a
        shut-down, by being let go. Raises `HostFault`."""
        host = slot.host()
        stack.callback(host.close)
        session = Session(host, self._limits, self._deadline, process=1, recordings=[], faults=[])
        client = HostClient(session)
        client.__enter__()
        stack.callback(client.hang_up)
        return session

    def abandon(self) -> None:
        """The run is broken off: no host is asked anything any more."""
        interruption = HostFault(Reason.NOT_RUN, "interrupted")
        self.faults.append(interruption)
        self._faults_aside.append(interruption)

    def _let_go(self, host: Host) -> None:
        host.close()
        self.output += host.output.text()
