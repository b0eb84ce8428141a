"""What would this return? A request to the learner's own code, and what really came back. Pure.

Everything is taken from the report of a verdict on that code. A request is asked about only if it can be worked out by
reading: nothing that was made up at run time is in the answer, and what changed the state before it is told.
"""

import ast
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from grader.answer import Answer
from grader.course.models import Exercise
from grader.models import CheckResult, Exchange, Outcome, Report, Request
from grader.source.project import Project
from learnfastapi.study.source import Place, in_order, rows_of, statement_at, with_used

_MOST_BYTES = 300
_MOST_BEFORE = 2
_MOST_ROWS = 30
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# With one of these, what a check does is not all in its exchanges.
_TELLING_LESS = frozenset({"launch", "together", "call", "explore"})
_OWN_HEADERS = frozenset(
    {"host", "accept", "accept-encoding", "connection", "user-agent", "content-length", "content-type"}
)
# Ids, times and tokens, which nobody can know beforehand.
_MADE_UP = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d|[0-9A-Za-z_-]{20,}|\d{9,}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Lines of a file of the answer, as the learner wrote them.

    Attributes:
        start: Number of the first, from 1.
    """

    file: str
    start: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it is shown.

    Attributes:
        path: With its query.
        headers: Those that the check chose.
        json: The body; UNSET if there is none.
    """

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    json: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnQuestion:
    """What would this return?

    Attributes:
        before: What is asked first, in order, because it changes what comes back. May be empty.
        code: What answers: the endpoint first, then what it uses, as far as that is short.
        status: The truth.
        json: The truth; UNSET where the wording is FastAPI's own, as of a 422: then only the status is asked.
    """

    before: tuple[Asked, ...]
    asked: Asked
    code: tuple[Piece, ...]
    status: int
    json: Any


def return_question(exercise: Exercise, report: Report, answer: Answer, *, seed: int) -> ReturnQuestion | None:
    """One of the report's requests; the same for the same seed.

    None if the report is not on this answer, or has none that can be asked about.
    """
    if report.answer != answer.sha256:
        return None
    project = Project(answer.files)
    less = _checks_with(exercise, _TELLING_LESS)
    found = [
        question
        for check in report.checks
        if check.outcome is Outcome.PASSED and check.function not in less
        for question in _questions(check, project)
    ]
    different = list({msgspec.json.encode((q.asked, q.before)): (q, place) for q, place in found}.values())
    if not different:
        return None
    chosen, place = random.Random(seed).choice(different)
    return replace(chosen, code=_code(project, answer, place))


def _questions(check: CheckResult, project: Project) -> Iterator[tuple[ReturnQuestion, Place]]:
    """Without their code, which takes time to find, and the endpoints that it begins with."""
    for index, exchange in enumerate(check.exchanges):
        before = [each for each in check.exchanges[:index] if each.request.method not in _SAFE]
        if len(before) > _MOST_BEFORE:
            return
        if not all(map(_is_plain, (*before, exchange))) or exchange.endpoint is None or _is_made_up(exchange, before):
            continue
        place = statement_at(project, exchange.endpoint.file, exchange.endpoint.line)
        response = exchange.response
        if place is not None and response is not None and response.body is not None and response.status != 405:
            question = ReturnQuestion(
                before=tuple(_asked(each.request) for each in before),
                asked=_asked(exchange.request),
                code=(),
                status=response.status,
                json=msgspec.UNSET if response.status == 422 else response.body.json,
            )
            yield question, place


def _is_plain(exchange: Exchange) -> bool:
    """Whether it is short, JSON or nothing both ways, and all went well."""
    response = exchange.response
    if exchange.kind != "http" or exchange.process != 1 or response is None or exchange.fault or exchange.error:
        return False
    bodies = [body for body in (exchange.request.body, response.body) if body is not None and body.bytes]
    return all(body.json is not msgspec.UNSET and body.bytes <= _MOST_BYTES for body in bodies)


def _is_made_up(exchange: Exchange, before: Sequence[Exchange]) -> bool:
    """Whether the answer holds something that no request did."""
    response = exchange.response
    sent = " ".join(_text(each.request) for each in (*before, exchange))
    came = _dump(response.body.json) if response is not None and response.body is not None else ""
    return any(found not in sent for found in _MADE_UP.findall(came))


def _asked(request: Request) -> Asked:
    path = "/" + request.url.partition("://")[2].partition("/")[2]
    headers = tuple((name, value) for name, value in request.headers if name.lower() not in _OWN_HEADERS)
    json = request.body.json if request.body is not None and request.body.bytes else msgspec.UNSET
    return Asked(method=request.method, path=path, headers=headers, json=json)


def _code(project: Project, answer: Answer, endpoint: Place) -> tuple[Piece, ...]:
    used = [place for place in in_order(with_used(project, [endpoint])) if place != endpoint]
    pieces = tuple(_piece(answer, place) for place in (endpoint, *used))
    return pieces if sum(len(piece.rows) for piece in pieces) <= _MOST_ROWS else pieces[:1]


def _piece(answer: Answer, place: Place) -> Piece:
    rows = rows_of(answer.files[place.file])[place.start - 1 : place.end]
    return Piece(file=place.file, start=place.start, rows=tuple(rows))


def _checks_with(exercise: Exercise, fixtures: frozenset[str]) -> frozenset[str]:
    """Names of the test functions that use one of these."""
    trees = [ast.parse(path.read_bytes()) for path in exercise.checks]
    functions = [node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)]
    return frozenset(each.name for each in functions if fixtures & {argument.arg for argument in each.args.args})


def _text(request: Request) -> str:
    body = request.body.json if request.body is not None else None
    return f"{request.url} {_dump(body)} {request.headers}"


def _dump(value: Any) -> str:
    return "" if value is msgspec.UNSET else msgspec.json.encode(value).decode()
