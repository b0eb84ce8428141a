"""All mutants of an answer: their order, their ids, and files that are written in odd ways."""

import ast
from pathlib import Path

import pytest

from grader.answer import Answer, read_answer
from grader.author.mutants import Kind, Mutant, diff_of, mutants_of

ROOT = Path(__file__).resolve().parents[3]
REFERENCES = sorted((ROOT / "solutions").glob("*/reference"))
SOURCE = """\
from fastapi import FastAPI, HTTPException

app = FastAPI()
todos = ["Süßes", "Saures"]


@app.get("/todos/{place}")
def read_todo(place: int) -> str:
    if place >= len(todos):  # ä
        raise HTTPException(404)
    return todos[place]
"""


def answer_of(**files: str | bytes) -> Answer:
    return Answer(
        files={f"{name}.py": text.encode() if isinstance(text, str) else text for name, text in sorted(files.items())}
    )


def test_mutants_of_a_file_in_its_order():
    found = mutants_of(answer_of(main=SOURCE))

    assert [(mutant.line, mutant.id, mutant.kind, mutant.file) for mutant in found] == [
        (
            9,
            "main.py: read_todo: condition negated: place >= len(todos) → place < len(todos)",
            Kind.CONDITION,
            "main.py",
        ),
        (
            9,
            "main.py: read_todo: comparison changed: place >= len(todos) → place > len(todos)",
            Kind.COMPARISON,
            "main.py",
        ),
        (10, "main.py: read_todo: raise removed: raise HTTPException(404)", Kind.RAISE, "main.py"),
        (10, "main.py: read_todo: status code changed: 404 → 400", Kind.STATUS_CHANGED, "main.py"),
    ]


def test_a_mutant_is_the_whole_answer_with_one_change():
    reference = answer_of(main=SOURCE, tools="")
    mutant = mutants_of(reference)[0]

    assert mutant.answer.files == {
        "main.py": SOURCE.replace(">= len", "< len").encode(),
        "tools.py": b"",
    }
    assert (
        diff_of(mutant, reference)
        == """\
@@ -7,5 +7,5 @@
 @app.get("/todos/{place}")
 def read_todo(place: int) -> str:
-    if place >= len(todos):  # ä
+    if place < len(todos):  # ä
         raise HTTPException(404)
     return todos[place]
"""
    )


def test_the_same_twice_is_numbered():
    found = mutants_of(answer_of(main="def f():\n    raise a\n    raise a\n\ndef g():\n    raise a\n"))

    assert [mutant.id for mutant in found] == [
        "main.py: f: raise removed: raise a",
        "main.py: f: raise removed: raise a (2)",
        "main.py: g: raise removed: raise a",
    ]


def test_ids_are_those_of_before_when_something_is_put_above():
    below = mutants_of(answer_of(main=f"import math\n\nprint(math.pi)\n\n\n{SOURCE}"))

    assert [mutant.id for mutant in below] == [mutant.id for mutant in mutants_of(answer_of(main=SOURCE))]


def test_ids_say_whose_parameter_field_or_constant_it_is():
    source = """\
Number = Annotated[int, Path(ge=1)]
class Todo(BaseModel):
    size: int = Field(ge=1)
    def at(self, place: int = 1): ...
def read(a=Query(ge=1), *, b: Annotated[int, Query(ge=1)]): ...
"""
    removed = [mutant.id for mutant in mutants_of(answer_of(main=source)) if mutant.kind == Kind.LIMIT_REMOVED]
    changed = [mutant.id for mutant in mutants_of(answer_of(main=source)) if mutant.kind == Kind.DEFAULT_CHANGED]

    places = ("Number", "Todo.size", "read.a", "read.b")
    assert removed == [f"main.py: {place}: limit removed: ge=1" for place in places]
    assert changed == ["main.py: Todo.at.place: default changed: 1 → 2"]


def test_of_a_long_line_the_part_that_differs_is_shown():
    source = f"def f():\n    return [{'very_' * 20}long for {'very_' * 20}long in b if c == d if e == f if g == h]\n"
    ids = [mutant.id for mutant in mutants_of(answer_of(main=source)) if mutant.kind == Kind.ORDER]

    assert ids == ["main.py: f: order reversed: …== f if g == h] → …== f if g == h][::-1]"]


def test_files_in_their_order():
    found = mutants_of(answer_of(b="A = 1\n", a="B = 1\n"))

    assert [mutant.file for mutant in found] == ["a.py", "b.py"]


@pytest.mark.parametrize(
    "content",
    [b"def (", b"x = 1\0", b"x = '\xff'", b"# coding: klingon\nx = 1", b"(" * 9_000, b"x = 1\n" * 20_000, b""],
    ids=["no Python", "a null byte", "no text", "unknown encoding", "brackets", "too large", "empty"],
)
def test_a_file_that_cannot_be_read_has_none(content):
    assert mutants_of(answer_of(main=content)) == ()


def test_classes_in_a_circle_end():
    files = {"a": "class A(B):\n    x: int\n", "b": "class B(A):\n    y: int\n"}
    route = '@app.put("/")\ndef put(a: A) -> B:\n    kept[1] = a\n    return 1\n'

    assert Kind.PUT_AS_PATCH not in {mutant.kind for mutant in mutants_of(answer_of(main=route, **files))}


def test_only_python_files_and_no_tests_have_mutants():
    files = {"notes.txt": b"A = 1\n", "test_main.py": b"A = 1\n", "conftest.py": b"A = 1\n"}

    assert mutants_of(Answer(files=files)) == ()


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: f"# coding: latin-1\n{text}".encode("latin-1"),
        lambda text: text.replace("\n", "\n\x0c", 1).encode(),
    ],
    ids=["CRLF", "CR", "BOM", "latin-1", "form feed"],
)
def test_a_file_keeps_its_encoding_and_line_ends(encode):
    found = mutants_of(Answer(files={"main.py": encode(SOURCE)}))

    assert [mutant.answer.files["main.py"] for mutant in found[:2]] == [
        encode(SOURCE.replace(">= len", "< len")),
        encode(SOURCE.replace(">= len", "> len")),
    ]


def test_an_import_that_is_put_in_ends_as_the_others():
    source = b"import asyncio\r\n\r\nasync def f():\r\n    await asyncio.sleep(1)\r\n"
    (mutant,) = mutants_of(Answer(files={"main.py": source}))

    assert mutant.answer.files["main.py"] == (
        b"import time\r\nimport asyncio\r\n\r\nasync def f():\r\n    time.sleep(1)\r\n"
    )
    assert mutant.line == 4


@pytest.fixture(params=REFERENCES, ids=lambda folder: folder.parent.name)
def reference(request) -> Answer:
    return read_answer(request.param)


def trees_of(mutants: tuple[Mutant, ...]) -> list[str]:
    return [ast.dump(ast.parse(mutant.answer.files[mutant.file])) for mutant in mutants]


def test_mutants_of_our_references_differ_in_more_than_layout(reference):
    found = mutants_of(reference)
    originals = {ast.dump(ast.parse(content)) for content in reference.files.values()}

    assert 10 < len(found) <= 60
    assert len({*trees_of(found)} - originals) == len(found) == len({mutant.id for mutant in found})
    places = [(mutant.file, mutant.line) for mutant in found]
    assert places == sorted(places)
    assert mutants_of(reference) == found
