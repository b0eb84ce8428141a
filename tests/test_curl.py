"""The line for the shell of each exchange, run against `learnfastapi run`: the same request, the same answer."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.models import Exchange, decode
from tests.test_served import environment, get, serve, workspace

__all__ = ["serve", "workspace"]

ANSWER = """\
from fastapi import FastAPI, Request, Response

app = FastAPI()


@app.api_route("/{path:path}", methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def tell(path: str, request: Request, response: Response):
    response.headers["x-told"] = "yes"
    response.status_code = 207
    return {
        "method": request.method,
        "path": request.scope["raw_path"].decode(),
        "query": request.scope["query_string"].decode(),
        "headers": sorted(
            [name.decode("latin-1"), value.decode("latin-1")]
            for name, value in request.scope["headers"]
            if name not in (b"host", b"user-agent", b"content-length")
        ),
        "body": (await request.body()).hex(),
    }
"""
REQUESTS = {
    "get": 'client.get("/ping")',
    "query": 'client.get("/a", params={"q": "a b&c=d", "tags": ["x", "y"]})',
    "brackets": 'client.get("/a?tags[]=1&b={2}")',
    "dots": 'client.get("/a/%2e%2e/b/../c")',
    "letters": 'client.get("/caf\\u00e9/\\u2603", params={"n": "\\u00e9"})',
    "escaped slash": 'client.get("/a%2Fb%20c")',
    "json": 'client.post("/a", json={"title": "it\'s \\u00e9 \\"x\\" $HOME `id`", "n": [1, None]})',
    "put": 'client.put("/a", json=1)',
    "patch": 'client.patch("/a", content=b"x")',
    "delete": 'client.delete("/a")',
    "options": 'client.options("/a")',
    "head": 'client.head("/a")',
    "form": 'client.post("/a", data={"name": "Ann & Bob", "x": "@y"})',
    "at sign": 'client.post("/a", content=b"@/etc/hostname")',
    "bytes": 'client.post("/a", content=bytes(range(256)))',
    "NUL": 'client.post("/a", content=b"a\\\\0b")',
    "line ends": 'client.post("/a", content=b"a\\\\r\\\\nb\\\\n")',
    "no body": 'client.post("/a")',
    "header": 'client.get("/a", headers={"x-token": "a \'b\' \\"c\\" $d", "accept": "text/html"})',
    "empty header": 'client.get("/a", headers={"x-empty": ""})',
    "file": 'client.post("/a", files={"file": ("a.bin", bytes(range(200)))})',
}
CHECKS = """\
from grader.checks import requirement


@requirement(1)
def test_everything(client):
    \"\"\"Everything is told\"\"\"
{lines}


@requirement(2)
def test_nothing(client):
    \"\"\"Nothing\"\"\"
    client.get("/")
"""


@pytest.fixture
def exchanges(workspace: Path, tmp_path: Path) -> dict[str, Exchange]:
    """What a report says of each request."""
    course = shutil.copytree(Path(__file__).parent / "sample_course", tmp_path / "course")
    lines = "\n".join(f"    {line}" for line in REQUESTS.values())
    (course / "exercises" / "double" / "test_double.py").write_text(CHECKS.format(lines=lines))
    answer = tmp_path / "answer"
    answer.mkdir()
    (answer / "main.py").write_text(ANSWER)
    command = [sys.executable, "-m", "grader", "--course", str(course), "double", str(answer), "--format", "json"]
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, check=True)
    return dict(zip(REQUESTS, decode(done.stdout).checks[0].exchanges, strict=True))


def test_every_line_gets_the_answer_of_the_report(serve, exchanges, tmp_path):
    assert shutil.which("curl") is not None, "these lines are for curl: install it to run this test"
    address = serve(ANSWER)
    get(f"{address}/", lambda response: response.status_code == 207)

    answers = {name: ask(exchange.curl, address, tmp_path) for name, exchange in exchanges.items()}

    assert answers == {name: told(exchange) for name, exchange in exchanges.items()}


def ask(line: str, address: str, folder: Path) -> tuple[int, object]:
    """Status and JSON of what the shell's line gets. Only the port is another one than in the report."""
    line = line.replace("http://127.0.0.1:8000", address)
    line = re.sub(r"(^|\| )curl ", rf"\1curl --silent --output {folder}/body --write-out '%{{http_code}}' ", line)
    done = subprocess.run(["sh", "-c", line], env=environment(folder), capture_output=True, text=True, check=True)
    body = (folder / "body").read_bytes()
    return int(done.stdout), {} if body.startswith(b"HTTP/") else json.loads(body)


def told(exchange: Exchange) -> tuple[int, object]:
    assert exchange.response is not None
    body = exchange.response.body
    return exchange.response.status, {} if body is None else body.json
