"""The learner's folder: find it, make it, put starters into it."""

from learnfastapi.workspace.atomic import write_atomically
from learnfastapi.workspace.course_cache import read_cached_course
from learnfastapi.workspace.errors import (
    NotAWorkspaceFolderError,
    NoWorkspaceError,
    OtherCourseError,
    UnwritableError,
    WorkspaceFileError,
    writing,
)
from learnfastapi.workspace.folder import Workspace
from learnfastapi.workspace.marker import CourseName, PackName
from learnfastapi.workspace.scaffold import scaffold

__all__ = [
    "CourseName",
    "NoWorkspaceError",
    "NotAWorkspaceFolderError",
    "OtherCourseError",
    "PackName",
    "UnwritableError",
    "Workspace",
    "WorkspaceFileError",
    "read_cached_course",
    "scaffold",
    "write_atomically",
    "writing",
]
