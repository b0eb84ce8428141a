"""Tick off which key points an explanation holds. What was left out becomes a card."""

from learnfastapi.commands.asking import Asker
from learnfastapi.commands.context import Context, say
from learnfastapi.progress.study import Explanation
from learnfastapi.render.explanations import Explained, render_explanations, render_points
from learnfastapi.render.markdown import render_markdown
from learnfastapi.study.explaining import Ticks, read_ticks, said_points, write_ticks
from learnfastapi.study.material import Material


class Ticker:
    """The explanations of one lesson's task, oldest first, and what was said of its points in each."""

    def __init__(self, context: Context, material: Material, *, plain: bool) -> None:
        self._context = context
        self._console = context.console
        self._log = context.progress.study
        self._lesson = material.lesson.id
        self._task = material.task
        self._plain = plain

    @property
    def explanations(self) -> tuple[Explanation, ...]:
        return tuple(each for each in self._log.explanations(self._lesson) if each.about == "")

    def ticks(self, explanation: Explanation) -> Ticks:
        return read_ticks(self._log.setting(_key(explanation)))

    def ask(self) -> None:
        """Ask of each point whether the newest explanation holds it. Every answer is kept at once."""
        newest, points = self.explanations[-1], self._task.points
        asker = Asker(self._console, plain=self._plain)
        for number, point in enumerate(points, start=1):
            self._say("", f"Point {number} of {len(points)}", "")
            render_markdown(self._console, point, plain=self._plain)
            self._say("")
            said = asker.ask_yes("Did you say it?")
            if said is None:
                self._say("", f"You stopped at point {number}. What you ticked off before is kept. All points:", "")
                self.show_points(self.ticks(newest))
                return
            self._tick(newest, point, said=said)
        if points:
            self._say("", _summary(self.ticks(newest), points))

    def decide(self, said: str, *, is_quiet: bool) -> None:
        """Tick off all points of the newest explanation; there has to be one. Raises `InputError`."""
        now = said_points(said, self._task.points)
        newest = self.explanations[-1]
        before = self.ticks(newest)
        for point in self._task.points:
            self._tick(newest, point, said=now[point])
        if is_quiet:
            return
        render_points(self._console, list(now.items()), plain=self._plain)
        self._say("", _summary(now, self._task.points))
        if any(now[point] and before.get(point) is False for point in self._task.points):
            self._say("Cards of these points are put away, unless you were asked them since.")

    def show_points(self, ticks: Ticks) -> None:
        """All points, and how to tick them off later."""
        render_points(self._console, [(point, ticks.get(point)) for point in self._task.points], plain=self._plain)
        command = f'`learnfastapi explain {self._lesson} --said "1 2"`'
        self._say("", f"{command} keeps that you said 1 and 2, and left out the others.")

    def show(self) -> None:
        """All explanations."""
        points = self._task.points
        explained = []
        for each in self.explanations:
            ticks = self.ticks(each)
            said = [ticks[point] for point in points if point in ticks]
            explained.append(Explained(at=each.at.astimezone(), text=each.text, said=sum(said) if said else None))
        render_explanations(self._console, explained, len(points), plain=self._plain)

    def _tick(self, explanation: Explanation, point: str, *, said: bool) -> None:
        """A point that was left out becomes a card, once for each explanation; one that was said after all, none."""
        before = self.ticks(explanation)
        progress = self._context.progress
        face = self._task.face(self._task.points.index(point))
        if said and before.get(point) is False:
            progress.cards.take_back(self._lesson, face)
        if not said and before.get(point) is not False:
            progress.cards.add_missed(self._lesson, face, day=progress.today(), cap=self._log.caps().new)
        self._log.set(_key(explanation), write_ticks({**before, point: said}))

    def _say(self, *lines: str) -> None:
        say(self._console, *lines, plain=self._plain)


def _key(explanation: Explanation) -> str:
    return f"said in explanation {explanation.id}"


def _summary(ticks: Ticks, points: tuple[str, ...]) -> str:
    said = sum(ticks.get(point) is True for point in points)
    cards = " What you left out is a card: `learnfastapi review` asks it from tomorrow on."
    return f"You said {said} of {len(points)} points.{'' if said == len(points) else cards}"
