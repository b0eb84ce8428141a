"""Sections, and list items, of markdown."""

from pathlib import Path

import pytest

from grader.course.markdown import Item, Items, blocks_of, items_of, sections_of
from grader.course.models import Section

COMMENTED = """\
## One
<!-- in a line -->
text <!--
## of a paragraph -->

  <!-- several

## lines

```
-->
### Two
    <!--
## indented code
```text
<!--
## in a fence
```
## Three
<!-- ## a --> text
## Four
<!-- without an end

## Five
"""

LESSONS = sorted((Path(__file__).parents[2] / "lessons").glob("*.md"))

AWKWARD = """\
---
title: x
# a comment of YAML
---
Above.

## One ##
text

```python
# no heading
```

   ### Two
- item
  ```text
  ## no heading
  ```
~~~
```
## no heading
~~~python
## no heading
~~~
````text
```
# no heading
```
````
###
#hash
    ## indented code
``` not a `fence`
#### Four #4
```
## no heading, in a fence without an end
"""


def test_sections_of_awkward_text():
    above, sections = sections_of(AWKWARD)

    assert above == "Above."
    assert [(section.line, section.heading) for section in sections] == [
        (7, "## One"),
        (14, "### Two"),
        (30, "### "),
        (34, "#### Four #4"),
    ]


def test_sections_of_gives_what_stands_below_a_heading():
    _, sections = sections_of("## One\n\nfirst\n\nsecond\n### Two\n## Three\nthird\n")

    assert sections == (
        Section(depth=2, title="One", body="first\n\nsecond", line=1),
        Section(depth=3, title="Two", body="", line=6),
        Section(depth=2, title="Three", body="third", line=7),
    )


def test_sections_of_a_text_without_headings():
    assert sections_of("---\ntitle: x\n---\nAll of it.\n") == ("All of it.", ())


@pytest.mark.parametrize(
    "text",
    [AWKWARD, COMMENTED, *(path.read_text("utf-8") for path in LESSONS)],
    ids=["awkward", "commented", *(path.stem for path in LESSONS)],
)
def test_sections_of_agrees_with_markdown_it(text: str):
    tokens = blocks_of(text)
    expected = [
        (token.map[0] + 1, int(token.tag[1:]), tokens[index + 1].content)
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map
    ]

    assert [(section.line, section.depth, section.title) for section in sections_of(text)[1]] == expected


def test_items_of_joins_continued_lines():
    assert items_of("1. One,\n   continued\n   here.\n2. Two, continued\nlazily.\n") == Items(
        items=(Item(number=1, text="One, continued here."), Item(number=2, text="Two, continued lazily.")), stray=None
    )


def test_items_of_keeps_code_and_inner_lists():
    text = """\
1. Answers
   like this:

   ```http
   GET /dough

   → 200
   {"is": {
     "wet": true}}
   ```

   - always
   - now
     too
10. And
    then
    ```text
    no
    ```
"""

    assert [item.text for item in items_of(text).items] == [
        'Answers like this:\n\n```http\nGET /dough\n\n→ 200\n{"is": {\n  "wet": true}}\n```\n\n- always\n- now\n  too',
        "And then\n\n```text\nno\n```",
    ]


def test_items_of_numbers_as_they_are_written():
    assert [item.number for item in items_of("1. a\n1. b\n4. c\n").items] == [1, 1, 4]


def test_items_of_a_list_without_numbers():
    assert items_of("- a\n-  b\n  c\n") == Items(
        items=(Item(number=None, text="a"), Item(number=None, text="b c")), stray=None
    )


def test_items_of_takes_several_lists_as_one():
    assert [item.number for item in items_of("1. a\n\n- x\n\n2. b\n").items] == [1, None, 2]


@pytest.mark.parametrize(
    "text, stray",
    [
        pytest.param("First this.\n\n1. a\n", "First this.", id="above"),
        pytest.param("1. a\n\nThen that,\nand more.\n", "Then that,", id="below"),
        pytest.param("1. a\n\n```http\nGET /\n```\n", "```http", id="code-that-is-not-indented"),
        pytest.param("Only text.", "Only text.", id="no-list"),
    ],
)
def test_items_of_names_what_stands_in_no_list(text: str, stray: str):
    assert items_of(text).stray == stray


def test_items_of_passes_over_comments():
    text = "<!-- above -->\n\n1. a\n<!--\n- between\n\n-->\n2. b\n\n   <!-- inside -->\n\n   c\n<!-- below -->\n"

    assert items_of(text) == Items(items=(Item(number=1, text="a"), Item(number=2, text="b\n\nc")), stray=None)


def test_items_of_names_what_stands_behind_a_comment():
    assert items_of("<!-- a --> b\n\n1. c\n").stray == "<!-- a --> b"


def test_items_of_nothing():
    assert items_of("") == Items(items=(), stray=None)
