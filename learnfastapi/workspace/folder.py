"""A workspace: the folder where a learner writes answers.

    <workspace>/.learnfastapi/workspace.toml      marks it: format and course
    <workspace>/.learnfastapi/progress.sqlite3    see `learnfastapi.progress`
    <workspace>/.learnfastapi/course.cache        see `course_cache`; can be deleted
    <workspace>/<exercise-id>/main.py …           the answers
    <workspace>/notes/<lesson-id>.md              notes, see `notes`
    <workspace>/<course>/.learnfastapi …          another course, in a workspace of its own

Nothing here knows what an exercise asks or what became of an attempt.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.course.names import NOTES, RESERVED_IDS
from learnfastapi.workspace import marker
from learnfastapi.workspace.atomic import write_atomically
from learnfastapi.workspace.errors import NotAWorkspaceFolderError, NoWorkspaceError, OtherCourseError, writing
from learnfastapi.workspace.extras import extras
from learnfastapi.workspace.marker import CourseName, PackName

_OURS = ".learnfastapi"
_MARKER = "workspace.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A folder that is a workspace.

    Attributes:
        folder: Absolute, without links.
        course: Folder of the course, absolute; the name of an installed pack; None for the built-in one.
    """

    folder: Path
    course: CourseName

    @property
    def progress_file(self) -> Path:
        """Where `Progress.open` finds the database. May not exist yet."""
        return self.folder / _OURS / "progress.sqlite3"

    @property
    def course_cache(self) -> Path:
        """Where `read_cached_course` keeps the course. May not exist yet."""
        return self.folder / _OURS / "course.cache"

    def answer_folder(self, exercise_id: str) -> Path:
        """Where the answer to an exercise lies. May not exist yet."""
        return self.folder / exercise_id

    def notes_file(self, lesson_id: str) -> Path:
        """Where the learner's notes to a lesson lie. May not exist yet."""
        return self.folder / NOTES / f"{lesson_id}.md"

    def draft(self, lesson_id: str) -> Path:
        """Where an explanation lies as long as it could not be kept. May not exist."""
        return self.folder / _OURS / "drafts" / f"{lesson_id}.md"

    @property
    def outer(self) -> "Workspace | None":
        """The workspace whose learner began this course in a folder of it; None for one that stands alone.

        Raises `WorkspaceFileError` if its `workspace.toml` cannot be used.
        """
        return Workspace.at(self.folder.parent)

    @property
    def inner_folders(self) -> tuple[Path, ...]:
        """Folders of other courses that were begun in this workspace, by name."""
        marked = self.folder.glob(f"[!.]*/{_OURS}/{_MARKER}")
        return tuple(sorted(path.parent.parent for path in marked if path.is_file()))

    def exercise_at(self, place: Path) -> str | None:
        """Name of the exercise folder that holds this place, such as the current folder; None outside of all.

        Whether the course has an exercise of that name is the course's to say.
        """
        resolved = place.resolve()
        if resolved == self.folder or not resolved.is_relative_to(self.folder):
            return None
        top = resolved.relative_to(self.folder).parts[0]
        return None if top.startswith(".") or top in RESERVED_IDS else top

    @classmethod
    def find(cls, start: Path) -> "Workspace":
        """The innermost workspace from a folder upwards.

        Raises `NoWorkspaceError`, or `WorkspaceFileError` if its `workspace.toml` cannot be used.
        """
        start = start.resolve()
        for folder in (start, *start.parents):
            found = cls.at(folder)
            if found is not None:
                return found
        raise NoWorkspaceError(start)

    @classmethod
    def at(cls, folder: Path) -> "Workspace | None":
        """The workspace that this very folder is; None if it is none.

        Raises `WorkspaceFileError` if its `workspace.toml` cannot be used.
        """
        folder = folder.resolve()
        # Not `Path.is_file`, which raises for a folder that may not be looked into.
        if not os.path.isfile(folder / _OURS / _MARKER):
            return None
        return cls(folder=folder, course=marker.read(folder / _OURS / _MARKER, folder))

    @classmethod
    def create(cls, folder: Path, *, interpreter: Path, course: CourseName = None) -> "Workspace":
        """Make a folder a workspace. On one that is a workspace already, what is missing is added and all else kept.

        A folder with other things in it is refused: exercise folders would lie among them, and one of the same name
        would be taken for an answer. Hidden entries and virtual environments do not count, because `git init` and
        `python -m venv` often come first.

        Args:
            interpreter: What the editor is told to run Python with.
            course: None for the built-in course, or for whichever an existing workspace has.

        Raises:
            NotAWorkspaceFolderError: It is a file, or not empty.
            OtherCourseError: It is a workspace for another course.
            WorkspaceFileError: Its `workspace.toml` cannot be used.
            UnwritableError: The system refuses.
        """
        folder = folder.resolve()
        mark = folder / _OURS / _MARKER
        course = course.resolve() if isinstance(course, Path) else course
        existing = cls.at(folder)
        if existing is not None:
            if course not in (None, existing.course):
                raise OtherCourseError(folder, described(existing.course))
            course = existing.course
        else:
            with writing(folder):
                _refuse_strangers(folder)
            folder_marker = marker.text(course)
            write_atomically(mark, folder_marker.encode())
        for name, content in extras(interpreter).items():
            if not os.path.lexists(folder / name):
                write_atomically(folder / name, content.encode())
        return cls(folder=folder, course=course)


def described(course: CourseName) -> str:
    """Within a sentence."""
    match course:
        case None:
            return "the built-in course"
        case PackName(name=name):
            return f"the pack `{name}`"
        case folder:
            return f"the course in `{folder}`"


def _refuse_strangers(folder: Path) -> None:
    """Raise unless the folder is new, empty, or a workspace that lost its `workspace.toml`."""
    if folder.is_file():
        raise NotAWorkspaceFolderError(
            f"`{folder}` is a file", hint=f"give a folder: `learnfastapi start {folder.with_suffix('')}-workspace`"
        )
    if not folder.exists() or (folder / _OURS).is_dir():
        return
    others = _visible(folder.iterdir())
    if others:
        raise NotAWorkspaceFolderError(
            f"`{folder}` is not empty (it holds `{others[0]}`)",
            hint=f"make a workspace inside it: `learnfastapi start {folder / 'learnfastapi-workspace'}`",
        )


def _visible(entries: Iterable[Path]) -> list[str]:
    return sorted(
        entry.name for entry in entries if not entry.name.startswith(".") and not (entry / "pyvenv.cfg").exists()
    )
