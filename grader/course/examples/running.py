"""Run the examples of a lesson or task, and say what did not come as it is shown.

Flow: text → examples (`reading`) → programs with their exchanges (`plan`) → a process each (`process`, `driver`) → what
came, compared with what is shown (`matching`) → problems. The programs are the course's own and are trusted.
"""

import os
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from grader.course.examples.matching import body_differences, is_match, text_differences
from grader.course.examples.models import Example, Exchange, Malformed, Service, Snippet
from grader.course.examples.plan import Run, asked, runs_of
from grader.course.examples.process import Failure, Response, Result, run_program
from grader.course.examples.reading import read_examples
from grader.course.files import read_text
from grader.errors import Problem

TIME_LIMIT_SECONDS = 60.0

Found = tuple[int, str]
"""A line of the lesson, and what is wrong there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One program, and what came of it.

    Attributes:
        result: Why there is none, as text.
        printed: Before the first request, or at all if nothing is asked.
    """

    run: Run
    result: Result | str
    printed: str


def run_examples(
    path: Path,
    *,
    file: Path | None = None,
    service: Service | None = None,
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
) -> list[Problem]:
    """Everything in a lesson or task that does not come as it is shown, in the order of the lines.

    Args:
        file: How the problems name the text, if not by `path`.
        service: What exchanges without a program are sent to.
        time_limit_seconds: For each program.
    """
    file = file or path
    text = read_text(path, file)
    if isinstance(text, Problem):
        return [text]
    examples = read_examples(text)
    found = [*_without_running(examples, service)]
    for ran in run_programs(examples, service, time_limit_seconds):
        found += found_in(ran)
    return [Problem(file=file, key=f"line {line}", text=text) for line, text in sorted(found, key=itemgetter(0))]


def run_programs(
    examples: Sequence[Example], service: Service | None = None, time_limit_seconds: float = TIME_LIMIT_SECONDS
) -> list[Ran]:
    """All programs of a text, in its order, several at a time."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [*pool.map(lambda run: _ran(run, time_limit_seconds), runs_of(examples, service))]


def _ran(run: Run, time_limit_seconds: float) -> Ran:
    ran = run_program(run, time_limit_seconds)
    result, printed = (ran, "") if isinstance(ran, str) else ran
    return Ran(run=run, result=result, printed=printed)


def _without_running(examples: Sequence[Example], service: Service | None) -> Iterator[Found]:
    """What can be told of blocks that are not run."""
    for example in examples:
        match example:
            case Malformed():
                yield example.line, example.text
            case Snippet():
                yield from _compile(example)
            case Exchange() if asked(example, examples) is None and service is None:
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


def found_in(ran: Ran) -> Iterator[Found]:
    """What did not come as it is shown, and where."""
    run, result = ran.run, ran.result
    if isinstance(result, str):
        yield _first_line(run), result
        return
    for warning in result.warnings:
        yield _line(run, warning), f"warns: {warning.text}"
    failure = None if is_failure_shown(run) else result.failure
    if failure is not None:
        yield _line(run, failure), f"fails: {failure.text}"
    # What it printed is its traceback then, which says the same again.
    if run.output is not None and failure is None:
        for difference in text_differences("output", run.output.text, ran.printed):
            yield run.output.line, difference
    for exchange, response in zip(run.exchanges, result.responses, strict=False):
        for difference in response_differences(run, exchange, response):
            yield exchange.line, f"`{exchange.request.method} {exchange.request.path}`: {difference}"


def is_failure_shown(run: Run) -> bool:
    """Whether the program is one whose fault is that it does not start, and the text below it shows how."""
    return run.is_broken and run.output is not None and not run.exchanges


def response_differences(run: Run, exchange: Exchange, came: Response) -> Iterator[str]:
    shown = exchange.response
    if came.status != shown.status:
        reason = f" ({came.failure.text}{_place(run, came.failure)})" if came.failure else ""
        yield f"status {came.status} came, {shown.status} is shown{reason}"
    for name, value in shown.headers:
        values = [came_value for came_name, came_value in came.headers if came_name.lower() == name]
        if not any(is_match(value, came_value) for came_value in values):
            yield f"header `{name}`: {' and '.join(f'`{v}`' for v in values) or 'nothing'} came, `{value}` is shown"
    yield from body_differences(shown.body, came.body)


def _place(run: Run, failure: Failure) -> str:
    return "" if isinstance(run.program, Service) else f", line {_line(run, failure)}"


def _line(run: Run, failure: Failure) -> int:
    """The line of the text: that of the program's fence, if it did not arise in one of its lines."""
    return _first_line(run) + (0 if isinstance(run.program, Service) else failure.line or 0)


def _first_line(run: Run) -> int:
    """Of the program, or of what the service is asked first."""
    return run.exchanges[0].line if isinstance(run.program, Service) else run.program.line
