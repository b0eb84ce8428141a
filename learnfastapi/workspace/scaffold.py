"""Put an exercise's starter into a workspace."""

import os
from pathlib import Path

from grader.answer import Answer
from grader.course.models import Exercise
from grader.errors import InputError
from learnfastapi.workspace.atomic import write_atomically
from learnfastapi.workspace.folder import Workspace


def scaffold(workspace: Workspace, exercise: Exercise, starter: Answer) -> tuple[Path, ...]:
    """Write the starter's files that are not there yet; return the files made, in the order of their names.

    A file that exists, in whatever state, is the learner's and stays. Raises `UnwritableError`, and `InputError` if
    another course has its workspace there.
    """
    made = []
    folder = workspace.answer_folder(exercise.id)
    if Workspace.at(folder) is not None:
        raise InputError(
            f"The exercise `{exercise.id}` needs the folder `{folder}`, which is the workspace of another course",
            hint="move that folder elsewhere: its answers and progress move with it",
        )
    for name, content in starter.files.items():
        path = folder / name
        if not os.path.lexists(path):
            write_atomically(path, content)
            made.append(path)
    return tuple(made)
