"""What a learner did, in one SQLite file of their workspace. Nothing in it is ever deleted."""

from learnfastapi.progress.models import Attempt, ExerciseState, Place, Snapshot, SnapshotKind
from learnfastapi.progress.resetting import bring_back, reset, undo
from learnfastapi.progress.store import Progress

__all__ = [
    "Attempt",
    "ExerciseState",
    "Place",
    "Progress",
    "Snapshot",
    "SnapshotKind",
    "bring_back",
    "reset",
    "undo",
]
