"""The file of notes: made once, never written again, and refused where it is none."""

import os
import stat
from pathlib import Path

import pytest

from grader.errors import InputError
from learnfastapi.workspace import Workspace
from learnfastapi.workspace.notes import make_notes, read_notes_file, write_page


@pytest.fixture
def workspace(tmp_path, create) -> Workspace:
    return create(tmp_path / "w")


@pytest.fixture
def path(workspace: Workspace) -> Path:
    return workspace.notes_file("gates")


def test_where_notes_lie(tmp_path, path):
    assert path == tmp_path / "w" / "notes" / "gates.md"


def test_notes_are_made_once(workspace, path):
    assert read_notes_file(workspace, "gates") is None
    assert make_notes(workspace, "gates", "| é |\n")
    path.write_bytes(b"mine")

    assert not make_notes(workspace, "gates", "| é |\n")
    assert path.read_bytes() == b"mine"
    assert read_notes_file(workspace, "gates") == "mine"


def folder_is_a_file(path: Path) -> None:
    path.parent.write_text("my notes")


def folder_is_a_link(path: Path) -> None:
    path.parent.symlink_to(path.parents[1] / ".learnfastapi")


def folder_is_a_workspace(path: Path) -> None:
    Workspace.create(path.parent, interpreter=Path("/venv/bin/python"))


def file_is_a_folder(path: Path) -> None:
    path.mkdir(parents=True)


def file_is_a_link(path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to("elsewhere.md")


def file_is_a_pipe(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)


def is_large(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"x" * 1_000_000)


def is_no_utf_8(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes("Größe".encode("latin-1"))


MOVE_FOLDER = "move it elsewhere, then run the command again: it makes a folder"
MOVE_FILE = "move it elsewhere, then run the command again: it makes a file"


@pytest.mark.parametrize(
    ("spoil", "message", "hint"),
    [
        (folder_is_a_file, "`{folder}` is no folder", MOVE_FOLDER),
        (folder_is_a_link, "`{folder}` is a link", MOVE_FOLDER),
        (
            folder_is_a_workspace,
            "`{folder}` is the workspace of another course",
            "move that folder elsewhere: its answers and progress move with it",
        ),
        (file_is_a_folder, "`{file}` is no file", MOVE_FILE),
        (file_is_a_link, "`{file}` is a link", MOVE_FILE),
        (file_is_a_pipe, "`{file}` is no file", MOVE_FILE),
        (
            is_large,
            "`{file}` has 1000000 bytes, and notes are read up to 200000",
            "move what is not about this lesson into another file",
        ),
        (is_no_utf_8, "`{file}` is no UTF-8 (byte 3)", "save it as UTF-8 in your editor"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
@pytest.mark.parametrize("act", [read_notes_file, lambda *where: make_notes(*where, "new")], ids=["read", "make"])
def test_notes_that_cannot_be_used(workspace, path, spoil, message, hint, act):
    spoil(path)

    with pytest.raises(InputError) as caught:
        act(workspace, "gates")

    assert caught.value.message == message.format(folder=path.parent, file=path)
    assert caught.value.hint == hint


def test_no_permission_to_read(path, workspace, without_rights):
    make_notes(workspace, "gates", "mine")
    path.chmod(0)

    told = without_rights(
        'from learnfastapi.workspace.notes import read_notes_file\nread_notes_file(Workspace.find(folder), "gates")',
        workspace.folder,
    )

    assert told == f"Cannot read `{path}`: permission denied\nsee who may read it with `ls -l '{path}'`\n"


def test_no_permission_to_make(workspace, without_rights):
    workspace.folder.chmod(stat.S_IRUSR | stat.S_IXUSR)

    told = without_rights(
        'from learnfastapi.workspace.notes import make_notes\nmake_notes(Workspace.find(folder), "gates", "x")',
        workspace.folder,
    )

    workspace.folder.chmod(0o700)
    assert told.startswith(f"Cannot write `{workspace.folder}/notes/gates.md`: permission denied\n")


def test_a_page_is_written_over_only_as_we_left_it(workspace, path):
    page = write_page(workspace, "gates", "<p>one</p>\n")
    assert page == path.with_suffix(".html")

    write_page(workspace, "gates", "<p>two</p>\n")
    written = page.read_text()
    assert written.startswith("<p>two</p>\n<!-- ")

    page.write_text(written.replace("two", "two and mine"))
    with pytest.raises(InputError) as caught:
        write_page(workspace, "gates", "<p>three</p>\n")

    assert caught.value.message == f"`{page}` was not written by `learnfastapi`, or was changed since"
    assert caught.value.hint == "move it elsewhere, then run the command again"
    assert "two and mine" in page.read_text()


@pytest.mark.parametrize("content", [b"", b"<p>mine</p>", b"\xff<!-- learnfastapi -->"])
def test_a_page_of_somebody_else_stays(workspace, path, content):
    path.parent.mkdir()
    page = path.with_suffix(".html")
    page.write_bytes(content)

    with pytest.raises(InputError):
        write_page(workspace, "gates", "<p>ours</p>\n")

    assert page.read_bytes() == content
