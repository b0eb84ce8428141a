"""What a report shows of an exception: the answer's lines with the code around them, values, and what led to it."""

import pytest

CHECK = """
@requirement(1)
def test_it(client):
    assert client.get("/").status_code == 200
"""
RIGHT = "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/')\ndef root():\n    pass\n"
TOP = """\
import asyncio
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


"""


def graded(grade_by, body, top="", mode="forked"):
    """The failed check on an endpoint with this body, which begins in line 10 if there is nothing at the top."""
    answer = f"{TOP}{top}@app.get('/')\nasync def root(name: str = 'Ada'):\n{body}"
    return grade_by(CHECK, answer, RIGHT, requirements=1, mode=mode).checks[0]


@pytest.mark.parametrize("mode", ["forked", "spawned"])
def test_frame_has_the_code_around_and_the_values(grade_by, mode):
    check = graded(grade_by, "    stock = {'radio': [1, 2]}\n    count = 3\n    return stock['fender']\n", mode=mode)

    (frame,) = check.traceback
    assert (frame.file, frame.line, frame.code) == ("main.py", 12, "return stock['fender']")
    assert [(each.line, each.code) for each in frame.around] == [
        (9, "async def root(name: str = 'Ada'):"),
        (10, "    stock = {'radio': [1, 2]}"),
        (11, "    count = 3"),
        (12, "    return stock['fender']"),
        (13, ""),
    ]
    assert [(each.name, each.value) for each in frame.locals] == [
        ("stock", "{'radio': [1, 2]}"),
        ("name", "'Ada'"),
        ("count", "3"),
    ]
    assert check.exchanges[0].traceback == check.traceback


def test_code_is_the_answers_and_not_what_it_wrote_over_itself(grade_by):
    check = graded(grade_by, "    open(__file__, 'w').write('raise ValueError(1)\\n' * 20)\n    1 / 0\n")

    assert "    1 / 0" in [each.code for each in check.traceback[0].around]


def test_code_of_a_file_that_is_not_in_the_answer_is_not_shown(grade_by):
    body = "    open('made.py', 'w').write('def fail():\\n    1 / 0\\n')\n    import made\n    made.fail()\n"
    frames = graded(grade_by, body).traceback

    assert [(frame.file, bool(frame.around)) for frame in frames] == [("main.py", True), ("made.py", False)]


def test_only_what_a_call_has_is_shown(grade_by):
    body = "    import os\n    kind = BaseModel\n    __hidden__ = 1\n    def inner(): pass\n    1 / 0\n"

    assert [each.name for each in graded(grade_by, body).traceback[0].locals] == ["name"]


def test_only_inner_frames_have_values(grade_by):
    top = "def down(n):\n    return 1 / n if n == 0 else down(n - 1)\n\n\n"
    frames = graded(grade_by, "    return down(30)\n", top).traceback

    assert len(frames) == 20
    assert [len(frame.locals) for frame in frames] == [0] * 17 + [1] * 3
    assert [frame.locals[0].value for frame in frames[-3:]] == ["2", "1", "0"]


HOSTILE = """
class Hostile:
    def __init__(self, what):
        self.what = what
    def __repr__(self):
        if self.what == "exits":
            raise SystemExit(0)
        return {"long": "x" * 10_000_000, "surrogate": "\\ud800", "number": 7}[self.what]


"""


@pytest.mark.parametrize(
    ("what", "shown"),
    [("exits", "<Hostile>"), ("long", "x" * 119 + "…"), ("surrogate", "\\ud800"), ("number", "<Hostile>")],
)
def test_repr_of_the_answer_does_no_harm(grade_by, what, shown):
    check = graded(grade_by, f"    value = Hostile({what!r})\n    return value.nothing\n", HOSTILE)

    assert check.message.endswith("your app raised `AttributeError: 'Hostile' object has no attribute 'nothing'`")
    shown_first = check.traceback[0].locals[0]
    assert (shown_first.name, shown_first.value) == ("value", shown)


def test_many_names_and_large_values_are_capped(grade_by):
    names = "".join(f"    a{number} = [0] * 1_000_000\n" for number in range(20))
    frame = graded(grade_by, f"{names}    return a19[-1] / 0\n").traceback[0]

    assert len(frame.locals) == 12
    assert (frame.locals[0].name, frame.locals[0].value) == ("a19", "[0, 0, 0, 0, 0, 0, … 999994 more]")


def test_error_text_that_is_no_unicode_is_shown(grade_by):
    check = graded(grade_by, "    raise ValueError('\\ud800')\n")

    assert check.message == "`GET /` answered 500, expected 200: your app raised `ValueError: \\ud800`"


def test_long_error_is_named_by_its_first_line(grade_by):
    top = "class Todo(BaseModel):\n    title: str\n\n\n"
    check = graded(grade_by, "    return Todo()\n", top)

    assert check.message == (
        "`GET /` answered 500, expected 200: your app raised"
        " `pydantic_core._pydantic_core.ValidationError: 1 validation error for Todo`"
    )
    assert check.exchanges[0].error.splitlines()[1:3] == [
        "title",
        "  Field required [type=missing, input_value={}, input_type=dict]",
    ]


@pytest.mark.parametrize(
    ("clause", "line"),
    [
        (" from error", "caused by KeyError: 'a', main.py line 11"),
        ("", "while handling KeyError: 'a', main.py line 11"),
        (" from None", None),
    ],
    ids=["from", "while", "none"],
)
def test_exception_that_led_to_another_is_named(grade_by, clause, line):
    body = (
        f"    try:\n        return {{}}['a']\n    except KeyError as error:\n        raise RuntimeError('no'){clause}\n"
    )
    check = graded(grade_by, body)

    assert check.message.endswith("your app raised `RuntimeError: no`")
    assert check.exchanges[0].error.splitlines()[1:] == ([line] if line else [])
    assert [frame.line for frame in check.traceback] == [13]


def test_exceptions_that_lead_to_each_other_end(grade_by):
    body = (
        "    first, second = ValueError(1), ValueError(2)\n    first.__cause__ = second\n    second.__cause__ = first\n"
    )
    check = graded(grade_by, f"{body}    raise first\n")

    assert check.exchanges[0].error == "ValueError: 1\ncaused by ValueError: 2"


def test_group_of_one_is_shown_as_what_it_holds(grade_by):
    top = "async def fail():\n    raise KeyError('a')\n\n\n"
    body = "    async with asyncio.TaskGroup() as group:\n        group.create_task(fail())\n"
    check = graded(grade_by, body, top)

    assert check.exchanges[0].error == "KeyError: 'a'"
    assert [(frame.function, frame.line) for frame in check.traceback] == [("root", 14), ("fail", 9)]


def test_frames_of_the_cause_are_shown_where_the_error_has_none(grade_by):
    top = "class Odd:\n    __slots__ = ()\n\n    def keys(self):\n        return {}['a']\n\n\n"
    check = graded(grade_by, "    return Odd()\n", top)

    assert check.exchanges[0].error.startswith("ValueError: [")
    assert [(frame.function, frame.line) for frame in check.traceback] == [("keys", 12)]
