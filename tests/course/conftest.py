"""A small course on disk, valid as it stands, for tests to break."""

from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import pytest

FILES = {
    "lessons/course.toml": """\
title = "Bread"
format = 1

[[levels]]
id = "core"
title = "Core"
lessons = ["flour", "dough"]

[[levels]]
id = "deep"
title = "Deep"
lessons = ["crust"]
""",
    "exercises/dough/exercise.md": """\
---
title: Knead
lesson: dough
kind: build
minutes: 10
---
A baker needs a service.

## Requirements
1. `GET /dough` answers 200.
   It is quick.
2. Anything else answers 404.

## Hints
### 1
- Which method?
- Nearly
  the code
### 2
- Nothing to do
""",
    "exercises/dough/starter/main.py": "# TODO: knead\n",
    "exercises/dough/test_dough.py": "",
    "solutions/dough/reference/main.py": "app = 1\n",
    "solutions/dough/notes.md": "Two ways.\n",
    "solutions/dough/variants/by-hand/main.py": "app = 2\n",
    "solutions/dough/mistakes/too-wet/main.py": "app = 3\n",
    "solutions/dough/mistakes/too-wet/explanation.md": "# It `runs` away\n\nToo much water.\n",
}

LESSON = """\
---
title: {title}
level: {level}
minutes: 5
requires: [{requires}]
exercises: [{exercises}]
terms: []
---
## Survey
Why {title}.
## Questions
## In plain words
## Going deeper
### Core
### Advanced
### Under the hood
## Recite
### What rises?
Yeast.
### Explain it
## Cornell notes
### Summary
## Review
"""


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """A course on disk. Each method changes it."""

    path: Path

    def write(self, name: str, text: str) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def write_bytes(self, name: str, content: bytes) -> None:
        (self.path / name).write_bytes(content)

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.path / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        path = self.path / name
        if path.is_dir():
            rmtree(path)
        else:
            path.unlink()


@pytest.fixture
def folder(tmp_path: Path) -> CourseFolder:
    """Three lessons in two levels, one exercise with a variant and a mistake."""
    course = CourseFolder(tmp_path)
    for name, text in FILES.items():
        course.write(name, text)
    course.write("lessons/flour.md", LESSON.format(title="Flour", level="core", requires="", exercises=""))
    course.write("lessons/dough.md", LESSON.format(title="Dough", level="core", requires="flour", exercises="dough"))
    course.write("lessons/crust.md", LESSON.format(title="Crust", level="deep", requires="flour, dough", exercises=""))
    return course
