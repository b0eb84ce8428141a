"""What a learner did, in one SQLite file of their workspace. Nothing in it is ever deleted."""

from learnfastapi.progress.models import Attempt, ExerciseState, Place, Snapshot, SnapshotKind
from learnfastapi.progress.resetting import bring_back, reset, undo
from learnfastapi.progress.starters import choose_starters, is_begun_bare
from learnfastapi.progress.store import Progress
from learnfastapi.progress.upgrading import Upgrade, begin, upgrade

__all__ = [
    "Attempt",
    "ExerciseState",
    "Place",
    "Progress",
    "Snapshot",
    "SnapshotKind",
    "Upgrade",
    "begin",
    "bring_back",
    "choose_starters",
    "is_begun_bare",
    "reset",
    "undo",
    "upgrade",
]
