"""The slots of one run: who is asked, where, and a new start when one of our processes was killed."""

import os
from collections.abc import Mapping
from enum import StrEnum

from grader.answer import Answer
from grader.judge import fork, spawn
from grader.judge.limits import Limits
from grader.judge.slot import KeeperLostError, Slot, SlotMaker


class Subject(StrEnum):
    """Whose app a slot runs."""

    ANSWER = "answer"
    REFERENCE = "reference"
    # The solution in the place of the answer, when a failed check is run again. It needs a slot of its own, because
    # the same check may ask the reference too, and two hosts in one folder would share files.
    STAND_IN = "stand-in"


class Pool:
    """Slots by subject, made when first asked for. Close it, and nothing is left."""

    def __init__(self, answer: Answer, reference: Answer, app: str, limits: Limits) -> None:
        self._answers = {Subject.ANSWER: answer, Subject.REFERENCE: reference, Subject.STAND_IN: reference}
        self._app = app
        self._limits = limits
        self._maker = _slot_maker()
        self._slots: dict[Subject, Slot] = {}
        self._launched: list[Slot] = []

    def slot(self, subject: Subject) -> Slot:
        """The subject's slot."""
        if subject not in self._slots:
            self._slots[subject] = self._maker.slot(self._answers[subject], self._app, self._limits, {})
        return self._slots[subject]

    def launch(self, subject: Subject, environment: Mapping[str, str], files: Mapping[str, bytes]) -> Slot:
        """A slot for this check alone, with an environment and files added to the answer's."""
        answer = self._answers[subject]
        with_files = Answer(files={**answer.files, **files})
        slot = self._maker.slot(with_files, self._app, self._limits, dict(environment))
        self._launched.append(slot)
        return slot

    def recycle(self) -> None:
        """After a check: kill what it left, in every slot."""
        launched, self._launched = self._launched, []
        try:
            for slot in launched:
                slot.close()
            for slot in self._slots.values():
                slot.recycle()
        except KeeperLostError:
            self.close()
            self._slots = {}
            self._maker = _slot_maker()

    def close(self) -> None:
        """Kill everything and remove the folders."""
        for slot in (*self._slots.values(), *self._launched):
            slot.close()
        self._maker.close()


def _slot_maker() -> SlotMaker:
    if can_fork():
        return fork.Zygote()
    return spawn.Spares()


def can_fork() -> bool:
    """Whether hosts are forked from a warm process here. `LEARNFASTAPI_FORK=0` says no."""
    return fork.is_available() and os.environ.get("LEARNFASTAPI_FORK", "1") != "0"
