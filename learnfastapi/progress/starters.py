"""Which starter an exercise has in a workspace: the course's, or a bare one, as the learner chose.

The choice holds for what is begun from then on. How an exercise was begun is put down with it: else a later choice
would look like a new version of its starter, and be merged into the answer.
"""

from dataclasses import replace

from grader.answer import Answer, read_answer
from grader.course.bare import bare_files, can_be_bare
from grader.course.models import Exercise
from learnfastapi.progress.store import Progress

_CHOICE = "starters"
_BARE, _WHOLE = "bare", "whole"


def choose_starters(progress: Progress, *, bare: bool) -> None:
    """For all exercises that are begun from now on."""
    progress.study.set(_CHOICE, _BARE if bare else _WHOLE)


def is_begun_bare(progress: Progress, exercise: Exercise) -> bool:
    """Whether its starter was a bare one when it was begun, or begun again."""
    return progress.study.setting(_begun(exercise)) == _BARE


def starter_of(progress: Progress, exercise: Exercise, *, is_new: bool) -> Answer:
    """The starter that the exercise has in this workspace, with the course of now.

    Args:
        is_new: It is begun, or begun again, so the choice of now counts; else how it was begun.
    """
    is_bare = _is_chosen_bare(progress, exercise) if is_new else is_begun_bare(progress, exercise)
    starter = read_answer(exercise.starter)
    return replace(starter, files=bare_files(exercise, starter.files)) if is_bare else starter


def note_begun(progress: Progress, exercise: Exercise) -> None:
    """Put down that it begins with the starter of the choice of now."""
    progress.study.set(_begun(exercise), _BARE if _is_chosen_bare(progress, exercise) else _WHOLE)


def _is_chosen_bare(progress: Progress, exercise: Exercise) -> bool:
    return progress.study.setting(_CHOICE) == _BARE and can_be_bare(exercise)


def _begun(exercise: Exercise) -> str:
    return f"starter of {exercise.id}"
