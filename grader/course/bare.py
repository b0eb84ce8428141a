"""Starters without scaffolding, for learners who know more than a lesson assumes. Pure: files in, files out."""

from collections.abc import Mapping

from grader.course.models import Exercise
from grader.course.names import module_file

# Of the other kinds, such as `mend`, the starter is what the task is about.
_KINDS = frozenset({"build", "complete"})
_APP = """\
from fastapi import FastAPI

{attribute} = FastAPI()
"""


def can_be_bare(exercise: Exercise) -> bool:
    """Whether the exercise makes sense without its scaffolding."""
    return exercise.kind in _KINDS


def bare_files(exercise: Exercise, starter: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The starter's files, name to content. Of the code that the learner is to write only the app itself is left.

    Data, and code that the task does not ask to edit, stay: the answer may need them.
    """
    written = {name: b"" for name in starter if name in exercise.files and name.endswith(".py")}
    app = module_file(exercise.app)
    if app in exercise.files:
        written[app] = _APP.format(attribute=exercise.app.partition(":")[2]).encode()
    return dict(sorted({**starter, **written}.items()))
