"""`author check`, as an instructor runs it."""

import json
import re
from pathlib import Path

import pytest

MADE = (
    ("lessons/first-steps.md", "holds `TODO(author)`"),
    ("exercises/first-steps/exercise.md", "holds `TODO(author)`"),
)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one test has judged, the others need not."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def environment(environment: dict[str, str], cache: Path) -> dict[str, str]:
    return {**environment, "XDG_CACHE_HOME": str(cache)}


@pytest.fixture
def seeds(run, tmp_path) -> Path:
    """A new course, with all that it asks its author to write done as shortly as can be."""
    assert run("author", "new", "course", "seeds", "--title", "Seeds")[0] == 0
    for folder in ("lessons", "exercises", "solutions"):
        for file in (tmp_path / "seeds" / folder).rglob("*.*"):
            if file.is_file():
                text = file.read_text().replace("# TODO(author):", "#").replace("TODO(author): ", "")
                file.write_text(text.replace("TODO(author)", "a name"))
    return tmp_path / "seeds"


def shown(output: str) -> str:
    """Without what a machine decides: seconds."""
    return re.sub(r" +\d+\.\d(?=\n)", " S", output)


def test_new_course_lacks_only_what_has_to_be_written(run, tmp_path):
    run("author", "new", "course", "seeds", "--title", "Seeds")

    code, output, _ = run("author", "check", "seeds", "--format", "json")

    found = json.loads(output)
    assert code == 1
    assert {each["text"].partition("`, and")[0].rstrip("`") for each in found["defects"]} == {"holds `TODO(author)"}
    assert {each["file"] for each in found["defects"]} == {
        "lessons/first-steps.md",
        "exercises/first-steps/exercise.md",
        "exercises/first-steps/test_first_steps.py",
        "exercises/first-steps/starter/main.py",
        "solutions/first-steps/notes.md",
        "solutions/first-steps/reference/main.py",
        "solutions/first-steps/variants/limits-by-hand/main.py",
        "solutions/first-steps/mistakes/limits-shut-out/main.py",
        "solutions/first-steps/mistakes/limits-shut-out/explanation.md",
    }
    total = found["quality"]["total"]
    assert (total["sensitivity"], total["specificity"], total["mutation_score"]) == (1.0, 1.0, 1.0)


def test_new_lesson_and_exercise_lack_only_what_has_to_be_written(run, seeds):
    run("author", "new", "lesson", "rate-limits", cwd=seeds)
    run("author", "new", "exercise", "rate-limits", cwd=seeds)

    code, output, _ = run("author", "check", "--only", "rate-limits", "--format", "json", cwd=seeds)

    assert code == 1
    assert {each["text"].partition("`, and")[0].rstrip("`") for each in json.loads(output)["defects"]} == {
        "holds `TODO(author)"
    }


def test_course_in_order(run, seeds):
    code, output, errors = run("author", "check", cwd=seeds)

    assert (code, errors) == (0, "Wrote `solutions/first-steps/signatures.json`\n")
    assert shown(output) == (
        "             wrong caught  right accepted  mutants caught  seconds\n"
        "first-steps           6/6             2/2             9/9 S\n"
        "\n"
        "In order: sensitivity 1.0, specificity 1.0, mutants caught 1.0.\n"
    )
    quality = json.loads((seeds / "quality.json").read_text())
    assert quality["course"] == "Seeds"
    assert quality["total"]["figures"]["mutants_caught"] == 9


def test_second_run_judges_nothing(run, seeds):
    run("author", "check", cwd=seeds)

    code, output, errors = run("author", "check", "--format", "json", cwd=seeds)

    assert (code, errors) == (0, "")
    figures = json.loads(output)["quality"]["total"]["figures"]
    assert (figures["judged"], figures["seconds"]) == (0, 0.0)
    assert figures["mutants_caught"] == 9


def test_all_that_is_wrong_is_told_at_once(run, seeds):
    lesson = seeds / "lessons" / "first-steps.md"
    lesson.write_text(lesson.read_text().replace('"rail": 2}', '"rail": 3}', 1))
    check = seeds / "exercises" / "first-steps" / "test_first_steps.py"
    check.write_text(check.read_text().replace("[20, 180, *random.sample(range(2, 200), 5)]", "[45]"))
    (seeds / "exercises" / "first-steps" / "notes.txt").touch()

    code, output, _ = run("author", "check", cwd=seeds)

    assert code == 1
    for text in (
        "exercises/first-steps/notes.txt: is no part of",
        "lessons/first-steps.md:62: `GET /coats/45`: body at `rail`: `2` came, `3` is\nshown\n",
        "solutions/first-steps/reference/main.py:13: no check notices this mutant:",
        "    Told apart by:\n      GET /coats/",
    ):
        assert text in output
    assert output.splitlines()[-1].startswith("3 problems: ")


def test_fix_writes_what_really_came(run, seeds):
    lesson = seeds / "lessons" / "first-steps.md"
    right = lesson.read_text()
    lesson.write_text(right.replace('"rail": 2}', '"rail": 3}', 1))

    code, _, errors = run("author", "check", "--fix", cwd=seeds)

    assert code == 0
    assert lesson.read_text() == right
    assert errors.startswith("Mended `lessons/first-steps.md`, line ")


def test_matrix_shows_each_check(run, seeds):
    _, output, _ = run("author", "check", "--matrix", cwd=seeds)

    head, *rows = output.splitlines()
    assert head.split() == ["first-steps", "caught", "alone"]
    assert [row.split()[0] for row in rows[:6]] == [
        "test_coat_of_the_example",
        "test_coats_that_the_task_does_not_name",
        "test_first_and_last_coat_exist",
        "test_next_to_the_limits",
        "test_far_outside",
        "test_not_a_whole_number",
    ]


def test_annotations_name_files_as_the_repository_does(run, seeds):
    (seeds / "exercises" / "first-steps" / "notes.txt").touch()

    code, output, _ = run("author", "check", "seeds", "--format", "github", GITHUB_WORKSPACE=str(seeds.parent))

    assert code == 1
    assert output.startswith("::error file=seeds/exercises/first-steps/notes.txt::is no part of")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "error: `nowhere` is no folder of a course: it has no `lessons/course.toml`\n"),
        (["seeds", "--only", "frist-steps"], "error: No lesson or exercise named `frist-steps`\n"),
        (["seeds", "--jobs", "0"], "error: `--jobs` should be greater than or equal to 1\n"),
    ],
    ids=["course", "id", "jobs"],
)
def test_wrong_command_line(run, seeds, arguments, message):
    code, output, errors = run("author", "check", *arguments)

    assert (code, output) == (2, "")
    assert errors.startswith(message)
    assert "\nhint: " in errors


def test_one_exercise_has_no_quality_file(run, seeds):
    run("author", "check", "--only", "first-steps", cwd=seeds)

    assert not (seeds / "quality.json").exists()


def test_check_that_hangs_is_told(run, seeds):
    check = seeds / "exercises" / "first-steps" / "test_first_steps.py"
    check.write_text(check.read_text() + HANGING)

    code, output, _ = run("author", "check", cwd=seeds, LEARNFASTAPI_TIME_SCALE="0.1")

    assert code == 1
    assert "`test_hangs`" in output
    assert "did not end within 2.2 s" in " ".join(output.split())


HANGING = '''

@requirement(2)
def test_hangs(client):
    """It hangs"""
    while True:
        pass
'''
