"""The slots of one run: who is asked, where, and a new start when one of our processes was killed."""

import os
from collections.abc import Mapping
from enum import StrEnum
from typing import Self

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


class Processes:
    """What is slow to start, and can serve run after run: a zygote, or a spare interpreter. Close it at the end.

    Attributes:
        fork: Whether hosts are forked; by default where that is safe.
    """

    def __init__(self, *, fork: bool | None = None) -> None:
        self.fork = can_fork() if fork is None else fork
        self._maker: SlotMaker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> SlotMaker:
        """The maker of slots. It may still be starting; a slot waits for it."""
        if self._maker is None:
            self._maker = fork.Zygote() if self.fork else spawn.Spares()
        return self._maker

    def close(self) -> None:
        """Kill what is left. The next `start` starts anew."""
        if self._maker is not None:
            self._maker.close()
            self._maker = None


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
            self._processes.close()
            self._maker = self._processes.start()

    def close(self) -> None:
        """Kill everything in the slots and remove their folders."""
        for slot in (*self._slots.values(), *self._launched):
            slot.close()


def can_fork() -> bool:
    """Whether hosts are forked from a warm process here. `LEARNFASTAPI_FORK=0` says no."""
    return fork.is_available() and os.environ.get("LEARNFASTAPI_FORK", "1") != "0"
