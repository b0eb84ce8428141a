"""Ask one card, in the way of its kind."""

from functools import partial
from typing import TYPE_CHECKING

from grader.course.examples.models import Exchange
from grader.course.examples.process import Response
from grader.errors import InputError
from learnfastapi.commands.asking import Asker, StoppedError
from learnfastapi.commands.context import Context, say
from learnfastapi.commands.predicting import in_background, predict, show_lines
from learnfastapi.commands.studying import material_of
from learnfastapi.render.guess import body_lines, response_lines
from learnfastapi.render.look import look_of
from learnfastapi.render.markdown import render_markdown
from learnfastapi.study.cards import Card, CardKind
from learnfastapi.study.material import Material, Prediction
from learnfastapi.study.notes import read_notes
from learnfastapi.study.sides import sides
from learnfastapi.study.truth import varied
from learnfastapi.study.varying import request_block
from learnfastapi.workspace.notes import read_notes_file

if TYPE_CHECKING:
    from learnfastapi.commands.passed import ExerciseDealer


class Dealer:
    """Asks cards of one course on one console."""

    def __init__(self, context: Context, asker: Asker, *, plain: bool) -> None:
        self._context = context
        self._console = context.console
        self._asker = asker
        self._plain = plain
        self._materials: dict[str, Material] = {}

    def ask(self, card: Card) -> bool | None:
        """Whether the learner knew it; None if they stopped or the input ended."""
        try:
            return self._ask(card)
        except StoppedError:
            return None

    def _ask(self, card: Card) -> bool | None:
        prediction = self._prediction(card)
        if prediction is not None:
            return self._ask_prediction(card, prediction)
        if card.kind in (CardKind.EXERCISE, CardKind.VARIATION):
            ask = self._exercises().question(card)
            if ask is not None:
                return ask()
        front, back = sides(card)
        self._markdown(front)
        self._say("")
        if not self._asker.ask_to_uncover():
            return None
        self._say("")
        mine = self._note(card)
        self._markdown(f"Yours: {mine}\n\nOurs: {back}" if mine else back)
        self._say("")
        return self._asker.ask_knew()

    def _exercises(self) -> "ExerciseDealer":
        # The judge and what makes faults take a quarter of a second to import, and most cards need neither.
        from learnfastapi.commands.passed import ExerciseDealer

        return ExerciseDealer(self._context, self._asker, plain=self._plain)

    def _note(self, card: Card) -> str:
        """What the learner wrote to this cue; "" if nothing."""
        if card.kind is not CardKind.CUE:
            return ""
        try:
            text = read_notes_file(self._context.workspace, card.lesson) or ""
        except InputError:  # which was told when the review began
            return ""
        rows = read_notes(text, self._material(card.lesson).cues).rows
        return next((row.note for row in rows if row.cue.cue == card.front), "")

    def _prediction(self, card: Card) -> Prediction | None:
        """What the card's text stands for in the lesson of now; None if it is none, or none any more."""
        if card.kind not in (CardKind.PREDICTION, CardKind.QUESTION):
            return None
        material = self._material(card.lesson)
        return next((each for each in material.predictions if each.face.front == card.front), None)

    def _ask_prediction(self, card: Card, prediction: Prediction) -> bool | None:
        # Other values each time, and the same ones if the card is looked at again today.
        with in_background(partial(varied, prediction, seed=card.id * 1000 + card.reviews)) as found:
            if prediction.question:
                self._markdown(f"**{prediction.question}**")
                self._say("")
            self._markdown(f"```python\n{prediction.program.source.rstrip()}\n```")
            exchange, came = found.result()
        self._say("")
        if prediction.earlier:
            self._markdown(prediction.earlier)
            self._say("")
        self._markdown(request_block(exchange.request))
        self._say("")
        is_right = predict(self._console, self._asker, came, exchange.response, plain=self._plain)
        if is_right is not None:
            self._show_answer(prediction, exchange, came)
        return is_right

    def _show_answer(self, prediction: Prediction, exchange: Exchange, came: Response) -> None:
        look = look_of(self._console, plain=self._plain)
        is_varied = exchange is not prediction.exchange
        lines = body_lines(came.body, look) if is_varied else response_lines(prediction.block, look)
        show_lines(self._console, lines, plain=self._plain)
        if prediction.why and is_varied:
            request = prediction.exchange.request
            self._say("", f"In the lesson, for `{request.method} {request.path}`:")
        self._say("")
        if prediction.why:
            self._markdown(prediction.why)

    def _material(self, lesson: str) -> Material:
        if lesson not in self._materials:
            self._materials[lesson] = material_of(self._context.course.lesson(lesson))
        return self._materials[lesson]

    def _say(self, *lines: str) -> None:
        say(self._console, *lines, plain=self._plain)

    def _markdown(self, text: str) -> None:
        render_markdown(self._console, text, plain=self._plain)
