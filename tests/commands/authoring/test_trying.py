"""`author try`: pytest as an instructor knows it, on the judge's hosts."""

import re

import pytest

IMPORTS = "import pytest\nfrom grader.checks import remark, requirement\n\n\n"
RAISES = """
from fastapi import FastAPI

app = FastAPI()


@app.get("/double/{number}")
def double(number: int):
    print("\\x1b[2Jasked for", number)
    return 1 / 0
"""


@pytest.fixture
def attempt(run, copied_course, tmp_path):
    """Write checks and an answer, and run `author try double` on them: exit code, steady output, error output."""

    def call(*arguments, checks=None, answer=None, **more):
        if checks is not None:
            (copied_course / "exercises" / "double" / "test_double.py").write_text(IMPORTS + checks)
        if answer is not None:
            (tmp_path / "answer").mkdir()
            (tmp_path / "answer" / "main.py").write_text(answer)
            arguments = (*arguments, "--answer", str(tmp_path / "answer"))
        command = ["author", "try", "double", "--seed", "5", *arguments]
        code, stdout, stderr = run(*command, cwd=copied_course / "exercises", **more)
        return code, re.sub(r"=+ (.*) in \d+\.\d\ds =+", r"=== \1 ===", stdout), stderr

    return call


@pytest.fixture
def logs(tmp_path):
    """Where the logs are kept."""
    return tmp_path / "home" / ".cache" / "learnfastapi" / "author-try" / "double"


def test_reference_passes(attempt, logs):
    assert attempt() == (
        0,
        "============================= test session starts ==============================\n"
        "collected 2 items\n"
        "\n"
        "double/test_double.py ..                                                 [100%]\n"
        "\n"
        "=== 2 passed ===\n"
        "\n"
        "Passed, seed 5 (`--seed 5` sends the same).\n"
        f"What each check sent, and all that the answer printed: `{logs}`\n",
        "",
    )


def test_hosts_that_are_spawned(attempt):
    assert attempt(LEARNFASTAPI_FORK="0")[0] == 0
    assert attempt("--answer", "double/starter", LEARNFASTAPI_FORK="0")[0] == 1


def test_nothing_is_left_when_the_debugger_is_left(terminal, copied_course, tmp_path):
    (tmp_path / "temporary").mkdir()
    arguments = ["author", "try", "double", "--answer", "exercises/double/starter", "--pdb"]
    shown = terminal(*arguments, cwd=copied_course, TMPDIR=str(tmp_path / "temporary"))
    shown.await_text("(Pdb) ")
    shown.type("q\n")

    assert shown.end() == 1
    assert list((tmp_path / "temporary").iterdir()) == []


def test_failing_check_is_shown_as_pytest_shows_it(attempt, logs):
    code, stdout, stderr = attempt("--answer", "double/starter")

    assert (code, stderr) == (1, "")
    assert (
        '        response = client.get(f"/double/{number}")\n'
        ">       assert response.status_code == 200\n"
        "E       assert 404 == 200\n"
        "E        +  where 404 = <Response [404 Not Found]>.status_code\n"
        "\n"
        "double/test_double.py:11: AssertionError\n"
        "---------------------------------- Exchanges -----------------------------------\n"
        "GET /double/37\n"
        '→ 404  {"detail":"Not Found"}\n'
    ) in stdout
    assert stdout.endswith(
        "\nFAILED double/test_double.py::test_double - assert 404 == 200\n"
        "FAILED double/test_double.py::test_ping - assert 404 == 200\n"
        "=== 2 failed ===\n"
        "\n"
        "Not passed, seed 5 (`--seed 5` sends the same).\n"
        "What these checks sent, and all that the answer printed:\n"
        f"  `{logs}/01-test_double.log`\n"
        f"  `{logs}/02-test_ping.log`\n"
    )


def test_log_holds_exchanges_and_all_that_the_answer_printed(attempt, logs):
    code, stdout, _ = attempt("-k", "test_double", answer=RAISES)

    assert code == 1
    assert "\x1b" not in stdout
    assert (logs / "01-test_double.log").read_text() == (
        "test_double: not passed, seed 5\n"
        "\n"
        "Exchanges\n"
        "\n"
        "GET /double/37\n"
        "→ 500  Internal Server Error\n"
        "  raised ZeroDivisionError: division by zero\n"
        "  main.py:10 in double: return 1 / 0\n"
        "\n"
        "Printed by the answer\n"
        "\n"
        "\\x1b[2Jasked for 37\n"
        "\n"
    )


def test_logs_of_before_are_gone(attempt, logs):
    attempt()
    attempt("-k", "ping")

    assert [path.name for path in logs.iterdir()] == ["01-test_ping.log"]


def test_failing_check_is_run_once(attempt, tmp_path):
    checks = (
        f"@requirement(1)\ndef test_a(client):\n    open({str(tmp_path / 'runs')!r}, 'a').write('x')\n    assert 0\n"
    )

    assert attempt(checks=checks)[0] == 1
    assert (tmp_path / "runs").read_text() == "x"


@pytest.mark.parametrize(
    ("checks", "code", "line"),
    [
        pytest.param("@remark\ndef test_a(client):\n    assert 0\n", 0, "1 xfailed", id="remark"),
        pytest.param("def test_a(client):\n    pytest.skip('no')\n", 1, "1 skipped", id="skipped"),
        pytest.param(
            "def test_a(client):\n    try:\n        client.get('/die')\n    except Exception:\n        pass\n",
            1,
            "1 failed",
            id="swallowed fault",
        ),
    ],
)
def test_verdict_is_that_of_a_check(attempt, checks, code, line):
    answer = "import os\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get('/die')\ndef die():\n    os._exit(1)\n"

    found, stdout, stderr = attempt(checks=checks, answer=answer)

    assert (found, stderr) == (code, "")
    assert f"=== {line} ===\n" in stdout


def test_fault_of_a_host_is_shown_where_the_check_asked(attempt):
    answer = "import os\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get('/ping')\ndef die():\n    os._exit(1)\n"

    _, stdout, _ = attempt("-k", "ping", answer=answer)

    assert '>       response = client.get("/ping")\n' in stdout
    assert "transport.py" not in stdout


def test_answer_that_cannot_be_loaded(attempt):
    code, stdout, stderr = attempt(answer="import nowhere\n")

    assert (code, stderr) == (1, "")
    assert stdout.endswith(
        "=== no tests ran ===\n"
        "\n"
        "There is no module `nowhere`, which your answer imports at `main.py`, line 1:\n"
        "`import nowhere`.\n"
        "\n"
        "Check its spelling. The task needs no package that is missing here, so do\n"
        "without `nowhere`.\n"
        "\n"
        "Not passed, seed 5 (`--seed 5` sends the same).\n"
    )


def test_folder_of_a_mistake_is_laid_over_the_reference(attempt, copied_course):
    mistake = copied_course / "solutions" / "double" / "mistakes" / "thrice"
    mistake.mkdir(parents=True)
    (mistake / "explanation.md").write_text("# Three times\n\nIt is.\n")
    (mistake / "factor.py").write_text("FACTOR = 3\n")
    reference = copied_course / "solutions" / "double" / "reference"
    main = (reference / "main.py").read_text()
    (reference / "factor.py").write_text("FACTOR = 2\n")
    (reference / "main.py").write_text("from factor import FACTOR\n" + main.replace("2 * ", "FACTOR * "))

    assert attempt()[0] == 0
    code, stdout, _ = attempt("--answer", "../solutions/double/mistakes/thrice")

    assert (code, "=== 1 failed, 1 passed ===" in stdout) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["-k", "zzz"],
            "No check of `double` is selected by `-k zzz`\n\n"
            "hint: give a part of a check's name, such as the words behind `test_`\n",
            id="nothing selected",
        ),
        pytest.param(
            ["-k", "a b"],
            "No check of `double` is selected by `-k a b`\n\n"
            "hint: give a part of a check's name, such as the words behind `test_`\n",
            id="no expression",
        ),
        pytest.param(
            ["--answer", "nowhere"],
            "`{here}/nowhere` is no folder\n\nhint: give the folder that holds the answer's files\n",
            id="no answer",
        ),
    ],
)
def test_wrong_input(attempt, copied_course, arguments, message):
    code, _, stderr = attempt(*arguments)

    assert (code, stderr.rpartition("error: ")[2]) == (2, message.format(here=copied_course / "exercises"))


def test_exercise_that_is_not_there(run, copied_course):
    assert run("author", "try", "doubel", cwd=copied_course) == (
        2,
        "",
        "error: No exercise named `doubel`\n\nhint: did you mean `double`?\n",
    )


def test_checks_that_cannot_be_collected(attempt, copied_course):
    code, stdout, stderr = attempt(checks="import nowhere\n")

    assert (code, "E   ModuleNotFoundError: No module named 'nowhere'" in stdout) == (3, True)
    assert stderr == (
        f"error: The course in `{copied_course}/exercises/double` has 1 problem:\n"
        "  test_double.py: cannot be collected; pytest says why above\n"
        "\n"
        "hint: mend what is named, then type the command again\n"
    )


def test_debugger_stops_in_the_check(terminal, copied_course):
    shown = terminal("author", "try", "double", "--answer", "exercises/double/starter", "--pdb", cwd=copied_course)
    shown.await_text("(Pdb) ")
    shown.type("p response.status_code\n")
    shown.await_text("\n404\n")
    shown.type("q\n")

    assert shown.end() == 1
    assert "Traceback" not in shown.text
    assert "01-test_double.log" in shown.text


def test_debugger_has_time(terminal, copied_course):
    """A check may take 0.3 s by this scale, and a request 0.1 s."""
    arguments = ["author", "try", "double", "--answer", "exercises/double/starter", "--pdb"]
    shown = terminal(*arguments, cwd=copied_course, LEARNFASTAPI_TIME_SCALE="0.02")
    shown.await_text("(Pdb) ")
    shown.type("import time; time.sleep(1); print('status', client.get('/x').status_code)\n")
    shown.await_text("\nstatus 404\n")
    shown.type("q\n")

    assert shown.end() == 1


def test_ctrl_c_ends_it(terminal, copied_course):
    checks = copied_course / "exercises" / "double" / "test_double.py"
    checks.write_text(
        IMPORTS + "def test_a(client):\n    print('here', flush=True)\n    import time\n    time.sleep(100)\n"
    )
    shown = terminal("author", "try", "double", cwd=copied_course)
    shown.await_text("collected 1 item")
    shown.type_until_it_ends("\x03")

    assert shown.end() == 130


def test_assertions_are_coloured_on_a_terminal(terminal, copied_course):
    shown = terminal("author", "try", "double", "--answer", "exercises/double/starter", cwd=copied_course)

    assert shown.end() == 1
    assert "\x1b[31m" in shown.text
