"""What a check can ask of the code."""

import doctest

import pytest

from grader.source import queries
from grader.source.queries import Source

FILES = {
    "main.py": b"""\
from fastapi import Depends, FastAPI
from sqlalchemy.orm import Session as Db

from tools import save as keep

# Not a line of code.
app = FastAPI()


class Room:
    async def enter(self, *names: str, loud=False, **rest) -> None:
        print(names)


@app.post("/rooms")
def create(name: str, /, db: Db = Depends(lambda: 'db')):
    def later():
        db.commit()

    keep(name)
    return later
""",
    "tools.py": b"import os, sqlite3 as db\n\n\ndef save(x):\n    os.getenv('X')\n\n\ndef again():\n    save(1)\n",
    "more/broken.py": b"def (",
    "Dockerfile": "FROM python\n# ä\n".encode(),
}


@pytest.fixture
def source():
    return Source(FILES)


def test_the_examples_in_its_documentation_hold():
    found = doctest.testmod(queries)

    assert (found.attempted, found.failed) == (12, 0)


def test_functions_in_order(source):
    assert repr(source.functions) == (
        "[main.py:11 `enter`, main.py:16 `create`, main.py:17 `later`, tools.py:4 `save`, tools.py:8 `again`]"
    )
    assert [function.is_async for function in source.functions] == [True, False, False, False, False]


def test_parameters(source):
    assert [(p.name, p.annotation, p.default) for p in source.function("enter").parameters] == [
        ("self", None, None),
        ("names", "str", None),
        ("loud", None, "False"),
        ("rest", None, None),
    ]
    assert [(p.name, p.annotation, p.default) for p in source.function("create").parameters] == [
        ("name", "str", None),
        ("db", "Db", 'Depends(lambda: "db")'),
    ]


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("save", ["main.py:20", "tools.py:9"]),
        ("os.getenv", ["tools.py:5"]),
        (".commit", ["main.py:18"]),
        ("print", ["main.py:12"]),
        ("commit", []),
        ("getenv", []),
    ],
)
def test_calls(source, name, places):
    assert [place.where for place in source.calls(name)] == places


def test_calls_of_one_function(source):
    assert [place.where for place in source.function("create").calls(".commit")] == ["main.py:18"]
    assert source.function("create").calls("os.getenv") == []


@pytest.mark.parametrize(
    ("module", "places"),
    [
        ("sqlalchemy", ["main.py:2"]),
        ("sqlalchemy.orm.Session", ["main.py:2"]),
        ("sqlite3", ["tools.py:1"]),
        ("sql", []),
        ("flask", []),
    ],
)
def test_imports(source, module, places):
    assert [place.where for place in source.imports(module)] == places


def test_one_file(source):
    tools = source.file("tools.py")

    assert [function.name for function in tools.functions] == ["save", "again"]
    assert tools.imports("sqlalchemy") == []
    assert len(tools.lines) == 5
    assert len(source.file("main.py").lines) == 13
    assert [place.where for place in tools.calls("save")] == ["tools.py:9"]


def test_text(source):
    assert source.text("Dockerfile") == "FROM python\n# ä\n"


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda source: source.file("tool.py"), "Your answer has no file `tool.py`, but `tools.py`"),
        (lambda source: source.text("compose.yaml"), "Your answer has no file `compose.yaml`"),
        (lambda source: source.file("more/broken.py"), "`more/broken.py` cannot be read as Python"),
        (lambda source: source.function("saves"), "Your answer has no function `saves`, but `save`"),
        (
            lambda source: Source({"a.py": b"def f(): 1\n\n\ndef f(): 2\n"}).function("f"),
            "`f` is defined more than once: a.py:1, a.py:4",
        ),
    ],
)
def test_what_is_not_there_fails_the_check(source, ask, message):
    with pytest.raises(AssertionError) as caught:
        ask(source)

    assert str(caught.value) == message


def test_an_unknown_kind_of_finding_is_the_authors_mistake(source):
    with pytest.raises(ValueError, match="no kind of finding is named 'blocking'"):
        source.findings("blocking")


def test_a_long_piece_of_code_is_cut():
    (place,) = Source({"a.py": b"print(" + b"1, " * 500 + b")"}).calls("print")

    assert len(repr(place)) < 100
