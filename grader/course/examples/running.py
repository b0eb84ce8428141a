"""Run the examples of a lesson, and say what did not come as it is shown.

Flow: text → examples (`reading`) → programs with their exchanges (`plan`) → a process each (`process`, `driver`) → what
came, compared with what is shown (`matching`) → problems. The programs are the course's own and are trusted.
"""

import os
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from operator import itemgetter
from pathlib import Path

from grader.course.examples.matching import body_differences, is_match, text_differences
from grader.course.examples.models import Example, Exchange, Malformed, Snippet
from grader.course.examples.plan import Run, asked, runs_of
from grader.course.examples.process import Failure, Response, run_program
from grader.course.examples.reading import read_examples
from grader.course.files import read_text
from grader.errors import Problem

TIME_LIMIT_SECONDS = 60.0

Found = tuple[int, str]
"""A line of the lesson, and what is wrong there."""


def run_examples(
    path: Path, *, file: Path | None = None, time_limit_seconds: float = TIME_LIMIT_SECONDS
) -> list[Problem]:
    """Everything in a lesson that does not come as it is shown, in the order of the lines.

    Args:
        file: How the problems name the lesson, if not by `path`.
        time_limit_seconds: For each program.
    """
    file = file or path
    text = read_text(path, file)
    if isinstance(text, Problem):
        return [text]
    examples = read_examples(text)
    found = [*_without_running(examples)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for problems in pool.map(lambda run: [*_run(run, time_limit_seconds)], runs_of(examples)):
            found += problems
    return [Problem(file=file, key=f"line {line}", text=text) for line, text in sorted(found, key=itemgetter(0))]


def _without_running(examples: Sequence[Example]) -> Iterator[Found]:
    """What can be told of blocks that are not run."""
    for example in examples:
        match example:
            case Malformed():
                yield example.line, example.text
            case Snippet():
                yield from _compile(example)
            case Exchange() if asked(example, examples) is None:
                yield example.line, f"has no program above it in `## {example.section}`"


def _compile(snippet: Snippet) -> Iterator[Found]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(snippet.source, "main.py", "exec")
        except SyntaxError as error:
            yield snippet.line + (error.lineno or 0), f"does not compile: {type(error).__name__}: {error.msg}"
    for warning in caught:
        yield snippet.line + warning.lineno, f"warns: {warning.category.__name__}: {warning.message}"


def _run(run: Run, time_limit_seconds: float) -> Iterator[Found]:
    program = run.program
    ran = run_program(run, time_limit_seconds)
    if isinstance(ran, str):
        yield program.line, ran
        return
    result, printed = ran
    for warning in result.warnings:
        yield _line(run, warning), f"warns: {warning.text}"
    if result.failure is not None and not _is_shown(run):
        yield _line(run, result.failure), f"fails: {result.failure.text}"
    if run.output is not None:
        for difference in text_differences("output", run.output.text, printed):
            yield run.output.line, difference
    for exchange, response in zip(run.exchanges, result.responses, strict=False):
        request = f"{exchange.request.method} {exchange.request.path}"
        for difference in _response_differences(run, exchange, response):
            yield exchange.line, f"`{request}`: {difference}"


def _is_shown(run: Run) -> bool:
    """Whether the program is one whose fault is that it does not start, and the text below it shows how."""
    return run.is_broken and run.output is not None and not run.exchanges


def _response_differences(run: Run, exchange: Exchange, came: Response) -> Iterator[str]:
    shown = exchange.response
    if came.status != shown.status:
        reason = f" ({came.failure.text}, line {_line(run, came.failure)})" if came.failure else ""
        yield f"status {came.status} came, {shown.status} is shown{reason}"
    for name, value in shown.headers:
        values = [came_value for came_name, came_value in came.headers if came_name.lower() == name]
        if not any(is_match(value, came_value) for came_value in values):
            yield f"header `{name}`: {' and '.join(f'`{v}`' for v in values) or 'nothing'} came, `{value}` is shown"
    yield from body_differences(shown.body, came.body)


def _line(run: Run, failure: Failure) -> int:
    """The line of the lesson: that of the program's fence, if it did not arise in one of its lines."""
    return run.program.line + (failure.line or 0)
