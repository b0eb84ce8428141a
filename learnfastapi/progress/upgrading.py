"""Bring an answer up to a changed starter, and lose nothing that the learner wrote.

Flow: the starter that was put down when the learner began (the base), their files, and the starter of the course as it
is now come in; `_decide` says for each file what happens, and then it is written. A snapshot of the answer comes first.
The new starter is put down last, so an upgrade that was interrupted is done again, and one that is done is told once.

Files that the learner took away, added, or that the course no longer has, are not touched.
"""

import contextlib
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.answer import BESIDE, Answer, read_answer
from grader.course.models import Exercise
from learnfastapi.progress.merge import merged
from learnfastapi.progress.models import SnapshotKind
from learnfastapi.progress.starters import note_begun, starter_of
from learnfastapi.progress.store import Progress
from learnfastapi.workspace import Workspace, scaffold, write_atomically


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """What came of a changed starter. Names are relative to the answer's folder, with `/`, in order.

    Attributes:
        replaced: The learner had not changed them.
        merged: They have the starter's changes and the learner's.
        added: New in this version.
        beside: File of the starter to the name under which it lies beside the learner's, which stays.
    """

    replaced: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    beside: Mapping[str, str]

    @property
    def changes_answer(self) -> bool:
        return bool(self.replaced or self.merged or self.added)


def begin(workspace: Workspace, progress: Progress, exercise: Exercise) -> Upgrade | None:
    """Put the starter into the workspace if the learner has no files there; else the same as `upgrade`."""
    is_new = not read_answer(workspace.answer_folder(exercise.id)).files
    if progress.starter(exercise.id) is None or is_new:
        starter = starter_of(progress, exercise, is_new=is_new)
        scaffold(workspace, exercise, starter)
        if is_new:
            note_begun(progress, exercise)
        progress.keep_starter(exercise.id, starter)
        return None
    return upgrade(workspace, progress, exercise)


def upgrade(workspace: Workspace, progress: Progress, exercise: Exercise) -> Upgrade | None:
    """Take over what the starter changed since the learner began; None if nothing came of it.

    In a workspace of an older program nobody put down what the learner began with. Then it is not known which of the
    differences are the learner's: nothing is written, and the starter of now counts as the one that they know.

    Raises `UnwritableError`.
    """
    starter = starter_of(progress, exercise, is_new=False)
    kept = progress.starter(exercise.id)
    if kept is not None and kept[1] == starter.sha256:
        return None
    found = None
    if kept is not None:
        folder = workspace.answer_folder(exercise.id)
        base, answer = progress.snapshot(kept[0]), read_answer(folder)
        found = _write(folder, base, _decide(folder, base, answer, starter), starter, progress, exercise.id, answer)
    progress.keep_starter(exercise.id, starter)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    """For each file that changes, its new content; and the files of the starter that go beside."""

    replaced: Mapping[str, bytes]
    merged: Mapping[str, bytes]
    added: Mapping[str, bytes]
    beside: tuple[str, ...]


def _decide(folder: Path, base: Answer, answer: Answer, starter: Answer) -> _Decision:
    replaced, both, added = {}, {}, {}
    beside = []
    for name, content in starter.files.items():
        before, mine = base.files.get(name), answer.files.get(name)
        if content in (before, mine):
            continue
        if mine is None:
            if _is_taken(folder, name):
                beside.append(name)
            elif before is None:
                added[name] = content
        elif mine == before:
            replaced[name] = content
        else:
            # Without a base, two files of one name have nothing in common that could be merged.
            together = None if before is None else merged(before, mine, content)
            if together is None:
                beside.append(name)
            elif together != mine:
                both[name] = together
    return _Decision(replaced=replaced, merged=both, added=added, beside=tuple(beside))


def _write(
    folder: Path,
    base: Answer,
    decision: _Decision,
    starter: Answer,
    progress: Progress,
    exercise: str,
    answer: Answer,
) -> Upgrade | None:
    contents = {**decision.replaced, **decision.merged, **decision.added}
    if contents:
        progress.add_snapshot(exercise, SnapshotKind.UPGRADE, answer)
    for name, content in contents.items():
        write_atomically(folder / name, content)
    beside = {}
    for name in decision.beside:
        beside[name] = _name_beside(folder, name, starter.files[name], base.files.get(name))
        write_atomically(folder / beside[name], starter.files[name])
    if not contents and not beside:
        return None
    return Upgrade(
        replaced=tuple(decision.replaced), merged=tuple(decision.merged), added=tuple(decision.added), beside=beside
    )


def _is_taken(folder: Path, name: str) -> bool:
    """Whether something is there, or a file or link stands where one of its folders would be."""
    return os.path.lexists(folder / name) or _first_taken(folder, name) != name


def _first_taken(folder: Path, name: str) -> str:
    """The first part of the name's path that is no folder and is there; the whole name if there is none."""
    for part in reversed(PurePosixPath(name).parents[:-1]):
        path = folder / part
        if os.path.lexists(path) and (path.is_symlink() or not path.is_dir()):
            return part.as_posix()
    return name


def _name_beside(folder: Path, name: str, content: bytes, base: bytes | None) -> str:
    """A free name such as `main.py.new`, or one that holds what may be overwritten: this content or the last starter's.

    A file or link `app` in place of the starter's folder makes it `app.new/db.py`.
    """
    taken = _first_taken(folder, name)
    rest = name.removeprefix(taken)
    number = 1
    while True:
        candidate = f"{taken}{f'.{number}' if number > 1 else ''}{BESIDE}{rest}"
        if not _is_taken(folder, candidate) or _holds_one_of(folder / candidate, (content, base)):
            return candidate
        number += 1


def _holds_one_of(path: Path, contents: Collection[bytes | None]) -> bool:
    """Whether a regular file has one of these contents."""
    with contextlib.suppress(OSError):  # what cannot be read stays as it is
        return path.is_file() and not path.is_symlink() and path.read_bytes() in contents
    return False
