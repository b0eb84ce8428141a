"""The slots of one run: who is asked, where, and a new start when one of our processes was killed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum

from grader.answer import Answer
from grader.judge.limits import Limits
from grader.judge.processes import Processes
from grader.judge.slot import KeeperLostError, Slot


class Subject(StrEnum):
    """Whose app a slot runs."""

    ANSWER = "answer"
    REFERENCE = "reference"
    # The solution in the place of the answer, when a failed check is run again. It needs a slot of its own, because
    # the same check may ask the reference too, and two hosts in one folder would share files.
    STAND_IN = "stand-in"


class Pool:
    """Slots by subject, made when first asked for. Close it, and nothing is left of them."""

    def __init__(self, answer: Answer, reference: Answer, app: str, limits: Limits, processes: Processes) -> None:
        self._answers = {Subject.ANSWER: answer, Subject.REFERENCE: reference, Subject.STAND_IN: reference}
        self._app = app
        self._limits = limits
        self._processes = processes
        self._maker = processes.start()
        self._slots: dict[Subject, Slot] = {}
        self._launched: list[Slot] = []

    def answer(self, subject: Subject) -> Answer:
        """The files that a subject's slot runs."""
        return self._answers[subject]

    def slot(self, subject: Subject) -> Slot:
        """The subject's slot."""
        if subject not in self._slots:
            self._slots[subject] = self._maker.slot(self._answers[subject], self._app, self._limits, {})
        return self._slots[subject]

    def launch(self, subject: Subject, environment: Mapping[str, str], files: Mapping[str, bytes]) -> Slot:
        """A slot for this check alone, with an environment and files added to the answer's."""
        return self.launch_answer(Answer(files={**self._answers[subject].files, **files}), environment)

    def launch_answer(self, answer: Answer, environment: Mapping[str, str]) -> Slot:
        """A slot for this check alone, with any files that hold the exercise's app."""
        slot = self._maker.slot(answer, self._app, self._limits, dict(environment))
        self._launched.append(slot)
        return slot

    def sweep(self) -> None:
        """After a check: begin to kill what it left, in every slot."""
        launched, self._launched = self._launched, []
        for slot in launched:
            slot.close()
        with self._starting_anew():
            for slot in self._slots.values():
                slot.sweep()

    def settle(self) -> None:
        """Before the next check: everything is killed, and every folder as it was."""
        with self._starting_anew():
            for slot in self._slots.values():
                slot.settle()

    @contextmanager
    def _starting_anew(self) -> Iterator[None]:
        """Whenever one of our processes was killed."""
        try:
            yield
        except KeeperLostError:
            self.close()
            self._slots = {}
            self._processes.close()
            self._maker = self._processes.start()

    def close(self) -> None:
        """Kill everything in the slots and remove their folders."""
        for slot in (*self._slots.values(), *self._launched):
            slot.close()
