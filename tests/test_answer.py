"""What counts as an answer."""

import os

import pytest

from grader import answer as module
from grader.answer import Answer, hidden_modules, read_answer


def test_regular_files_are_read_in_the_order_of_their_names(write_files):
    folder = write_files({"b.py": "b", "a.py": "a", "data/x.bin": b"\xff\x00"})

    assert read_answer(folder).files == {"a.py": b"a", "b.py": b"b", "data/x.bin": b"\xff\x00"}
    assert list(read_answer(folder).files) == ["a.py", "b.py", "data/x.bin"]


@pytest.mark.parametrize(
    "name",
    [
        *(".env", ".git/config", "__pycache__/main.py", "main.pyc", "node_modules/a.js", "venv/a.py"),
        *("mine/pyvenv.cfg", "main.py.new", "app.new/main.py"),
    ],
)
def test_hidden_files_caches_environments_and_what_lies_beside_do_not_count(write_files, name):
    folder = write_files({"main.py": "", name: "x"})

    assert read_answer(folder) == Answer(files={"main.py": b""})


def test_link_is_left_out_and_named(write_files, tmp_path):
    folder = write_files({"main.py": ""})
    (tmp_path / "secret.py").write_text("x")
    (folder / "data").mkdir()
    (folder / "data" / "link.py").symlink_to(tmp_path / "secret.py")

    assert read_answer(folder) == Answer(files={"main.py": b""}, left_out=("data/link.py",))


def test_pipe_is_left_out_and_does_not_block(write_files):
    folder = write_files({"main.py": ""})
    os.mkfifo(folder / "pipe")

    assert read_answer(folder).left_out == ("pipe",)


def test_name_that_is_no_unicode_is_left_out(write_files):
    folder = write_files({"main.py": ""})
    (folder / os.fsdecode(b"caf\xe9.py")).write_text("x")

    answer = read_answer(folder)

    assert answer == Answer(files={"main.py": b""}, left_out=("caf?.py",))
    assert len(answer.sha256) == 64


def test_what_exceeds_the_limits_is_left_out_and_named(write_files, monkeypatch):
    monkeypatch.setattr(module, "MAX_FILES", 2)
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    folder = write_files({"a.py": "x" * 8, "b.py": "x" * 3, "c.py": "x", "d.py": "x"})

    assert read_answer(folder) == Answer(files={"a.py": b"x" * 8, "c.py": b"x"}, left_out=("b.py", "d.py"))


def test_missing_folder_is_an_answer_without_files(tmp_path):
    assert read_answer(tmp_path / "nothing") == Answer(files={})


def test_sha256_depends_on_names_and_contents():
    answers = [{"a": b"xy"}, {"ax": b"y"}, {"a": b"x", "y": b""}, {"a": b"xz"}]

    assert len({Answer(files=files).sha256 for files in answers}) == 4
    assert Answer(files={"a": b"1", "b": b"2"}).sha256 == Answer(files={"b": b"2", "a": b"1"}).sha256


def test_written_answer_is_read_back(tmp_path):
    answer = Answer(files={"main.py": b"x", "deep/er/data.bin": b"\x00"})

    answer.write(tmp_path)

    assert read_answer(tmp_path).files == {"deep/er/data.bin": b"\x00", "main.py": b"x"}


@pytest.mark.parametrize(
    ("names", "hidden"),
    [
        (["main.py", "models.py"], []),
        (["json.py"], ["json.py"]),
        (["fastapi.py"], ["fastapi.py"]),
        (["starlette/__init__.py"], ["starlette"]),
        (["starlette/notes.txt"], []),
        (["data/json.py"], []),
        (["random.txt"], []),
    ],
)
def test_modules_that_the_answer_hides(names, hidden):
    assert hidden_modules(Answer(files=dict.fromkeys(names, b""))) == hidden
