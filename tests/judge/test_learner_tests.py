"""The fixture `learner_tests`: tests that the learner wrote, on a right app and on broken ones."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from grader.course.models import Mistake
from grader.judge.limits import Limits
from grader.judge.run import grade
from grader.models import Outcome, Reason

APP = """
from fastapi import FastAPI
from pydantic import BaseModel, Field

app = FastAPI()
todos = {}


class Todo(BaseModel):
    title: str = Field(min_length=1)


@app.post("/todos", status_code=201)
def create(todo: Todo):
    todos[len(todos) + 1] = todo
    return {"id": len(todos), **todo.model_dump()}


@app.get("/todos")
def read_all():
    return list(todos.values())
"""
GOOD = """
from fastapi.testclient import TestClient

from main import app

client = TestClient(app)


def test_create():
    response = client.post("/todos", json={"title": "Water"})
    assert response.status_code == 201
    assert response.json() == {"id": 1, "title": "Water"}


def test_empty_title():
    assert client.post("/todos", json={"title": ""}).status_code == 422
"""
BROKEN = {
    "takes an empty title": {"main.py": APP.replace("Field(min_length=1)", '""')},
    "answers 200 after a creation": {"main.py": APP.replace("status_code=201", "status_code=200")},
}
CHECKS = f"""
BROKEN = {json.dumps(BROKEN)}


@requirement(1)
def test_on_right(learner_tests):
    learner_tests("test_main.py", broken={{}}).assert_passed_on_right()


@requirement(2)
def test_on_broken(learner_tests):
    result = learner_tests("test_main.py", broken=BROKEN)
    assert result.caught | set(result.missed) == set(BROKEN)
    result.assert_caught()
"""
ON_RIGHT = CHECKS.partition("@requirement(2)")[0]
REFERENCE = {"main.py": APP, "test_main.py": GOOD}
HANGS = GOOD + "\n\ndef test_hangs():\n    while True:\n        pass\n"


STARTER = {"main.py": APP}


@pytest.fixture
def grade_tests(grade_by):
    """Grade test files that stand beside the app of the starter."""

    def run(tests, *, checks=CHECKS, files=None, reference=REFERENCE, **options):
        return grade_by(checks, {**STARTER, "test_main.py": tests, **(files or {})}, reference, **options)

    return run


def messages(report):
    assert report.problem is None
    return [check.message for check in report.checks]


@pytest.mark.parametrize("mode", ["forked", "spawned"])
def test_good_tests_pass(grade_tests, mode):
    report = grade_tests(GOOD, mode=mode)

    assert messages(report) == ["", ""]
    assert report.outcome is Outcome.PASSED


@pytest.mark.parametrize("mode", ["forked", "spawned"])
def test_what_is_not_tested_is_named(grade_tests, mode):
    weak = GOOD.replace("== 422", "in (201, 422)")

    report = grade_tests(weak, mode=mode)

    assert messages(report) == ["", "No test of yours fails on an app that takes an empty title"]


def test_all_that_is_not_tested_is_named(grade_tests):
    report = grade_tests("def test_it():\n    import main\n    assert main.app\n")

    assert messages(report) == [
        "",
        "No test of yours fails on an app that takes an empty title, nor on one that answers 200 after a creation",
    ]


def test_a_test_that_always_fails_catches_nothing(grade_tests):
    report = grade_tests(GOOD + "\n\ndef test_never():\n    assert 1 == 2\n")

    assert messages(report) == ["Your test `test_never` fails on a right app, test_main.py line 20: assert 1 == 2", ""]

    report = grade_tests("def test_never():\n    assert 1 == 2\n")

    assert messages(report)[1].startswith("No test of yours fails on an app that takes an empty title, nor")


RIGHT_FAILS = {
    "an assertion": (
        GOOD.replace("== 201", "== 200"),
        "Your test `test_create` fails on a right app, test_main.py line 11: assert 201 == 200",
    ),
    "an assertion with words": (
        "def test_it():\n    assert 0, 'nothing'\n",
        "Your test `test_it` fails on a right app, test_main.py line 2: nothing",
    ),
    "an error": (
        "def helper():\n    return {}['x']\n\n\ndef test_it():\n    helper()\n\n\ndef test_other():\n    helper()\n",
        "Your test `test_it` fails on a right app, test_main.py line 2: KeyError: 'x' (and 1 more of your tests)",
    ),
    "a fixture": (
        "import pytest\n\n\n@pytest.fixture\ndef x():\n    raise OSError('no')\n\n\ndef test_it(x):\n    pass\n",
        "Your test `test_it` fails on a right app, test_main.py line 6: OSError: no",
    ),
    "a fixture that is missing": (
        "def test_it(nothing):\n    pass\n",
        "Your test `test_it` fails on a right app, test_main.py line 1: there is no fixture `nothing`",
    ),
    "the end of a fixture": (
        "import pytest\n\n\n@pytest.fixture\ndef x():\n    yield\n    assert 0\n\n\ndef test_it(x):\n    pass\n",
        "Your test `test_it` fails on a right app, test_main.py line 7: assert 0",
    ),
    "a lone surrogate": (
        "def test_it():\n    raise ValueError('\\ud800')\n",
        "Your test `test_it` fails on a right app, test_main.py line 2: ValueError: \\ud800",
    ),
    "no test": (
        "def it_works():\n    pass\n\n\ndef check():\n    pass\n",
        "There is no test in `test_main.py`: a test is a function whose name begins with `test_`",
    ),
    "an empty file": (
        "",
        "There is no test in `test_main.py`: a test is a function whose name begins with `test_`",
    ),
    "a syntax error": (
        "def test_it(:\n    pass\n",
        "Your tests could not be collected: `SyntaxError: invalid syntax`, test_main.py line 1",
    ),
    "an error at import": (
        "import json\n\n1 / 0\n",
        "Your tests could not be collected: `ZeroDivisionError: division by zero`, test_main.py line 3",
    ),
    "a module that is missing": (
        "from mian import app\n",
        "Your tests could not be collected: `ModuleNotFoundError: No module named 'mian'`, test_main.py line 1",
    ),
    "an end at import": (
        "import sys\n\nsys.exit(0)\n",
        "Your tests could not be collected: `SystemExit: 0`, test_main.py line 3",
    ),
    "an end by pytest": (
        "import pytest\n\npytest.exit('enough')\n",
        "Your tests could not be collected: `Exit: enough`, test_main.py line 3",
    ),
    "skipped": (
        "import pytest\n\n\n@pytest.mark.skip\ndef test_it():\n    assert 0\n",
        "All your tests are skipped or expected to fail, so they say nothing about an app",
    ),
    "a module that is skipped": (
        "import pytest\n\npytest.skip('later', allow_module_level=True)\n",
        "There is no test in `test_main.py`: a test is a function whose name begins with `test_`",
    ),
    "expected to fail": (
        "import pytest\n\n\n@pytest.mark.xfail\ndef test_it():\n    assert 0\n\n\n"
        "@pytest.mark.xfail\ndef test_no():\n    pass\n",
        "All your tests are skipped or expected to fail, so they say nothing about an app",
    ),
}


@pytest.mark.parametrize(("tests", "told"), RIGHT_FAILS.values(), ids=RIGHT_FAILS.keys())
def test_why_tests_do_not_pass_on_a_right_app(grade_tests, tests, told):
    report = grade_tests(tests)

    assert messages(report)[0] == told
    assert report.checks[0].reason is Reason.ASSERTION


def test_a_file_that_is_missing_is_named(grade_by):
    report = grade_by(CHECKS, STARTER, REFERENCE)

    assert messages(report) == ["Your answer has no file `test_main.py`"] * 2


STOPPED = {
    "hangs": (HANGS, Reason.TIMED_OUT, "Your tests did not end within 3 s"),
    "hangs at import": ("import time\n\ntime.sleep(99)\n", Reason.TIMED_OUT, "Your tests did not end within 3 s"),
    "ends the process": (
        "import os\n\n\ndef test_it():\n    os._exit(0)\n",
        Reason.CRASHED,
        "The process that ran your tests ended before they did",
    ),
    "crashes": (
        "import ctypes\n\n\ndef test_it():\n    ctypes.string_at(0)\n",
        Reason.CRASHED,
        "The process that ran your tests ended before they did",
    ),
}


@pytest.mark.parametrize(("tests", "reason", "told"), STOPPED.values(), ids=STOPPED.keys())
def test_tests_that_never_end_do_not_stop_the_judge(grade_tests, tests, reason, told):
    limits = Limits(load=3 if reason is Reason.TIMED_OUT else 10)

    report = grade_tests(tests, checks=ON_RIGHT, requirements=1, limits=limits)

    assert [(check.outcome, check.reason, check.message) for check in report.checks] == [(Outcome.FAILED, reason, told)]


def test_where_tests_hang_is_shown(grade_tests):
    report = grade_tests(HANGS, checks=ON_RIGHT, requirements=1, limits=Limits(load=4))

    frame = report.checks[0].traceback[-1]
    assert (frame.file, frame.function) == ("test_main.py", "test_hangs")
    assert frame.line in (20, 21)


def test_conftest_helpers_and_async_tests_work(grade_tests):
    tests = """
import pytest
from helpers import TITLE


def test_create(client):
    assert client.post("/todos", json={"title": TITLE}).status_code == 201


@pytest.mark.parametrize("title", ["", None])
def test_bad_title(client, title):
    assert client.post("/todos", json={"title": title}).status_code == 422


@pytest.mark.anyio
async def test_async():
    import anyio

    await anyio.sleep(0)


def test_loop_of_its_own():
    import asyncio

    asyncio.run(asyncio.sleep(0))
"""
    conftest = """
import pytest
from fastapi.testclient import TestClient
from main import app


@pytest.fixture
def client():
    with TestClient(app) as client:
        yield client


@pytest.fixture
def anyio_backend():
    return "asyncio"
"""
    checks = CHECKS.replace('"test_main.py"', '"tests/test_*.py"')
    files = {"tests/test_todos.py": tests, "tests/conftest.py": conftest, "tests/helpers.py": "TITLE = 'x'\n"}
    reference = {"main.py": APP, "tests/test_good.py": GOOD}

    report = grade_tests(tests="", checks=checks, files=files, reference=reference)

    assert messages(report) == ["", ""]


def test_two_apps_share_no_state_and_no_folder(grade_tests):
    tests = (
        GOOD
        + """

def test_folder():
    from pathlib import Path

    assert not Path("seen.txt").exists()
    assert not Path(__file__).with_name("seen.txt").exists()
    Path("seen.txt").write_text("x")
"""
    )
    assert messages(grade_tests(tests)) == ["", ""]


SPY = (
    GOOD
    + """

def test_spy():
    import json, os, sys, pathlib

    names = sorted(path.name for path in pathlib.Path.cwd().rglob("*"))
    own = str(pathlib.Path.cwd().parent)
    environment = {name: value for name, value in os.environ.items() if not value.startswith(own)}
    seen = {
        "names": names,
        "environment": {**environment, "PYTEST_CURRENT_TEST": ""},
        "modules": sorted(name for name in sys.modules if "grader" in name or "exercise" in name),
        "arguments": sys.argv,
        "file": sys.modules["main"].__file__ == str(pathlib.Path.cwd() / "main.py"),
        "folder": len(str(pathlib.Path.cwd())),
    }
    import main

    with open(f"/proc/{os.getppid()}/stat") as stat:
        seen["keeper"] = int(stat.read().rpartition(")")[2].split()[1])
    seen["title"] = "broken" if "min_length" not in pathlib.Path("main.py").read_text() else "right"
    with open(LOG, "a") as log:
        log.write(json.dumps(seen) + "\\n")
"""
)


def spied(tmp_path, grade_tests, seed, broken=BROKEN):
    log = tmp_path / "log"
    log.unlink(missing_ok=True)
    checks = ON_RIGHT.replace(json.dumps(BROKEN), json.dumps(broken))
    checks = checks.replace("broken={}", "broken=BROKEN")
    grade_tests(SPY.replace("LOG", repr(str(log))), checks=checks, requirements=1, seed=seed)
    seen = [json.loads(line) for line in log.read_text().splitlines()]
    # Two run at once; the keepers of their slots are started one after the other.
    seen.sort(key=lambda each: each["keeper"])
    return [{name: value for name, value in each.items() if name != "keeper"} for each in seen]


def test_nothing_but_its_code_tells_which_app_it_is(grade_tests, tmp_path):
    seen = spied(tmp_path, grade_tests, seed=1)

    assert len(seen) == 3
    assert sorted(each.pop("title") for each in seen) == ["broken", "right", "right"]
    assert seen[0] == seen[1] == seen[2]
    assert seen[0]["names"] == ["main.py", "test_main.py"]
    assert seen[0]["modules"] == []
    assert seen[0]["file"] is True


def test_the_order_of_the_apps_differs_with_the_seed(grade_tests, tmp_path):
    broken = {"takes an empty title": BROKEN["takes an empty title"]}

    orders = {tuple(each["title"] for each in spied(tmp_path, grade_tests, seed, broken)) for seed in range(8)}

    assert orders == {("right", "broken"), ("broken", "right")}


def test_what_tests_start_is_killed(grade_tests, tmp_path):
    tests = f"""
def test_it():
    import subprocess

    child = subprocess.Popen(["sleep", "1000"], start_new_session=True)
    open({str(tmp_path / "pid")!r}, "w").write(str(child.pid))
"""
    report = grade_tests(tests, checks=ON_RIGHT, requirements=1)

    assert messages(report) == [""]
    assert not Path(f"/proc/{(tmp_path / 'pid').read_text()}").exists()


def test_tests_that_write_to_our_sockets_are_found_out(grade_tests):
    tests = """
def test_it():
    import os, socket

    for number in range(3, 100):
        try:
            socket.socket(fileno=os.dup(number)).send(b"\\0\\0\\0\\1x" * 10)
        except OSError:
            pass
"""
    report = grade_tests(tests, checks=ON_RIGHT, requirements=1)

    assert report.checks[0].reason is Reason.TAMPERED
    assert messages(report)[0].startswith("Something that no app sends came back for your tests: ")


def test_too_many_tests_are_refused(grade_tests):
    tests = "import pytest\n\n\n@pytest.mark.parametrize('n', range(301))\ndef test_it(n):\n    assert n < 300\n"

    report = grade_tests(tests, checks=ON_RIGHT, requirements=1)

    assert messages(report) == ["Your tests could not be collected: there are more than 300"]


def test_long_words_are_cut(grade_tests):
    tests = (
        "import pytest\n\n\n@pytest.mark.parametrize('n', range(300), ids=['ä' * 5000 + str(n) for n in range(300)])\n"
        "def test_it(n):\n    print('x' * 100_000)\n    raise ValueError('ä' * 100_000)\n"
    )
    report = grade_tests(tests, checks=ON_RIGHT, requirements=1)

    assert len(messages(report)[0]) < 700
    assert len(report.checks[0].output) < 70_000


FOLDERS = """
@requirement(1)
def test_it(learner_tests):
    result = learner_tests("test_main.py", broken={"takes an empty title": "empty-title"})
    result.assert_passed_on_right()
    assert result.on_right.passed
    assert result.caught == {"takes an empty title"}
    assert result.missed == []
"""


def test_broken_apps_can_be_folders(grade_tests, tmp_path):
    folder = tmp_path / "broken" / "empty-title"
    folder.mkdir(parents=True)
    (folder / "main.py").write_text(BROKEN["takes an empty title"]["main.py"])

    assert messages(grade_tests(GOOD, checks=FOLDERS, requirements=1)) == [""]


def test_a_mistake_of_the_exercise_can_be_a_broken_app(make_exercise, write_files, processes, tmp_path):
    folder = tmp_path / "mistakes" / "empty-title"
    folder.mkdir(parents=True)
    (folder / "main.py").write_text(BROKEN["takes an empty title"]["main.py"])
    (folder / "explanation.md").write_text("# It takes an empty title\n")
    mistake = Mistake(id="empty-title", title="It takes an empty title", explanation="", folder=folder)
    exercise = replace(make_exercise(FOLDERS, REFERENCE, requirements=1), mistakes=(mistake,))

    report = grade(exercise, write_files(REFERENCE), course="Sample", seed=1, processes=processes)

    assert messages(report) == [""]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (
            'learner_tests("test_main.py", broken={"x": "empty"})',
            "no broken app and no mistake named 'empty': none at all",
        ),
        (
            'learner_tests("test_main.py", broken={}).assert_caught("x")',
            "no broken app has the title 'x': ",
        ),
        (
            'learner_tests("test_main.py", broken={"is no Python": {"main.py": "def ("}})',
            "The app could not be loaded in this check: SyntaxError: invalid syntax",
        ),
    ],
)
def test_a_wrong_check_is_the_courses_fault(grade_tests, call, told):
    report = grade_tests(GOOD, checks=f"@requirement(1)\ndef test_it(learner_tests):\n    {call}\n", requirements=1)

    assert report.outcome is Outcome.ERRORED
    assert told in report.checks[0].message


def test_what_tests_print_on_the_right_app_is_shown(grade_tests):
    report = grade_tests("def test_it():\n    print('here')\n    assert 0\n")

    assert [check.output for check in report.checks] == ["here\n", "here\n"]
