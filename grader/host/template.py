"""The process that has imported the answer and forks one host per check. From here on nothing can be trusted."""

import asyncio
import faulthandler
import gc
import os
import signal
import socket
import sys
import traceback
from typing import Any, TextIO

from grader import wire
from grader.host.handlers import HANDLERS
from grader.host.load import Traces, enter, load
from grader.host.messages import receive
from grader.host.routes import routes_of
from grader.host.serve import serve


def run(command: wire.StartTemplate, connection: socket.socket, output: int, stacks: int) -> None:
    """Load the answer, tell the judge what came of it, then fork a host per message. Returns when the judge is gone.

    A message brings the host's control socket, the writing end of its output pipe and that of its stack pipe.
    """
    os.setsid()
    take_output(output)
    show_stacks_on_signal(stacks)
    enter(command)
    traces = Traces(command.folder)
    app, error = load(command)
    routes = routes_of(app, command.folder)
    found = traces.found()
    connection.send(wire.encode(wire.Loaded(error, found, routes)))
    if error is not None:
        return
    gc.freeze()
    while True:
        data, descriptors = receive(connection)
        if not data:
            return
        # A fork has no threads and shares open files: what left such traces is served here, by the process that made
        # them, and the judge asks for a new template afterwards.
        if found or os.fork() == 0:
            connection.close()
            _be_host(app, command.folder, *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _be_host(app: Any, folder: str, control: int, output: int, stacks: int) -> None:
    """Serve until the judge closes the control socket; never returns."""
    try:
        os.chdir(folder)  # again: it may have been made anew since the template entered it
        take_output(output)
        show_stacks_on_signal(stacks)
        asyncio.run(serve(socket.socket(fileno=control), app, folder, stacks, HANDLERS))
    except BaseException:  # noqa: BLE001  a forked process must not run on in its parent's code
        traceback.print_exc()
    finally:
        os._exit(0)


def take_output(output: int) -> None:
    """Make the pipe this process's standard output and standard error."""
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(output)
    sys.stdout = _lines_to(1)
    sys.stderr = _lines_to(2)


def _lines_to(number: int) -> TextIO:
    # A new object, since one that wrote to a file cannot be told that it now writes to a pipe.
    return open(number, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)


def show_stacks_on_signal(stacks: int) -> None:
    """SIGUSR1, and a crash of the interpreter, write every thread's stack to the pipe."""
    faulthandler.enable(file=stacks, all_threads=True)
    faulthandler.register(signal.SIGUSR1, file=stacks, all_threads=True, chain=False)
