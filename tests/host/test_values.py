"""Short texts for values: readable, capped, and never more work than what is shown."""

import enum
from collections import OrderedDict, defaultdict, deque
from dataclasses import dataclass

import pytest
from pydantic import BaseModel

from grader.host.values import short


class Todo(BaseModel):
    id: int
    tags: list[str] = []


@dataclass(slots=True)
class Place:
    x: int


class Plain:
    pass


class Raising:
    def __repr__(self) -> str:
        raise SystemExit(1)


class Colour(enum.StrEnum):
    RED = "red"


class Counted(list):
    def __iter__(self):
        raise AssertionError("its own method was asked")


class Costly:
    written = 0

    def __repr__(self) -> str:
        Costly.written += 1
        return "costly"


async def read() -> None:
    pass


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (1.5, "1.5"),
        ("it's", '"it\'s"'),
        (b"\xff", "b'\\xff'"),
        ([], "[]"),
        ([1, [2, [3, [4]]]], "[1, [2, [3, […]]]]"),
        (list(range(9)), "[0, 1, 2, 3, 4, 5, … 3 more]"),
        ((1,), "(1,)"),
        ((), "()"),
        (set(), "set()"),
        ({1}, "{1}"),
        (frozenset({1}), "frozenset({1})"),
        (deque([1]), "deque([1])"),
        ({"a": {"b": None}}, "{'a': {'b': None}}"),
        (defaultdict(int, a=1), "{'a': 1}"),
        (OrderedDict(a=1), "{'a': 1}"),
        (Todo(id=3, tags=["x"]), "Todo(id=3, tags=['x'])"),
        ({1: Todo(id=1)}, "{1: Todo(id=1, tags=[])}"),
        (Place(1), "Place(x=1)"),
        (Plain(), "<Plain>"),
        (Raising(), "<Raising>"),
        ([1, Raising()], "[1, <Raising>]"),
        (Colour.RED, "<Colour.RED: 'red'>"),
        pytest.param(10**5000, "<int of 16610 bits>", id="large number"),
        (Counted([1, 2]), "[1, 2]"),
        (KeyError("a"), "KeyError('a')"),
    ],
)
def test_value_is_readable(value, text):
    assert short(value, 120) == text


def test_address_is_left_out():
    waiting = read()
    text = short(waiting, 120)
    waiting.close()

    assert text == "<coroutine object read>"


@pytest.mark.parametrize(
    "value",
    ["x" * 1_000_000, b"x" * 1_000_000, ["y" * 1000] * 1_000_000, {"k" * 1000: 1}, Todo(id=1, tags=["z" * 1000] * 9)],
    ids=["text", "bytes", "list", "dict", "model"],
)
def test_text_is_capped(value):
    text = short(value, 120)

    assert len(text) == 120
    assert text.endswith("…")


@pytest.mark.parametrize("make", [list, tuple, deque, lambda it: dict(enumerate(it)), lambda it: [list(it)]])
def test_only_what_is_shown_is_written_down(make):
    Costly.written = 0

    short(make(Costly() for _ in range(1000)), 120)

    assert Costly.written == 6


def test_value_that_holds_itself():
    value: list[object] = []
    value.append(value)

    assert short(value, 120) == "[[[[…]]]]"
