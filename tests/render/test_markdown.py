import io
from pathlib import Path

import pytest

from grader.course.models import Exercise, Lesson, Requirement, Section
from learnfastapi.render.console import make_console
from learnfastapi.render.lesson.blocks import markdown_lines
from learnfastapi.render.look import Look
from learnfastapi.render.markdown import (
    render_code,
    render_exercise,
    render_lesson_head,
    render_markdown,
    render_section,
)

SAMPLE = Path(__file__).with_name("sample.md").read_text("utf-8")
SECTION = Section(depth=2, title="In `plain` words", body=SAMPLE, line=1)


def plain(source, **look):
    return [line.plain for line in markdown_lines(source, Look(**look))]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param("one\n\n<!-- a note\n\nof two lines -->\n\ntwo", ["one", "", "two"], id="block"),
        pytest.param("<!-- a note -->", [], id="nothing else"),
        pytest.param("<!-- a --> one", ["one"], id="text behind it"),
        pytest.param("one <!-- a note --> two", ["one two"], id="in a paragraph"),
        pytest.param("one <!-- a note -->two", ["one two"], id="before a word"),
        pytest.param("one <!-- a\nnote -->", ["one"], id="at the end of a paragraph"),
        pytest.param("- one\n- two <!-- a -->\n<!-- b -->\n", ["• one", "• two"], id="in a list"),
        pytest.param("one\n\n<!-- without an end\n\ntwo", ["one"], id="without an end"),
        pytest.param("`<!-- a -->`", ["`<!-- a -->`"], id="code"),
        pytest.param("<b>one</b>", ["<b>one</b>"], id="other HTML"),
    ],
)
def test_comment_is_not_shown(source, shown):
    assert plain(source) == shown


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_section_is_shown_whole(columns, expected):
    console = make_console(io.StringIO(), {"COLUMNS": columns})

    render_section(console, SECTION)

    assert console.file.getvalue() == expected(f"lesson_{columns}")


def test_section_on_a_stream_that_has_only_ascii(expected):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n")

    render_section(make_console(stream, {}), SECTION)

    stream.flush()
    assert stream.buffer.getvalue().decode("ascii") == expected("lesson_ascii")


def test_section_in_colour_has_neither_backticks_nor_fences(screen, unstyled, expected):
    console = screen()

    render_section(console, SECTION)

    assert unstyled(console) == expected("lesson_colour")


def test_section_in_colour_highlights_code_status_and_json(screen):
    console = screen()

    render_section(console, SECTION)

    shown = console.file.getvalue()
    assert "\x1b[35mdef\x1b[0m \x1b[1mread_stop\x1b[0m(stop:" in shown
    assert "\x1b[1;32m→ 201 Created\x1b[0m" in shown
    assert '\x1b[36m"open"\x1b[0m: \x1b[1mtrue\x1b[0m' in shown
    assert "\x1b[36m/stops/today\x1b[0m" in shown


def test_no_line_ends_in_spaces(screen, unstyled):
    console = screen()

    render_section(console, SECTION)

    assert [line for line in unstyled(console).split("\n") if line != line.rstrip()] == []


def test_code_is_copied_as_it_is():
    code = "def f():\n\n    return 1  # " + "x" * 80

    assert plain(f"```python\n{code}\n```", width=40)[1:-1] == code.split("\n")


def test_wide_screen_does_not_make_long_lines():
    console = make_console(io.StringIO(), {"COLUMNS": "250"})

    render_markdown(console, "word " * 100)

    assert max(map(len, console.file.getvalue().split("\n"))) <= 100


def test_section_without_a_text_is_its_heading(console):
    render_section(console, Section(depth=2, title="Going deeper", body="", line=1))

    assert console.file.getvalue() == "Going deeper\n━━━━━━━━━━━━\n"


def test_markup_of_rich_is_text(screen, unstyled):
    console = screen()

    render_markdown(console, "[red]x[/red] and `[bold]`")

    assert unstyled(console) == "[red]x[/red] and [bold]\n"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("- a\n- b\n  - c", ["• a", "• b", "  • c"]),
        ("9. a\n10. b\n\n    c", [" 9. a", "", "10. b", "", "    c"]),
        ("> a\n> b", ["│ a b"]),
        ("a  \nb", ["a", "b"]),
        ("***", ["─" * 20]),
        ("### Deep", ["Deep", "────"]),
        ("<https://a.b> [c](https://d.e)", ["https://a.b c", "(https://d.e)"]),
        ("| a | b |\n|---|---|\n| 1 | 22 |\n| 3 | 4 |", ["a  b", "─────", "1  22", "3  4"]),
        ("```http\nGET /x\n```", ["```http", "GET /x", "```"]),
        ("```http\nGET /x\n\n→ 204\n```", ["```http", "GET /x", "", "→ 204 No Content", "```"]),
        ("```text\na\n```", ["```text", "a", "```"]),
        ("```\na\n```", ["```", "a", "```"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_blocks(source, lines):
    assert plain(source, width=20) == lines


def test_text_below_a_program_is_what_it_prints():
    assert plain("```python app\nprint(1)\n```\n\n```text\n1\n```")[4:] == ["It prints:", "```text", "1", "```"]


def test_lesson_head(console):
    lesson = Lesson(
        id="path-parameters",
        title="Path parameters",
        level="core",
        minutes=18,
        requires=("first-steps",),
        exercises=("path-parameters", "more"),
        terms=(),
        sections=(),
        path=Path("x.md"),
    )

    render_lesson_head(console, lesson)

    assert console.file.getvalue() == (
        "Path parameters\n━━━━━━━━━━━━━━━\n18 minutes · after `first-steps` · exercise `path-parameters`, `more`\n"
    )


def test_exercise(console):
    exercise = Exercise(
        id="drawers",
        title="Where is drawer 347?",
        lesson="path-parameters",
        kind="tighten",
        minutes=20,
        files=("main.py", "vaults.py"),
        app="main:app",
        story="A seed bank keeps its seed in vaults.",
        requirements=(
            Requirement(number=1, text="`GET /drawers/{number}` answers 200 with its number\nand its vault."),
            Requirement(number=2, text="Any other number answers 422."),
        ),
        hints={},
        starter=Path(),
        checks=(),
        reference=Path(),
        notes=None,
        variants={},
        mistakes=(),
        path=Path(),
    )

    render_exercise(console, exercise, Path("exercises/drawers"))

    assert console.file.getvalue() == (
        "Where is drawer 347?\n"
        "━━━━━━━━━━━━━━━━━━━━\n"
        "exercise `drawers` · 20 minutes\n"
        "\n"
        "A seed bank keeps its seed in vaults.\n"
        "\n"
        "Requirements\n"
        "━━━━━━━━━━━━\n"
        "\n"
        "1. `GET /drawers/{number}` answers 200 with its number and its vault.\n"
        "\n"
        "2. Any other number answers 422.\n"
        "\n"
        "Your answer\n"
        "━━━━━━━━━━━\n"
        "\n"
        "edit  `exercises/drawers/main.py`\n"
        "      `exercises/drawers/vaults.py`\n"
        "then  `learnfastapi check drawers`  grade it\n"
        "      `learnfastapi run drawers`    try it in the browser, at `/docs`\n"
        "      `learnfastapi hint drawers`   when you are stuck\n"
    )


def test_code_alone_has_no_fences(console):
    render_code(console, "x = 1\n\ny = 2\n")

    assert console.file.getvalue() == "x = 1\n\ny = 2\n"


def test_diff_is_coloured(screen):
    console = screen()

    render_code(console, "-a\n+b\n", "diff")

    assert console.file.getvalue() == "\x1b[31m-a\x1b[0m\n\x1b[32m+b\x1b[0m\n"
