"""`watch`: a verdict at every save, from processes that are warm before it."""

import queue
import random
import threading
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from grader import models
from grader.answer import Answer, read_answer
from grader.course.models import Exercise
from grader.errors import GraderError, LearnError
from grader.formats import Format
from grader.standby import Checked, Collected, Event, Finished, Job, Refused, Standby
from learnfastapi.commands.context import (
    Context,
    ExerciseArgument,
    PlainOption,
    is_interactive,
    open_context,
    say,
    say_upgrade,
    shown,
)
from learnfastapi.commands.grading import OnlyOption, SeedOption, print_report
from learnfastapi.commands.verdicts import keep_verdict
from learnfastapi.progress import Upgrade, upgrade
from learnfastapi.render.console import stderr_console
from learnfastapi.render.errors import render_error
from learnfastapi.render.progress import LiveChecks

_QUIET_MS = 10
"""How long nothing may change before a save counts as done."""
_LOOK_MS = 1_000
"""How often a look is taken where nothing tells of a save, as on some network folders."""
_MOST_MS = 100
"""An editor that never comes to rest does not put a verdict off for longer."""


class WatchFormat(StrEnum):
    """How reports are printed, one after the other."""

    TEXT = Format.TEXT
    JSON = Format.JSON


WatchFormatOption = Annotated[
    WatchFormat, typer.Option("--format", help="`json` prints each report on a line, for editors.")
]


def watch(
    exercise: ExerciseArgument = None,
    only: OnlyOption = None,
    seed: SeedOption = None,
    format_: WatchFormatOption = WatchFormat.TEXT,
    plain: PlainOption = False,
) -> None:
    """Grade your answer at every save. Ctrl-C ends it."""
    with open_context() as context:
        found = context.begun(exercise)
        upgraded = upgrade(context.workspace, context.progress, found)
        say_upgrade(context, found, upgraded)
        folder = context.workspace.answer_folder(found.id)
        watching = _Watching(
            context, found, folder, upgraded, only=only, seed=seed, format_=Format(format_), plain=plain
        )
        try:
            watching.run()
        except KeyboardInterrupt:
            if format_ is WatchFormat.TEXT:
                say(context.console, "")


class _Saved:
    """Something in the folder changed."""


class _Watching:
    """One call of `watch`: saves and a judge's events come in by one queue."""

    def __init__(
        self,
        context: Context,
        exercise: Exercise,
        folder: Path,
        upgraded: Upgrade | None,
        *,
        only: str | None,
        seed: int | None,
        format_: Format,
        plain: bool,
    ) -> None:
        self._context = context
        self._exercise = exercise
        self._folder = folder
        self._upgraded = upgraded
        self._only = only
        self._seed = seed
        self._format = format_
        self._plain = plain
        self._shows = format_ is Format.TEXT
        self._queue: queue.SimpleQueue[_Saved | tuple[Standby, Event | None]] = queue.SimpleQueue()
        self._live = LiveChecks(context.console, plain=plain)
        self._answer = Answer(files={})
        self._judging: Standby | None = None
        self._standby: Standby | None = None
        self._written: list[tuple[str, int, int]] = []

    def run(self) -> None:
        """Until Ctrl-C."""
        stop = threading.Event()
        threading.Thread(target=self._watch, args=(stop,), daemon=True).start()
        try:
            with self._live:
                self._begin()
                while True:
                    match self._queue.get():
                        case _Saved():
                            if read_answer(self._folder).sha256 != self._answer.sha256:
                                self._begin()
                        case judge, event if judge is self._judging:
                            self._take(event)
        finally:
            stop.set()
            for process in (self._judging, self._standby):
                if process is not None:
                    process.end()

    def _watch(self, stop: threading.Event) -> None:
        """Runs in a thread. Now and then it tells of a save that may be none, where no system call tells of one."""
        import watchfiles

        # Not only the answer's folder, which may be taken away and made again.
        for _ in watchfiles.watch(
            self._context.workspace.folder,
            debounce=_MOST_MS,
            step=_QUIET_MS,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            stop_event=stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            self._queue.put(_Saved())

    def _begin(self) -> None:
        """Judge what is there now. A verdict on what was there before is not waited for."""
        if self._judging is not None:
            self._judging.end()
        self._answer = read_answer(self._folder)
        if self._standby is None or self._written != self._checks_written():
            self._prepare()
        self._judging, self._standby = self._standby, None
        assert self._judging is not None
        self._judging.judge()
        threading.Thread(target=self._listen, args=(self._judging,), daemon=True).start()
        if self._shows:
            self._live.started(self._exercise.requirements)

    def _prepare(self) -> None:
        """Let a judge get ready for the next save."""
        if self._standby is not None:
            self._standby.end()
        seed = random.SystemRandom().randrange(1_000_000) if self._seed is None else self._seed
        self._written = self._checks_written()
        self._standby = Standby(
            Job(str(self._context.course.path), self._exercise.id, str(self._folder), seed, self._only)
        )

    def _checks_written(self) -> list[tuple[str, int, int]]:
        """Each file of the exercise and its solution with its time and size: whoever writes them watches too."""
        folders = (self._exercise.path, self._exercise.reference)
        files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
        return [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files]

    def _listen(self, judge: Standby) -> None:
        """Runs in a thread."""
        for event in judge.events():
            self._queue.put((judge, event))
        self._queue.put((judge, None))

    def _take(self, event: Event | None) -> None:
        match event:
            case Collected(checks) if self._shows:
                self._live.collected(checks)
            case Checked(result) if self._shows:
                self._live.checked(result)
            case Finished(report):
                self._live.finished()
                self._tell(report)
                self._rest()
            case Refused(message, hint, exit_code):
                self._live.finished()
                error = LearnError(message, hint=hint)
                error.exit_code = exit_code
                render_error(stderr_console(), error)
                self._rest()
            case None:
                self._live.finished()
                render_error(stderr_console(), GraderError("The grader ended without a verdict", hint="save again"))
                self._rest()

    def _tell(self, report: models.Report) -> None:
        context = self._context
        remark = None
        if report.answer == self._answer.sha256:  # else a newer save was graded already, and is looked at again
            remark = keep_verdict(context, self._exercise, report, self._answer)
        if self._shows and not self._plain and is_interactive(context.console):
            context.console.clear()
            say_upgrade(context, self._exercise, self._upgraded)  # which was on the screen that was cleared
            self._upgraded = None
        print_report(context, self._exercise, report, self._format, plain=self._plain)
        if self._shows:
            if remark:
                say(context.console, remark, plain=self._plain)
            say(
                context.console, "", f"Waiting for the next save in `{shown(self._folder, context.here)}`. Ctrl-C ends."
            )

    def _rest(self) -> None:
        """The verdict is told."""
        assert self._judging is not None
        self._judging.end()
        self._judging = None
        self._prepare()
