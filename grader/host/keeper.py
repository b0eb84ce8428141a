"""The trusted process of one slot: starts templates, adopts whatever they start, and kills it."""

import contextlib
import os
import shutil
import signal
import socket
import traceback

from grader import wire
from grader.host import template
from grader.host.messages import receive
from grader.host.processes import become_subreaper, descendants, sweep

DONE = b"k"


def run(connection: socket.socket) -> None:
    """Obey the judge, one message at a time, each answered with `DONE`. Returns when the judge is gone."""
    become_subreaper()
    os.setsid()
    current: int | None = None
    folder: str | None = None
    while True:
        data, descriptors = receive(connection)
        if not data:
            sweep()
            if folder is not None:
                shutil.rmtree(os.path.dirname(folder), ignore_errors=True)
            connection.close()  # tells the judge, if it still listens, that all is done
            return
        match wire.decode_command(data):
            case wire.StartTemplate() as command:
                folder = command.folder
                current = os.fork()
                if current == 0:
                    connection.close()
                    _be_template(command, *descriptors)
                for descriptor in descriptors:
                    os.close(descriptor)
                continue
            case wire.Sweep():
                sweep(keep=() if current is None else (current,))
            case wire.End():
                sweep()
                current = None
            case wire.ShowStacks():
                for pid in descendants(os.getpid()):
                    with contextlib.suppress(OSError):
                        os.kill(pid, signal.SIGUSR1)
        with contextlib.suppress(OSError):
            connection.send(DONE)


def _be_template(command: wire.StartTemplate, connection: int, output: int, stacks: int) -> None:
    try:
        template.run(command, socket.socket(fileno=connection), output, stacks)
    except BaseException:  # noqa: BLE001  a forked process must not run on in its parent's code
        traceback.print_exc()
    finally:
        os._exit(0)
