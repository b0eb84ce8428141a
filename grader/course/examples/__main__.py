"""`python -m grader.course.examples LESSON.md …`: run the examples of lessons.

Prints what does not come as it is shown, and exits 1; or one line with what was run, and exits 0. Exit code 2: no such
file.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from grader.course.examples import Exchange, Program, Script, read_examples, run_examples


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    paths = [Path(argument) for argument in arguments]
    missing = [str(path) for path in paths if not path.is_file()]
    if missing or not paths:
        wrong = f"no file `{missing[0]}`" if missing else "no file is named"
        print(f"error: {wrong}\n\nhint: python -m grader.course.examples lessons/first-steps.md", file=sys.stderr)
        return 2
    problems = [problem for path in paths for problem in run_examples(path)]
    if problems:
        print(*problems, sep="\n")
        return 1
    examples = [example for path in paths for example in read_examples(path.read_text("utf-8-sig"))]
    programs = sum(isinstance(example, Program | Script) for example in examples)
    exchanges = sum(isinstance(example, Exchange) for example in examples)
    print(f"{programs} programs, {exchanges} exchanges: all as shown")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
