"""Lines of a solution on the screen, and what an order is worth in words."""

import pytest

from grader.answer import Answer
from learnfastapi.render.console import make_console
from learnfastapi.render.puzzle import judgement_text, render_fragment, render_puzzle
from learnfastapi.study.fragment import Block, Fragment
from learnfastapi.study.puzzle import Judgement, Puzzle, reordered
from learnfastapi.study.source import Line

FACTOR = Line(file="factors.py", number=1, text="FACTOR = 2")
DEF = Line(file="main.py", number=3, text="def note():")
RETURN = Line(file="main.py", number=4, text='    return """one\ntwo"""')
FRAGMENT = Fragment(
    exercise="x",
    requirement=1,
    blocks=(
        Block(file="factors.py", start=1, end=1, lines=(FACTOR,)),
        Block(file="main.py", start=3, end=5, lines=(DEF, RETURN)),
    ),
)
ANSWER = Answer(
    files={"factors.py": b"FACTOR = 2\n", "main.py": b'import x\n\ndef note():\n    return """one\ntwo"""\n\nend = 1\n'}
)


@pytest.fixture
def printed(tmp_path):
    """What a rendering prints into a file of 80 columns."""

    def call(render, value) -> str:
        with (tmp_path / "out").open("w", encoding="utf-8") as file:
            render(make_console(file, {"COLUMNS": "80"}), value)
        return (tmp_path / "out").read_text(encoding="utf-8")

    return call


def test_lines_of_two_files_stand_below_their_names(printed):
    puzzle = Puzzle(fragment=FRAGMENT, shown=(FACTOR, RETURN, DEF))

    assert printed(render_puzzle, puzzle) == (
        '`factors.py`\n\n1  FACTOR = 2\n\n`main.py`\n\n2      return """one\n   two"""\n3  def note():\n'
    )


def test_fragment_of_two_files_is_shown_as_it_stands_there(printed):
    assert printed(render_fragment, FRAGMENT) == (
        '`factors.py`\n\nFACTOR = 2\n\n`main.py`\n\ndef note():\n    return """one\ntwo"""\n'
    )


def test_other_order_is_put_where_the_lines_stood():
    changed = reordered(FRAGMENT, (FACTOR, RETURN, DEF), ANSWER)

    assert changed is not None
    assert changed.files["main.py"] == b'import x\n\n    return """one\ntwo"""\ndef note():\n\nend = 1\n'
    assert changed.files["factors.py"] == ANSWER.files["factors.py"]


def test_line_cannot_go_into_another_file():
    assert reordered(FRAGMENT, (DEF, FACTOR, RETURN), ANSWER) is None


@pytest.mark.parametrize(
    ("is_right", "is_solutions", "right", "text"),
    [
        (True, True, 3, "Right. That is the order in the solution."),
        (
            True,
            False,
            1,
            "Right. The solution has another order; yours passes the checks of this requirement too.",
        ),
        (False, False, 0, "The first line is not the right one."),
        (False, False, 1, "The first line is right, the next one is not."),
        (False, False, 2, "The first 2 lines are right, the next one is not."),
    ],
)
def test_judgement_says_how_far_it_is_right(is_right, is_solutions, right, text):
    assert judgement_text(Judgement(is_right=is_right, is_solutions=is_solutions, right=right)) == text
