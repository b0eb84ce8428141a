"""What a person gets who types something wrong or stands in the wrong place, beside `tests/test_wrong_input.py`."""

import sys

import pytest

HELP = "hint: `learnfastapi{} --help` shows what can be typed\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["check", "--quickly"], "No such option: `--quickly`\n\n" + HELP.format(" check"), id="option"),
        pytest.param(
            ["check", "--onl", "2"],
            "No such option: `--onl` (Possible options: `--all`, `--only`)\n\n" + HELP.format(" check"),
            id="near option",
        ),
        pytest.param(["chek"], "No such command `chek`. Did you mean `check`?\n\n" + HELP.format(""), id="command"),
        pytest.param(["check", "a", "b"], "`b` is one argument too many\n\n" + HELP.format(" check"), id="argument"),
        pytest.param(
            ["check", "a", "b", "c"], "`b c` are too many arguments\n\n" + HELP.format(" check"), id="arguments"
        ),
        pytest.param(
            ["list", "\x1b[31m"], "`\\x1b[31m` is one argument too many\n\n" + HELP.format(" list"), id="escape"
        ),
        pytest.param(["check", "--only"], "`--only` needs a value\n\n" + HELP.format(""), id="no value"),
        pytest.param(
            ["run", "--port", "0"],
            "`--port` should be greater than or equal to 1\n\n" + HELP.format(" run"),
            id="value",
        ),
    ],
)
def test_command_line_that_cannot_be_read(run, workspace, arguments, message):
    assert run(*arguments, cwd=workspace) == (2, "", f"error: {message}")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["lesson", "x"], "No lesson named `x`\n\nhint: `learnfastapi list` shows them all\n", id="lesson"),
        pytest.param(
            ["lesson", "--section", "zzzz"],
            "No section named `zzzz`\n\nhint: there are `survey`, `in-plain-words`, `core`, `advanced`, "
            "`under-the-hood`, `recite`, `cornell-notes`, `review`\n",
            id="section",
        ),
    ],
)
def test_name_that_is_near_to_none(run, workspace, arguments, message):
    assert run(*arguments, cwd=workspace) == (2, "", f"error: {message}")


@pytest.mark.parametrize("name", ["check", "hint", "reset", "run"])
def test_named_exercise_that_is_not_begun(run, new_workspace, name):
    assert run(name, "double", cwd=new_workspace) == (
        2,
        "",
        f"error: You have not begun `double` in `{new_workspace}`\n\n"
        "hint: `learnfastapi next --from doubling --all` begins it\n",
    )


def test_start_on_a_file(run, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")

    assert run("start", "notes.txt") == (
        2,
        "",
        f"error: `{tmp_path}/notes.txt` is a file\n\n"
        f"hint: give a folder: `learnfastapi start {tmp_path}/notes-workspace`\n",
    )


def test_start_with_a_course_that_is_nowhere(run, tmp_path):
    assert run("start", "w", "--course", "nowhere") == (
        2,
        "",
        "error: No folder and no course named `nowhere`\n\nhint: `learnfastapi list --courses` shows them all\n",
    )
    assert not (tmp_path / "w").exists()


def test_start_with_a_broken_course_lists_all_problems(run, tmp_path, copied_course):
    (copied_course / "lessons" / "doubling.md").write_text("nothing\n")
    (copied_course / "exercises" / "double" / "exercise.md").write_text("nothing\n")

    code, stdout, stderr = run("start", "w", "--course", "course")

    assert (code, stdout) == (3, "")
    assert stderr.startswith(f"error: The course in `{tmp_path}/course` has ")
    assert "\n  lessons/doubling.md: " in stderr
    assert "\n  exercises/double/exercise.md: " in stderr
    assert stderr.endswith("\n\nhint: this is not your answer's fault; tell whoever wrote the course\n")
    assert not (tmp_path / "w").exists()


def test_time_scale_that_is_no_number(run, workspace):
    assert run("check", cwd=workspace, LEARNFASTAPI_TIME_SCALE="x") == (
        2,
        "",
        "error: `LEARNFASTAPI_TIME_SCALE=x` is no factor for the time limits\n\nhint: use a number such as `2`\n",
    )


@pytest.mark.parametrize("arguments", ["list", "start", "doctor", "check"])
def test_current_folder_that_was_deleted(run_shell, arguments):
    assert run_shell(f"mkdir gone && cd gone && rmdir ../gone && $PROGRAM {arguments}") == (
        2,
        "",
        "error: The current folder does not exist any more\n\nhint: `cd` into your workspace\n",
    )


def test_reader_of_the_list_may_leave_early(run_shell, workspace):
    assert run_shell(f"cd {workspace} && $PROGRAM list | head -1") == (0, "Sample\n", "")


@pytest.mark.parametrize("name", ["hint", "list", "author", "author new lesson tripling --course ../course"])
def test_light_command_imports_nothing_heavy(run_shell, workspace, copied_course, name, tmp_path):
    (tmp_path / "light.py").write_text(
        "import os, sys\n"
        "heavy = {'fastapi', 'pytest', 'sqlalchemy', 'uvicorn', 'httpx2', 'starlette'}\n"
        "leave = os._exit\n"
        "os._exit = lambda code: (print(sorted(heavy & set(sys.modules)), file=sys.stderr, flush=True), leave(code))\n"
        "from learnfastapi.__main__ import main\n"
        "main()\n"
    )

    code, stdout, stderr = run_shell(f"cd {workspace} && {sys.executable} {tmp_path}/light.py {name}")

    assert (code, stderr) == (0, "[]\n")
    assert stdout != ""


def test_command_of_a_learner_imports_none_of_an_instructor(run_shell, workspace, tmp_path):
    (tmp_path / "ours.py").write_text(
        "import os, sys\n"
        "leave = os._exit\n"
        "os._exit = lambda code: (print('authoring' in str(sys.modules), file=sys.stderr, flush=True), leave(code))\n"
        "from learnfastapi.__main__ import main\n"
        "main()\n"
    )

    assert run_shell(f"cd {workspace} && {sys.executable} {tmp_path}/ours.py hint")[2] == "False\n"
    assert run_shell(f"cd {workspace} && {sys.executable} {tmp_path}/ours.py author check -h")[2] == "True\n"


def test_usage_names_the_program_and_an_argument_once(run):
    assert run("check", "--help")[1].startswith("Usage: learnfastapi check [OPTIONS] [EXERCISE]\n")


def test_doctor_finds_a_workspace_well(run, workspace):
    code, stdout, stderr = run("doctor", cwd=workspace)

    assert (code, stderr) == (0, "")
    assert f"ok       workspace: `{workspace}`\n" in stdout
    assert "ok       course: Sample, 1 lesson in `" in stdout
    assert stdout.endswith("\n\nAll is well.\n")


def test_doctor_misses_a_workspace(run, tmp_path):
    code, stdout, stderr = run("doctor")

    assert (code, stderr) == (1, "")
    assert (
        f"problem  workspace: No workspace in `{tmp_path}` or above it\n"
        "         do: `learnfastapi start` makes one; or `cd` into yours\n"
    ) in stdout
    assert stdout.endswith("\n\n1 problem to mend.\n")
