"""`start --bare`: starters without scaffolding, from `start` to a verdict."""

import pytest

BARE = "from fastapi import FastAPI\n\napp = FastAPI()\n"
CHOSEN_BARE = """\
Exercises that you begin from now on have bare starters: an empty app, without
the code and the `TODO`s that a task may speak of. Where a task is about the
code that is there, it stays.
"""
CHOSEN_WHOLE = "Exercises that you begin from now on have their whole starters.\n"
BEGUN = """\
Those that you have begun stay as they are; `learnfastapi reset EXERCISE`
begins one again.
"""


def test_start_bare_says_what_that_is(run, sample, tmp_path):
    code, stdout, stderr = run("start", "w", "--bare", "--course", str(sample))

    assert (code, stderr) == (0, "")
    begin = f"Sample: your workspace is made.\n\n  `{tmp_path}/w`\n\n{CHOSEN_BARE}\nOpen that folder in your editor."
    assert stdout.startswith(begin)


@pytest.mark.parametrize(("option", "said"), [("--bare", CHOSEN_BARE), ("--no-bare", CHOSEN_WHOLE)])
def test_choice_of_later_leaves_what_was_begun(run, workspace, starter, option, said):
    stdout = run("start", option, cwd=workspace)[1]
    run("next", cwd=workspace)

    assert f"\n\n{said}{BEGUN}\n" in stdout
    assert (workspace / "double" / "main.py").read_text() == starter


def test_start_without_the_option_changes_nothing(run, new_workspace):
    run("start", "--bare", cwd=new_workspace)
    stdout = run("start", cwd=new_workspace)[1]
    run("next", "--all", cwd=new_workspace)

    assert "starter" not in stdout
    assert (new_workspace / "double" / "main.py").read_text() == BARE


def test_bare_starter_is_put_down_graded_passed_and_reset(run, new_workspace, right, starter):
    run("start", "--bare", cwd=new_workspace)
    run("next", "--all", cwd=new_workspace)
    answer = new_workspace / "double" / "main.py"

    begun, first = answer.read_text(), run("check", cwd=new_workspace)
    answer.write_text(right)
    second = run("check", cwd=new_workspace)
    third = run("reset", cwd=new_workspace)
    again = answer.read_text()
    run("start", "--no-bare", cwd=new_workspace)
    run("reset", cwd=new_workspace)

    assert (begun, again, answer.read_text()) == (BARE, BARE, starter)
    assert [first[0], second[0], third[0]] == [1, 0, 0]
    assert first[2] == second[2] == third[2] == ""


@pytest.mark.parametrize(("option", "is_told"), [("--bare", True), ("--no-bare", False)])
def test_task_says_that_its_starter_is_bare(run, new_workspace, option, is_told):
    run("start", option, cwd=new_workspace)

    stdout = [run("next", cwd=new_workspace)[1] for _ in range(4)][-1]

    told = "\n\nIts starter is bare: an empty app, without `TODO`s, whatever the task says.\n"
    assert stdout.startswith("Doubling\n")
    assert (told in stdout) is is_told


def test_new_version_of_the_starter_leaves_a_bare_one(run, copied_course, tmp_path):
    run("start", "w", "--course", "course", "--bare")
    run("next", "--all", cwd=tmp_path / "w")
    file = copied_course / "exercises" / "double" / "starter" / "main.py"
    file.write_text(f"{file.read_text()}\n# TODO 2: GET /ping\n")

    code, _, stderr = run("check", cwd=tmp_path / "w")

    assert (code, stderr) == (1, "")
    assert [path.name for path in (tmp_path / "w" / "double").iterdir() if path.is_file()] == ["main.py"]
    assert (tmp_path / "w" / "double" / "main.py").read_text() == BARE
