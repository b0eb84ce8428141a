"""Run one program of a lesson, send it the requests of the lesson, and write down what came back.

A script, run by `grader.course.examples.running` as `python driver.py TASK RESULT` in a folder that holds the program
as `main.py`, or the files of a whole answer. It imports nothing of ours, so that a program runs as it would for a
reader. Standard output and error are one file, for a reader's terminal shows both.
"""

import importlib
import json
import os
import runpy
import sys
import traceback
import warnings
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

# Where `learnfastapi run` serves, and what curl sends: what a reader gets who asks by hand.
_BASE_URL = "http://127.0.0.1:8000"
_HEADERS = {"user-agent": "curl/8.10.1", "accept": "*/*"}
_PROGRAM = Path("main.py").absolute()

Asgi = Callable[[Any, Any, Any], Awaitable[None]]


class RecordingApp:
    """The program's app. Notes the exception that the last request ended with, which TestClient drops."""

    def __init__(self, app: Asgi) -> None:
        self._app = app
        self.error: BaseException | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.error = None
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            self.error = error
            raise


def main(task_path: Path, result_path: Path) -> None:
    task = json.loads(task_path.read_text("utf-8"))
    result: dict[str, Any] = {"failure": None, "printed": None, "responses": [], "warnings": []}
    sys.path[0] = str(_PROGRAM.parent)
    if not task["may_warn"]:
        _record_warnings(result["warnings"])
    try:
        with ExitStack() as stack:
            client, app = _start(task, stack)
            if task["requests"]:
                result["printed"] = _printed()
            for request in task["requests"]:
                result["responses"].append(_send(client, app, request))
    except (Exception, SystemExit) as error:  # noqa: BLE001 (the border to the program; it is told, with its line)
        if not (task["is_script"] and isinstance(error, SystemExit) and not error.code):
            result["failure"] = _told(error)
            if isinstance(error, Exception):
                _print_traceback(error)
    if result["printed"] is None:
        result["printed"] = _printed()
    result_path.write_text(json.dumps(result), "utf-8")


def _printed() -> int:
    """Bytes that the terminal would show by now."""
    sys.stdout.flush()
    sys.stderr.flush()
    return os.fstat(1).st_size


def _start(task: Any, stack: ExitStack) -> tuple[Any, Any]:
    if task["is_script"]:
        runpy.run_path(str(_PROGRAM), run_name="__main__")
        return None, None
    name, _, attribute = task["app"].partition(":")
    module = importlib.import_module(name)
    if not hasattr(module, attribute):
        if task["requests"]:
            raise AttributeError(f"the program has no `{attribute}` to ask")
        return None, None
    served = getattr(module, attribute)
    from starlette.applications import Starlette
    from starlette.testclient import TestClient

    app = RecordingApp(served)
    client = TestClient(
        app, base_url=_BASE_URL, headers=dict(_HEADERS), raise_server_exceptions=False, follow_redirects=False
    )
    for name in ("accept-encoding", "connection"):
        client.headers.pop(name, None)
    try:
        stack.enter_context(client)
    except Exception:
        # As a server does: an app that does not know the lifespan is served without one.
        if isinstance(served, Starlette):
            raise
    return client, app


def _send(client: Any, app: RecordingApp, request: Any) -> dict[str, Any]:
    response = client.request(
        request["method"],
        _BASE_URL + request["path"],
        headers=[tuple(header) for header in request["headers"]],
        content=request["body"].encode(),
    )
    # Only the headers that the lesson shows are sent, so no cookie of an earlier exchange.
    client.cookies.clear()
    return {
        "status": response.status_code,
        "headers": response.headers.multi_items(),
        "body": response.text,
        "failure": None if app.error is None else _told(app.error),
    }


def _record_warnings(found: list[Any]) -> None:
    def record(message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: Any, **__: Any) -> None:
        warning = f"{category.__name__}: {' '.join(str(message).split())}"
        # FastAPI passes some deprecated calls on to Starlette, which says the same again.
        if all(warning != earlier["text"] for earlier in found):
            found.append({"line": lineno if _is_program(filename) else None, "text": warning})

    warnings.simplefilter("default")
    warnings.showwarning = record


def _told(error: BaseException) -> dict[str, Any]:
    """What and where: the innermost line of the program, None if it is not in there."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if _is_program(frame.filename)]
    if isinstance(error, SyntaxError) and _is_program(error.filename or ""):
        lines.append(error.lineno)
        return {"line": lines[-1], "text": f"{type(error).__name__}: {error.msg}"}
    return {"line": lines[-1] if lines else None, "text": "".join(traceback.format_exception_only(error)).strip()}


def _print_traceback(error: BaseException) -> None:
    """From the program's first line on, as when it is run by hand."""
    tb = error.__traceback__
    while tb is not None and not _is_program(tb.tb_frame.f_code.co_filename):
        tb = tb.tb_next
    traceback.print_exception(type(error), error, tb)


def _is_program(filename: str) -> bool:
    return Path(filename).absolute() == _PROGRAM


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
