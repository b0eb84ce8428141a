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
    return grade(
        course.exercise(options.exercise),
        options.answer.resolve(),
        course=course.title,
        seed=seed,
        only=options.only,
    )


def text_of(report: models.Report) -> str:
    """The report in plain lines: each check, why it did not pass, and the verdict."""
    lines = [] if report.problem is None else [*report.problem.split("\n"), ""]
    for check in report.checks:
        lines.append(f"{check.outcome}: {check.title} ({check.id})")
        if check.message and report.problem is None:
            lines += [f"    {line}" for line in check.message.split("\n")]
    lines += [f"note: {note}" for note in report.notes]
    passed = sum(requirement.outcome is models.Outcome.PASSED for requirement in report.requirements)
    lines.append(f"{report.outcome}: {passed} of {len(report.requirements)} requirements, seed {report.seed}")
    return "\n".join(map(_visible, lines))


def _visible(line: str) -> str:
    """With escapes for all that a terminal, or a reader of logs, would act on: the answer has a say in messages."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in line)


if __name__ == "__main__":
    raise SystemExit(main())
