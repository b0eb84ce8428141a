"""`workspace.toml`: what marks a folder as a workspace, and the course it belongs to."""

import json
import tomllib
from pathlib import Path

from learnfastapi.workspace.errors import WorkspaceFileError

FORMAT = 1


def text(course: Path | None) -> str:
    """The file's content for a course; None is the built-in one."""
    # A JSON string is a TOML basic string as long as nothing is escaped as a surrogate pair.
    name = json.dumps("" if course is None else str(course), ensure_ascii=False)
    return f"# Marks this folder as a workspace of learnfastapi.\nformat = {FORMAT}\ncourse = {name}\n"


def read(path: Path, folder: Path) -> Path | None:
    """The course that the file names, absolute; None for the built-in one.

    Args:
        folder: The workspace, which a relative course is relative to.

    Raises:
        WorkspaceFileError: Not readable, no TOML, an unknown format, or no course in it.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _unusable(path, folder, (error.strerror or str(error)).lower()) from error
    except ValueError as error:  # what `tomllib` and the UTF-8 decoder raise
        raise _unusable(path, folder, str(error)) from error
    version, course = data.get("format"), data.get("course")
    if isinstance(version, int) and version > FORMAT:
        raise WorkspaceFileError(
            f"`{path}` has format `{version}`, and this learnfastapi knows format {FORMAT}",
            hint="update it: `pip install --upgrade learnfastapi`",
        )
    if version != FORMAT:
        raise _unusable(path, folder, f"`format` must be {FORMAT} (got {version!r})")
    if not isinstance(course, str):
        raise _unusable(path, folder, f"`course` must be a text (got {course!r})")
    return folder / course if course else None


def _unusable(path: Path, folder: Path, problem: str) -> WorkspaceFileError:
    return WorkspaceFileError(
        f"Cannot read `{path}`: {problem}",
        hint=f"move that file away and run `learnfastapi start {folder}`: answers and progress stay",
    )
