"""Lessons whose text a test writes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.lesson import read_lesson
from learnfastapi.study.material import Material, read_material

COURSE = Path(__file__).resolve().parents[1] / "study_course"


@pytest.fixture
def lesson_text() -> str:
    return (COURSE / "lessons" / "gates.md").read_text()


@pytest.fixture
def material_of(tmp_path: Path) -> Callable[[str], Material]:
    """Read a text of the lesson `gates`."""

    def read(text: str) -> Material:
        path = tmp_path / "gates.md"
        path.write_text(text)
        lesson, problems = read_lesson(path, Path("gates.md"))
        assert problems == []
        assert lesson is not None
        return read_material(lesson, text)

    return read


@pytest.fixture
def material(material_of: Callable[[str], Material], lesson_text: str) -> Material:
    return material_of(lesson_text)
