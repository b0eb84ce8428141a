"""Copy a folder of a learner's as it is: every regular file, however large. Links are not followed.

Caches and virtual environments are left away. All else that cannot be copied is named.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from learnfastapi.workspace import writing

_MADE_BY_TOOLS = frozenset(
    {"__pycache__", "node_modules", ".git", ".venv", ".pytest_cache", ".mypy_cache", ".ruff_cache"}
)


@dataclass(slots=True, kw_only=True)
class Copied:
    """What became of some folders.

    Attributes:
        left_out: Links, pipes and what cannot be read.
    """

    files: int = 0
    left_out: list[Path] = field(default_factory=list)


def copy_folder(source: Path, target: Path, copied: Copied) -> None:
    """Put the files of `source`, if there is such a folder, into `target`. Raises `UnwritableError`."""
    if source.is_symlink():
        copied.left_out.append(source)
        return
    for path in _files(source, copied):
        if path.is_symlink() or not path.is_file() or not _copy(path, target / path.relative_to(source)):
            copied.left_out.append(path)
        else:
            copied.files += 1


def _files(folder: Path, copied: Copied) -> Iterator[Path]:
    """All that is no folder, by name."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError:
        copied.left_out.append(folder)
        return
    for entry in entries:
        path = Path(entry.path)
        if not entry.is_dir(follow_symlinks=False):
            yield path
        elif entry.name not in _MADE_BY_TOOLS and not os.path.exists(path / "pyvenv.cfg"):
            yield from _files(path, copied)


def _copy(source: Path, target: Path) -> bool:
    """False if it cannot be read."""
    with contextlib.ExitStack() as stack:
        try:
            original = stack.enter_context(source.open("rb"))
        except OSError:
            return False
        with writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as copy:
                shutil.copyfileobj(original, copy)
            shutil.copystat(source, target)
    return True
