"""A learner goes through a course of one lesson without a terminal; what is printed is compared whole."""

import json

import pytest

SURVEY = """\
Doubling
━━━━━━━━
1 minute · exercise `double`

Survey
━━━━━━

A course for tests of the grader.

Questions
━━━━━━━━━

1. What is twice two?

Next: in plain words, with `learnfastapi next`
"""
PLAIN_WORDS = """\
In plain words
━━━━━━━━━━━━━━

Twice.

Next: core, with `learnfastapi next`
"""
CORE = """\
Core
────

Core.

Next: the exercise `double`, with `learnfastapi next`
"""
TASK = """\
Doubling
━━━━━━━━
exercise `double` · 1 minute

A service that doubles numbers.

Requirements
━━━━━━━━━━━━

1. `GET /double/{{number}}` answers 200 and twice the number.

2. `GET /ping` answers 200 and `"pong"`.

Your answer
━━━━━━━━━━━

edit  `{folder}/main.py`
then  `learnfastapi check double`  grade it
      `learnfastapi run double`    try it in the browser, at `/docs`
      `learnfastapi hint double`   when you are stuck
"""
WAITS = "\nIt waits for a pass. `learnfastapi hint` helps, and `learnfastapi check` grades it.\n"
FAILED = """\
`double`: not passed yet, 0 of 2 requirements

✗  1 failed   `GET /double/{number}` answers 200 and twice the number.
    ✗ Any number is doubled
✗  2 failed   `GET /ping` answers 200 and `"pong"`.
    ✗ GET /ping answers pong

✗ Any number is doubled
  1. `GET /double/{number}` answers 200 and twice the number.

  asked     GET /double/24
  answered  404 Not Found: no route of your app fits this address
            {"detail": "Not Found"}
  expected  200 OK
            {"double": 48}
  why       Your app has no route yet.
  again     `learnfastapi replay 1 double`

✗ GET /ping answers pong
  2. `GET /ping` answers 200 and `"pong"`.

  asked     GET /ping
  answered  404 Not Found: no route of your app fits this address
            {"detail": "Not Found"}
  expected  200 OK
            "pong"
  why       Your app has no route yet.
  again     `learnfastapi replay 2 double`

S s, seed N (`--seed N` sends the same requests again)
Next: `learnfastapi hint`
"""
HINT = """\
Requirement 1

`GET /double/{number}` answers 200 and twice the number.

Hint

What is twice a number?
"""
LAST_HINT = """\
Requirement 1

`GET /double/{number}` answers 200 and twice the number.

There are no more hints. Here are lines of the solution, in a wrong order.

1      return {"double": 2 * number}
2  @app.get("/double/{number}")
3  def double(number: int) -> dict[str, int]:

This says whether an order of them is right:
  `learnfastapi hint double --order "1 2 3"`

`learnfastapi solution double --requirement 1` shows its lines.
"""
PASSED = """\
`double`: passed, 2 of 2 requirements

✓  1 passed   `GET /double/{number}` answers 200 and twice the number.
✓  2 passed   `GET /ping` answers 200 and `"pong"`.

S s, seed N (`--seed N` sends the same requests again)
Next: `learnfastapi next`
"""
WHERE = "Sample: {passed} of 1 exercise passed\n\n{line}\n\nNext: `learnfastapi {command}`\n"
READING = "You are in the lesson `doubling`, Doubling."


def printed(result: tuple[int, str, str]) -> str:
    code, stdout, stderr = result
    assert (code, stderr) == (0, "")
    return stdout


def test_start_says_what_comes_next(run, tmp_path, sample):
    text = printed(run("start", "a b", "--course", str(sample)))

    assert text.startswith(f"Sample: your workspace is made.\n\n  `{tmp_path}/a b`\n\nOpen that folder in your editor.")
    assert text.endswith(f"  cd '{tmp_path}/a b'\n  learnfastapi next\n")


def test_parts_before_the_exercise_come_one_at_a_time(run, new_workspace):
    texts = [printed(run("next", cwd=new_workspace)) for _ in range(3)]

    assert texts == [SURVEY, PLAIN_WORDS, CORE]


def test_exercise_follows_the_core_and_is_put_into_the_workspace(run, new_workspace, starter):
    for _ in range(3):
        printed(run("next", cwd=new_workspace))

    task = printed(run("next", cwd=new_workspace))

    assert task == TASK.format(folder=new_workspace / "double")
    assert (new_workspace / "double" / "main.py").read_text() == starter


def test_next_shows_the_exercise_again_until_it_is_passed(run, workspace):
    task = TASK.format(folder=workspace / "double")
    before = printed(run("next", cwd=workspace))
    run("check", cwd=workspace)

    after = printed(run("next", cwd=workspace))

    assert (before, after) == (task, task + WAITS)


def test_check_of_the_starter_says_what_is_missing(run, workspace, steady):
    code, stdout, stderr = run("check", "--seed", "7", cwd=workspace)

    assert (code, steady(stdout), stderr) == (1, FAILED, "")


def test_check_of_an_honest_answer_passes(run, workspace, right, steady):
    (workspace / "double" / "main.py").write_text(right)

    assert steady(printed(run("check", cwd=workspace))) == PASSED


def test_hints_come_one_at_a_time_and_end(run, workspace):
    run("check", cwd=workspace)

    hints = [printed(run("hint", cwd=workspace)) for _ in range(3)]

    assert hints == [HINT, LAST_HINT, LAST_HINT]


def test_hint_after_a_pass_leads_on(run, workspace, right):
    (workspace / "double" / "main.py").write_text(right)
    run("check", cwd=workspace)

    assert printed(run("hint", cwd=workspace)) == "`double` passed. `learnfastapi next` goes on.\n"


def test_hint_for_an_answer_that_cannot_be_run_says_why(run, workspace):
    (workspace / "double" / "main.py").write_text("")
    run("check", cwd=workspace)

    assert printed(run("hint", cwd=workspace)) == (
        "`main.py` is empty.\n\n"
        "Write your answer in it and save the file; `learnfastapi reset` brings the\nstarter back.\n"
    )


def test_deeper_parts_follow_a_pass(run, new_workspace, right):
    for _ in range(4):
        printed(run("next", cwd=new_workspace))
    (new_workspace / "double" / "main.py").write_text(right)
    printed(run("check", cwd=new_workspace))

    texts = [printed(run("next", cwd=new_workspace)) for _ in range(6)]

    assert [text.splitlines()[0] for text in texts] == [
        "Advanced",
        "Under the hood",
        "Recite",
        "Cornell notes",
        "Review",
        "You have been through the whole course.",
    ]
    assert texts[-2] == "Review\n━━━━━━\n\nReview.\n\nThat was the last part of the course.\n"
    assert texts[-1] == "You have been through the whole course.\n\n`learnfastapi list` shows it again.\n"


def test_whole_lesson_and_its_exercise_are_set_apart(run, new_workspace):
    text = printed(run("next", "--all", cwd=new_workspace))

    assert "Review\n━━━━━━\n\nReview.\n\nDoubling\n━━━━━━━━\nexercise `double`" in text
    assert text.endswith("when you are stuck\n\nYour files are in `double`.\n")


@pytest.mark.parametrize(
    ("calls", "passed", "line", "following"),
    [
        pytest.param(0, 0, READING, "next", id="nothing read"),
        pytest.param(3, 0, "The exercise `double` waits.", "next", id="exercise comes"),
        pytest.param(4, 0, "You are at the exercise `double`, in `{folder}`.", "check", id="exercise begun"),
    ],
)
def test_no_command_says_where_the_learner_stands(run, new_workspace, calls, passed, line, following):
    for _ in range(calls):
        printed(run("next", cwd=new_workspace))

    text = printed(run(cwd=new_workspace))

    line = line.format(folder=new_workspace / "double")
    assert text == WHERE.format(passed=passed, line=line, command=following)


def test_no_command_after_everything_says_so(run, workspace, right):
    (workspace / "double" / "main.py").write_text(right)
    printed(run("check", cwd=workspace))

    text = printed(run(cwd=workspace))

    assert text == WHERE.format(passed=1, line="You have been through the whole course.", command="list")


def test_list_shows_states_and_attempts(run, workspace):
    run("check", cwd=workspace)

    assert printed(run("list", cwd=workspace)) == (
        "Sample\n\nCore\n  doubling    Doubling  read\n    → double  Doubling  not passed, 1 attempt, current\n\n"
        "0 of 1 exercise passed\n"
    )


def test_list_as_json_holds_the_same(run, workspace):
    run("check", cwd=workspace)

    assert json.loads(printed(run("list", "--json", cwd=workspace))) == {
        "version": 1,
        "course": "Sample",
        "workspace": str(workspace),
        "current": "double",
        "gone": [],
        "levels": [
            {
                "id": "core",
                "title": "Core",
                "lessons": [
                    {
                        "id": "doubling",
                        "title": "Doubling",
                        "minutes": 1,
                        "read": True,
                        "state": "read",
                        "recited": False,
                        "due": 0,
                        "exercises": [
                            {"id": "double", "title": "Doubling", "state": "not passed", "attempts": 1, "hints": 0}
                        ],
                    }
                ],
            }
        ],
    }


def test_lesson_section_is_read_again(run, workspace):
    assert printed(run("lesson", "--section", "core", cwd=workspace)) == "Core\n────\n\nCore.\n"


def test_start_again_keeps_what_is_there(run, workspace, tmp_path):
    (workspace / "double" / "main.py").write_text("mine")

    text = printed(run("start", "w"))

    assert text.startswith("Sample: your workspace is ready, with all that was in it.\n")
    assert (workspace / "double" / "main.py").read_text() == "mine"
