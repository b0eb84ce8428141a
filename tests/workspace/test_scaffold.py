"""Put a starter into a workspace."""

from pathlib import Path

import pytest

from grader.answer import Answer
from learnfastapi.workspace import scaffold

STARTER = {"app/db.py": b"db = []\n", "data.bin": b"\xff\x00\r\n", "main.py": b"app = None\n"}


@pytest.fixture
def starter():
    return Answer(files=STARTER)


@pytest.fixture
def exercise(make_exercise):
    return make_exercise(STARTER)


def test_scaffold_writes_the_starter(tmp_path, create, exercise, starter):
    workspace = create(tmp_path / "work")

    made = scaffold(workspace, exercise, starter)

    assert made == tuple(tmp_path / "work/it" / name for name in STARTER)
    assert {path.relative_to(tmp_path / "work/it").as_posix(): path.read_bytes() for path in made} == STARTER


def test_scaffold_adds_what_is_missing_and_keeps_the_rest(tmp_path, create, exercise, starter):
    workspace = create(tmp_path / "work")
    scaffold(workspace, exercise, starter)
    (tmp_path / "work/it/main.py").write_bytes(b"mine\n")
    (tmp_path / "work/it/data.bin").unlink()

    made = scaffold(workspace, exercise, starter)

    assert made == (tmp_path / "work/it/data.bin",)
    assert (tmp_path / "work/it/main.py").read_bytes() == b"mine\n"


def test_scaffold_keeps_an_empty_file(tmp_path, create, exercise, starter):
    workspace = create(tmp_path / "work")
    (tmp_path / "work/it").mkdir()
    (tmp_path / "work/it/main.py").touch()

    scaffold(workspace, exercise, starter)

    assert (tmp_path / "work/it/main.py").read_bytes() == b""


def test_scaffold_keeps_a_link_to_nothing(tmp_path, create, exercise, starter):
    workspace = create(tmp_path / "work")
    (tmp_path / "work/it").mkdir()
    (tmp_path / "work/it/main.py").symlink_to("nowhere")

    scaffold(workspace, exercise, starter)

    assert (tmp_path / "work/it/main.py").readlink() == Path("nowhere")
