"""How exchanges are written down: bodies in their most readable form, requests as a line for the shell."""

import subprocess

import msgspec
import pytest

from grader.judge.exchange import Recording, body_of
from grader.models import Body

JSON = "application/json"


@pytest.mark.parametrize(
    ("data", "media_type", "body"),
    [
        pytest.param(b"", JSON, None, id="empty"),
        pytest.param(b'{"a": 1}', JSON, Body(json={"a": 1}, bytes=8), id="json"),
        pytest.param(b'{"a": 1}', "application/problem+json", Body(json={"a": 1}, bytes=8), id="json by suffix"),
        pytest.param(b'{"a": 1}', "text/plain", Body(text='{"a": 1}', bytes=8), id="text"),
        pytest.param(b"{", JSON, Body(text="{", bytes=1), id="broken json"),
        pytest.param(b"NaN", JSON, Body(text="NaN", bytes=3), id="no json number"),
        pytest.param(b"1" * 25, JSON, Body(json=int("1" * 25), bytes=25), id="number beyond 64 bits"),
        pytest.param(b"1" * 5000, JSON, Body(text="1" * 5000, bytes=5000), id="number too long to read"),
        pytest.param(b"\xff", "text/plain", Body(base64="/w==", bytes=1), id="bytes"),
        pytest.param("é".encode(), "text/plain", Body(text="é", bytes=2), id="length in bytes"),
    ],
)
def test_body_has_its_most_readable_form(data, media_type, body):
    assert body_of(data, media_type) == body


@pytest.mark.parametrize(
    ("data", "form"),
    [(b"[" * 50_000, "text"), (b"x" * 20_001, "text"), (b"\xff" * 20_000, "base64")],
    ids=["deep json", "long text", "many bytes"],
)
def test_long_body_is_cut_and_says_so(data, form):
    body = body_of(data, JSON)

    assert len(getattr(body, form)) <= 20_000
    assert (body.bytes, body.truncated) == (len(data), True)
    assert msgspec.json.encode(body)


def curl(method: str, url: str, headers: list[tuple[str, str]], body: bytes) -> str:
    return Recording("http", 1, method, url, headers, body).exchange(None).curl


@pytest.mark.parametrize(
    ("method", "headers", "body", "line"),
    [
        pytest.param("GET", [], b"", "curl http://h/a", id="get"),
        pytest.param("DELETE", [("host", "h")], b"", "curl -X DELETE http://h/a", id="own headers are left out"),
        pytest.param("HEAD", [], b"", "curl --head http://h/a", id="head"),
        pytest.param("POST", [], b"", "curl -X POST http://h/a", id="post without body"),
        pytest.param(
            "POST",
            [("content-type", JSON)],
            b'{"a": "it\'s"}',
            "curl http://h/a -H 'content-type: application/json' --data-raw '{\"a\": \"it'\"'\"'s\"}'",
            id="post with quotes",
        ),
        pytest.param("PUT", [], b"x", "curl -X PUT http://h/a -H content-type: --data-raw x", id="put"),
    ],
)
def test_request_as_a_line_for_the_shell(method, headers, body, line):
    assert curl(method, "http://h/a", headers, body) == line


def test_bytes_survive_the_shell():
    line = curl("POST", "http://h/a", [], b"\xff\x00'%\\1")

    printf = line.partition(" | ")[0]
    assert subprocess.run(["sh", "-c", printf], capture_output=True, check=True).stdout == b"\xff\x00'%\\1"


def test_headers_are_cut_and_counted():
    recording = Recording("http", 1, "GET", "http://h/a", [], b"")
    recording.begin_response(200, [(b"x-long", b"x" * 500_000), *[(b"y", b"y")] * 5_000])

    headers = recording.response().headers

    assert headers[0] == ("x-long", "x" * 8_000)
    assert len(headers) == 200
