"""Write `signatures.json` for the exercises of a course: `python -m grader.diagnosis --course DIR [EXERCISE …]`.

Without an exercise, for those whose file is missing or stale. Exit codes: 0 written, 2 wrong input, 3 the course or the
grader is broken, 130 interrupted.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from grader.course.reader import read_course
from grader.diagnosis.writing import encoded, is_current, signatures_of
from grader.errors import LearnError
from grader.judge.processes import Processes


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code."""
    options = _parser().parse_args(arguments)
    try:
        _write(options.course.resolve(), options.exercises)
    except LearnError as error:
        print(f"error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"\nhint: {error.hint}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m grader.diagnosis",
        description="Grade the mistakes of exercises, and put down how each of them fails.",
        epilog="example: python -m grader.diagnosis --course . path-parameters",
    )
    parser.add_argument(
        "--course", type=Path, required=True, metavar="DIR", help="folder with lessons, exercises, solutions"
    )
    parser.add_argument(
        "exercises", nargs="*", metavar="EXERCISE", help="ids; default: all whose file is missing or stale"
    )
    return parser


def _write(path: Path, ids: Sequence[str]) -> None:
    course = read_course(path)
    chosen = [course.exercise(each) for each in ids] or [
        each for each in course.exercises.values() if each.mistakes and not is_current(each)
    ]
    with Processes() as processes:
        for exercise in chosen:
            file = path / "solutions" / exercise.id / "signatures.json"
            file.write_bytes(encoded(signatures_of(exercise, processes)))
            print(f"wrote {file.relative_to(path).as_posix()}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
