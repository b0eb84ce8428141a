"""`python -m grader`: see `grader.commandline`."""

import gc
import os

from grader.judge.processes import Processes


def main() -> int:
    """The exit code."""
    # While everything is imported there is no garbage to be found.
    gc.disable()
    try:
        with Processes() as processes:
            # First of all: it takes as long to import FastAPI as the judge takes to import all of its own.
            processes.start()
            from grader import commandline

            return commandline.main(processes)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    code = main()
    # Everything is closed by now. To take a process apart that has imported so much takes as long as five checks.
    os._exit(code)
