"""`author new`: what it makes is a valid course that works, and says what has to be written."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grader.course.reader import read_course

NEXT = "\nWhat you have to write is marked `TODO(author)`; comments say how.\nNext: "
FILES = [
    "exercises/first-steps/exercise.md",
    "exercises/first-steps/starter/main.py",
    "exercises/first-steps/test_first_steps.py",
    "lessons/course.toml",
    "lessons/first-steps.md",
    "solutions/first-steps/mistakes/limits-shut-out/explanation.md",
    "solutions/first-steps/mistakes/limits-shut-out/main.py",
    "solutions/first-steps/notes.md",
    "solutions/first-steps/reference/main.py",
    "solutions/first-steps/variants/limits-by-hand/main.py",
]
COURSE = """\
# ours
title = "Sample"  # by us
format = 1

[[levels]]
id = "core"
title = "Core"
lessons = {core}  # in this order

[[levels]]
id = "deep"
title = "Deep"
lessons = []
# the end
"""


def files_below(folder: Path) -> dict[str, bytes]:
    """Name to content, without caches."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture
def new(run, copied_course):
    """Run `author new` in the copied course."""
    return lambda *arguments, **more: run("author", "new", *arguments, cwd=copied_course, **more)


@pytest.fixture
def new_course(run, tmp_path):
    """A course that the program made."""
    assert run("author", "new", "course", "seed-bank")[0] == 0
    return tmp_path / "seed-bank"


# courses


def test_new_course_lists_its_files_and_one_next_step(run, tmp_path):
    assert run("author", "new", "course", "seed-bank", "--no-pack", "--title", 'A "seed" \\ bank') == (
        0,
        "The course `seed-bank` is made:\n"
        "\n"
        "  `seed-bank/lessons/course.toml`\n"
        "  `seed-bank/lessons/first-steps.md`\n"
        "  `seed-bank/exercises/first-steps/exercise.md`\n"
        "  `seed-bank/exercises/first-steps/starter/main.py`\n"
        "  `seed-bank/exercises/first-steps/test_first_steps.py`\n"
        "  `seed-bank/solutions/first-steps/mistakes/limits-shut-out/explanation.md`\n"
        "  `seed-bank/solutions/first-steps/mistakes/limits-shut-out/main.py`\n"
        "  `seed-bank/solutions/first-steps/notes.md`\n"
        "  `seed-bank/solutions/first-steps/reference/main.py`\n"
        "  `seed-bank/solutions/first-steps/variants/limits-by-hand/main.py`\n"
        + NEXT
        + "`learnfastapi author preview first-steps --course seed-bank` shows the lesson and its exercise.\n",
        "",
    )
    assert sorted(files_below(tmp_path / "seed-bank")) == FILES
    assert read_course(tmp_path / "seed-bank").title == 'A "seed" \\ bank'


def test_new_course_is_valid_and_small(new_course):
    course = read_course(new_course)

    assert (course.title, [level.lessons for level in course.levels]) == ("Seed bank", [("first-steps",)])
    assert [(each.id, len(each.mistakes), len(each.hints)) for each in course.exercises.values()] == [
        ("first-steps", 1, 2)
    ]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("solutions/first-steps/reference", 0),
        ("solutions/first-steps/variants/limits-by-hand", 0),
        ("exercises/first-steps/starter", 1),
        ("solutions/first-steps/mistakes/limits-shut-out", 1),
    ],
    ids=["reference", "variant", "starter", "mistake"],
)
def test_new_course_judges_rightly(run, new_course, answer, code):
    assert run("author", "try", "first-steps", "--answer", answer, cwd=new_course)[0] == code


def test_mistake_of_a_new_course_fails_its_requirement_only(run, new_course):
    shutil.copytree(new_course / "solutions/first-steps/mistakes/limits-shut-out", new_course / "answer")

    _, stdout, _ = run("author", "try", "first-steps", "--answer", "answer", cwd=new_course)

    assert [line.partition("::")[2] for line in stdout.splitlines() if line.startswith("FAILED")] == [
        "test_first_and_last_coat_exist[1]",
        "test_first_and_last_coat_exist[200]",
    ]


def test_examples_of_a_new_lesson_come_as_they_are_shown(new_course):
    command = [sys.executable, "-m", "grader.course.examples", str(new_course / "lessons" / "first-steps.md")]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "3 programs, 6 exchanges: all as shown\n")


def test_learner_can_take_a_new_course_and_sees_no_comment(run, new_course, tmp_path):
    assert run("start", "w", "--course", "seed-bank")[0] == 0
    code, stdout, _ = run("next", "--all", cwd=tmp_path / "w")

    assert code == 0
    assert ("TODO(author): picture a" in stdout, "<!--" in stdout, "-->" in stdout) == (True, False, False)
    assert run("check", cwd=tmp_path / "w")[0] == 1


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".toml")])
def test_what_has_to_be_written_is_marked(new_course, name):
    assert b"TODO(author)" in (new_course / name).read_bytes()


def test_pack_is_built_with_its_course_and_found_by_its_entry_point(new_course, tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "built")]
    subprocess.run(build, cwd=new_course, check=True, capture_output=True)
    (wheel,) = (tmp_path / "built").glob("*.whl")

    with zipfile.ZipFile(wheel) as content:
        names = [name for name in content.namelist() if ".dist-info/" not in name]
        entries = content.read("learnfastapi_seed_bank-0.1.0.dist-info/entry_points.txt").decode()
        content.extractall(tmp_path / "installed")

    assert sorted(names) == sorted(f"learnfastapi_seed_bank/{name}" for name in ["__init__.py", *FILES])
    assert entries == "[learnfastapi.courses]\nseed-bank = learnfastapi_seed_bank\n"
    assert read_course(tmp_path / "installed" / "learnfastapi_seed_bank").title == "Seed bank"


def test_new_course_in_a_folder_that_holds_only_hidden_files(run, tmp_path):
    (tmp_path / "seed-bank" / ".git").mkdir(parents=True)

    assert run("author", "new", "course", ".", cwd=tmp_path / "seed-bank")[0] == 0


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("full", "`{tmp}/full` is not empty (it holds `mine.txt`)\n\nhint: give a folder that is new or empty\n"),
        ("file", "`{tmp}/file` is a file\n\nhint: give a folder that is new or empty\n"),
        (
            "My Course",
            "`My Course` cannot be a name: names are lower-case words and hyphens\n\nhint: use `my-course`\n",
        ),
    ],
    ids=["full", "file", "name"],
)
def test_new_course_at_a_place_where_none_can_be(run, tmp_path, name, message):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    before = files_below(tmp_path)

    assert run("author", "new", "course", name) == (2, "", f"error: {message.format(tmp=tmp_path)}")
    assert files_below(tmp_path) == before


# lessons


def test_new_lesson_is_entered_at_the_end_of_its_level(new, copied_course):
    (copied_course / "lessons" / "course.toml").write_text(COURSE.format(core='["doubling"]'))

    assert new("lesson", "tripling") == (
        0,
        "The lesson `tripling` is made:\n"
        "\n"
        "  `lessons/tripling.md`\n"
        "  `lessons/course.toml`: `tripling` is the last of `core`\n"
        + NEXT
        + "`learnfastapi author preview tripling` shows it while you write.\n",
        "",
    )
    lesson = read_course(copied_course).lessons["tripling"]
    assert (lesson.title, lesson.level, lesson.minutes, lesson.requires, lesson.exercises) == (
        "Tripling",
        "core",
        4,
        ("doubling",),
        (),
    )


@pytest.mark.parametrize(
    ("core", "after"),
    [
        ('["doubling"]', '["doubling", "tripling"]'),
        ('[\n  "doubling", # first\n]', '[\n  "doubling", # first\n  "tripling",\n]'),
        ('[ "doubling" ]', '[ "doubling", "tripling" ]'),
    ],
    ids=["in a line", "in several", "with spaces"],
)
def test_course_file_keeps_its_layout(new, copied_course, core, after):
    (copied_course / "lessons" / "course.toml").write_text(COURSE.format(core=core))

    assert new("lesson", "tripling")[0] == 0
    assert (copied_course / "lessons" / "course.toml").read_text() == COURSE.format(core=after)


def test_new_lesson_takes_options(new, copied_course):
    (copied_course / "lessons" / "course.toml").write_text(COURSE.format(core='["doubling"]'))
    title = "Yes: three #times, 'really'"

    assert new("lesson", "tripling", "--title", title, "--level", "deep", "--minutes", "25")[0] == 0
    course = read_course(copied_course)
    lesson = course.lessons["tripling"]
    assert (lesson.title, lesson.level, lesson.minutes, lesson.requires) == (title, "deep", 25, ())
    assert course.levels[1].lessons == ("tripling",)


def test_new_lesson_whose_name_yaml_takes_for_something_else(new, copied_course):
    assert [new("lesson", name)[0] for name in ("yes", "null")] == [0, 0]
    assert read_course(copied_course).lessons["null"].requires == ("yes",)


# exercises


def test_new_exercise_is_entered_into_its_lesson_and_works(new, run, copied_course):
    assert new("exercise", "rate-limits") == (
        0,
        "The exercise `rate-limits` is made:\n"
        "\n"
        "  `exercises/rate-limits/exercise.md`\n"
        "  `exercises/rate-limits/starter/main.py`\n"
        "  `exercises/rate-limits/test_rate_limits.py`\n"
        "  `solutions/rate-limits/mistakes/limits-shut-out/explanation.md`\n"
        "  `solutions/rate-limits/mistakes/limits-shut-out/main.py`\n"
        "  `solutions/rate-limits/notes.md`\n"
        "  `solutions/rate-limits/reference/main.py`\n"
        "  `solutions/rate-limits/variants/limits-by-hand/main.py`\n"
        "  `lessons/doubling.md`: `rate-limits` is its last exercise\n"
        + NEXT
        + "`learnfastapi author try rate-limits` runs its checks, which pass.\n",
        "",
    )
    exercise = read_course(copied_course).exercises["rate-limits"]
    assert (exercise.title, exercise.lesson, exercise.kind, exercise.minutes) == (
        "Rate limits",
        "doubling",
        "complete",
        15,
    )
    assert run("author", "try", "rate-limits", cwd=copied_course)[0] == 0
    assert run("author", "try", "rate-limits", "--answer", str(exercise.starter), cwd=copied_course)[0] == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("exercises: [double]", "exercises: [double, more]"),
        ("exercises: [double]  # ours", "exercises: [double, more]  # ours"),
        ("exercises: [double,]", "exercises: [double, more,]"),
        ("exercises: [\n  double  # one\n]", "exercises: [\n  double, more  # one\n]"),
        ('exercises: ["double"]', 'exercises: ["double", more]'),
        ("exercises:\n- double", "exercises:\n- double\n- more"),
        ("exercises:\n  - double  # one\n  # two", "exercises:\n  - double  # one\n  - more\n  # two"),
    ],
    ids=["list", "comment", "comma", "lines", "quotes", "dashes", "indented dashes"],
)
def test_front_matter_keeps_its_layout(new, copied_course, before, after):
    lesson = copied_course / "lessons" / "doubling.md"
    text = lesson.read_text()
    lesson.write_text(text.replace("exercises: [double]", before))

    assert new("exercise", "more")[0] == 0
    assert lesson.read_text() == text.replace("exercises: [double]", after)
    assert read_course(copied_course).lessons["doubling"].exercises == ("double", "more")


@pytest.mark.parametrize("line", ["exercises: []\n", ""], ids=["empty", "missing"])
def test_first_exercise_of_a_lesson(new, copied_course, line):
    shutil.rmtree(copied_course / "exercises" / "double")
    shutil.rmtree(copied_course / "solutions" / "double")
    lesson = copied_course / "lessons" / "doubling.md"
    lesson.write_text(lesson.read_text().replace("exercises: [double]\n", line))

    assert new("exercise", "doubling")[0] == 0
    assert read_course(copied_course).lessons["doubling"].exercises == ("doubling",)


def test_lesson_with_windows_line_ends_keeps_them(new, copied_course):
    lesson = copied_course / "lessons" / "doubling.md"
    content = b"\xef\xbb\xbf" + lesson.read_bytes().replace(b"\n", b"\r\n")
    lesson.write_bytes(content)

    assert new("exercise", "more")[0] == 0
    assert lesson.read_bytes() == content.replace(b"[double]", b"[double, more]")


def test_new_exercise_goes_to_the_lesson_of_its_name_else_to_the_last_without_one(new, copied_course):
    for name in ("tripling", "halving"):
        assert new("lesson", name)[0] == 0
    for name in ("tripling", "more", "most"):
        assert new("exercise", name)[0] == 0

    lessons = read_course(copied_course).lessons.values()
    assert [lesson.exercises for lesson in lessons] == [("double",), ("tripling",), ("more", "most")]


def test_new_exercise_takes_options(new, copied_course):
    options = ["--title", "- more", "--lesson", "doubling", "--kind", "mend", "--minutes", "45"]

    assert new("exercise", "more", *options)[0] == 0
    exercise = read_course(copied_course).exercises["more"]
    assert (exercise.title, exercise.lesson, exercise.kind, exercise.minutes) == ("- more", "doubling", "mend", 45)


# wrong input


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["lesson", "Rate Limits"],
            "`Rate Limits` cannot be a name: names are lower-case words and hyphens\n\nhint: use `rate-limits`\n",
        ),
        (
            ["exercise", "§"],
            "`§` cannot be a name: names are lower-case words and hyphens\n\nhint: use one such as `path-parameters`\n",
        ),
        (
            ["exercise", "notes"],
            "`notes` cannot be a name: it is where learners keep their notes\n\nhint: use one such as `more-notes`\n",
        ),
        (["lesson", "doubling"], "The lesson `doubling` exists already\n\nhint: take another name\n"),
        (["exercise", "double"], "The exercise `double` exists already\n\nhint: take another name\n"),
        (["lesson", "a", "--level", "cor"], "No level named `cor`\n\nhint: did you mean `core`?\n"),
        (["exercise", "a", "--lesson", "zzz"], "No lesson named `zzz`\n\nhint: there are `doubling`\n"),
        (
            ["exercise", "a", "--kind", "zzz"],
            "No kind named `zzz`\n\nhint: there are `build`, `complete`, `mend`, `tighten`, `extend`, `refactor`, "
            "`tests`, `deploy`\n",
        ),
        (["lesson", "a", "--title", "b\nc"], "`'b\\nc'` is no title\n\nhint: give a few words on one line\n"),
        (["lesson", "a", "--title", " "], "`''` is no title\n\nhint: give a few words on one line\n"),
        (
            ["lesson", "a", "--minutes", "0"],
            "`--minutes` should be greater than or equal to 1\n\n"
            "hint: `learnfastapi author new lesson --help` shows what can be typed\n",
        ),
        (
            ["lesson"],
            "The argument `NAME` is missing\n\nhint: `learnfastapi author new lesson --help` shows what can be typed\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_input_writes_nothing(new, copied_course, arguments, message):
    before = files_below(copied_course)

    assert new(*arguments) == (2, "", f"error: {message}")
    assert files_below(copied_course) == before


def test_broken_course_is_told_to_its_author(new, copied_course):
    (copied_course / "lessons" / "doubling.md").write_text("nothing\n")

    code, stdout, stderr = new("lesson", "tripling")

    assert (code, stdout) == (3, "")
    assert stderr.endswith("\n\nhint: mend what is named, then type the command again\n")
    assert not (copied_course / "lessons" / "tripling.md").exists()


def test_what_was_made_is_taken_back_when_the_system_refuses(new, copied_course):
    (copied_course / "solutions" / "more").write_text("mine")
    before = files_below(copied_course)

    code, stdout, stderr = new("exercise", "more")

    assert (code, stdout) == (2, "")
    assert stderr.startswith("error: ")
    assert "Traceback" not in stderr
    assert files_below(copied_course) == before
    assert not (copied_course / "exercises" / "more").exists()


def test_course_without_a_lesson_or_a_level(run, copied_course):
    for folder in ("exercises", "solutions"):
        shutil.rmtree(copied_course / folder)
    (copied_course / "lessons" / "doubling.md").unlink()
    toml = copied_course / "lessons" / "course.toml"

    toml.write_text(COURSE.format(core="[]"))
    assert run("author", "new", "exercise", "a", cwd=copied_course)[2] == (
        "error: The course has no lesson\n\nhint: `learnfastapi author new lesson a` makes one\n"
    )
    assert run("author", "new", "lesson", "a", cwd=copied_course)[0] == 0
    (copied_course / "lessons" / "a.md").unlink()
    toml.write_text('title = "x"\nformat = 1\nlevels = []\n')
    assert run("author", "new", "lesson", "a", cwd=copied_course)[2] == (
        "error: The course has no level\n\nhint: write one into `lessons/course.toml`\n"
    )


# on a terminal


def test_terminal_asks_for_what_no_option_says(terminal, copied_course):
    shown = terminal("author", "new", "exercise", "more", "--lesson", "doubling", cwd=copied_course)
    shown.await_text("Title [More]: ")
    shown.type("Much more\n")
    shown.await_text("Kind (build, complete, mend, tighten, extend, refactor, tests, deploy) [complete]: ")
    shown.type("\n")

    assert shown.end() == 0
    exercise = read_course(copied_course).exercises["more"]
    assert (exercise.title, exercise.kind) == ("Much more", "complete")


def test_terminal_asks_for_a_level(terminal, copied_course):
    shown = terminal("author", "new", "lesson", "tripling", cwd=copied_course)
    shown.await_text("Title [Tripling]: ")
    shown.type("\n")
    shown.await_text("Level (core) [core]: ")
    shown.type("deep\n")

    assert shown.end() == 2
    assert "No level named deep" in shown.text.replace("\x1b[36m", "").replace("\x1b[0m", "")
    assert not (copied_course / "lessons" / "tripling.md").exists()


def test_question_that_is_left_writes_nothing(terminal, copied_course):
    before = files_below(copied_course)
    shown = terminal("author", "new", "lesson", "tripling", cwd=copied_course)
    shown.await_text("Title [Tripling]: ")
    shown.type("\x04")

    assert shown.end() == 130
    assert files_below(copied_course) == before


# help


@pytest.mark.parametrize(
    ("arguments", "example"),
    [
        (["author"], "Example: learnfastapi author new course seed-bank"),
        (["author", "new"], "Example: learnfastapi author new lesson rate-limits"),
        (["author", "new", "lesson"], "Example: learnfastapi author new lesson rate-limits --level core"),
        (["author", "new", "exercise"], "Example: learnfastapi author new exercise rate-limits --kind tighten"),
        (["author", "new", "course"], "Example: learnfastapi author new course seed-bank"),
        (["author", "try"], "Example: learnfastapi author try rate-limits -k test_limits --pdb"),
        (["author", "preview"], "Example: learnfastapi author preview rate-limits"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_help_has_an_example(run, arguments, example):
    code, stdout, stderr = run(*arguments, "--help")

    assert (code, stderr) == (0, "")
    assert stdout.startswith(f"Usage: learnfastapi {' '.join(arguments)} [OPTIONS]")
    assert stdout.endswith(f"\n  {example}\n")


def test_group_is_listed_and_shows_its_help(run):
    assert "\n  author    For instructors: new, try, preview, check\n" in run("--help")[1]
    assert run("author") == run("author", "--help")
    assert run("author", "new") == run("author", "new", "--help")


def test_command_that_is_not_there(run):
    assert run("author", "nwe") == (
        2,
        "",
        "error: No such command `nwe`. Did you mean `new`?\n\n"
        "hint: `learnfastapi author --help` shows what can be typed\n",
    )


def test_first_lesson_and_exercise_have_the_name_that_is_asked_for(run, tmp_path):
    code, stdout, _ = run("author", "new", "course", "rain", "--first", "rain-gauges")

    assert code == 0
    assert "`rain/lessons/rain-gauges.md`" in stdout
    course = read_course(tmp_path / "rain")
    assert (list(course.lessons), list(course.exercises)) == (["rain-gauges"], ["rain-gauges"])


def test_first_name_that_is_none_makes_nothing(run, tmp_path):
    code, _, stderr = run("author", "new", "course", "rain", "--first", "Rain gauges")

    assert code == 2
    assert (
        stderr
        == "error: `Rain gauges` cannot be a name: names are lower-case words and hyphens\n\nhint: use `rain-gauges`\n"
    )
    assert not (tmp_path / "rain").exists()
