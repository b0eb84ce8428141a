"""The files of notes in a workspace. A learner's file is made once, and from then on only read.

<workspace>/notes/<lesson>.md      theirs
<workspace>/notes/<lesson>.html    to be printed; ours, as long as nobody changed it
"""

import re
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from grader.errors import InputError
from learnfastapi.workspace.atomic import write_atomically
from learnfastapi.workspace.errors import writing
from learnfastapi.workspace.folder import Workspace

_MOST_BYTES = 200_000
_MARK = re.compile(rb"<!-- written by learnfastapi, ([0-9a-f]{64}) -->\n\Z")


def read_notes_file(workspace: Workspace, lesson: str) -> str | None:
    """The notes to a lesson; None if there are none yet. Raises `InputError` if they cannot be read."""
    path = workspace.notes_file(lesson)
    _require_folder(path.parent)
    content = _read(path, most=_MOST_BYTES)
    if content is None:
        return None
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"`{path}` is no UTF-8 (byte {error.start + 1})", hint="save it as UTF-8 in your editor"
        ) from error


def make_notes(workspace: Workspace, lesson: str, text: str) -> bool:
    """Make the file, unless something is there already; returns whether it was made. Raises `InputError`."""
    if read_notes_file(workspace, lesson) is not None:
        return False
    path = workspace.notes_file(lesson)
    with writing(path):
        path.parent.mkdir(exist_ok=True)
        # Not by a rename, which would put it in the place of one that an editor has made meanwhile.
        with suppress(FileExistsError), path.open("xb") as file:
            file.write(text.encode())
            return True
    return False


def write_page(workspace: Workspace, lesson: str, html: str) -> Path:
    """Write the page beside the notes, and a mark by which it is known again. Returns its path.

    Raises `InputError` if what is there is not as this function left it.
    """
    path = workspace.notes_file(lesson).with_suffix(".html")
    _require_folder(path.parent)
    before = _read(path)
    if before is not None and not _is_ours(before):
        raise InputError(
            f"`{path}` was not written by `learnfastapi`, or was changed since",
            hint="move it elsewhere, then run the command again",
        )
    content = html.encode()
    write_atomically(path, content + f"<!-- written by learnfastapi, {sha256(content).hexdigest()} -->\n".encode())
    return path


def _is_ours(content: bytes) -> bool:
    found = _MARK.search(content)
    return found is not None and sha256(content[: found.start()]).hexdigest().encode() == found[1]


def _require_folder(folder: Path) -> None:
    """Raises `InputError` if something else has the name."""
    again = "move it elsewhere, then run the command again: it makes a folder"
    if folder.is_symlink():
        raise InputError(f"`{folder}` is a link", hint=again)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"`{folder}` is no folder", hint=again)
    if Workspace.at(folder) is not None:
        raise InputError(
            f"`{folder}` is the workspace of another course",
            hint="move that folder elsewhere: its answers and progress move with it",
        )


def _read(path: Path, *, most: int | None = None) -> bytes | None:
    """The content of a file of at most so many bytes; None if there is none. Raises `InputError`."""
    again = "move it elsewhere, then run the command again: it makes a file"
    try:
        state = path.lstat()
        if stat.S_ISLNK(state.st_mode):
            raise InputError(f"`{path}` is a link", hint=again)
        if not stat.S_ISREG(state.st_mode):
            raise InputError(f"`{path}` is no file", hint=again)
        if most is not None and state.st_size > most:
            raise InputError(
                f"`{path}` has {state.st_size} bytes, and notes are read up to {most}",
                hint="move what is not about this lesson into another file",
            )
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            f"Cannot read `{path}`: {reason}", hint=f"see who may read it with `ls -l '{path}'`"
        ) from error
