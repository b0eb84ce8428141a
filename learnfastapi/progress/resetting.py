"""Start an exercise again, and take back what was done to an answer. What is on disk is kept as a snapshot first."""

import os
from pathlib import Path

from grader.answer import Answer, read_answer
from grader.course.models import Exercise
from grader.errors import InputError
from learnfastapi.progress.models import SnapshotKind
from learnfastapi.progress.starters import note_begun, starter_of
from learnfastapi.progress.store import Progress
from learnfastapi.workspace import UnwritableError, Workspace, write_atomically


def reset(workspace: Workspace, progress: Progress, exercise: Exercise) -> None:
    """Put the starter back. Files that the learner added go too, since a fresh start is what was asked for.

    What no snapshot can hold (hidden files, links, more than the limits allow) stays on disk.
    Raises `UnwritableError`, and `InputError` if one of those is in the place of a file of the starter.
    """
    folder = workspace.answer_folder(exercise.id)
    current = read_answer(folder)
    starter = starter_of(progress, exercise, is_new=True)
    _refuse_loss(folder, current, starter)
    progress.add_snapshot(exercise.id, SnapshotKind.RESET, current)
    _replace(folder, current, starter)
    note_begun(progress, exercise)
    progress.keep_starter(exercise.id, starter)


def undo(workspace: Workspace, progress: Progress, exercise: Exercise) -> SnapshotKind:
    """Bring back what the newest reset or upgrade put away; again, what the one before it put away.

    Returns what was undone. Raises `InputError`.
    """
    put_away = progress.last_put_away(exercise.id)
    if put_away is None:
        hint = "`learnfastapi history` shows every answer that was graded; `learnfastapi undo --to N` brings one back"
        raise InputError(f"There is no reset of `{exercise.id}` to undo", hint=hint)
    snapshot, kind = put_away
    bring_back(workspace, progress, exercise, snapshot)
    progress.mark_undone(snapshot)
    return kind


def bring_back(workspace: Workspace, progress: Progress, exercise: Exercise, snapshot: int) -> None:
    """Make the answer what it was at a snapshot. What is there now is kept as a snapshot itself."""
    folder = workspace.answer_folder(exercise.id)
    current = read_answer(folder)
    earlier = progress.snapshot(snapshot)
    _refuse_loss(folder, current, earlier)
    progress.add_snapshot(exercise.id, SnapshotKind.UNDO, current)
    _replace(folder, current, earlier)


def _refuse_loss(folder: Path, old: Answer, new: Answer) -> None:
    """Raise if something that the snapshot of the old files does not hold would be overwritten."""
    for name in sorted(new.files.keys() - old.files.keys()):
        if os.path.lexists(folder / name):
            raise InputError(
                f"No copy of `{folder / name}` can be kept, because it is a link, a folder or too large",
                hint="move it elsewhere, then run the command again",
            )


def _replace(folder: Path, old: Answer, new: Answer) -> None:
    """Write the new files, then take away old ones: an interruption leaves too many files, never too few."""
    for name, content in new.files.items():
        write_atomically(folder / name, content)
    for name in old.files.keys() - new.files.keys():
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise UnwritableError(folder / name, error) from error
