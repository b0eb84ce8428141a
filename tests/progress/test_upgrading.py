"""What a changed starter does to an answer, file by file; nothing that the learner wrote is lost."""

import pytest

from grader.answer import Answer, read_answer
from learnfastapi.progress import SnapshotKind, Upgrade, begin, bring_back, reset, undo, upgrade

OLD = "# TODO\napp = None\n\n\ndef a(): ...\n"
NEW = "# TODO\napp = None\n\n\ndef a(): ...\n\n\ndef b(): ...\n"
MINE = "# done\napp = 1\n\n\ndef a(): ...\n"
BOTH = "# done\napp = 1\n\n\ndef a(): ...\n\n\ndef b(): ...\n"
ELSE = "# TODO\napp = 2\n\n\ndef a(): ...\n"


@pytest.fixture
def folder(workspace):
    return workspace.answer_folder("it")


@pytest.fixture
def put(exercise, folder):
    """Make the files of a folder what is given; None takes one away."""

    def put(where, files):
        for name, content in files.items():
            path = {"starter": exercise.starter, "answer": folder}[where] / name
            path.unlink(missing_ok=True)
            if content is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content)

    return put


@pytest.fixture
def begun(workspace, progress, exercise, put, folder):
    """The exercise with the starter `main.py` and `app/db.py`, begun."""
    put("starter", {"main.py": OLD, "app/db.py": "db = 1\n"})
    put("answer", {"main.py": None, "app/db.py": None})
    assert begin(workspace, progress, exercise) is None
    return folder


@pytest.fixture
def upgraded(workspace, progress, exercise):
    return lambda: upgrade(workspace, progress, exercise)


def files_in(folder):
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("mine", "starter", "files", "expected"),
    [
        ({}, {"main.py": NEW}, {"main.py": NEW}, {"replaced": ("main.py",)}),
        ({"main.py": MINE}, {"main.py": NEW}, {"main.py": BOTH}, {"merged": ("main.py",)}),
        (
            {"main.py": MINE},
            {"main.py": ELSE},
            {"main.py": MINE, "main.py.new": ELSE},
            {"beside": {"main.py": "main.py.new"}},
        ),
        ({}, {"new.py": "new"}, {"new.py": "new"}, {"added": ("new.py",)}),
        (
            {"new.py": "mine"},
            {"new.py": "new"},
            {"new.py": "mine", "new.py.new": "new"},
            {"beside": {"new.py": "new.py.new"}},
        ),
        (
            {"app": None, "app/db.py": None},
            {"app/db.py": "db = 2\n"},
            {"app/db.py": None},
            None,
        ),
        ({"main.py": NEW}, {"main.py": NEW}, {"main.py": NEW}, None),
        ({"main.py": MINE}, {"app/db.py": None}, {"main.py": MINE}, None),
        ({"notes.txt": "mine"}, {"main.py": NEW}, {"main.py": NEW, "notes.txt": "mine"}, {"replaced": ("main.py",)}),
        (
            {"main.py": MINE, "main.py.new": "mine too"},
            {"main.py": ELSE},
            {"main.py": MINE, "main.py.new": "mine too", "main.py.2.new": ELSE},
            {"beside": {"main.py": "main.py.2.new"}},
        ),
        (
            {"main.py": MINE, "main.py.new": OLD},
            {"main.py": ELSE},
            {"main.py": MINE, "main.py.new": ELSE},
            {"beside": {"main.py": "main.py.new"}},
        ),
        (
            {"more": "mine"},
            {"more/new.py": "new"},
            {"more": "mine", "more.new/new.py": "new"},
            {"beside": {"more/new.py": "more.new/new.py"}},
        ),
    ],
    ids=[
        "untouched",
        "merges",
        "conflict",
        "new file",
        "new file whose name is taken",
        "taken away",
        "has it already",
        "no longer in the starter",
        "file of the learner",
        "beside is taken",
        "beside is the last starter's",
        "folder is taken by a file",
    ],
)
def test_upgrade_of_a_file(begun, put, upgraded, mine, starter, files, expected):
    put("answer", {name: content for name, content in mine.items() if name != "app"})
    put("starter", starter)

    found = upgraded()

    whole = {"main.py": OLD, "app/db.py": "db = 1\n"} | files
    assert files_in(begun) == {name: content for name, content in whole.items() if content is not None}
    assert found == (expected and Upgrade(**{"beside": {}, **expected}))
    assert upgraded() is None


def test_link_in_place_of_a_file_or_folder_is_never_written_through(begun, put, upgraded, tmp_path):
    (tmp_path / "mine.py").write_text("mine")
    (tmp_path / "elsewhere").mkdir()
    (begun / "main.py").unlink()
    (begun / "main.py").symlink_to(tmp_path / "mine.py")
    (begun / "more").symlink_to(tmp_path / "elsewhere")
    put("starter", {"main.py": NEW, "more/new.py": "new"})

    found = upgraded()

    assert found == Upgrade(beside={"main.py": "main.py.new", "more/new.py": "more.new/new.py"})
    assert (tmp_path / "mine.py").read_text() == "mine"
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert (begun / "main.py").is_symlink()


def test_undo_brings_back_every_file_and_does_not_upgrade_again(begun, put, upgraded, workspace, progress, exercise):
    put("answer", {"main.py": MINE})
    put("starter", {"main.py": NEW, "app/db.py": "db = 2\n", "new.py": "new"})
    before = files_in(begun)
    upgraded()
    after = files_in(begun)

    kind = undo(workspace, progress, exercise)

    assert (kind, files_in(begun)) == (SnapshotKind.UPGRADE, before)
    assert upgraded() is None
    bring_back(workspace, progress, exercise, progress.history("it")[-1].id)
    assert files_in(begun) == after


def test_history_holds_what_was_there_and_no_starter(begun, put, upgraded, progress):
    put("answer", {"main.py": MINE})
    put("starter", {"main.py": NEW})
    upgraded()

    (snapshot,) = progress.history("it")

    assert snapshot.kind is SnapshotKind.UPGRADE
    assert progress.snapshot(snapshot.id).files["main.py"] == MINE.encode()


def test_nothing_is_put_away_where_only_a_file_beside_is_written(begun, put, upgraded, progress):
    put("answer", {"main.py": MINE})
    put("starter", {"main.py": ELSE})
    upgraded()

    assert progress.history("it") == ()


def test_upgrade_after_a_conflict_builds_on_the_starter_that_was_told(begun, put, upgraded):
    put("answer", {"main.py": MINE})
    put("starter", {"main.py": ELSE})
    upgraded()
    put("starter", {"main.py": ELSE + "\n\ndef b(): ...\n"})

    assert upgraded() == Upgrade(merged=("main.py",), beside={})
    assert (begun / "main.py").read_text() == BOTH


def test_upgrade_after_a_reset_starts_from_what_it_put_there(begun, put, upgraded, workspace, progress, exercise):
    put("starter", {"main.py": NEW})
    reset(workspace, progress, exercise)

    assert upgraded() is None
    put("starter", {"main.py": ELSE})
    assert upgraded() == Upgrade(replaced=("main.py",), beside={})


def test_upgrade_that_was_interrupted_is_done_again(begun, put, upgraded, progress, exercise):
    put("answer", {"main.py": MINE})
    put("starter", {"main.py": NEW, "app/db.py": "db = 2\n"})
    put("answer", {"main.py": BOTH})  # as it is when the process ends after the first file

    assert upgraded() == Upgrade(replaced=("app/db.py",), beside={})
    assert (begun / "main.py").read_text() == BOTH


def test_workspace_of_an_older_program_takes_the_starter_of_now_for_the_base(
    put, folder, workspace, progress, exercise
):
    put("answer", {"main.py": MINE})
    put("starter", {"main.py": OLD})

    assert upgrade(workspace, progress, exercise) is None
    assert (folder / "main.py").read_text() == MINE
    put("starter", {"main.py": NEW})
    assert upgrade(workspace, progress, exercise) == Upgrade(merged=("main.py",), beside={})


def test_begin_again_leaves_taken_away_what_the_learner_took_away(begun, workspace, progress, exercise):
    (begun / "app" / "db.py").unlink()

    assert begin(workspace, progress, exercise) is None
    assert files_in(begun) == {"main.py": OLD}


def test_begin_in_an_emptied_folder_puts_the_starter_back(begun, put, workspace, progress, exercise):
    put("answer", {"main.py": None, "app/db.py": None})
    put("starter", {"main.py": NEW})

    assert begin(workspace, progress, exercise) is None
    assert files_in(begun) == {"main.py": NEW, "app/db.py": "db = 1\n"}


def test_file_beside_is_no_part_of_the_answer(begun, put, upgraded):
    put("answer", {"main.py": MINE})
    put("starter", {"main.py": ELSE})
    upgraded()

    assert read_answer(begun) == Answer(files={"app/db.py": b"db = 1\n", "main.py": MINE.encode()})
