"""Every example of every lesson comes as it is shown."""

from pathlib import Path

import pytest

from grader.course.examples import run_examples

ROOT = Path(__file__).parents[3]
LESSONS = sorted((ROOT / "lessons").glob("*.md"))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_own_lesson_shows_what_comes(path: Path):
    assert [str(problem) for problem in run_examples(path, file=path.relative_to(ROOT))] == []
