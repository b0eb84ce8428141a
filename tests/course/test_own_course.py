"""The course of this repository can be read."""

from pathlib import Path

from grader.course.reader import read_course

ROOT = Path(__file__).parents[2]


def test_own_course_has_no_problems():
    course = read_course(ROOT)

    assert "path-parameters" in course.exercises
