"""Where in a file a problem of the reader's is."""

import pytest

from grader.author.lines import line_of

LESSON = """\
---
title: Dough
"minutes": 5
requires:
  - flour
---
title: this is text
## Survey
## Questions
## Survey
```text
## Review
```
"""
TOML = """\
title = "Bread"
format = 2

[[levels]]
id = "core"
title = "Core"
lessons = ["flour", "dough"]

[[levels]]
id = "core"
lessons = ["flour", "crust"]
"""


@pytest.mark.parametrize(
    "key, text, content, line",
    [
        ("line 12", "is not UTF-8", "", 12),
        ("", "is missing", "", None),
        ("", "has no front matter between two lines `---` at its top", "# Dough", 1),
        ("title", "wants text (got 1)", LESSON, 2),
        ("minutes", "wants a whole number (got 'ten')", LESSON, 3),
        ("requires", "names no lesson (got 'flour')", LESSON, 4),
        ("level", "is missing", LESSON, None),
        ("## Questions", "belongs above `## Survey`", LESSON, 9),
        ("## Survey", "stands there 2 times", LESSON, 10),
        ("## Review", "is missing", LESSON, None),
        ("## Notes", "is no heading of a lesson (line 40)", LESSON, 40),
        ("", "is not TOML: Invalid value (at line 3, column 9)", TOML, 3),
        ("", "is not TOML: Expected ']' (at end of document)", TOML, 11),
        ("format", "is 2, and this program reads format 1", TOML, 2),
        ("format", "is missing", TOML.replace("format", "formal"), None),
        ("title", "is missing", TOML.split("\n", 1)[1], None),
        ("levels[0].title", "wants text (got 1)", TOML, 6),
        ("levels[1].title", "is missing", TOML, 9),
        ("levels[1].id", "wants lower-case words", TOML, 10),
        ("levels[2].id", "is missing", TOML, None),
        ("levels[1]", "wants keys with values", TOML, 9),
        ("levels", "lists the level `core` 2 times", TOML, 10),
        ("levels", "lists the lesson `flour` 2 times", TOML, 11),
        ("levels", "lists `dough`, and there is no `lessons/dough.md`", TOML, 7),
        ("levels", "wants a list of tables", TOML, 4),
    ],
)
def test_line_of_a_problem(key: str, text: str, content: str, line: int | None):
    assert line_of(key, text, content) == line
