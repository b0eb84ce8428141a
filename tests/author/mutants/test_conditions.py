"""Conditions, comparisons, and what joins them."""

import pytest

from grader.author.mutants import Kind

CONDITION, COMPARISON, JUNCTION = Kind.CONDITION, Kind.COMPARISON, Kind.JUNCTION
CASES = {
    "if and elif": (
        "if a:\n    x()\nelif b == 1:\n    y()",
        [(CONDITION, "if not a:"), (CONDITION, "elif b != 1:")],
    ),
    "an edge, and the other side": (
        "if a < 1:\n    x()",
        [(CONDITION, "if a >= 1:"), (COMPARISON, "if a <= 1:")],
    ),
    "not": ("if not (a := f()):\n    x()", [(CONDITION, "if a := f():")]),
    "not in, with odd spaces": ("if a not  in b:\n    x()", [(CONDITION, "if a in b:")]),
    "is not": ("while a is not None:\n    x()", [(CONDITION, "while a is None:")]),
    "while True": ("while True:\n    x()", []),
    "ternary": ("return a if b else c", [(CONDITION, "return a if not b else c")]),
    "comprehension": (
        "return [a for a in b if a.wall == wall]",
        [(CONDITION, "return [a for a in b if a.wall != wall]")],
    ),
    "guard": (
        "match a:\n    case [b] if b > 1:\n        x()",
        [(CONDITION, "case [b] if b <= 1:"), (COMPARISON, "case [b] if b >= 1:")],
    ),
    "chain": (
        "if 1 <= a < 9:\n    x()",
        [(CONDITION, "if not (1 <= a < 9):"), (COMPARISON, "if 1 < a < 9:"), (COMPARISON, "if 1 <= a <= 9:")],
    ),
    "outside of a condition": (
        "return a == b, c >= d",
        [(COMPARISON, "return a != b, c >= d"), (COMPARISON, "return a == b, c > d")],
    ),
    "and": (
        "if (a  # or not\n        and b in c):\n    x()",
        [
            (CONDITION, "if (not (a  # or not / and b in c)):"),
            (JUNCTION, "or b in c):"),
            (COMPARISON, "and b not in c):"),
        ],
    ),
    "or, three times": (
        "return (a) or b or c",
        [(JUNCTION, "return (a) and b or c"), (JUNCTION, "return (a) or b and c")],
    ),
    "behind a text that looks like a comment": (
        "return a == '#' and b == c",
        [
            (COMPARISON, "return a != '#' and b == c"),
            (JUNCTION, "return a == '#' or b == c"),
            (COMPARISON, "return a == '#' and b != c"),
        ],
    ),
    "assert": ("assert a == b and c", []),
    "f-string": ('return f"{a if b == c else d}"', []),
}


@pytest.mark.parametrize("source, expected", CASES.values(), ids=CASES)
def test_conditions(changes, source, expected):
    body = source.replace("\n", "\n    ")

    assert changes(f"def answer():\n    {body}\n", CONDITION, COMPARISON, JUNCTION) == expected


def test_what_no_request_runs_is_left_alone(changes):
    source = """\
if TYPE_CHECKING:
    if a == b:
        import c
if __name__ == "__main__":
    if a == b:
        run(1 + 1)
"""
    assert changes(source, *Kind) == []
