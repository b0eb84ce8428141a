"""Courses by name: what a learner types after `--course`, what a workspace keeps, and the folder that it leads to.

What looks at installed packages is imported only where a pack is meant.
"""

import re
from pathlib import Path

from grader.errors import InputError, UnknownNameError
from learnfastapi.bundled import BUNDLED, bundled_course
from learnfastapi.workspace import CourseName, PackName


def course_named(text: str) -> CourseName:
    """What a learner means: a folder that holds `lessons`, the built-in course, or an installed pack.

    A workspace may hold a folder named like a pack, for the answers to it; so a folder without lessons is taken only
    if nothing else has the name. Raises `InputError`.
    """
    from learnfastapi.packs import installed_packs, pack_named

    folder = Path(text)
    if (folder / "lessons").is_dir():
        return folder.resolve()
    if text == BUNDLED:
        return None
    pack = None if len(folder.parts) != 1 else pack_named(text)
    if pack is not None:
        return pack.name
    if folder.is_dir():
        return folder.resolve()  # and whoever reads it says what is missing
    if len(folder.parts) != 1 or text.startswith("."):
        raise InputError(
            f"`{text}` is no folder", hint="give the folder that holds `lessons`, `exercises`, `solutions`"
        )
    known = [BUNDLED, *(pack.name.name for pack in installed_packs())]
    raise UnknownNameError(
        "folder and no course", text, known, otherwise="`learnfastapi list --courses` shows them all"
    )


def course_folder(course: CourseName) -> Path:
    """Where a course lies. Raises `GonePackError`, or `PackError` if a pack's folder is not there."""
    match course:
        case None:
            return bundled_course()
        case PackName():
            from learnfastapi.packs import pack_of

            return pack_of(course).folder
        case folder:
            return folder


def short_name(course: CourseName) -> str:
    """Lower-case words and hyphens, for a folder."""
    match course:
        case None:
            name = BUNDLED
        case PackName(name=name):
            pass
        case folder:
            name = folder.name
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "course"
