"""Values of the report, with the parts that a test does not care about filled in."""

from collections.abc import Sequence
from typing import Any

import msgspec

from grader.models import (
    Body,
    CheckResult,
    Diagnosis,
    Difference,
    Endpoint,
    Environment,
    Exchange,
    Finding,
    Frame,
    Isolation,
    Message,
    Outcome,
    Parameter,
    Reason,
    Report,
    Request,
    RequirementResult,
    Response,
    Routes,
)

BASE = "http://127.0.0.1:8000"
TEXTS = (
    "`GET /drawers/{number}` answers 200 with the number and its vault, as in the example. The vault is the first digit"
    " of the\n   drawer. Both are JSON numbers, not text.",
    "The drawers are 100 to 899, both included. Any other number answers 422, and so does anything that is not a whole"
    " number,\n   such as `seven` or `347.5`.",
    '`GET /drawers/newest` answers 200 and `{"drawer": 512, "vault": 5}`.',
)
READ_DRAWER = Endpoint(function="read_drawer", file="main.py", line=14)


def json_body(value: Any) -> Body:
    return Body(json=value, bytes=len(msgspec.json.encode(value)))


def text_body(text: str) -> Body:
    return Body(text=text, bytes=len(text.encode()))


def response(status: int, body: Body | None = None, headers: Sequence[tuple[str, str]] | None = None) -> Response:
    media_type = "application/json" if body is None or body.json is not msgspec.UNSET else "text/plain; charset=utf-8"
    return Response(status=status, headers=list(headers or [("content-type", media_type)]), body=body)


def exchange(
    path: str = "/drawers/347",
    came: Response | None = None,
    expected: Response | None = None,
    *,
    method: str = "GET",
    headers: Sequence[tuple[str, str]] = (),
    body: Body | None = None,
    endpoint: Endpoint | None = READ_DRAWER,
    kind: str = "http",
    messages: Sequence[Message] = (),
    error: str | None = None,
    traceback: list[Frame] | None = None,
    fault: str | None = None,
    process: int = 1,
    clues: Sequence[str] = (),
    parameters: Sequence[Parameter] = (),
) -> Exchange:
    own = [("host", "127.0.0.1:8000"), ("accept", "*/*"), ("accept-encoding", "gzip"), ("user-agent", "curl/8.10.1")]
    return Exchange(
        kind=kind,
        process=process,
        request=Request(method=method, url=BASE + path, headers=[*own, *headers], body=body),
        response=came,
        expected=expected,
        messages=list(messages),
        curl=f"curl {BASE}{path}",
        endpoint=endpoint,
        error=error,
        traceback=traceback,
        fault=fault,
        clues=list(clues),
        parameters=list(parameters),
        seconds=0.01,
    )


def check(
    id: str = "test_drawer_of_the_example",
    title: str = "GET /drawers/347 answers drawer 347, vault 3",
    requirement: int | None = 1,
    outcome: Outcome = Outcome.FAILED,
    reason: Reason | None = Reason.ASSERTION,
    message: str = "",
    exchanges: Sequence[Exchange] = (),
    difference: Sequence[Difference] = (),
    traceback: list[Frame] | None = None,
    output: str = "",
) -> CheckResult:
    return CheckResult(
        id=id,
        title=title,
        requirement=requirement,
        outcome=outcome,
        reason=None if outcome is Outcome.PASSED else reason,
        seconds=0.02,
        message=message,
        exchanges=list(exchanges),
        difference=list(difference),
        traceback=traceback,
        output=output,
        hint=None,
    )


def passed(id: str, title: str, requirement: int | None) -> CheckResult:
    return check(id, title, requirement, Outcome.PASSED)


def report(
    checks: Sequence[CheckResult],
    *,
    texts: Sequence[str] = TEXTS,
    outcomes: Sequence[Outcome] | None = None,
    outcome: Outcome = Outcome.FAILED,
    problem: str | None = None,
    notes: Sequence[str] = (),
    only: str | None = None,
    diagnoses: Sequence[Diagnosis] = (),
    routes: Routes | None = None,
    findings: Sequence[Finding] = (),
) -> Report:
    """A report on these checks. Unless told, a requirement is failed if one of its checks is, else passed."""
    found = outcomes or [
        Outcome.FAILED
        if any(each.requirement == number and each.outcome is not Outcome.PASSED for each in checks)
        else Outcome.PASSED
        for number in range(1, len(texts) + 1)
    ]
    requirements = [
        RequirementResult(
            number=number, text=text, outcome=what, diagnoses=list(diagnoses) if what is Outcome.FAILED else []
        )
        for number, (text, what) in enumerate(zip(texts, found, strict=True), start=1)
    ]
    return Report(
        course="Learn FastAPI",
        exercise="path-parameters",
        outcome=outcome,
        score=0.5,
        seconds=2.345,
        seed=481516,
        only=only,
        answer="0" * 64,
        problem=problem,
        notes=list(notes),
        requirements=requirements,
        checks=list(checks),
        routes=routes or Routes(unreachable=[]),
        findings=list(findings),
        environment=Environment(
            python="3.11.7",
            fastapi="0.165.0",
            starlette="1.10.0",
            pydantic="2.14.0",
            learnfastapi="0.1.0",
            isolation=Isolation(kill="descendants", fork=True, memory_limit=None),
        ),
    )
