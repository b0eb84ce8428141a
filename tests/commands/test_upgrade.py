"""A course folder goes from version 1 to version 2 while a learner is at work in it; only real commands are used."""

import json
import shutil

import pytest

OLD = "# TODO: the app\napp = None\n\n\ndef double(number): ...\n"
NEW = "# TODO: the app\napp = None\n\n\ndef double(number): ...\n\n\ndef ping(): ...\n"
OTHER = "# TODO: your app\napp = None\n\n\ndef double(number): ...\n"
MINE = "# mine\napp = 1\n\n\ndef double(number): ...\n"
BOTH = "# mine\napp = 1\n\n\ndef double(number): ...\n\n\ndef ping(): ...\n"

MORE_CHECKS = '''

@requirement(3)
def test_pong(client):
    """GET /pong answers"""
    assert client.get("/pong").status_code == 200
'''
MORE_REFERENCE = """

@app.get("/pong")
def pong() -> str:
    return "ping"
"""
TOLD = "The course has a new version of the files that `double` began with.\n"


@pytest.fixture
def course(copied_course):
    """Version 1: the exercises `double` and `triple`, each with two files."""
    for kind in ("exercises", "solutions"):
        shutil.copytree(copied_course / kind / "double", copied_course / kind / "triple")
    checks = copied_course / "exercises" / "triple" / "test_double.py"
    checks.rename(checks.with_name("test_triple.py"))
    lesson = copied_course / "lessons" / "doubling.md"
    lesson.write_text(lesson.read_text().replace("[double]", "[double, triple]"))
    for name in ("double", "triple"):
        (copied_course / "exercises" / name / "starter" / "main.py").write_text(OLD)
        (copied_course / "exercises" / name / "starter" / "store.py").write_text("# store 1\n")
    return copied_course


@pytest.fixture
def begun(run, course, tmp_path):
    """A workspace with both exercises begun."""
    assert run("start", "w", "--course", "course")[0] == 0
    assert run("next", "--all", cwd=tmp_path / "w")[0] == 0
    return tmp_path / "w"


def write(folder, files):
    for name, content in files.items():
        (folder / name).write_text(content)


def read(folder):
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.*") if path.is_file()}


def starter(course, name="double"):
    return course / "exercises" / name / "starter"


def test_clean_merge_untouched_file_new_file_and_files_of_the_learner(run, course, begun):
    write(begun / "double", {"main.py": MINE, "notes.txt": "mine"})
    write(starter(course), {"main.py": NEW, "store.py": "# store 2\n", "more.py": "# more\n"})

    first, second = run("hint", cwd=begun / "double"), run("hint", cwd=begun / "double")

    assert first[0] == second[0] == 0
    assert first[2] == (
        f"{TOLD}"
        "  `store.py` is the new one; you had not changed yours\n"
        "  `main.py` has its changes and yours\n"
        "  `more.py` was added\n"
        "`learnfastapi undo double` brings back what you had.\n\n"
    )
    assert second[2] == ""
    files = {"main.py": BOTH, "store.py": "# store 2\n", "more.py": "# more\n", "notes.txt": "mine"}
    assert read(begun / "double") == files


def test_undo_brings_back_what_was_there_before_the_upgrade(run, course, begun):
    write(begun / "double", {"main.py": MINE})
    write(starter(course), {"main.py": NEW, "more.py": "# more\n"})
    run("hint", "double", cwd=begun)

    undone, after = run("undo", "double", cwd=begun), run("hint", "double", cwd=begun)

    assert (undone[0], undone[2]) == (0, "")
    assert " ".join(undone[1].split()) == (
        f"Your answer to `double` is back in `{begun}/double`, as it was before the course changed it."
    )
    assert after[2] == ""
    assert read(begun / "double") == {"main.py": MINE, "store.py": "# store 1\n"}


@pytest.mark.parametrize("name", ["next", "check", "hint", "replay"])
def test_conflict_leaves_the_new_starter_beside_and_says_so_once(run, course, begun, name):
    write(begun / "double", {"main.py": MINE})
    run("check", "double", cwd=begun)
    write(starter(course), {"main.py": OTHER})
    arguments = {"next": ["next"], "replay": ["replay", "1", "double"]}.get(name, [name, "double"])

    first, second = run(*arguments, cwd=begun), run(*arguments, cwd=begun)

    assert first[2].startswith(
        f"{TOLD}"
        "  `main.py` stays as you have it; the new one is beside it, `main.py.new`\n"
        "Take over what you want from `main.py.new`; nothing of it is graded.\n\n"
    )
    assert TOLD not in second[2]
    assert read(begun / "double") == {"main.py": MINE, "main.py.new": OTHER, "store.py": "# store 1\n"}


def test_report_for_programs_stays_alone_on_standard_output(run, course, begun):
    write(starter(course), {"main.py": NEW})

    code, stdout, stderr = run("check", "double", "--format", "json", cwd=begun)

    assert (code, json.loads(stdout)["exercise"]) == (1, "double")
    assert stderr.startswith(TOLD)


def test_watch_says_it_again_after_it_cleared_the_screen(terminal, course, begun):
    write(starter(course), {"main.py": NEW})

    watching = terminal("watch", "double", cwd=begun)
    watching.await_text("Waiting for the next save")

    # rich asks a terminal to clear itself by this.
    cleared = watching.text.rpartition("\x1b[2J")
    assert [part.replace("`", "").count("new version of the files") for part in cleared[::2]] == [1, 1]


def test_check_of_all_brings_each_up(run, course, begun):
    write(starter(course), {"main.py": NEW})
    write(starter(course, "triple"), {"store.py": "# store 2\n"})

    code, _, stderr = run("check", "--all", cwd=begun)

    assert code == 1
    assert TOLD in stderr
    assert TOLD.replace("double", "triple") in stderr
    assert read(begun / "triple") == {"main.py": OLD, "store.py": "# store 2\n"}


def test_file_that_was_taken_away_stays_away(run, course, begun):
    (begun / "double" / "store.py").unlink()
    write(starter(course), {"store.py": "# store 2\n"})

    assert run("next", cwd=begun)[0] == 0
    assert read(begun / "double") == {"main.py": OLD}


def test_workspace_of_an_older_program_keeps_its_files(run, course, begun, tmp_path):
    write(begun / "double", {"main.py": MINE})
    for path in (begun / ".learnfastapi").glob("progress.sqlite3*"):
        path.unlink()
    write(starter(course), {"main.py": OTHER})

    code, _, stderr = run("hint", "double", cwd=begun)

    assert (code, stderr) == (0, "")
    assert read(begun / "double") == {"main.py": MINE, "store.py": "# store 1\n"}


# tasks and checks


def test_changed_task_applies_and_a_pass_still_counts(run, course, begun, right):
    write(begun / "double", {"main.py": right})
    assert run("check", "double", cwd=begun)[0] == 0
    task = course / "exercises" / "double" / "exercise.md"
    task.write_text(
        task.read_text().replace("## Hints", "3. `GET /pong` answers 200.\n\n## Hints\n\n### 3\n- Where?\n")
    )
    checks = course / "exercises" / "double" / "test_double.py"
    checks.write_text(checks.read_text() + MORE_CHECKS)
    reference = course / "solutions" / "double" / "reference" / "main.py"
    reference.write_text(reference.read_text() + MORE_REFERENCE)

    listed, hinted, checked = (run(*words, cwd=begun) for words in (["list"], ["hint", "double"], ["check", "double"]))

    assert "→ double  Doubling  passed, 1 attempt, current" in listed[1]
    assert hinted[1].startswith("Requirement 3\n\n`GET /pong` answers 200.\n\nHint\n\nWhere?\n")
    assert "not passed yet, 2 of 3 requirements" in checked[1]
    assert "→ double  Doubling  passed, 2 attempts, 1 hint, current" in run("list", cwd=begun)[1]


def test_hint_when_what_failed_is_not_asked_any_more(run, course, begun, right):
    write(begun / "double", {"main.py": right.replace("pong", "bong")})
    assert run("check", "double", cwd=begun)[0] == 1
    task = course / "exercises" / "double" / "exercise.md"
    lines = [line for line in task.read_text().splitlines(keepends=True) if not line.startswith("2. ")]
    task.write_text("".join(lines))

    code, stdout, _ = run("hint", "double", cwd=begun)

    assert code == 0
    assert " ".join(stdout.split()) == (
        "What failed in your last check is not asked any more. `learnfastapi check double` grades it again."
    )


# an exercise that is gone


@pytest.fixture
def gone(course, begun):
    """`triple` is not in version 2."""
    for kind in ("exercises", "solutions"):
        shutil.rmtree(course / kind / "triple")
    lesson = course / "lessons" / "doubling.md"
    lesson.write_text(lesson.read_text().replace("[double, triple]", "[double]"))
    return begun


@pytest.mark.parametrize("words", [["check"], ["check", "triple"], ["check", "triple/"], ["hint"], ["history"]])
def test_exercise_that_is_gone_says_so(run, gone, words):
    code, stdout, stderr = run(*words, cwd=gone / "triple")

    assert (code, stdout) == (2, "")
    assert " ".join(stderr.split()) == (
        f"error: The course has no exercise `triple` any more; your files stay in `{gone}/triple` "
        "hint: `learnfastapi next` goes on"
    )
    assert read(gone / "triple") == {"main.py": OLD, "store.py": "# store 1\n"}


def test_current_exercise_that_is_gone_says_so(run, course, begun):
    run("check", "triple", cwd=begun)
    for kind in ("exercises", "solutions"):
        shutil.rmtree(course / kind / "triple")
    lesson = course / "lessons" / "doubling.md"
    lesson.write_text(lesson.read_text().replace("[double, triple]", "[double]"))

    code, _, stderr = run("check", cwd=begun)

    assert (code, "The course has no exercise `triple` any more" in stderr) == (2, True)
    assert run("next", cwd=begun)[0] == 0


def test_list_names_exercises_that_are_gone_as_long_as_their_folders_are_there(run, gone):
    listed, data = run("list", cwd=gone), run("list", "--json", cwd=gone)
    shutil.rmtree(gone / "triple")
    later = run("list", cwd=gone)

    assert listed[1].endswith("\n\nNot in the course any more: `triple`. Your files stay.\n")
    assert json.loads(data[1])["gone"] == ["triple"]
    assert "any more" not in later[1]


def test_other_folder_of_the_workspace_still_means_the_current_exercise(run, gone):
    run("check", "double", cwd=gone)
    (gone / "notes").mkdir()

    code, stdout, _ = run("check", cwd=gone / "notes")

    assert (code, stdout.split(":")[0]) == (1, "`double`")
