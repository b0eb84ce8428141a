"""Judge one answer without a workspace: `python -m grader --course DIR EXERCISE ANSWER_DIR`.

Prints the report to standard output. Exit codes: 0 passed, 1 not passed, 2 wrong input, 3 the course or the grader is
broken, 130 interrupted.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import InputError, LearnError
from grader.formats import Format
from grader.judge.processes import Processes

if TYPE_CHECKING:
    from grader import models
    from grader.course.models import Exercise


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code."""
    options = _parser().parse_args(arguments)
    try:
        exercise, report = _grade(options)
    except LearnError as error:
        print(f"error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"\nhint: {error.hint}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    sys.stdout.buffer.write(_encoded(report, options, exercise.app))
    return report.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m grader",
        description="Judge one answer to one exercise of a course.",
        epilog="example: python -m grader --course . path-parameters my-answer --format json",
    )
    parser.add_argument(
        "--course", type=Path, required=True, metavar="DIR", help="folder with lessons, exercises, solutions"
    )
    parser.add_argument("exercise", metavar="EXERCISE", help="its id, such as `path-parameters`")
    parser.add_argument("answer", type=Path, metavar="ANSWER_DIR", help="folder that holds `main.py`")
    parser.add_argument("--format", choices=list(Format), default=Format.TEXT, help="default: text")
    parser.add_argument("--only", metavar="NUMBER|CHECK", help="one requirement, or one check by its name")
    parser.add_argument("--seed", type=int, metavar="N", help="for the same requests as an earlier report")
    return parser


def _grade(options: argparse.Namespace) -> "tuple[Exercise, models.Report]":
    if not options.answer.is_dir():
        raise InputError(f"`{options.answer}` is no folder", hint="give the folder that holds your answer")
    with Processes() as processes:
        processes.start()
        # Only now: these take as long to import as the process that was just started takes to import FastAPI.
        import random

        from grader.course.reader import read_course
        from grader.diagnosis.report import with_diagnoses
        from grader.judge.run import grade

        course = read_course(options.course.resolve())
        seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
        exercise = course.exercise(options.exercise)
        report = grade(
            exercise,
            options.answer.resolve(),
            course=course.title,
            seed=seed,
            only=options.only,
            processes=processes,
        )
        return exercise, with_diagnoses(report, exercise)


def _encoded(report: "models.Report", options: argparse.Namespace, app: str) -> bytes:
    match Format(options.format):
        case Format.JSON:
            from grader import models

            return models.encode(report) + b"\n"
        case Format.JUNIT:
            from grader.formats.junit import junit

            return junit([report]).encode()
        case Format.GITHUB:
            import secrets

            from grader.formats.github import folder_in, github
            from grader.judge.problems import module_file

            repository = os.environ.get("GITHUB_WORKSPACE")
            return github(
                report,
                folder=folder_in(Path(repository) if repository else None, options.answer),
                app_file=module_file(app),
                token=secrets.token_hex(16),
            ).encode()
        case Format.TEXT:
            from grader.formats.text import text

            return text(report).encode(sys.stdout.encoding, errors="backslashreplace")


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Everything is closed by now. To take a process apart that has imported so much takes as long as five checks.
    os._exit(code)
