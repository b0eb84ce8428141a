"""Judge one answer without a workspace: `python -m grader --course DIR EXERCISE ANSWER_DIR`.

Prints the report to standard output. Exit codes: 0 passed, 1 not passed, 2 wrong input, 3 the course or the grader is
broken, 130 interrupted.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from grader import models
from grader.course.reader import read_course
from grader.diagnosis.report import with_diagnoses
from grader.errors import InputError, LearnError
from grader.judge.run import grade


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code."""
    options = _parser().parse_args(arguments)
    try:
        report = _grade(options)
    except LearnError as error:
        print(f"error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"\nhint: {error.hint}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    if options.format == "json":
        sys.stdout.buffer.write(models.encode(report) + b"\n")
    else:
        print(text_of(report))
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
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("--only", metavar="NUMBER|CHECK", help="one requirement, or one check by its name")
    parser.add_argument("--seed", type=int, metavar="N", help="for the same requests as an earlier report")
    return parser


def _grade(options: argparse.Namespace) -> models.Report:
    if not options.answer.is_dir():
        raise InputError(f"`{options.answer}` is no folder", hint="give the folder that holds your answer")
    course = read_course(options.course.resolve())
    seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
    exercise = course.exercise(options.exercise)
    report = grade(exercise, options.answer.resolve(), course=course.title, seed=seed, only=options.only)
    return with_diagnoses(report, exercise)


def text_of(report: models.Report) -> str:
    """The report in plain lines: each check, why it did not pass, known mistakes, and the verdict."""
    lines = [] if report.problem is None else [report.problem, ""]
    for check in report.checks:
        lines.append(f"{check.outcome}: {check.title} ({check.id})")
        if check.message and report.problem is None:
            lines += [f"    {line}" for line in check.message.splitlines()]
    for requirement in report.requirements:
        lines += [f"known mistake at requirement {requirement.number}: {each.title}" for each in requirement.diagnoses]
    lines += [f"note: {note}" for note in report.notes]
    passed = sum(requirement.outcome is models.Outcome.PASSED for requirement in report.requirements)
    lines.append(f"{report.outcome}: {passed} of {len(report.requirements)} requirements, seed {report.seed}")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
