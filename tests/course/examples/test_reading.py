"""The examples of a lesson, read from its blocks."""

import pytest

from grader.course.examples import (
    Exchange,
    Malformed,
    Output,
    Program,
    Script,
    ShownRequest,
    ShownResponse,
    Snippet,
    Unsent,
    read_examples,
)

LESSON = """\
---
title: x
---
## Going deeper

### Core

```python app
app = 1
```

```http
GET /

→ 200
{}
```

```http
GET /later
```

## Review

```python app broken
app = 2
```
```text
2
```

```text
a picture
```

```python run
print(3)
```

```text
3
```

```python
x = 4
```

```toml
x = 5
```

- ```python run
  print(6)
  ```
"""


def test_read_examples_of_every_kind():
    assert read_examples(LESSON) == (
        Program(line=8, section="Going deeper", source="app = 1\n", is_broken=False),
        Exchange(
            line=12,
            section="Going deeper",
            request=ShownRequest(method="GET", path="/", headers=(), body=""),
            response=ShownResponse(status=200, is_prediction=False, headers=(), body="{}"),
        ),
        Unsent(line=19, section="Going deeper", text="GET /later\n"),
        Program(line=25, section="Review", source="app = 2\n", is_broken=True),
        Output(line=28, section="Review", text="2\n", of=25),
        Output(line=32, section="Review", text="a picture\n", of=None),
        Script(line=36, section="Review", source="print(3)\n"),
        Output(line=40, section="Review", text="3\n", of=36),
        Snippet(line=44, section="Review", source="x = 4\n"),
        Script(line=52, section="Review", source="print(6)\n"),
    )


@pytest.mark.parametrize(
    "between", ["\nIt prints:\n\n", "\n### Output\n", "```http\nGET /\n```\n"], ids=["prose", "heading", "block"]
)
def test_read_examples_takes_for_output_only_what_is_directly_below(between: str):
    output = read_examples(f"```python run\nprint(1)\n```\n{between}```text\n1\n```\n")[-1]

    assert isinstance(output, Output)
    assert output.of is None


def test_read_examples_above_the_first_heading():
    assert read_examples("```python\nx = 1\n```\n") == (Snippet(line=1, section="", source="x = 1\n"),)


@pytest.mark.parametrize("marks", ["ap", "app borken", "run broken", "broken"])
def test_read_examples_wants_known_marks(marks: str):
    assert read_examples(f"## A\n```python {marks}\n```\n") == (
        Malformed(
            line=2, section="A", text=f"wants `app`, `app broken`, `run` or nothing after `python` (got `{marks}`)"
        ),
    )


def test_read_examples_wants_a_readable_exchange():
    assert read_examples("## A\n```http\nGET /\n\n→ OK\n```\n") == (
        Malformed(line=2, section="A", text="wants a status such as `→ 200` or `→ ? 200` (got `→ OK`)"),
    )
