"""What the system refuses is told with the path and a next step."""

import os

import pytest

from learnfastapi.workspace import UnwritableError, write_atomically

WRITE = 'write_atomically(folder / "main.py", b"new" * 1000)'
CREATE = 'Workspace.create(folder / "mine", interpreter=Path("/venv/bin/python"))'
CREATE_HERE = 'Workspace.create(folder, interpreter=Path("/venv/bin/python"))'
FIND = "Workspace.find(folder)"


@pytest.mark.parametrize(
    ("body", "mode", "path", "see"),
    [
        (WRITE, 0o555, "{}/main.py", "{}"),
        (CREATE, 0o555, "{}/mine/.learnfastapi/workspace.toml", "{}"),
        (CREATE_HERE, 0o000, "{}", "{}/.."),
    ],
    ids=["write", "create-below", "create-in-a-locked-folder"],
)
def test_no_permission(tmp_path, without_rights, body, mode, path, see):
    folder = tmp_path / "mine"
    folder.mkdir()
    folder.chmod(mode)

    told = without_rights(body, folder)

    folder.chmod(0o700)
    assert told == (
        f"Cannot write `{path.format(folder)}`: permission denied\n"
        f"see who may write there with `ls -ld '{os.path.normpath(see.format(folder))}'`,"
        " or `learnfastapi start` elsewhere\n"
    )
    assert os.listdir(folder) == []


def test_no_permission_to_look_into_a_folder_is_no_workspace(tmp_path, without_rights):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o000)

    assert without_rights(FIND, folder).startswith(f"No workspace in `{folder}` or above it\n")


def test_full_disk_keeps_the_old_content_and_leaves_nothing_behind(tmp_path, with_room):
    (tmp_path / "main.py").write_bytes(b"old")

    told = with_room(WRITE, tmp_path)

    assert told == (
        f"Cannot write `{tmp_path}/main.py`: file too large\nfree some space there, then run the command again\n"
    )
    assert (tmp_path / "main.py").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["main.py"]


def test_full_disk_ends_create(tmp_path, with_room):
    told = with_room(CREATE, tmp_path)

    assert told == (
        f"Cannot write `{tmp_path}/mine/README.md`: file too large\nfree some space there, then run the command again\n"
    )


@pytest.mark.parametrize(
    ("make", "name", "reason"),
    [
        (lambda path: path.mkdir(), "main.py", "is a directory"),
        (lambda path: path.touch(), "main.py/more.py", "file exists"),
        (lambda path: None, "n" * 300, "file name too long"),
    ],
    ids=["folder-there", "file-above", "long-name"],
)
def test_path_that_cannot_be_a_file(tmp_path, make, name, reason):
    make(tmp_path / "main.py")

    with pytest.raises(UnwritableError) as caught:
        write_atomically(tmp_path / name, b"new")

    assert caught.value.message == f"Cannot write `{tmp_path / name}`: {reason}"
    assert caught.value.hint == "check the path, or make a workspace elsewhere with `learnfastapi start DIR`"
    assert caught.value.path == tmp_path / name


def test_create_below_a_name_that_is_too_long(tmp_path, create):
    folder = tmp_path / ("n" * 300)

    with pytest.raises(UnwritableError) as caught:
        create(folder)

    assert caught.value.message == f"Cannot write `{folder}`: file name too long"
