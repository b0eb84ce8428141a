"""Predict: status and body of an answer are guessed, and what the lesson's program really answers is shown."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import TypeVar

from rich.console import Console
from rich.text import Text

from grader.course.examples.models import ShownResponse
from grader.course.examples.process import Response
from learnfastapi.commands.asking import Asker, StoppedError
from learnfastapi.render.guess import field_lines, status_lines
from learnfastapi.render.look import look_of, put
from learnfastapi.study.guessing import compared, is_no_idea, names_no_field, read_status

_STATUS = "Which status? (a number or `4xx`; Enter: no idea, q stops) "
_BODY = "And the body? (such as `name: 5`; Enter: no idea) "

Found = TypeVar("Found")


@contextmanager
def in_background(work: Callable[[Event], Found]) -> "Iterator[Future[Found]]":
    """A program takes a third of a second to start, in which the reader reads. It is ended with the block.

    Args:
        work: Ends soon once the event is set.
    """
    stop = Event()
    with ThreadPoolExecutor(1) as thread:
        try:
            yield thread.submit(work, stop)
        finally:
            stop.set()


def predict(
    console: Console, asker: Asker, truth: "Response | Future[Response]", shown: ShownResponse, *, plain: bool = False
) -> bool | None:
    """Whether the answer to a request that was shown is guessed; None if the input ended before a guess.

    Raises `StoppedError` for `q`, and for Ctrl-D on a terminal.

    Args:
        truth: What comes back, or will soon be known.
        shown: What of it the lesson shows; the rest is not asked.
    """
    look = look_of(console, plain=plain)
    status = _ask_status(asker)
    if asker.has_ended and asker.is_terminal:
        raise StoppedError
    if asker.has_ended:
        return None
    came = truth.result() if isinstance(truth, Future) else truth
    put(console, status_lines(status, came.status, look), look)
    body = ""
    if came.body and shown.body:
        body = _ask_body(asker, came)
    guessed = compared(status, body, came=came, shown=shown)
    put(console, field_lines(guessed.fields, look), look)
    return guessed.is_right


def show_lines(console: Console, lines: Sequence[Text], *, plain: bool = False) -> None:
    """An answer below what was guessed of it, if there is one."""
    if lines:
        put(console, [Text(), *lines], look_of(console, plain=plain))


def _ask_status(asker: Asker) -> int | None:
    while True:
        text = asker.ask(_STATUS)
        if text is None or is_no_idea(text):
            return None
        if text == "q":
            raise StoppedError
        status = read_status(text)
        if status is not None:
            return status
        asker.say(f"`{text}` is no status. Type three digits, such as `404`, or `4xx` for any from 400 on.")


def _ask_body(asker: Asker, came: Response) -> str:
    """Asked again for a text where fields came, which is a slip and no guess."""
    while True:
        text = asker.ask(_BODY) or ""
        if not names_no_field(text, came):
            return text
        asker.say(f"`{text}` names no field. Type it as in `name: 5`, several with commas between.")
