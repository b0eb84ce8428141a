"""Find a workspace, and make one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from learnfastapi.workspace import NotAWorkspaceFolderError, NoWorkspaceError, OtherCourseError, PackName, Workspace

MADE = [
    ".learnfastapi",
    ".learnfastapi/.gitignore",
    ".learnfastapi/workspace.toml",
    ".vscode",
    ".vscode/settings.json",
    "README.md",
]


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# find


@pytest.mark.parametrize("below", [".", "it", "it/app/routers"], ids=["itself", "exercise", "deep"])
def test_find_goes_upwards(tmp_path, create, below):
    made = create(tmp_path / "work")
    start = tmp_path / "work" / below
    start.mkdir(parents=True, exist_ok=True)

    assert Workspace.find(start) == made


def test_find_takes_the_innermost(tmp_path, create):
    create(tmp_path)
    inner = create(tmp_path / ".inner")

    assert Workspace.find(inner.folder) == inner


def test_find_follows_a_link_to_a_workspace(tmp_path, create):
    made = create(tmp_path / "work")
    (tmp_path / "link").symlink_to("work")

    assert Workspace.find(tmp_path / "link") == made


def test_find_without_a_workspace_names_the_start(tmp_path):
    with pytest.raises(NoWorkspaceError) as caught:
        Workspace.find(tmp_path)

    assert caught.value.message == f"No workspace in `{tmp_path}` or above it"
    assert caught.value.hint == "`learnfastapi start` makes one; or `cd` into yours"
    assert caught.value.exit_code == 2


def test_places_of_a_workspace(tmp_path, create):
    workspace = create(tmp_path)

    assert workspace.progress_file == tmp_path / ".learnfastapi" / "progress.sqlite3"
    assert workspace.answer_folder("it") == tmp_path / "it"


@pytest.mark.parametrize(
    ("place", "exercise"),
    [
        ("it", "it"),
        ("it/app/x", "it"),
        (".", None),
        ("..", None),
        (".learnfastapi", None),
        ("it/../other", "other"),
        ("notes", None),
    ],
    ids=["folder", "below", "workspace", "outside", "hidden", "dots", "notes"],
)
def test_exercise_at_is_the_folder_below_the_workspace(tmp_path, create, place, exercise):
    workspace = create(tmp_path / "work")

    assert workspace.exercise_at(tmp_path / "work" / place) == exercise


# create


def empty(folder: Path) -> None:
    folder.mkdir()


def new(folder: Path) -> None:
    assert not folder.exists()


def with_git(folder: Path) -> None:
    subprocess.run(["git", "init", "--quiet", folder], check=True)


def with_environment(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "environment"], check=True)


def with_hidden_file(folder: Path) -> None:
    folder.mkdir()
    (folder / ".envrc").touch()


@pytest.mark.parametrize("prepare", [new, empty, with_git, with_environment, with_hidden_file])
def test_create_takes_a_folder_without_files_of_others(tmp_path, create, prepare):
    folder = tmp_path / "work"
    prepare(folder)
    before = contents(folder)

    made = create(folder)

    assert made == Workspace(folder=folder, course=None)
    assert Workspace.find(folder) == made
    assert set(MADE) <= set(names(folder))
    assert before.items() <= contents(folder).items()


def test_create_makes_folders_above(tmp_path, create):
    assert create(tmp_path / "a" / "b").folder == tmp_path / "a" / "b"


def test_create_writes_these_files_and_no_others(tmp_path, create):
    create(tmp_path)

    assert names(tmp_path) == MADE
    assert (tmp_path / ".learnfastapi/.gitignore").read_text() == "*\n"
    assert json.loads((tmp_path / ".vscode/settings.json").read_text()) == {
        "python.defaultInterpreterPath": "/venv/bin/python"
    }
    assert (tmp_path / "README.md").read_text().startswith("# Your FastAPI course\n")


def test_create_resolves_a_relative_folder(tmp_path, create, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert create(Path("work")).folder == tmp_path / "work"


def test_create_on_a_workspace_keeps_every_file(tmp_path, create):
    create(tmp_path)
    for name in ("it/main.py", "notes.txt", *MADE[1:3], MADE[4], MADE[5]):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(path.read_bytes() + b"# mine\n" if path.exists() else b"mine\xff")
    before = contents(tmp_path)

    create(tmp_path)

    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", [".learnfastapi/.gitignore", ".vscode/settings.json", "README.md"])
def test_create_adds_an_extra_that_is_missing(tmp_path, create, name):
    create(tmp_path)
    before = contents(tmp_path)
    (tmp_path / name).unlink()

    create(tmp_path)

    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", [".vscode/settings.json", "README.md"])
def test_create_leaves_a_link_to_nothing_as_it_is(tmp_path, create, name):
    create(tmp_path)
    (tmp_path / name).unlink()
    (tmp_path / name).symlink_to("nowhere")

    create(tmp_path)

    assert (tmp_path / name).readlink() == Path("nowhere")


def test_create_mends_a_workspace_that_lost_its_marker(tmp_path, create):
    made = create(tmp_path)
    (tmp_path / "it").mkdir()
    (tmp_path / ".learnfastapi/workspace.toml").unlink()

    assert create(tmp_path) == made
    assert Workspace.find(tmp_path) == made


def test_create_refuses_a_file(tmp_path, create):
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(NotAWorkspaceFolderError) as caught:
        create(tmp_path / "notes.txt")

    assert caught.value.message == f"`{tmp_path}/notes.txt` is a file"
    assert caught.value.hint == f"give a folder: `learnfastapi start {tmp_path}/notes-workspace`"
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_create_refuses_a_folder_with_other_things(tmp_path, create):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "zebra.txt").touch()

    with pytest.raises(NotAWorkspaceFolderError) as caught:
        create(tmp_path)

    assert caught.value.message == f"`{tmp_path}` is not empty (it holds `thesis`)"
    assert caught.value.hint == f"make a workspace inside it: `learnfastapi start {tmp_path}/learnfastapi-workspace`"
    assert names(tmp_path) == ["thesis", "zebra.txt"]


# the course


@pytest.mark.parametrize("name", ["course", "mit Leerzeichen", 'quote"d', "back\\slash", "ü→🙂"])
def test_course_comes_back_from_the_marker(tmp_path, create, name):
    made = create(tmp_path / "work", tmp_path / name)

    assert made.course == tmp_path / name
    assert Workspace.find(tmp_path / "work") == made


def test_relative_course_is_one_of_the_current_folder(tmp_path, create, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert create(tmp_path / "work", Path("course")).course == tmp_path / "course"
    assert Workspace.find(tmp_path / "work").course == tmp_path / "course"


def test_create_without_a_course_keeps_the_one_of_the_workspace(tmp_path, create):
    made = create(tmp_path / "work", tmp_path / "course")

    assert create(tmp_path / "work") == made


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        (None, "the built-in course"),
        ("one", "the course in `{}/one`"),
        (PackName(name="meters", distribution="x"), "the pack `meters`"),
    ],
    ids=["built-in", "folder", "pack"],
)
def test_create_refuses_another_course(tmp_path, create, kept, text):
    create(tmp_path / "work", tmp_path / kept if isinstance(kept, str) else kept)
    before = contents(tmp_path)

    with pytest.raises(OtherCourseError) as caught:
        create(tmp_path / "work", tmp_path / "two")

    assert caught.value.message == f"The workspace in `{tmp_path}/work` belongs to {text.format(tmp_path)}"
    assert caught.value.hint == "give `learnfastapi start` another folder for this course"
    assert contents(tmp_path) == before


def test_pack_comes_back_from_the_marker_by_name(tmp_path, create):
    name = PackName(name="ü-meters", distribution="learnfastapi-meters")

    made = create(tmp_path / "work", name)

    assert made.course == name
    assert Workspace.find(tmp_path / "work") == made


def test_at_is_this_folder_and_none_above(tmp_path, create):
    made = create(tmp_path / "work")
    (tmp_path / "work" / "it").mkdir()

    assert Workspace.at(tmp_path / "work") == made
    assert Workspace.at(tmp_path / "work" / "it") is None
