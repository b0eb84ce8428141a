"""Judge one answer without a workspace: `python -m grader --course DIR EXERCISE ANSWER_DIR`.

Prints the report to standard output. Exit codes: 0 passed, 1 not passed, 2 wrong input, 3 the course or the grader is
broken, 130 interrupted.
"""

import argparse
import gc
import os
import random
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from grader import models
from grader.course.models import Exercise
from grader.course.names import module_file
from grader.course.reader import read_course
from grader.diagnosis.report import with_diagnoses
from grader.errors import InputError, LearnError
from grader.formats import Format
from grader.formats.github import folder_in, github
from grader.formats.junit import junit
from grader.formats.text import text
from grader.judge.check import Check
from grader.judge.processes import Processes
from grader.judge.run import Silence, grade


def main(processes: Processes) -> int:
    """The exit code. `processes` may have been started."""
    options = _parser().parse_args()
    try:
        exercise, report = _grade(options, processes)
    except LearnError as error:
        print(f"error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"\nhint: {error.hint}", file=sys.stderr)
        return error.exit_code
    sys.stdout.buffer.write(_encoded(report, options, exercise.app))
    sys.stdout.flush()
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


def _grade(options: argparse.Namespace, processes: Processes) -> tuple[Exercise, models.Report]:
    if not options.answer.is_dir():
        raise InputError(f"`{options.answer}` is no folder", hint="give the folder that holds your answer")
    course = read_course(options.course.resolve())
    seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
    exercise = course.exercise(options.exercise)
    report = grade(
        exercise,
        options.answer.resolve(),
        course=course.title,
        seed=seed,
        only=options.only,
        listener=_Listener(),
        processes=processes,
    )
    return exercise, with_diagnoses(report, exercise)


class _Listener(Silence):
    def collected(self, checks: Sequence[Check]) -> None:
        gc.enable()  # see `__main__`; the checks may make garbage


def _encoded(report: models.Report, options: argparse.Namespace, app: str) -> bytes:
    match Format(options.format):
        case Format.JSON:
            return models.encode(report) + b"\n"
        case Format.JUNIT:
            return junit([report]).encode()
        case Format.GITHUB:
            repository = os.environ.get("GITHUB_WORKSPACE")
            return github(
                report,
                folder=folder_in(Path(repository) if repository else None, options.answer),
                app_file=module_file(app),
                token=secrets.token_hex(16),
            ).encode()
        case Format.TEXT:
            return text(report).encode(sys.stdout.encoding, errors="backslashreplace")
