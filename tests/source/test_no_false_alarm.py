"""Nothing is found in any right answer that we have, nor in a starter, nor in a program of a lesson."""

from pathlib import Path

import pytest

from grader.answer import read_answer
from grader.course.examples.models import Program
from grader.course.examples.reading import read_examples
from grader.source.findings import findings

ROOT = Path(__file__).resolve().parents[2]
COURSES = (ROOT, ROOT / "tests" / "sample_course")
FOLDERS = sorted(
    folder
    for course in COURSES
    for pattern in ("exercises/*/starter", "solutions/*/reference", "solutions/*/variants/*")
    for folder in course.glob(pattern)
)
HONEST = sorted(path.parent for path in (ROOT / "tests" / "honest").glob("*/verdict.toml"))
PROGRAMS = [
    pytest.param(example.source, id=f"{path.name}:{example.line}")
    for path in sorted((ROOT / "lessons").glob("*.md"))
    for example in read_examples(path.read_text(encoding="utf-8"))
    if isinstance(example, Program) and not example.is_broken
]


def test_there_is_something_to_look_at():
    kinds = {folder.parts[-1] if folder.parent.name != "variants" else "variants" for folder in FOLDERS}

    assert kinds == {"starter", "reference", "variants"}
    assert HONEST
    assert PROGRAMS


@pytest.mark.parametrize("folder", [*FOLDERS, *HONEST], ids=lambda folder: str(folder.relative_to(ROOT)))
def test_nothing_is_found_in_a_right_answer(folder):
    assert findings(read_answer(folder).files) == []


@pytest.mark.parametrize("source", PROGRAMS)
def test_nothing_is_found_in_a_program_of_a_lesson(source):
    assert findings({"main.py": source.encode()}) == []
