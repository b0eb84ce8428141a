"""Take an `http` block apart: what is asked, and what comes back.

POST /books/                    request line, then headers
content-type: application/json
                                an empty line, then the body
{"title": "Dune"}

→ 201                           from here on the response; `→ ? 201` is a prediction
location: /books/1              headers, if any
                                an empty line between headers and body
{"id": 1, "title": "Dune"}
"""

import re
from collections.abc import Sequence

from grader.course.examples.models import ShownRequest, ShownResponse

_REQUEST = re.compile(r"[A-Z]+ /\S*")
_STATUS = re.compile(r"→ (?P<guess>\? )?(?P<status>[1-5]\d\d)")
HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]*):(?:\s+(?P<value>.*)|$)")


def read_http_block(content: str) -> tuple[ShownRequest, ShownResponse] | str | None:
    """What the block shows; as text, what is wrong with it; None if it has no `→` and so is not sent."""
    lines = [line.rstrip() for line in content.splitlines()]
    arrow = next((number for number, line in enumerate(lines) if line.startswith("→")), None)
    if arrow is None:
        return None
    if not _REQUEST.fullmatch(lines[0]):
        return f"wants a first line such as `GET /stops/214` (got `{lines[0]}`)"
    status = _STATUS.fullmatch(lines[arrow])
    if status is None:
        return f"wants a status such as `→ 200` or `→ ? 200` (got `{lines[arrow]}`)"
    method, _, path = lines[0].partition(" ")
    headers, body = _headers_then_body(lines[1:arrow])
    request = ShownRequest(method=method, path=path, headers=headers, body=body)
    headers, body = _headers_then_body(lines[arrow + 1 :])
    is_prediction = status["guess"] is not None
    return request, ShownResponse(status=int(status["status"]), is_prediction=is_prediction, headers=headers, body=body)


def _headers_then_body(lines: Sequence[str]) -> tuple[tuple[tuple[str, str], ...], str]:
    """Headers are the first lines that look like some. A body that looks so too needs an empty line above it."""
    headers = []
    for line in lines:
        if not (header := HEADER.fullmatch(line)):
            break
        headers.append((header["name"].lower(), header["value"] or ""))
    return tuple(headers), "\n".join(lines[len(headers) :]).strip("\n")
