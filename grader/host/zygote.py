"""Import FastAPI once, warm it, then fork a keeper for each slot. Started by `grader.judge.processes`.

Ends, and kills all that descends from it, when the judge's end of the control socket is closed, however that happens.
"""

import gc
import os
import socket
import sys

control_number, root, *site_folders = sys.argv[1:]
sys.path += site_folders
sys.path.insert(0, root)
gc.disable()

from grader.host.processes import become_subreaper, reap, set_readable, sweep, wait_for  # noqa: E402

set_readable(False)

from grader.host import bare, keeper, warm  # noqa: E402
from grader.host.messages import receive  # noqa: E402

READY = b"ready"
_KEEPERS_SECONDS = 5.0


def main() -> None:
    control = socket.socket(fileno=int(control_number))
    become_subreaper()
    warm.warm_up()
    bare.forget_ourselves(root)
    bare.give_usual_builtins()
    gc.enable()
    gc.freeze()  # also what is garbage by now: to look for it takes longer than to keep it
    control.send(READY)
    keepers: list[int] = []
    while True:
        data, descriptors = receive(control)
        if not data:
            # They see the same, and tidy up first.
            wait_for(keepers, _KEEPERS_SECONDS)
            sweep()
            os._exit(0)  # to take the interpreter apart would take longer than all of this
        keepers.append(os.fork())
        if keepers[-1] == 0:
            control.close()
            try:
                keeper.run(socket.socket(fileno=descriptors[0]))
            finally:
                os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)
        reap()


main()
