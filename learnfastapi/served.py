"""What `learnfastapi run` gives to uvicorn: the learner's app, or a page that says why there is none.

`/docs` and `/redoc` of FastAPI load their scripts from the internet. Their defaults are changed here, before the app is
imported, to files that the package fastapi-offline carries and that are served beside the app.
"""

import importlib
import os
import sys
import traceback
from importlib.util import find_spec
from pathlib import Path

from fastapi.openapi import docs
from starlette.responses import PlainTextResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = "LEARNFASTAPI_RUN_FOLDER"
APP = "LEARNFASTAPI_RUN_APP"
_PREFIX = "/_learnfastapi"


def _static_folder() -> Path:
    # Not imported, because that subclasses FastAPI; only its files are wanted.
    spec = find_spec("fastapi_offline")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "static"


def use_local_scripts() -> None:
    """Make the documentation pages load their scripts from this server."""
    swagger, redoc = docs.get_swagger_ui_html.__kwdefaults__, docs.get_redoc_html.__kwdefaults__
    assert swagger is not None
    assert redoc is not None
    swagger["swagger_js_url"] = f"{_PREFIX}/swagger-ui-bundle.js"
    swagger["swagger_css_url"] = f"{_PREFIX}/swagger-ui.css"
    swagger["swagger_favicon_url"] = redoc["redoc_favicon_url"] = f"{_PREFIX}/favicon.png"
    redoc["redoc_js_url"] = f"{_PREFIX}/redoc.standalone.js"
    redoc["with_google_fonts"] = False


class WithLocalScripts:
    """The learner's app, and the scripts of the documentation beside it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._files = StaticFiles(directory=_static_folder())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(f"{_PREFIX}/"):
            await self._files({**scope, "path": scope["path"].removeprefix(_PREFIX), "root_path": ""}, receive, send)
        else:
            await self._app(scope, receive, send)


class Unavailable:
    """Answers every request with the reason why there is no app."""

    def __init__(self, reason: str) -> None:
        self._response = PlainTextResponse(f"{reason}\n\nMend it and save: the app starts again.\n", status_code=503)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._response(scope, receive, send)


def load(folder: Path, name: str) -> ASGIApp:
    """The learner's app, or a stand-in that explains."""
    app, reason = find_app(folder, name)
    if app is None:
        print(reason, file=sys.stderr)
        return Unavailable(reason)
    return WithLocalScripts(app)


def find_app(folder: Path, name: str) -> tuple[ASGIApp | None, str]:
    """The learner's app, or None and why there is none."""
    sys.path.insert(0, str(folder))
    module, _, attribute = name.partition(":")
    file = f"{module.replace('.', '/')}.py"
    if not (folder / file).is_file():
        # Python would only say that there is no module of that name, and not where it should be.
        return None, f"There is no `{file}` in `{folder}`. Write your app in a file of that name."
    try:
        return getattr(importlib.import_module(module), attribute), ""
    except BaseException as error:  # noqa: BLE001  the learner's code: whatever it raises is for them to read
        return None, reason_of(error, folder)


def reason_of(error: BaseException, folder: Path) -> str:
    """Python's own words, with the lines of the learner's files only."""
    summary = traceback.extract_tb(None if isinstance(error, SyntaxError) else error.__traceback__)
    theirs = [frame for frame in summary if Path(frame.filename).is_relative_to(folder)]
    lines = ["".join(traceback.format_list(theirs))] if theirs else []
    return "".join([*lines, *traceback.format_exception_only(error)]).rstrip()


def __getattr__(attribute: str) -> ASGIApp:
    """`app`, loaded when uvicorn asks for it: importing this module must not run the learner's code."""
    if attribute != "app":
        raise AttributeError(attribute)
    use_local_scripts()
    return load(Path(os.environ[FOLDER]), os.environ[APP])
