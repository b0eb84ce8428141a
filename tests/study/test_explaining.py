"""What was said, read from numbers and kept by the texts of the points."""

import pytest

from grader.errors import InputError
from learnfastapi.study.explaining import read_ticks, said_points, write_ticks

POINTS = ("it opens", "it closes", "schließt")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 3", [True, False, True]),
        ("1,3", [True, False, True]),
        (" 3; 3 ", [False, False, True]),
        ("all", [True, True, True]),
        ("None", [False, False, False]),
    ],
)
def test_points_that_were_said(text, said):
    assert list(said_points(text, POINTS).values()) == said


@pytest.mark.parametrize("text", ["", "0", "4", "1 4", "1.5", "-1", "one", "all 1", "1-3", "9" * 5000, "²"])
def test_what_names_no_points(text):
    with pytest.raises(InputError) as caught:
        said_points(text, POINTS)

    assert caught.value.message == f"`{text}` does not say which points: there are 3 points"
    assert caught.value.hint == 'give their numbers, such as `--said "1 3"`, or `all`, or `none`'


def test_ticks_are_kept():
    ticks = {"it opens": True, "schließt": False}

    assert read_ticks(write_ticks(ticks)) == ticks
    assert read_ticks(None) == {}
