"""Run the examples of a lesson or a task, say what does not come as it is shown, and write what came where asked."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.answer import read_answer
from grader.author.models import Defect
from grader.author.reading import printable
from grader.author.rewriting import Block, blocks_by_line, exchange_lines, output_lines, replaced
from grader.course.examples import Exchange, Service, read_examples, run_examples
from grader.course.examples.matching import text_differences
from grader.course.examples.plan import Run
from grader.course.examples.process import Response
from grader.course.examples.running import (
    TIME_LIMIT_SECONDS,
    Ran,
    is_failure_shown,
    response_differences,
    run_programs,
)
from grader.course.files import read_text
from grader.course.models import Exercise, Lesson
from grader.errors import Problem

_STEPS = (
    (r"^does not compile", "mend the code, or mark the block as `text`"),
    (r"^warns", "write what the warning asks for, or mark the program as `python app broken`"),
    (r"^fails", "mend the program; or mark it as `app broken`, with a `text` block below it that shows how it fails"),
    (r"^takes longer", "take out what waits or goes on for ever"),
    (r"^ends the process", "take out what ends it"),
    (r"^has no program above it", "put a ` ```python app ` program above it, below the same `##` heading"),
    (r"^wants", "write it so, or give the block another language"),
    (r"status 5\d\d came, .*\(", "mend the program, which raised this"),
    (r"", "mend the program; or, if what came is right, let `learnfastapi author check --fix` write it here"),
)


def example_defects(lesson: Lesson, file: Path) -> list[Defect]:
    """What a lesson shows and what does not come so, in the order of its lines.

    Args:
        file: How the defects name the lesson.
    """
    return [_defect(problem) for problem in run_examples(lesson.path, file=file)]


def task_example_defects(exercise: Exercise, file: Path) -> list[Defect]:
    """The same for a task. Its exchanges are sent to the reference, in order and to one process."""
    problems = run_examples(exercise.path / "exercise.md", file=file, service=service_of(exercise))
    return [_defect(problem, program="the reference") for problem in problems]


def service_of(exercise: Exercise) -> Service:
    """The reference, as what answers the exchanges of the task."""
    return Service(files=read_answer(exercise.reference).files, app=exercise.app)


def fix_examples(
    path: Path,
    file: Path,
    *,
    service: Service | None = None,
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
) -> list[Defect]:
    """Write what really came into the `http` and `text` blocks of a file. The defects that are mended by that.

    `…`, predictions and the layout of JSON stay where they fit, and all else stays byte for byte. Not touched are the
    blocks of a program that does not run, answers in which a right program raised, and what no block can show. The
    lines are those before the change.

    Args:
        service: What exchanges without a program are sent to.
    """
    text = read_text(path, file)
    if isinstance(text, Problem) or "\r" in text:  # a line end of its own to markdown, and to nobody else here
        return []
    raw = path.read_bytes().decode()
    blocks = blocks_by_line(text)
    mended = []
    written = []
    for ran in run_programs(read_examples(text), service, time_limit_seconds):
        for line, lines, differences in _changes(ran, blocks):
            written.append((line, lines))
            mended += [_defect(Problem(file=file, key=f"line {line}", text=each)) for each in differences]
    for line, lines in sorted(written, reverse=True):
        raw = replaced(raw, blocks[line], lines)
    if written:
        path.write_bytes(raw.encode())
    return sorted(mended, key=lambda defect: defect.line or 0)


def _changes(ran: Ran, blocks: Mapping[int, Block]) -> Iterator[tuple[int, list[str], list[str]]]:
    """The line of each block that is to change, its new lines, and what differed."""
    run, result = ran.run, ran.result
    if isinstance(result, str):
        return
    output = run.output
    if output is not None and (result.failure is None or is_failure_shown(run)):
        differences = [*text_differences("output", output.text, ran.printed)]
        lines = output_lines(blocks[output.line], ran.printed) if differences else None
        if lines is not None:
            yield output.line, lines, differences
    for exchange, came in zip(run.exchanges, result.responses, strict=False):
        request = f"{exchange.request.method} {exchange.request.path}"
        differences = [f"`{request}`: {each}" for each in response_differences(run, exchange, came)]
        lines = exchange_lines(blocks[exchange.line], exchange, came) if differences else None
        if lines is not None and not _raised_unawares(run, exchange, came):
            yield exchange.line, lines, differences


def _raised_unawares(run: Run, exchange: Exchange, came: Response) -> bool:
    """Whether the program raised, and the text does not mean to show that: then the program is at fault."""
    return came.failure is not None and exchange.response.status < 500 and not run.is_broken


def _defect(problem: Problem, program: str = "the program") -> Defect:
    step = next(step for pattern, step in _STEPS if re.search(pattern, problem.text))
    if program == "the reference":
        step = step.partition("; or mark it")[0].replace("the program", program)
    found = re.fullmatch(r"line (\d+)", problem.key)
    line = int(found[1]) if found else None
    return Defect(file=problem.file.as_posix(), line=line, text=printable(problem.text), step=step)
