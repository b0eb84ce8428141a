"""Ask about a passed exercise: find one fault in your own answer, or say what your own code would return."""

import json
from collections.abc import Callable
from functools import partial

import msgspec

from grader.answer import Answer, read_answer
from grader.course.examples.models import ShownResponse
from grader.course.examples.process import Response
from grader.course.models import Exercise
from grader.errors import InputError
from learnfastapi.commands.asking import Asker
from learnfastapi.commands.context import Context, say
from learnfastapi.commands.predicting import predict
from learnfastapi.render.markdown import render_markdown
from learnfastapi.render.puzzle import render_fragment
from learnfastapi.render.study_fault import QUESTION, render_fault, render_found
from learnfastapi.study.cards import Card, CardKind
from learnfastapi.study.fault import Fault, fault_in, is_found
from learnfastapi.study.fragment import Fragment, fragment_of
from learnfastapi.study.returns import Asked, ReturnQuestion, return_question


class ExerciseDealer:
    """Asks cards of the kinds EXERCISE and VARIATION."""

    def __init__(self, context: Context, asker: Asker, *, plain: bool) -> None:
        self._context = context
        self._asker = asker
        self._plain = plain

    def question(self, card: Card) -> Callable[[], bool | None] | None:
        """What asks it, and returns whether it was answered right, or None if the learner stopped.

        None if there is nothing to ask: the course dropped the exercise, or no fault shows.
        """
        name, _, number = card.front.partition("/")
        exercise = self._context.course.exercises.get(name)
        if exercise is None:
            return None
        seed = card.id * 1000 + card.reviews
        mine = self._passed(exercise)
        if card.kind is CardKind.EXERCISE and card.reviews % 2 and mine is not None:
            question = self._return_question(exercise, mine, seed)
            if question is not None:
                return partial(self._ask_return, exercise, question)
        requirement = int(number) if number else None
        for whose, answer in (("your answer", mine), ("our solution", read_answer(exercise.reference))):
            if answer is None:
                continue
            self._say(f"Breaking a line of {whose} to `{name}`, which takes some seconds.", "")
            fault = fault_in(exercise, answer, requirement=requirement, seed=seed, course=self._context.course.title)
            if fault is not None:
                return partial(self._ask_fault, fault)
        return None if requirement is None else self._lines_question(exercise, requirement)

    def _lines_question(self, exercise: Exercise, number: int) -> Callable[[], bool | None] | None:
        """Of a requirement that no fault of one line breaks: how it is met, with the solution's lines as the answer."""
        text = next((each.text for each in exercise.requirements if each.number == number), None)
        if text is None:
            return None
        fragment = fragment_of(exercise, number, course=self._context.course.title)
        return partial(self._ask_lines, text, fragment) if fragment.blocks else None

    def _ask_lines(self, text: str, fragment: Fragment) -> bool | None:
        self._say("No single line breaks it, so this time in words: which lines would meet it?", "")
        self._markdown(text)
        self._say("")
        if not self._asker.ask_to_uncover():
            return None
        self._say("")
        render_fragment(self._context.console, fragment, plain=self._plain)
        self._say("")
        return self._asker.ask_knew()

    def _passed(self, exercise: Exercise) -> Answer | None:
        """The learner's newest answer that passed."""
        progress = self._context.progress
        passes = [attempt for attempt in progress.attempts(exercise.id) if attempt.is_pass]
        return progress.snapshot(passes[-1].snapshot) if passes else None

    def _return_question(self, exercise: Exercise, mine: Answer, seed: int) -> ReturnQuestion | None:
        report = self._context.progress.last_report(exercise.id)
        return None if report is None else return_question(exercise, report, mine, seed=seed)

    def _ask_fault(self, fault: Fault) -> bool | None:
        render_fault(self._context.console, fault, plain=self._plain)
        self._say("")
        while True:
            typed = self._asker.ask(f"{QUESTION} (q stops) ")
            if typed is None or typed == "q":
                return None
            try:
                is_right = is_found(fault, typed)
            except InputError as error:
                self._say(f"{error.message}: {error.hint}.")
                continue
            render_found(self._context.console, fault, is_right=is_right, plain=self._plain)
            return is_right

    def _ask_return(self, exercise: Exercise, question: ReturnQuestion) -> bool | None:
        self._say(f"This is your own code, from `{exercise.id}`.", "")
        for piece in question.code:
            self._markdown("```python\n" + "\n".join(piece.rows) + "\n```")
            self._say("")
        if question.before:
            self._say("First it is asked:", "")
        for asked in (*question.before, question.asked):
            if asked is question.asked and question.before:
                self._say("And then:", "")
            self._markdown(_block(asked))
            self._say("")
        body = "" if question.json is msgspec.UNSET else json.dumps(question.json, ensure_ascii=False)
        came = Response(status=question.status, headers=(), body=body, failure=None)
        shown = ShownResponse(status=question.status, is_prediction=True, headers=(), body=body)
        return predict(self._context.console, self._asker, came, shown, plain=self._plain)

    def _say(self, *lines: str) -> None:
        say(self._context.console, *lines, plain=self._plain)

    def _markdown(self, text: str) -> None:
        render_markdown(self._context.console, text, plain=self._plain)


def _block(asked: Asked) -> str:
    lines = [f"{asked.method} {asked.path}", *(f"{name}: {value}" for name, value in asked.headers)]
    if asked.json is not msgspec.UNSET:
        lines += ["", json.dumps(asked.json, ensure_ascii=False)]
    return "\n".join(["```http", *lines, "```"])
