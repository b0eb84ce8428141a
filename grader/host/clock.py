"""Move a process's wall clock, for the second run of the solution."""

import sys
import time


def move(seconds: float) -> None:
    """Let the wall clock of this process, and of what it forks, go on from `seconds` ahead.

    Also for names that were imported before, since the functions are changed in place. Monotonic clocks stay as they
    are: the event loop goes by them. The clocks of SQLite and of `time.ctime` stay too.
    """
    # It imports pytest where there is one, which takes longer than all the rest of a start.
    sys.modules["pytest"] = None  # type: ignore[assignment]
    try:
        import time_machine
    finally:
        del sys.modules["pytest"]
    time_machine.travel(time.time() + seconds, tick=True).start()
