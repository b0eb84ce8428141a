"""How a change is written in one line."""

import pytest

from grader.author.mutants.showing import difference, shown

LONG = "x" * 70


def test_code_in_lines_is_shown_in_one():
    assert shown("f(\n    a,\n    b,\n)") == "f( a, b, )"
    assert shown(LONG) == f"{'x' * 60}…"


@pytest.mark.parametrize(
    "before, after, expected",
    [
        ("ge=1", "ge=0", "ge=1 → ge=0"),
        (f"{LONG} == 1", f"{LONG} == 2", f"…{'x' * 11} == 1 → …{'x' * 11} == 2"),
        (f"1 == {LONG}", f"2 == {LONG}", f"1 == {'x' * 11}… → 2 == {'x' * 11}…"),
        (f"{LONG}a{LONG}", f"{LONG}b{LONG}", f"…{'x' * 15}a{'x' * 15}… → …{'x' * 15}b{'x' * 15}…"),
        (LONG, f"{LONG}y", f"…{'x' * 15} → …{'x' * 15}y"),
        ("a", f"{LONG}{LONG}", f"a → {'x' * 60}…"),
    ],
    ids=["short", "at the end", "at the beginning", "in the middle", "added", "all of it"],
)
def test_of_long_code_only_what_differs_is_shown(before, after, expected):
    assert difference(before, after) == expected
