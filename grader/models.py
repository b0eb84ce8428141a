"""The report: what a verdict says, as data. Its JSON form is version 1 of a public format.

A field may be added in version 1; removing or renaming one needs a new version. Everything here is a value: text,
numbers and other values of this module. How a report is shown is decided elsewhere.

Units: seconds are wall-clock seconds of the judge. Files are relative to the answer's folder, with `/`.
"""

from enum import StrEnum
from typing import Any

import msgspec

VERSION = 1


class Outcome(StrEnum):
    """What became of a check, a requirement or the whole exercise. `errored` is never the learner's fault."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    ERRORED = "errored"


class Reason(StrEnum):
    """Why a check did not pass."""

    ASSERTION = "assertion"  # the answer answered, and not as required
    CRASHED = "crashed"  # the answer's process ended
    TIMED_OUT = "timed_out"  # no answer within the limit
    TOO_LARGE = "too_large"  # more data than the limit
    TAMPERED = "tampered"  # something that no ASGI app sends came from the host
    IMPORT_FAILED = "import_failed"  # the app could not be loaded
    STARTUP_FAILED = "startup_failed"  # the lifespan failed before the first request
    NEED_FAILED = "need_failed"  # skipped: a check that this one builds on failed too
    NOT_RUN = "not_run"  # the run's time was over before it
    CHECK_BROKEN = "check_broken"  # errored: the check does not pass on our own solution


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """A value of the report."""


class Body(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A request's or response's body, in the most readable of three forms.

    Attributes:
        json: The decoded value when the media type is JSON and it decodes; else UNSET.
        text: The decoded text when it is UTF-8 and no JSON; at most 20,000 characters.
        base64: Anything else; at most the first 15,000 bytes.
        bytes: Length of the whole body as received.
        truncated: Whether `text` or `base64` hold less than that.
    """

    json: Any = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.UNSET
    base64: str | msgspec.UnsetType = msgspec.UNSET
    bytes: int
    truncated: bool = False


class Request(Struct, frozen=True, kw_only=True):
    method: str
    url: str
    headers: list[tuple[str, str]]
    body: Body | None


class Response(Struct, frozen=True, kw_only=True):
    status: int
    headers: list[tuple[str, str]]
    body: Body | None


class Endpoint(Struct, frozen=True, kw_only=True):
    """The function of the answer that a request was routed to."""

    function: str
    file: str
    line: int


class Message(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One WebSocket message. `sender` is `client` or `server`."""

    sender: str = msgspec.field(name="from")
    text: str | msgspec.UnsetType = msgspec.UNSET
    base64: str | msgspec.UnsetType = msgspec.UNSET


class SourceLine(Struct, frozen=True, kw_only=True):
    """A line of a file of the answer, with its indentation."""

    line: int
    code: str


class Local(Struct, frozen=True, kw_only=True):
    """A local name of a function, and a short text for the value that it had at the end."""

    name: str
    value: str


class Frame(Struct, frozen=True, kw_only=True):
    """One line of a traceback, in a file of the answer.

    Attributes:
        code: That line, stripped.
        around: It with up to three lines before and after it; empty if the file is not part of the answer as it was
            read.
        locals: At most 12, those on the line first; only for the inner frames of an exception.
    """

    file: str
    line: int
    function: str
    code: str
    around: list[SourceLine] = []
    locals: list[Local] = []


class Parameter(Struct, frozen=True, kw_only=True):
    """What an endpoint, or a dependency of it, reads from a request.

    Attributes:
        name: As the caller sends it.
        source: `path`, `query`, `header`, `cookie`, `body` or `form`.
        annotation: Name of its type, such as `int` or `TodoIn`.
        required: Whether it has no default.
    """

    name: str
    source: str
    annotation: str
    required: bool


class Exchange(Struct, frozen=True, kw_only=True):
    """One request with what came of it.

    Attributes:
        kind: `http` or `websocket`.
        process: 1 for the check's first host, 2 for the next one it launched, …
        response: None if the host died or ran out of time before an answer began.
        expected: What the solution answered in the same place of the same check; None if not asked or not reached.
        messages: Only for a WebSocket, in order.
        curl: A shell line that sends the same request to `learnfastapi run`.
        endpoint: None if no route matched or it is not a function of the answer.
        error: Type and text of the exception that the answer let out while it handled this request.
        traceback: Its frames in the answer's files, outermost first.
        fault: Why there is no whole response: a sentence, or None.
        clues: What the answer's routes have to do with a status that differs from the expected one, for the learner:
            sentences, the most telling first. Only for failed checks.
        parameters: What the endpoint reads from a request; only where it refused one with 422 and should not have.
    """

    kind: str
    process: int
    request: Request
    response: Response | None
    expected: Response | None = None
    messages: list[Message]
    curl: str
    endpoint: Endpoint | None
    error: str | None = None
    traceback: list[Frame] | None = None
    fault: str | None = None
    clues: list[str] = []
    parameters: list[Parameter] = []
    seconds: float


class Difference(Struct, frozen=True, kw_only=True):
    """One place where the answer and the solution differ.

    Attributes:
        exchange: Index into the check's exchanges.
        path: `status`, `headers.content-type`, or a JSON path into the body such as `$.items[2].price`.
        yours: The answer's value; UNSET when there is none.
        expected: The solution's value; UNSET when there is none.
    """

    exchange: int
    path: str
    yours: Any = msgspec.UNSET
    expected: Any = msgspec.UNSET


class CheckResult(Struct, frozen=True, kw_only=True):
    """What one check found.

    Attributes:
        id: Name of the test function, with its case: `test_limits[99]`.
        title: The check's docstring, one line.
        requirement: Number of the task's requirement; None for a check tied to none.
        reason: None when passed.
        message: Why it did not pass, for the learner: one or more lines. Empty when passed.
        traceback: The answer's frames of the error that made it fail, outermost first, if there was one.
        output: What the answer printed during this check; capped, may be empty.
        hint: The next hint for the requirement, or None.
    """

    id: str
    title: str
    requirement: int | None
    outcome: Outcome
    reason: Reason | None
    seconds: float
    message: str
    exchanges: list[Exchange]
    difference: list[Difference]
    traceback: list[Frame] | None
    output: str
    hint: str | None

    @property
    def was_run(self) -> bool:
        """Whether anything was asked; no time passes without."""
        return self.seconds > 0

    @property
    def function(self) -> str:
        """The test function's name; the cases of one parametrised check share it."""
        return self.id.partition("[")[0]


class Diagnosis(Struct, frozen=True, kw_only=True):
    mistake: str
    title: str
    explanation: str


class RequirementResult(Struct, frozen=True, kw_only=True):
    """Passed when every check of it passed; skipped when none of them was run."""

    number: int
    text: str
    outcome: Outcome
    diagnoses: list[Diagnosis]


class Unreachable(Struct, frozen=True, kw_only=True):
    """A route that no request can reach, since an earlier one takes them all.

    Attributes:
        method: `WebSocket` for a WebSocket route, `any` for a mount or a route that takes every method.
        shadowed_by: Path of the earlier route.
        endpoint: The function that is never called; None for a mount.
        taken_by: The function that is called instead; None for a mount and for routes of FastAPI's own.
    """

    method: str
    path: str
    shadowed_by: str
    endpoint: Endpoint | None = None
    taken_by: Endpoint | None = None


class Routes(Struct, frozen=True, kw_only=True):
    unreachable: list[Unreachable]


class Finding(Struct, frozen=True, kw_only=True):
    """Something that the code shows and requests need not show. It changes no outcome.

    Attributes:
        kind: What it is, such as `blocking-call`; the same for all of its kind.
        title: One line without a full stop.
        explanation: What happens, why, and the idea that mends it: two to four sentences.
    """

    file: str
    line: int
    kind: str
    title: str
    explanation: str


class Isolation(Struct, frozen=True, kw_only=True):
    """How well an answer could be confined on this system.

    Attributes:
        kill: `descendants` (everything it started is killed) or `group` (only its process group).
        fork: Whether hosts are forked from a warm process.
        memory_limit: Bytes of address space a host may use, or None.
    """

    kill: str
    fork: bool
    memory_limit: int | None


class Environment(Struct, frozen=True, kw_only=True):
    python: str
    fastapi: str
    starlette: str
    pydantic: str
    learnfastapi: str
    isolation: Isolation


class Report(Struct, frozen=True, kw_only=True):
    """A whole verdict.

    Attributes:
        outcome: Passed when every check ran and passed; errored when a check is broken; else failed.
        score: Passed requirements by all requirements, 0.0 to 1.0.
        seed: Give it back to get the same requests.
        only: The requirement's number or the check's name that the run was limited to; None when all checks were meant.
            A limited report that passed is no pass of the exercise.
        answer: SHA-256 (hex) over the names and bytes of the files that were graded.
        problem: Why no check could be run at all (a syntax error, no `app`, …): what happened, then one next step;
            None when checks ran.
        notes: Remarks that change no outcome, such as a file that hides a module of Python's.
        findings: What the answer's code shows, in the order of files and lines; at most 50.
    """

    version: int = VERSION
    course: str
    exercise: str
    outcome: Outcome
    score: float
    seconds: float
    seed: int
    only: str | None = None
    answer: str
    problem: str | None = None
    notes: list[str]
    requirements: list[RequirementResult]
    checks: list[CheckResult]
    routes: Routes
    findings: list[Finding] = []
    environment: Environment

    def numbered(self) -> list[tuple[CheckResult, int]]:
        """Every exchange of every check: its check and its index there. Number n, from 1, is item n - 1."""
        return [(check, index) for check in self.checks for index in range(len(check.exchanges))]

    @property
    def exit_code(self) -> int:
        """0 passed, 1 failed, 3 the course or the grader is broken."""
        return {Outcome.PASSED: 0, Outcome.ERRORED: 3}.get(self.outcome, 1)


def encode(report: Report) -> bytes:
    """The report as JSON, UTF-8, on one line."""
    return msgspec.json.encode(report)


def decode(data: bytes) -> Report:
    """The report that `encode` wrote. Raises `msgspec.ValidationError` for anything else."""
    return msgspec.json.decode(data, type=Report)
