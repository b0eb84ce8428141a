"""The program. The one place where an error for a person becomes text and an exit code.

Exit codes: 0 done or passed, 1 not passed, 2 wrong input, 3 the course or the grader is broken, 130 interrupted.
"""

import contextlib
import os
import signal
import sys
from typing import NoReturn

from grader.errors import LearnError

_INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command line, and end the process."""
    code = _run()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # nothing is left to be interrupted
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BrokenPipeError):
            stream.flush()
    # Everything is closed by now, and to take the interpreter apart takes as long as to list a course.
    os._exit(code)


def _run() -> int:
    """The exit code."""
    from learnfastapi.commands.app import app_for, usage_errors

    try:
        with usage_errors():
            return app_for(sys.argv[1:])(prog_name="learnfastapi", standalone_mode=False) or 0
    except LearnError as error:
        from learnfastapi.render.console import stderr_console
        from learnfastapi.render.errors import render_error

        # The command line may be what is wrong, so nobody has read its options.
        render_error(stderr_console(), error, plain="--plain" in sys.argv)
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough, as in `learnfastapi list | head`.
        return 0


if __name__ == "__main__":
    main()
