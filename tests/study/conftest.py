"""Lessons whose text a test writes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.lesson import read_lesson
from learnfastapi.study.material import Material, read_material

LESSON = """\
---
title: Gates
level: core
minutes: 5
requires: []
exercises: []
terms: []
---
## Survey

A ferry has gates.

## Questions

1. Who closes
   a gate?
2. How late?

## In plain words

A gate is a door.

## Going deeper

### Core

```python app
from fastapi import FastAPI

app = FastAPI()
opened = []


@app.get("/gates/{number}")
def read_gate(number: int):
    opened.append(number)
    return {"gate": number, "before": len(opened) - 1}
```

```http
GET /gates/3

→ 200
{"gate": 3, "before": 0}
```

What about a word?

```http
GET /gates/two

→ ? 422
{"detail": [{"type": "int_parsing", "loc": ["path", "number"], "…": "…"}]}
```

**422.** It is no number.
In two lines.

And one more?

```http
GET /gates/4

→ ? 200
{"gate": 4, "before": 1}
```

- no paragraph follows

### Advanced

Nothing.

### Under the hood

Nothing.

## Recite

Cover the answers.

### Who closes a gate?

The guard.

At six.

### What comes here?

```python app broken
from fastapi import FastAPI

app = FastAPI()
```

```http
GET /gates/3

→ ? 404
{"detail": "Not Found"}
```

**404.** No route.

### Explain it

Your neighbour knows no code. Tell them
what a gate does: in two minutes. You have it if you said:

- it opens
- it closes

## Cornell notes

| Cue | Note |
|---|---|
| Who closes? | The guard |
| What is `a \\| b`? | Either |

### Summary

Gates open and close.

## Review

Done.
"""


@pytest.fixture
def lesson_text() -> str:
    return LESSON


@pytest.fixture
def material_of(tmp_path: Path) -> Callable[[str], Material]:
    """Read the text of a lesson `gates`."""

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
