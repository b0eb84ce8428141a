"""Write the files of something new into a course: all or nothing, and nothing over what is there."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from learnfastapi.commands.authoring.skeleton import Files
from learnfastapi.workspace.atomic import write_atomically
from learnfastapi.workspace.errors import writing

Edit = Callable[[str], str]


def make(folder: Path, files: Files, edits: Mapping[Path, Edit] | None = None) -> None:
    """Write new files, then change existing ones. Paths are relative to `folder`, which may not exist yet.

    Raises `UnwritableError` if one of the new files exists, or if the system refuses; then nothing was made or changed.
    """
    changed = {folder / file: _edited((folder / file).read_bytes(), edit) for file, edit in (edits or {}).items()}
    with ExitStack() as undo:
        for file, text in files.items():
            path = folder / file
            with writing(path):
                for parent in reversed([each for each in path.parents if not each.exists()]):
                    parent.mkdir()
                    undo.callback(parent.rmdir)
                with path.open("x", encoding="utf-8", newline="\n") as stream:
                    undo.callback(path.unlink)
                    stream.write(text)
        for path, content in changed.items():
            before = path.read_bytes()
            write_atomically(path, content)
            undo.callback(write_atomically, path, before)
        undo.pop_all()


def _edited(content: bytes, edit: Edit) -> bytes:
    """Line ends and a byte order mark stay as they are."""
    text = content.decode("utf-8-sig")
    is_windows = "\r\n" in text
    text = edit(text.replace("\r\n", "\n"))
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    return mark + (text.replace("\n", "\r\n") if is_windows else text).encode()
