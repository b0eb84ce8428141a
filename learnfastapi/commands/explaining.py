"""`explain`: a task is explained in one's own words, kept, and compared with the key points."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from grader.errors import InputError
from learnfastapi.commands.asking import Asker
from learnfastapi.commands.context import (
    Context,
    JsonOption,
    LessonArgument,
    PlainOption,
    is_interactive,
    open_context,
    say,
)
from learnfastapi.commands.studying import material_of
from learnfastapi.commands.writing import edited_text, piped_text, typed_text
from learnfastapi.progress.study import Explanation
from learnfastapi.render.console import stderr_console
from learnfastapi.render.explanations import Explained, render_explanations, render_points
from learnfastapi.render.markdown import render_markdown
from learnfastapi.study.explaining import Ticks, read_ticks, said_points, write_ticks
from learnfastapi.study.material import Material

EditorOption = Annotated[bool, typer.Option("--editor", help="Write in your editor, `$VISUAL` or `$EDITOR`.")]
SaidOption = Annotated[
    str | None,
    typer.Option("--said", metavar="NUMBERS", help='The points that your last one holds: `"1 3"`, `all`, `none`.'),
]
EarlierOption = Annotated[bool, typer.Option("--earlier", help="Only show what you explained before.")]


def explain(
    lesson: LessonArgument = None,
    editor: EditorOption = False,
    said: SaidOption = None,
    earlier: EarlierOption = False,
    as_json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Explain a lesson in your own words, then see which points you said. What you left out comes back in `review`."""
    _require_one({"--editor": editor, "--said": said is not None, "--earlier": earlier})
    _require_one({"--editor": editor, "--json": as_json})
    with open_context() as context:
        explainer = Explainer(context, material_of(context.lesson(lesson)), plain=plain)
        if said is not None:
            explainer.tick_all(said, is_quiet=as_json)
        if as_json:
            json.dump(explainer.as_json(), sys.stdout, ensure_ascii=False, indent=2)
            print()
        elif earlier:
            explainer.show_earlier()
        elif said is None:
            explainer.explain(in_editor=editor)


def _require_one(options: dict[str, bool]) -> None:
    given = [f"`{name}`" for name, is_given in options.items() if is_given]
    if len(given) > 1:
        raise InputError(f"{' and '.join(given)} cannot be used together", hint="give one of them")


class Explainer:
    """One lesson's task, for one learner."""

    def __init__(self, context: Context, material: Material, *, plain: bool) -> None:
        self._context = context
        self._console = context.console
        self._log = context.progress.study
        self._lesson = material.lesson
        self._task = material.task
        self._plain = plain

    def explain(self, *, in_editor: bool) -> None:
        """From the task to the points. The text is kept before anything is asked about it."""
        self._say(f"Explain it: {self._lesson.title}", "")
        render_markdown(self._console, self._task.text, plain=self._plain)
        text = self._written(in_editor=in_editor)
        if not text:
            hint = f"`learnfastapi explain {self._lesson.id}` asks again"
            raise InputError("The explanation is empty, so nothing was kept", hint=hint)
        self._log.add_explanation(self._lesson.id, text)
        if in_editor:
            self._draft.unlink(missing_ok=True)
        self._say("", "Your explanation is kept.")
        if is_interactive(self._console):
            self._tick_one_by_one(self._newest())
        elif self._task.points:
            self._say("", "These are the key points. Which did you say?", "")
            self._show_points({})
            self._say("", f"`{self._said_command()}` keeps that you said the points 1 and 2.")
        if len(self._all()) > 1:
            self._say("")
            self._show()

    def tick_all(self, said: str, *, is_quiet: bool) -> None:
        """Decide all points of the newest explanation. Raises `InputError`."""
        newest = self._newest()
        before, now = self._ticks(newest), said_points(said, self._task.points)
        for point in self._task.points:
            self._tick(newest, point, said=now[point])
        if is_quiet:
            return
        self._show_points(now)
        self._summarise(now)
        if any(now[point] and before.get(point) is False for point in self._task.points):
            self._say("A card that was made before stays: `learnfastapi review` asks it.")

    def show_earlier(self) -> None:
        """All explanations, or that there is none."""
        if self._all():
            self._show()
        else:
            lesson = self._lesson.id
            self._say(f"You have not explained `{lesson}` yet. `learnfastapi explain {lesson}` asks for it.")

    def as_json(self) -> object:
        """What is kept, and all points."""
        points = self._task.points
        return {
            "version": 1,
            "lesson": self._lesson.id,
            "task": self._task.text,
            "points": list(points),
            "explanations": [
                {
                    "at": each.at.isoformat(),
                    "text": each.text,
                    "points": [
                        {"number": number, "said": self._ticks(each).get(point)}
                        for number, point in enumerate(points, start=1)
                    ],
                }
                for each in self._all()
            ],
        }

    # writing

    def _written(self, *, in_editor: bool) -> str:
        Asker(self._console)  # from here on what is no text in the terminal's encoding is replaced
        if in_editor:
            return edited_text(self._draft, self._task.text, os.environ)
        if not is_interactive(self._console):
            return piped_text()
        self._say("", "Write below. A line with a single `.` ends it, or Ctrl-D.", "")
        try:
            return typed_text(self._draft)
        except KeyboardInterrupt:
            if self._draft.exists():
                go_on = f"`learnfastapi explain {self._lesson.id} --editor` goes on with it"
                say(stderr_console(), "", f"What you typed is in `{self._draft}`; {go_on}.", plain=self._plain)
            raise

    # points

    def _tick_one_by_one(self, newest: Explanation) -> None:
        asker = Asker(self._console, plain=self._plain)
        points = self._task.points
        for number, point in enumerate(points, start=1):
            self._say("", f"Point {number} of {len(points)}", "")
            render_markdown(self._console, point, plain=self._plain)
            self._say("")
            said = asker.ask_yes("Did you say it?")
            if said is None:
                self._say("", f"You stopped at point {number}. What you ticked off before is kept. All points:", "")
                self._show_points(self._ticks(newest))
                self._say("", f"`{self._said_command()}` ticks off the rest.")
                return
            self._tick(newest, point, said=said)
        if points:
            self._say("")
            self._summarise(self._ticks(newest))

    def _tick(self, explanation: Explanation, point: str, *, said: bool) -> None:
        """A point that was left out becomes a card, once for each explanation."""
        before = self._ticks(explanation)
        if not said and before.get(point) is not False:
            progress, number = self._context.progress, self._task.points.index(point)
            progress.cards.add_missed(
                self._lesson.id, self._task.face(number), day=progress.today(), cap=self._log.caps().new
            )
        self._log.set(_key(explanation), write_ticks({**before, point: said}))

    def _summarise(self, ticks: Ticks) -> None:
        points = self._task.points
        said = sum(ticks.get(point) is True for point in points)
        left = len(points) - said
        cards = "" if not left else " What you left out is a card: `learnfastapi review` asks it from tomorrow on."
        self._say("", f"You said {said} of {len(points)} points.{cards}")

    # showing

    def _show_points(self, ticks: Ticks) -> None:
        render_points(self._console, [(point, ticks.get(point)) for point in self._task.points], plain=self._plain)

    def _show(self) -> None:
        points = self._task.points
        explained = []
        for each in self._all():
            ticks = self._ticks(each)
            said = [ticks[point] for point in points if point in ticks]
            explained.append(Explained(at=each.at.astimezone(), text=each.text, said=sum(said) if said else None))
        render_explanations(self._console, explained, len(points), plain=self._plain)

    def _say(self, *lines: str) -> None:
        say(self._console, *lines, plain=self._plain)

    # kept

    def _all(self) -> tuple[Explanation, ...]:
        return tuple(each for each in self._log.explanations(self._lesson.id) if each.about == "")

    def _newest(self) -> Explanation:
        """Raises `InputError` before the first."""
        if not self._all():
            hint = f"`learnfastapi explain {self._lesson.id}` asks for it"
            raise InputError(f"You have not explained `{self._lesson.id}` yet", hint=hint)
        return self._all()[-1]

    def _ticks(self, explanation: Explanation) -> Ticks:
        return read_ticks(self._log.setting(_key(explanation)))

    @property
    def _draft(self) -> Path:
        return self._context.workspace.draft(self._lesson.id)

    def _said_command(self) -> str:
        return f'learnfastapi explain {self._lesson.id} --said "1 2"'


def _key(explanation: Explanation) -> str:
    return f"said in explanation {explanation.id}"
