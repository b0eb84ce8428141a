"""A process for one program: what is to be asked goes in as a file, and what came back comes out as one."""

import contextlib
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import msgspec

from grader.course.examples.models import Script, Service, ShownRequest
from grader.course.examples.plan import Run

_DRIVER = Path(__file__).with_name("driver.py")
_GLANCE_SECONDS = 0.1  # how often it is seen whether the program is still wanted


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What the driver is to do.

    Attributes:
        app: `module:attribute`.
        may_warn: Warnings are part of what the program shows, or somebody else's to tell.
    """

    is_script: bool
    app: str
    may_warn: bool
    requests: tuple[ShownRequest, ...]


class Failure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An exception or a warning. `line`: of the program, from 1; None if it arose elsewhere."""

    line: int | None
    text: str


class Response(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What came. `failure`: the exception that the app ended with, if it did."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    failure: Failure | None


class Result(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the driver found.

    Attributes:
        failure: None if the program started, was asked everything and stopped.
        printed: How many bytes of the output come before the first request; all, if there is none.
        responses: One for each request, fewer if the program failed.
    """

    failure: Failure | None
    printed: int
    responses: tuple[Response, ...]
    warnings: tuple[Failure, ...]


def run_program(run: Run, time_limit_seconds: float, stop: Event | None = None) -> tuple[Result, str] | str:
    """The result, with what the program printed before the first request, or at all if nothing is asked.

    Or, as text, why there is none. Once `stop` is set, by another thread, the program is ended.
    """
    program = run.program
    files = program.files if isinstance(program, Service) else {"main.py": program.source.encode()}
    task = Task(
        is_script=isinstance(program, Script),
        app=program.app if isinstance(program, Service) else "main:app",
        may_warn=run.is_broken or isinstance(program, Service),
        requests=tuple(_with_line_ends(exchange.request) for exchange in run.exchanges),
    )
    with TemporaryDirectory(prefix="learnfastapi-example-") as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / "program" / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / "program" / file).write_bytes(content)
        (folder / "task.json").write_bytes(msgspec.json.encode(task))
        with (folder / "output.txt").open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-u", "-X", "utf8", _DRIVER, folder / "task.json", folder / "result.json"],
                cwd=folder / "program",
                env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            if not _ends(process, time_limit_seconds, stop):
                return f"takes longer than {time_limit_seconds:g} seconds"
        if not (folder / "result.json").exists():
            return f"ends the process, with exit code {process.returncode}"
        result = msgspec.json.decode((folder / "result.json").read_bytes(), type=Result)
        return result, (folder / "output.txt").read_bytes()[: result.printed].decode("utf-8", "replace")


def _ends(process: "subprocess.Popen[bytes]", seconds: float, stop: Event | None) -> bool:
    """Whether it ends in time and before it has to stop. Afterwards it is over in any case."""
    deadline = time.monotonic() + seconds
    try:
        while process.poll() is None and time.monotonic() < deadline and not (stop is not None and stop.is_set()):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_GLANCE_SECONDS)
        return process.poll() is not None
    finally:
        process.kill()
        process.wait()


def _with_line_ends(request: ShownRequest) -> ShownRequest:
    """The parts of a multipart body end with CR LF (RFC 2046, 5.1.1), which no markdown file holds."""
    if not any(name == "content-type" and value.startswith("multipart/") for name, value in request.headers):
        return request
    return replace(request, body=request.body.replace("\n", "\r\n") + "\r\n")
