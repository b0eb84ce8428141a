"""The way through a course: pure, on a course of two lessons, `first` without an exercise and `doubling` with one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.models import Course
from grader.course.reader import read_course
from grader.errors import UnknownNameError
from learnfastapi.way import Step, Task, next_step, part_named, parts_of, steps_of

SAMPLE = Path(__file__).parent / "sample_course"
PARTS = ["survey", "in-plain-words", "core", "advanced", "under-the-hood", "recite", "cornell-notes", "review"]
FIRST = [f"first/{part}" for part in PARTS]
DOUBLING = [f"doubling/{part}" for part in PARTS]


@pytest.fixture
def two_lessons(tmp_path: Path) -> Course:
    folder = shutil.copytree(SAMPLE, tmp_path / "course")
    text = (folder / "lessons" / "doubling.md").read_text()
    (folder / "lessons" / "first.md").write_text(text.replace("exercises: [double]", "exercises: []"))
    toml = folder / "lessons" / "course.toml"
    toml.write_text(toml.read_text().replace('["doubling"]', '["first", "doubling"]'))
    return read_course(folder)


def label(step: Step | None) -> str:
    if step is None:
        return "end"
    return f"{step.lesson.id}/{step.exercise if isinstance(step, Task) else step.name}"


@pytest.fixture
def follow(two_lessons: Course) -> Callable[[str | None, list[str]], str]:
    """The next step from a lesson on, after these parts were read and these exercises done."""

    def call(start: str | None, done: list[str]) -> str:
        step = next_step(
            two_lessons,
            start,
            is_read=lambda lesson, part: f"{lesson}/{part}" in done,
            is_done=lambda exercise: exercise in done,
        )
        return label(step)

    return call


def test_lesson_goes_to_its_core_then_its_exercise_then_deeper(two_lessons):
    steps = [label(step) for step in steps_of(two_lessons.lesson("doubling"))]

    assert steps == [*DOUBLING[:3], "doubling/double", *DOUBLING[3:]]


@pytest.mark.parametrize(
    ("start", "done", "step"),
    [
        pytest.param(None, [], "first/survey", id="beginning"),
        pytest.param("first", FIRST[:1], "first/in-plain-words", id="order"),
        pytest.param("first", ["first/core"], "first/survey", id="what was skipped"),
        pytest.param("first", FIRST, "doubling/survey", id="next lesson"),
        pytest.param("doubling", [], "doubling/survey", id="jump"),
        pytest.param("lost", [], "first/survey", id="lesson that the course has no more"),
        pytest.param("doubling", DOUBLING, "doubling/double", id="exercise blocks the way"),
        pytest.param("doubling", [*DOUBLING[:3], "double"], "doubling/advanced", id="deeper parts after the exercise"),
        pytest.param("doubling", [*DOUBLING, "double"], "first/survey", id="earlier lesson at the end"),
        pytest.param("doubling", [*FIRST, *DOUBLING, "double"], "end", id="end"),
    ],
)
def test_next_step(follow, start, done, step):
    assert follow(start, done) == step


def test_parts_hold_every_section_with_a_text_once(two_lessons):
    lesson = two_lessons.lesson("doubling")

    titles = [section.title for part in parts_of(lesson) for section in part.sections]

    assert titles == [section.title for section in lesson.sections if section.title != "Going deeper"]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        pytest.param("core", ["Core"], id="part"),
        pytest.param("survey", ["Survey", "Questions"], id="part of two sections"),
        pytest.param("questions", ["Questions"], id="section"),
        pytest.param("Under the Hood", ["Under the hood"], id="as its title"),
        pytest.param("recite", ["Recite", "Explain it"], id="with what stands below"),
        pytest.param("explain-it", ["Explain it"], id="what stands below"),
    ],
)
def test_part_by_name(two_lessons, name, titles):
    part = part_named(two_lessons.lesson("doubling"), name)

    assert [section.title for section in part.sections] == titles


def test_part_that_no_lesson_has(two_lessons):
    with pytest.raises(UnknownNameError) as caught:
        part_named(two_lessons.lesson("doubling"), "cor")

    assert caught.value.message == "No section named `cor`"
    assert caught.value.hint == "did you mean `core`?"
