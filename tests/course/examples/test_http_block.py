"""An `http` block, taken apart."""

import pytest

from grader.course.examples.http_block import read_http_block
from grader.course.examples.models import ShownRequest, ShownResponse

JSON = ("content-type", "application/json")


def test_read_http_block_with_everything():
    content = """\
POST /books/?draft=yes
Content-Type: application/json
x-tag: a
x-tag: b

{"title": "Dune",

 "pages": 412}

→ 201
location: /books/1
x-empty:

{"id": 1}
"""

    assert read_http_block(content) == (
        ShownRequest(
            method="POST",
            path="/books/?draft=yes",
            headers=(JSON, ("x-tag", "a"), ("x-tag", "b")),
            body='{"title": "Dune",\n\n "pages": 412}',
        ),
        ShownResponse(
            status=201, is_prediction=False, headers=(("location", "/books/1"), ("x-empty", "")), body='{"id": 1}'
        ),
    )


@pytest.mark.parametrize(
    "content, response",
    [
        pytest.param("→ 204", ShownResponse(status=204, is_prediction=False, headers=(), body=""), id="only-a-status"),
        pytest.param(
            "→ ? 404\n{}", ShownResponse(status=404, is_prediction=True, headers=(), body="{}"), id="prediction"
        ),
        pytest.param(
            "→ 307\nlocation: /a",
            ShownResponse(status=307, is_prediction=False, headers=(("location", "/a"),), body=""),
            id="only-headers",
        ),
        pytest.param(
            "→ 200\n\ndata: 1\n\ndata: 2\n",
            ShownResponse(status=200, is_prediction=False, headers=(), body="data: 1\n\ndata: 2"),
            id="body-that-looks-like-headers",
        ),
        pytest.param(
            "→ 200\n<p>a: b</p>\nc: d\n",
            ShownResponse(status=200, is_prediction=False, headers=(), body="<p>a: b</p>\nc: d"),
            id="text",
        ),
    ],
)
def test_read_http_block_gives_the_response(content: str, response: ShownResponse):
    assert read_http_block(f"GET /\n\n{content}") == (
        ShownRequest(method="GET", path="/", headers=(), body=""),
        response,
    )


@pytest.mark.parametrize("content", ["GET /books/", "GET /books/\n\n200\n", "HTTP/1.1 200 OK\n\n{}", "", "a → b\n"])
def test_read_http_block_without_a_status_line(content: str):
    assert read_http_block(content) is None


@pytest.mark.parametrize("line", ["get /", "GET", "GET books", "GET / HTTP/1.1", "→ 200"])
def test_read_http_block_wants_a_request(line: str):
    assert read_http_block(f"{line}\n\n→ 200\n") == f"wants a first line such as `GET /stops/214` (got `{line}`)"


@pytest.mark.parametrize("line", ["→", "→ ?", "→ 200 OK", "→ 600", "→ ?200", "→200"])
def test_read_http_block_wants_a_status(line: str):
    assert read_http_block(f"GET /\n\n{line}\n") == f"wants a status such as `→ 200` or `→ ? 200` (got `{line}`)"
