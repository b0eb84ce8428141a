"""The requirements while their checks run: a list that fills up.

On a screen the list is drawn in place and taken away at the end, since the report shows it again. A reader who wants
plain text gets one line at the beginning. Into a file or pipe nothing is written: the report says it all.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.live import Live
from rich.text import Text

from grader.models import CheckResult, Outcome
from learnfastapi.render.look import Look, is_screen, look_of, put
from learnfastapi.render.palette import ASIDE
from learnfastapi.render.verdict.checklist import pending_line, requirement_line

_REFRESHES_PER_SECOND = 8


class Numbered(Protocol):
    """A requirement, of a course or of a report."""

    @property
    def number(self) -> int: ...

    @property
    def text(self) -> str: ...


class Tied(Protocol):
    """A check, which may belong to a requirement."""

    @property
    def requirement(self) -> int | None: ...


class LiveChecks:
    """Listens to a run of the grader. In a `with` statement, so that Ctrl-C leaves the terminal as it was:

        with LiveChecks(console) as live:
            live.started(exercise.requirements)
            live.finished(grade(exercise, folder, listener=live))

    It may be started again after it has finished.
    """

    def __init__(self, console: Console, *, plain: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._plain = plain
        self._clock = clock
        self._began = 0.0
        self._requirements: Sequence[Numbered] = ()
        self._planned: Counter[int | None] = Counter()
        self._results: list[CheckResult] = []
        self._live: Live | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._close()

    def started(self, requirements: Sequence[Numbered]) -> None:
        """A run begins; nothing of it is done."""
        self._close()
        self._requirements, self._planned, self._results = requirements, Counter(), []
        self._began = self._clock()
        if not is_screen(self._console):
            return
        if self._plain or not self._console.is_interactive:
            look = look_of(self._console, plain=True)
            put(self._console, [Text("Checking your answer ...")], look)
            return
        # The grader will fork, and a fork is safe only while there is no second thread.
        self._draw(refreshes_itself=False)

    def collected(self, checks: Sequence[Tied]) -> None:
        """These checks will be run."""
        self._planned = Counter(check.requirement for check in checks)
        if self._live is not None:
            self._close()
            self._draw(refreshes_itself=True)

    def checked(self, result: CheckResult) -> None:
        """One more check is done."""
        self._results.append(result)
        if self._live is not None:
            self._live.refresh()

    def finished(self) -> None:
        """The run is over, and the report will be shown."""
        self._close()

    def _draw(self, *, refreshes_itself: bool) -> None:
        # The checks' own output is pytest's and is captured; standard output is none of our business meanwhile.
        self._live = Live(
            console=self._console,
            get_renderable=self._render,
            transient=True,
            auto_refresh=refreshes_itself,
            refresh_per_second=_REFRESHES_PER_SECOND,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live.start(refresh=True)

    def _close(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None

    def _render(self) -> Text:
        look = look_of(self._console)
        seconds = self._clock() - self._began
        lines = live_lines(self._requirements, self._planned, list(self._results), seconds, look)
        # A list that is longer than the screen cannot be drawn in place; its end is where something happens.
        return Text("\n", no_wrap=True, overflow="crop").join(lines[-(self._console.height - 1) :])


def live_lines(
    requirements: Sequence[Numbered],
    planned: Counter[int | None],
    results: Sequence[CheckResult],
    seconds: float,
    look: Look,
) -> list[Text]:
    """One line for each requirement, and one that says how far the run is.

    `planned` counts the checks of each requirement; empty before they are known.
    """
    lines = []
    for requirement in requirements:
        if planned and not planned[requirement.number]:
            continue
        outcomes = [result.outcome for result in results if result.requirement == requirement.number]
        outcome = _outcome(outcomes, planned[requirement.number])
        lines.append(
            pending_line(requirement.number, requirement.text, look)
            if outcome is None
            else requirement_line(requirement.number, requirement.text, outcome, look)
        )
    far = f"{len(results)} of {planned.total()} checks" if planned else "starting"
    return [*lines, Text(look.fit(f"{far}, {seconds:.0f} s"), ASIDE)]


def _outcome(outcomes: Sequence[Outcome], planned: int) -> Outcome | None:
    """None as long as it may still go either way. One failed check decides."""
    for worst in (Outcome.ERRORED, Outcome.FAILED):
        if worst in outcomes:
            return worst
    if not planned or len(outcomes) < planned:
        return None
    return Outcome.FAILED if Outcome.SKIPPED in outcomes else Outcome.PASSED
