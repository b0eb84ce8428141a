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
    # The stand-in with its clock moved: what it answers differently is volatile.
    LATER = "later"


# A year and 36 days, an hour, and some: so year, month, day, weekday, hour, minute and second all differ.
_LATER_SECONDS = 401 * 86_400 + 3_600 + 83.0


class Pool:
    """Slots by subject, made when first asked for. Close it, and nothing is left of them."""

    def __init__(self, answer: Answer, reference: Answer, app: str, limits: Limits, processes: Processes) -> None:
        self._answers = {subject: answer if subject is Subject.ANSWER else reference for subject in Subject}
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
            self._slots[subject] = self._new_slot(subject, self._answers[subject], {})
        return self._slots[subject]

    def launch(self, subject: Subject, environment: Mapping[str, str], files: Mapping[str, bytes]) -> Slot:
        """A slot for this check alone, with an environment and files added to the answer's."""
        return self._launch(subject, Answer(files={**self._answers[subject].files, **files}), environment)

    def launch_answer(self, answer: Answer, environment: Mapping[str, str]) -> Slot:
        """A slot for this check alone, with any files that hold the exercise's app."""
        return self._launch(Subject.ANSWER, answer, environment)

    def _launch(self, subject: Subject, answer: Answer, environment: Mapping[str, str]) -> Slot:
        slot = self._new_slot(subject, answer, dict(environment))
        self._launched.append(slot)
        return slot

    def _new_slot(self, subject: Subject, answer: Answer, environment: dict[str, str]) -> Slot:
        offset = _LATER_SECONDS if subject is Subject.LATER else 0.0
        return self._maker.slot(answer, self._app, self._limits, environment, offset)

    def sweep(self) -> None:
        """After a check: begin to kill what it left, in every slot."""
        launched, self._launched = self._launched, []
        for slot in launched:
            slot.close()
        with self._starting_anew():
            for slot in self._slots.values():
                slot.sweep()
            self._maker.require_alive()

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

    def end(self) -> None:
        """Begin to kill everything in the slots. Only `close` may follow."""
        for slot in (*self._slots.values(), *self._launched):
            slot.end()

    def close(self) -> None:
        """Kill everything in the slots and remove their folders. Returns when that is done."""
        self.end()
        for slot in (*self._slots.values(), *self._launched):
            slot.close()
