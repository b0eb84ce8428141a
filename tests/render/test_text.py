import pytest
from rich.text import Text

from learnfastapi.render.look import Look
from learnfastapi.render.text import capped, cut, indented, prose, visible, visible_line, wrap


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("a\x00\x07\x7f\x9b", "a\\x00\\x07\\x7f\\x9b"),
        ("a\r\nb\rc", "a\nb\\rc"),
        ("a\tb", "a   b"),
        ("\u202eabc\u2066\u200b", "\\u202eabc\\u2066\\u200b"),
        ("\ud800", "\\ud800"),
        ("Zürich 漢字 👩\u200d🚀", "Zürich 漢字 👩\u200d🚀"),
    ],
    ids=["escape", "control", "line ends", "tab", "direction", "surrogate", "letters"],
)
def test_visible_escapes_what_a_terminal_acts_on(text, shown):
    assert visible(text) == shown


def test_visible_line_has_no_line_end():
    assert visible_line("a\nb") == "a\\nb"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("one\n\ntwo", ["one", "", "two"]),
        ("abcdefghijkl", ["abcdefgh", "ijkl"]),
        ("ab abcdefghijkl", ["ab", "abcdefgh", "ijkl"]),
        ("  one two three", ["  one", "two", "three"]),
        ("漢字漢字漢字", ["漢字漢字", "漢字"]),
        ("", [""]),
    ],
)
def test_wrap_keeps_to_8_columns(text, lines):
    assert [line.plain for line in wrap(Text(text), 8)] == lines


def test_wrap_keeps_styles():
    text = Text.assemble("one ", ("two three", "bold"))

    assert [line.spans for line in wrap(text, 8)] == [[(4, 7, "bold")], [(0, 5, "bold")]]


@pytest.mark.parametrize(
    ("text", "shown"), [("12345", "12345"), ("123456", "1234…"), ("漢字漢", "漢字…"), ("1234 678", "1234…")]
)
def test_cut_keeps_to_5_columns(text, shown):
    assert cut(text, 5, Look()) == shown


def test_cut_uses_dots_where_there_is_no_ellipsis():
    assert cut("123456789", 5, Look(encoding="ascii")) == "12..."


def test_prose_colours_code():
    text = prose("say `hi` [b]twice[/b]", Look(colour=True))

    assert (text.plain, text.spans) == ("say hi [b]twice[/b]", [(4, 6, "cyan")])


def test_prose_keeps_backticks_without_colour():
    assert prose("say `hi`", Look()).plain == "say `hi`"


def test_prose_leaves_a_lone_backtick():
    assert prose("a ` b", Look(colour=True)).plain == "a ` b"


def test_indented_leaves_no_spaces_at_the_end_of_a_line():
    lines = [Text("a"), Text(), Text("b")]

    assert [line.plain for line in indented(lines, "1. ")] == ["1. a", "", "   b"]


def test_capped_counts_what_is_missing():
    lines = [Text(str(number)) for number in range(10)]

    assert [line.plain for line in capped(lines, 3, Look())] == ["0", "1", "… 8 more lines"]
    assert [line.plain for line in capped(lines, 3, Look(), keep_end=True)] == ["… 8 lines before this", "8", "9"]
    assert capped(lines, 10, Look()) == lines
