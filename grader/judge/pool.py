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
    # The stand-in with its clock moved: what it answers differently is volatile.
    LATER = "later"


# A year and 36 days, an hour, and some: so year, month, day, weekday, hour, minute and second all differ.
_LATER_SECONDS = 401 * 86_400 + 3_600 + 83.0


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
        self._answers = {subject: answer if subject is Subject.ANSWER else reference for subject in Subject}
        self._app = app
        self._limits = limits
        self._processes = processes
        self._maker = processes.start()
        self._slots: dict[Subject, Slot] = {}
        self._launched: list[Slot] = []

    def slot(self, subject: Subject) -> Slot:
        """The subject's slot."""
        if subject not in self._slots:
            self._slots[subject] = self._new_slot(subject, self._answers[subject], {})
        return self._slots[subject]

    def launch(self, subject: Subject, environment: Mapping[str, str], files: Mapping[str, bytes]) -> Slot:
        """A slot for this check alone, with an environment and files added to the answer's."""
        answer = self._answers[subject]
        with_files = Answer(files={**answer.files, **files})
        slot = self._new_slot(subject, with_files, dict(environment))
        self._launched.append(slot)
        return slot

    def _new_slot(self, subject: Subject, answer: Answer, environment: dict[str, str]) -> Slot:
        offset = _LATER_SECONDS if subject is Subject.LATER else 0.0
        return self._maker.slot(answer, self._app, self._limits, environment, offset)

    def recycle(self) -> None:
        """After a check: kill what it left, in every slot."""
        launched, self._launched = self._launched, []
        try:
            for slot in launched:
                slot.close()
            for slot in self._slots.values():
                slot.recycle()
            self._maker.require_alive()
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
