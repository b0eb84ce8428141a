"""Routes in the wrong order."""

import pytest

from grader.answer import Answer
from grader.author.mutants import Kind, mutants_of

ROUTE = '@{owner}("{path}")\ndef f{number}():\n    return {number}\n'
CASES = {
    "a word above a blank": (["app.get /a/new", "app.get /a/{b}"], ["GET /a/new below /a/{b}"]),
    "not side by side": (
        ["app.get /a/new", "app.post /a/", "app.get /c", "app.get /a/{b}"],
        ["GET /a/new below /a/{b}"],
    ),
    "two words": (
        ["app.get /a/new", "app.get /a/old", "app.get /a/{b}"],
        ["GET /a/new below /a/{b}", "GET /a/old below /a/{b}"],
    ),
    "each takes a part of the other": (["app.get /a/{b}", "app.get /{c}/new"], ["GET /a/{b} below /{c}/new"]),
    "a path of any length": (["app.get /a/{b}", "app.get /a/{c:path}"], ["GET /a/{b} below /a/{c:path}"]),
    "another method": (["app.post /a/new", "app.get /a/{b}"], []),
    "another router": (["one.get /a/new", "two.get /a/{b}"], []),
    "another length": (["app.get /a/new", "app.get /a/{b}/c"], []),
    "a word that is no number": (["app.get /a/new", "app.get /a/{b:int}"], []),
    "hidden already": (["app.get /a/{b}", "app.get /a/new"], []),
    "the same twice": (["app.get /a/{b}", "app.get /a/{c}"], []),
}


def source_of(routes: list[str]) -> str:
    parts = [route.split() for route in routes]
    return "\n\n".join(
        ROUTE.format(owner=owner, path=path, number=number) for number, (owner, path) in enumerate(parts, 1)
    )


@pytest.mark.parametrize("routes, expected", CASES.values(), ids=CASES)
def test_routes(routes, expected):
    mutants = mutants_of(Answer(files={"main.py": source_of(routes).encode()}))

    assert [mutant.id.partition("swapped: ")[2] for mutant in mutants if mutant.kind == Kind.ROUTES] == expected


def test_the_upper_one_goes_below_with_all_that_belongs_to_it():
    source = source_of(["app.get /a/new", "app.get /a/{b}", "app.get /c"])
    mutants = mutants_of(Answer(files={"main.py": source.encode()}))

    (swapped,) = [mutant for mutant in mutants if mutant.kind == Kind.ROUTES]
    assert [line for line in swapped.answer.files["main.py"].decode().splitlines() if line] == [
        *('@app.get("/a/{b}")', "def f2():", "    return 2"),
        *('@app.get("/a/new")', "def f1():", "    return 1"),
        *('@app.get("/c")', "def f3():", "    return 3"),
    ]


def test_routes_in_a_function_count():
    source = source_of(["app.get /a/new", "app.get /a/{b}"]).replace("\n", "\n    ")
    mutants = mutants_of(Answer(files={"main.py": f"def create():\n    {source}return app\n".encode()}))

    assert [mutant.id for mutant in mutants if mutant.kind == Kind.ROUTES] == [
        "main.py: create.f1: routes swapped: GET /a/new below /a/{b}"
    ]


def test_a_file_may_end_without_a_new_line():
    source = source_of(["app.get /a/new", "app.get /a/{b}"]).rstrip()
    mutants = mutants_of(Answer(files={"main.py": source.encode()}))

    assert [mutant.line for mutant in mutants if mutant.kind == Kind.ROUTES] == [1]
