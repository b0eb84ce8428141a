"""Lines that a program repeats of the one above it are dim."""

import re

import pytest

from grader.course.models import Section
from learnfastapi.render.lesson.repeated import Above, repeated_lines
from learnfastapi.render.markdown import render_markdown, render_section

FIRST = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/stops")
def list_stops():
    return [214]
"""
SECOND = """\
from fastapi import FastAPI, Path

app = FastAPI()


@app.get("/stops")
def list_stops():
    return [214]


@app.get("/stops/today")
def read_stop():
    return 214
"""
DIM = re.compile(r"^\x1b\[2m(.+)\x1b\[0m$", re.MULTILINE)
NEW = ["from fastapi import FastAPI, Path", '@app.get("/stops/today")', "def read_stop():", "    return 214"]
REPEATED = ["app = FastAPI()", '@app.get("/stops")', "def list_stops():", "    return [214]"]


def block(program, info="python app"):
    return f"```{info}\n{program}```\n"


@pytest.mark.parametrize(
    ("before", "program", "repeated"),
    [
        pytest.param("", FIRST, "", id="the first"),
        pytest.param(FIRST, FIRST, "", id="nothing is new"),
        pytest.param("a\nb\nc\n", "a\nc\n", "", id="something is gone, nothing is new"),
        pytest.param("a\nb\n", "a\n\n\nb\n\n", "", id="only empty lines are new"),
        pytest.param("a\n", "a\nx\ny\nz\n", "", id="less than a third"),
        pytest.param("a\n", "a\nx\n\n\ny\n", "a", id="a third, empty lines not counted"),
        pytest.param("a\nb\nc\n", "a\nB\nc\n", "ac", id="changed in the middle"),
        pytest.param("a\nb\n", "a\n  b\n", "a", id="indented"),
        pytest.param("a\nb\nc\n", "c\na\nb\n", "ab", id="moved"),
        pytest.param("a\n\nb\n", "a\n\nx\n\nb\n", "ab", id="put between"),
    ],
)
def test_repeated_lines(before, program, repeated):
    lines = program.split("\n")

    assert "".join(lines[number] for number in sorted(repeated_lines(program, before))) == repeated


@pytest.mark.parametrize("info", ["python app", "python app broken"])
def test_repeated_lines_are_dim_and_new_ones_keep_their_colours(screen, info):
    console = screen()

    render_markdown(console, f"{block(FIRST)}\nSome words.\n\n{block(SECOND, info)}")

    first, second = console.file.getvalue().split("Some words.")
    assert DIM.findall(first) == []
    assert [line for line in DIM.findall(second) if not line.startswith("This one has")] == REPEATED
    assert "\x1b[35mdef\x1b[0m \x1b[1mread_stop\x1b[0m():" in second


def test_only_whole_programs_are_compared(screen):
    console = screen()

    render_markdown(console, f"{block(FIRST, 'python')}\n{block(SECOND)}\n{block(FIRST, 'python run')}")

    assert DIM.findall(console.file.getvalue()) == []


def test_program_in_a_list_is_compared_too(screen):
    console = screen()
    inner = "".join(f"  {line}\n" if line else "\n" for line in block(SECOND).split("\n"))

    render_markdown(console, f"{block(FIRST)}\n- Then:\n\n{inner}")

    assert re.findall(r"^  \x1b\[2m(.+)\x1b\[0m$", console.file.getvalue(), re.MULTILINE) == REPEATED


def test_what_was_shown_before_counts_if_it_is_passed_on(screen):
    console, above = screen(), Above()

    render_section(console, Section(depth=3, title="Core", body=block(FIRST), line=1), above)
    render_markdown(console, "A piece without a program.", above)
    before = console.file.getvalue()
    render_markdown(console, block(SECOND), above)

    assert DIM.findall(console.file.getvalue().removeprefix(before)) == REPEATED


def test_what_was_shown_before_does_not_count_if_it_is_not_passed_on(screen):
    console = screen()

    render_markdown(console, block(FIRST))
    render_markdown(console, block(SECOND))

    assert DIM.findall(console.file.getvalue()) == []


def test_without_colour_nothing_changes(console):
    render_markdown(console, f"{block(FIRST)}\n{block(SECOND)}")

    assert console.file.getvalue() == f"```python\n{FIRST}```\n\n```python\n{SECOND}```\n"


def test_no_color_has_no_dim_lines(screen):
    console = screen(NO_COLOR="1")

    render_markdown(console, f"{block(FIRST)}\n{block(SECOND)}")

    assert "\x1b[2m" not in console.file.getvalue()


def test_code_stays_as_it_is(screen, unstyled):
    console = screen()

    render_markdown(console, f"{block(FIRST)}\n{block(SECOND)}")

    assert unstyled(console) == f"{FIRST}\n{SECOND}"
