import io

import pytest

from learnfastapi.render.console import make_console
from learnfastapi.render.encoding import fit
from learnfastapi.render.look import has_colour, is_screen, look_of
from tests.render.conftest import Screen

TERMINAL = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("columns", "width"), [(None, 80), ("60", 60), ("120", 120), ("wide", 80), ("0", 80), ("", 80), ("²", 80)]
)
def test_width_of_a_file(columns, width):
    environ = {} if columns is None else {"COLUMNS": columns}

    assert make_console(io.StringIO(), environ).width == width


def test_columns_counts_on_a_terminal_too():
    assert make_console(Screen(), {**TERMINAL, "COLUMNS": "66"}).width == 66


@pytest.mark.parametrize(("columns", "width"), [("10", 30), ("60", 60), ("250", 100)])
def test_prose_is_between_30_and_100_columns(columns, width):
    assert look_of(make_console(io.StringIO(), {"COLUMNS": columns})).width == width


@pytest.mark.parametrize(
    ("file", "environ", "colour", "is_watched"),
    [
        (Screen, TERMINAL, True, True),
        (Screen, {**TERMINAL, "NO_COLOR": "1"}, False, True),
        (Screen, {**TERMINAL, "NO_COLOR": ""}, True, True),
        (Screen, {"TERM": "dumb"}, False, True),
        (io.StringIO, TERMINAL, False, False),
        (io.StringIO, {**TERMINAL, "FORCE_COLOR": "1"}, True, False),
    ],
    ids=["terminal", "NO_COLOR", "empty NO_COLOR", "dumb", "file", "FORCE_COLOR"],
)
def test_colour_and_screen(file, environ, colour, is_watched):
    console = make_console(file(), environ)

    assert (has_colour(console), is_screen(console)) == (colour, is_watched)


def test_console_keeps_its_stream(monkeypatch):
    stream = io.StringIO()
    console = make_console(stream, {})
    monkeypatch.setattr("sys.stdout", io.StringIO())

    console.print("here")

    assert stream.getvalue() == "here\n"


def test_nothing_printed_by_others_crashes_an_ascii_stream():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n")
    console = make_console(stream, {})

    console.print("Zürich → 漢 [b]x[/b] :smile:")

    stream.flush()
    assert stream.buffer.getvalue() == b"Zurich -> \\u6f22 [b]x[/b] :smile:\n"


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("✓ …→é", "utf-8", "✓ …→é"),
        ("✓ …→é漢", "ascii", "+ ...->e\\u6f22"),
        ("✓ …é", "cp1252", "+ …é"),
        ("✓", "no such encoding", "+"),
    ],
)
def test_fit_replaces_only_what_the_encoding_lacks(text, encoding, shown):
    assert fit(text, encoding) == shown
