import io

from grader.errors import InputError, UnknownNameError
from learnfastapi.render.console import make_console
from learnfastapi.render.errors import render_error


def test_error_with_a_hint(console):
    error = UnknownNameError("exercise", "path-parameter", ["path-parameters"], otherwise="")

    render_error(console, error)

    assert console.file.getvalue() == (
        "error: No exercise named `path-parameter`\n\nhint: did you mean `path-parameters`?\n"
    )


def test_error_without_a_hint(console):
    render_error(console, InputError("Nothing to undo"))

    assert console.file.getvalue() == "error: Nothing to undo\n"


def test_error_in_colour(screen):
    console = screen()

    render_error(console, InputError("No `x`", hint="try `y`"))

    assert console.file.getvalue() == (
        "\x1b[1;31merror: \x1b[0mNo \x1b[36mx\x1b[0m\n\n\x1b[1mhint: \x1b[0mtry \x1b[36my\x1b[0m\n"
    )


def test_value_in_an_error_is_neither_markup_nor_an_escape_sequence(screen, unstyled):
    console = screen()

    render_error(console, InputError("No `[red]x[/red]\x1b[2J`"))

    assert unstyled(console) == "error: No [red]x[/red]\\x1b[2J\n"


def test_long_path_is_not_broken(console):
    path = "/home/" + "a" * 100

    render_error(console, InputError(f"`{path}` is no workspace"))

    assert console.file.getvalue() == f"error: `{path}` is no workspace\n"


def test_error_on_a_stream_that_has_only_ascii():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n")

    render_error(make_console(stream, {}), InputError("No `Zürich…`"))

    stream.flush()
    assert stream.buffer.getvalue() == b"error: No `Zurich...`\n"
