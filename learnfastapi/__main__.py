"""The program. The one place where an error for a person becomes text and an exit code.

Exit codes: 0 done or passed, 1 not passed, 2 wrong input, 3 the course or the grader is broken, 130 interrupted.
"""

import os
import sys

from grader.errors import LearnError

_INTERRUPTED = 130


def main() -> None:
    """Run the command line."""
    from learnfastapi.commands.app import app, usage_errors

    try:
        with usage_errors():
            sys.exit(app(prog_name="learnfastapi", standalone_mode=False))
    except LearnError as error:
        from learnfastapi.render.console import stderr_console
        from learnfastapi.render.errors import render_error

        # The command line may be what is wrong, so nobody has read its options.
        render_error(stderr_console(), error, plain="--plain" in sys.argv)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has seen enough, as in `learnfastapi list | head`. Nothing is left to be flushed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
