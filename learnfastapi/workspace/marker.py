"""`workspace.toml`: what marks a folder as a workspace, and the course it belongs to."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from learnfastapi.workspace.errors import WorkspaceFileError

FORMAT = 2
"""The newest that this program knows. Format 2 is written for a pack, which programs that know only 1 cannot find."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackName:
    """An installed course. Never its folder, because an upgrade may put that elsewhere.

    Attributes:
        name: Of the entry point.
        distribution: What was installed, as pip calls it.
    """

    name: str
    distribution: str


CourseName = Path | PackName | None
"""The course of a workspace: an absolute folder, an installed pack, or None for the built-in one."""


def text(course: CourseName) -> str:
    """The file's content for a course."""
    lines = ["# Marks this folder as a workspace of learnfastapi."]
    match course:
        case PackName(name=name, distribution=distribution):
            lines += ["format = 2", f"pack = {_quoted(name)}", f"distribution = {_quoted(distribution)}"]
        case _:
            lines += ["format = 1", f"course = {_quoted('' if course is None else str(course))}"]
    return "\n".join([*lines, ""])


def _quoted(value: str) -> str:
    # A JSON string is a TOML basic string as long as nothing is escaped as a surrogate pair.
    return json.dumps(value, ensure_ascii=False)


def read(path: Path, folder: Path) -> CourseName:
    """The course that the file names.

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
    version = data.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise WorkspaceFileError(
            f"`{path}` has format `{version}`, and this learnfastapi knows format {FORMAT}",
            hint="update it: `pip install --upgrade learnfastapi`",
        )
    match version:
        case 1:
            course = _text_of(data, "course", path, folder)
            return folder / course if course else None
        case 2:
            name, distribution = (_text_of(data, key, path, folder) for key in ("pack", "distribution"))
            return PackName(name=name, distribution=distribution)
        case _:
            raise _unusable(path, folder, f"`format` must be 1 or 2 (got {version!r})")


def _text_of(data: Mapping[str, Any], key: str, path: Path, folder: Path) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise _unusable(path, folder, f"`{key}` must be a text (got {value!r})")
    return value


def _unusable(path: Path, folder: Path, problem: str) -> WorkspaceFileError:
    return WorkspaceFileError(
        f"Cannot read `{path}`: {problem}",
        hint=f"move that file away and run `learnfastapi start {folder}`: answers and progress stay",
    )
