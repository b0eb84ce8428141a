"""Be template and host in one, for one check, where no process can be forked. Started by `grader.judge.spawn`.

Says `READY`, waits for a `StartTemplate` frame, answers with a `Loaded` frame, and serves until the socket ends.
"""

import asyncio
import os
import socket
import sys

numbers, root, *site_folders = sys.argv[1:]
sys.path += site_folders
sys.path.insert(0, root)

from grader.host.processes import set_readable  # noqa: E402

set_readable(False)

import fastapi  # noqa: E402, F401  what takes long is done before the answer is known

from grader import wire  # noqa: E402
from grader.host import bare  # noqa: E402
from grader.host.handlers import HANDLERS  # noqa: E402
from grader.host.load import enter, load  # noqa: E402
from grader.host.routes import routes_of  # noqa: E402
from grader.host.serve import serve  # noqa: E402
from grader.host.template import show_stacks_on_signal, take_output  # noqa: E402

READY = b"r"


def main() -> None:
    control_number, output, stacks = map(int, numbers.split(","))
    control = socket.socket(fileno=control_number)
    bare.forget_ourselves(root)
    bare.give_usual_builtins()
    control.sendall(READY)
    frames = wire.Buffer.of_commands()
    while (command := frames.next()) is None:
        if not (data := control.recv(wire.CHUNK)):
            return
        frames.feed(data)
    take_output(output)
    show_stacks_on_signal(stacks)
    enter(command)
    app, error = load(command)
    control.sendall(wire.pack(wire.Loaded(error, [], routes_of(app, command.folder))))
    if error is None:
        asyncio.run(serve(control, app, command.folder, stacks, HANDLERS))


try:
    main()
finally:
    os._exit(0)
