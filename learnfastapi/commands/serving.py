"""`run`: serve the learner's app, with reload and with documentation that needs no internet."""

import os
import socket
from typing import Annotated

import typer

from grader.errors import InputError
from learnfastapi.commands.context import ExerciseArgument, open_context, say

PortOption = Annotated[int, typer.Option("--port", metavar="PORT", min=1, max=65_535, help="Where to listen.")]
_HOST = "127.0.0.1"


def run(exercise: ExerciseArgument = None, port: PortOption = 8000) -> None:
    """Serve your app on this machine; it starts again whenever you save. Ctrl-C ends it."""
    with open_context() as context:
        found = context.ready(exercise)
        folder = context.workspace.answer_folder(found.id)
        console = context.console
    _refuse_taken(port)
    say(console, f"Your app `{found.id}` is at http://{_HOST}:{port}, its documentation at http://{_HOST}:{port}/docs")
    say(console, "It starts again when you save a file. Ctrl-C ends it.", "")
    import uvicorn

    from learnfastapi.served import APP, FOLDER

    os.environ[FOLDER], os.environ[APP] = str(folder), found.app
    uvicorn.run(
        "learnfastapi.served:app",
        host=_HOST,
        port=port,
        reload=True,
        reload_dirs=[str(folder)],
        log_level="info",
    )


def _refuse_taken(port: int) -> None:
    """Raises `InputError` if something listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except PermissionError:
            raise InputError(
                f"You may not listen on port `{port}`", hint="use one above 1023, such as `--port 8000`"
            ) from None
        except OSError:
            hint = f"end the program that listens there, or use another: `learnfastapi run --port {port % 65_535 + 1}`"
            raise InputError(f"Port `{port}` is in use", hint=hint) from None
