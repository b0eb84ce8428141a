"""When a file of signatures is stale, and what is graded for it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from grader.course.reader import read_course
from grader.diagnosis.writing import inputs_of, is_current, laid_over

ROOT = Path(__file__).resolve().parents[2]
COURSE = read_course(ROOT)


@pytest.mark.parametrize("exercise", COURSE.exercises.values(), ids=COURSE.exercises)
def test_file_that_we_ship_is_current(exercise):
    """If this fails: `python -m grader.diagnosis --course .`"""
    assert is_current(exercise)


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("exercises/path-parameters/test_path_parameters.py", True),
        ("exercises/path-parameters/starter/main.py", True),
        ("solutions/path-parameters/reference/main.py", True),
        ("solutions/path-parameters/mistakes/any-word/main.py", True),
        ("solutions/path-parameters/mistakes/any-word/explanation.md", False),
        ("solutions/path-parameters/variants/router/main.py", False),
        ("exercises/path-parameters/exercise.md", False),
    ],
)
def test_what_changes_the_digest(file, counts, tmp_path):
    for part in ("lessons", "exercises", "solutions"):
        shutil.copytree(ROOT / part, tmp_path / part)
    before = inputs_of(read_course(tmp_path).exercise("path-parameters"))
    with (tmp_path / file).open("a") as text:
        text.write("\n# One line more.\n" if file.endswith(".py") else "\n- one line more\n")

    assert (inputs_of(read_course(tmp_path).exercise("path-parameters")) != before) is counts


def test_exercise_without_a_file_is_stale():
    assert not is_current(replace(COURSE.exercise("path-parameters"), signatures=None))


def test_mistake_is_laid_over_the_reference_without_its_explanation(write_files):
    folder = write_files({"explanation.md": "# One", "tools/one.py": "ONE = 1\n"})
    exercise = COURSE.exercise("path-parameters")

    answer = laid_over(exercise, folder)

    assert answer.files == {
        "main.py": (exercise.reference / "main.py").read_bytes(),
        "tools/one.py": b"ONE = 1\n",
    }
