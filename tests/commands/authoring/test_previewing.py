"""`author preview`: the page as learners see it, and again at every save."""

import shutil

import pytest

DOUBLING = """\
Doubling
━━━━━━━━
1 minute · exercise `double`

Survey
━━━━━━

A course for tests of the grader.

Questions
━━━━━━━━━

1. What is twice two?
"""
TASK = """\
Doubling
━━━━━━━━
exercise `double` · 1 minute

A service that doubles numbers.

Requirements
━━━━━━━━━━━━

1. `GET /double/{number}` answers 200 and twice the number.

2. `GET /ping` answers 200 and `"pong"`.

Your answer
━━━━━━━━━━━

edit  `double/main.py`
then  `learnfastapi check double`  grade it
      `learnfastapi run double`    try it in the browser, at `/docs`
      `learnfastapi hint double`   when you are stuck
"""


@pytest.fixture
def rewrite(copied_course):
    """Replace a part of a file of the course."""

    def call(file, old, new):
        text = (copied_course / file).read_text()
        assert old in text
        (copied_course / file).write_text(text.replace(old, new))

    return call


def test_lesson_is_shown_in_the_learners_order(run, copied_course):
    code, stdout, stderr = run("author", "preview", "doubling", cwd=copied_course)

    assert (code, stderr) == (0, "")
    assert stdout.startswith(DOUBLING)
    assert [line for line in stdout.splitlines() if line in ("Core", "Advanced", "Recite") or "Here comes" in line] == [
        "Core",
        "Here comes the exercise `double`. What follows is shown after a pass.",
        "Advanced",
        "Recite",
    ]


def test_task_is_shown_as_it_is_begun(run, copied_course):
    assert run("author", "preview", "double", "--once", cwd=copied_course) == (0, TASK, "")


def test_lesson_comes_before_an_exercise_of_its_name(run, copied_course, rewrite):
    for kind in ("exercises", "solutions"):
        (copied_course / kind / "double").rename(copied_course / kind / "doubling")
    rewrite("lessons/doubling.md", "[double]", "[doubling]")

    code, stdout, _ = run("author", "preview", "doubling", cwd=copied_course)

    assert code == 0
    assert stdout.startswith(DOUBLING.replace("`double`", "`doubling`"))
    assert stdout.count("A service that doubles numbers.") == 1
    assert stdout.index("Review.") < stdout.index("exercise `doubling` · 1 minute\n\nA service")


def test_one_section(run, copied_course):
    shown = "Core\n────\nCore.\n"

    assert (
        run("author", "preview", "doubling", "--section", "core", cwd=copied_course)[1].replace("\n\n", "\n") == shown
    )


def test_course_is_found_from_a_folder_inside_and_by_its_option_and_by_the_workspace(
    run, copied_course, new_workspace, tmp_path
):
    results = [
        run("author", "preview", "double", cwd=copied_course / "exercises" / "double" / "starter"),
        run("author", "preview", "double", "--course", "course", cwd=tmp_path),
        run("author", "preview", "double", cwd=new_workspace),
    ]

    assert results == [(0, TASK, "")] * 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["doublin", "--course", "course"],
            "No lesson or exercise named `doublin`\n\nhint: did you mean `doubling`?\n",
            id="near",
        ),
        pytest.param(
            ["zzz", "--course", "course"],
            "No lesson or exercise named `zzz`\n\nhint: there are `double`, `doubling`\n",
            id="unknown",
        ),
        pytest.param(
            ["double", "--section", "core", "--course", "course"],
            "`double` is an exercise, which has no sections\n\nhint: leave `--section` out\n",
            id="section of an exercise",
        ),
        pytest.param(
            ["double", "--course", "nowhere"],
            "`nowhere` is no folder of a course: it has no `lessons/course.toml`\n\n"
            "hint: give the folder that holds `lessons`, `exercises`, `solutions`\n",
            id="no course",
        ),
        pytest.param(
            ["double"],
            "No course in `{here}` or above it\n\nhint: `cd` into your course, or name it with `--course DIR`; "
            "`learnfastapi author new course DIR` makes one\n",
            id="no course here",
        ),
    ],
)
def test_wrong_input(run, copied_course, tmp_path, arguments, message):
    assert run("author", "preview", *arguments) == (2, "", f"error: {message.format(here=tmp_path)}")


def test_workspace_of_the_built_in_course_is_no_course_to_write_in(run, tmp_path):
    assert run("start", "w")[0] == 0

    assert run("author", "preview", "double", cwd=tmp_path / "w")[2].startswith(
        f"error: No course in `{tmp_path / 'w'}` or above it\n"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("lessons/doubling.md", "## Recite\n", "## Recall\n", "lessons/doubling.md:1: ## Recite: is missing"),
        ("lessons/doubling.md", "minutes: 1", "minutes: x", "4: minutes: wants a whole number (got 'x')"),
        ("lessons/doubling.md", "requires: []", "requires: [", "doubling.md:7: is not YAML: "),
        ("lessons/doubling.md", "Core.", "```http\nGET /\n\n→ 2\n```", "17: wants a status such as "),
        ("exercises/double/exercise.md", "2. `GET", "3. `GET", ":9: ## Requirements: wants its items numbered from 1"),
    ],
    ids=["heading", "front matter", "YAML", "exchange", "task"],
)
def test_broken_page_is_told_with_file_and_line(run, copied_course, rewrite, file, old, new, problem):
    rewrite(file, old, new)

    code, stdout, stderr = run("author", "preview", "doubling" if "less" in file else "double", cwd=copied_course)

    assert (code, stdout) == (3, "")
    assert problem in stderr.splitlines()[0]


def test_save_is_shown_and_a_broken_one_is_told(terminal, copied_course, rewrite):
    shown = terminal("author", "preview", "doubling", cwd=copied_course)
    shown.await_text("Waiting for the next save of \x1b[36mlessons/doubling.md\x1b[0m. Ctrl-C ends.")
    rewrite("lessons/doubling.md", "A course for tests", "Written anew")
    shown.await_text("Written anew")
    shown.await_text("Ctrl-C ends.")
    rewrite("lessons/doubling.md", "minutes: 1", "minutes: x")
    shown.await_text("lessons/doubling.md:4: minutes: wants a whole number (got 'x')")
    rewrite("lessons/doubling.md", "minutes: x", "minutes: 9")
    shown.await_text("9 minutes")
    shown.type_until_it_ends("\x03")

    assert shown.end() == 0
    assert "Traceback" not in shown.text


def test_section_that_is_renamed_meanwhile(terminal, copied_course, rewrite):
    shown = terminal("author", "preview", "doubling", "--section", "explain-it", cwd=copied_course)
    shown.await_text("Ctrl-C ends.")
    shutil.rmtree(copied_course / "exercises" / "double")
    rewrite("lessons/doubling.md", "### Explain it\n", "### Explain\n")
    shown.await_text("lessons/doubling.md:1: ### Explain it: is missing")
    shown.type_until_it_ends("\x03")

    assert shown.end() == 0
