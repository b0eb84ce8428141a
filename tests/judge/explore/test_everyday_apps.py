"""`explore` on what apps do: forms, headers, random ids, collections in collections, tokens, several states."""

import pytest

from grader.models import Outcome, Reason

EXPLORE = "@requirement(1)\ndef test_it(explore):\n    explore({arguments})\n"
LIBRARY = """
import uuid
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Cookie, FastAPI, File, Form, Header, HTTPException, Query
from pydantic import BaseModel, Field

app = FastAPI()
authors: dict[uuid.UUID, dict] = {}


class Kind(StrEnum):
    novel = "novel"
    atlas = "atlas"


class Book(BaseModel):
    title: Annotated[str, Field(max_length=20)]
    isbn: Annotated[str, Field(pattern=r"^[0-9]{3}-[A-Z]{2}$")]
    kind: Kind = Kind.novel
    tags: Annotated[list[str], Field(max_length=3)] = []
    printed: date | None = None
    price: Annotated[float, Field(gt=0)] = 1.5


class Author(BaseModel):
    name: str
    books: list[Book] = []


@app.post("/authors", status_code=201)
def add_author(author: Author):
    author_id = uuid.uuid4()
    authors[author_id] = {"id": author_id, "name": author.name, "books": {}, "made_at": datetime.now(UTC)}
    return read_author(author_id)


def books_of(author_id: uuid.UUID):
    read_author(author_id)
    return authors[author_id]["books"]


@app.get("/authors/{author_id}")
def read_author(author_id: uuid.UUID):
    if author_id not in authors:
        raise HTTPException(404)
    return authors[author_id] | {"books": list(authors[author_id]["books"].values())}


@app.delete("/authors/{author_id}", status_code=204)
def delete_author(author_id: uuid.UUID):
    read_author(author_id)
    del authors[author_id]


@app.post("/authors/{author_id}/books/", status_code=201)
def add_book(author_id: uuid.UUID, book: Book):
    books = books_of(author_id)
    book_id = uuid.uuid4().hex
    books[book_id] = {"id": book_id, **book.model_dump()}
    return books[book_id]


@app.get("/authors/{author_id}/books/{book_id}")
def read_book(author_id: uuid.UUID, book_id: str):
    books = books_of(author_id)
    if book_id not in books:
        raise HTTPException(404)
    return books[book_id]


@app.get("/search")
def search(
    tag: Annotated[list[str], Query()] = [],
    exact: bool = False,
    page: Annotated[int, Query(gt=0, lt=100, multiple_of=3)] = 3,
):
    return {"tag": tag, "exact": exact, "page": page}


@app.get("/seen")
def seen(x_reader: Annotated[str, Header(min_length=2)], taste: Annotated[str | None, Cookie()] = None):
    return {"reader": x_reader, "taste": taste}


@app.post("/token")
def token(username: Annotated[str, Form()], scope: Annotated[list[str], Form()] = []):
    return {"access_token": uuid.uuid4().hex, "username": username, "scope": scope}


@app.post("/covers")
def cover(cover: Annotated[bytes, File()], note: Annotated[str, Form()] = ""):
    return {"size": len(cover), "note": note}
"""


def changed(*changes: tuple[str, str]) -> str:
    text = LIBRARY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("mode", ["forked", "spawned"])
def test_an_app_agrees_with_itself(grade_by, mode):
    checks = EXPLORE.format(arguments="requests=120" if mode == "spawned" else "requests=300")
    report = grade_by(checks, LIBRARY, requirements=1, mode=mode)

    assert report.checks[0].message == ""
    assert report.outcome is Outcome.PASSED
    assert report.checks[0].exchanges == []


@pytest.mark.parametrize(
    ("changes", "asked", "place"),
    [
        pytest.param([("tag: Annotated[list[str], Query()]", "tag: str")], "GET", "$.tag", id="list"),
        pytest.param([(", multiple_of=3", "")], "GET", "status", id="multiple of"),
        pytest.param([("Header(min_length=2)", "Header()")], "GET", "status", id="header"),
        pytest.param([('"scope": scope', '"scope": scope[:1]')], "POST", "$.scope[1]", id="list in a form"),
        pytest.param([("len(cover)", "len(cover) + 1")], "POST", "$.size", id="file"),
        pytest.param([("max_length=3", "max_length=4")], "POST", "status", id="length of a list"),
        pytest.param([("[A-Z]{2}$", "[A-Z]{2}")], "POST", "status", id="pattern"),
        pytest.param([("book_id = uuid.uuid4().hex", 'book_id = "b"')], "POST", "$.id", id="equal ids"),
        pytest.param([("**book.model_dump()", "**book.model_dump(exclude={'price'})")], "POST", "$.price", id="key"),
    ],
)  # fmt: skip
def test_a_change_is_found(grade_by, changes, asked, place):
    report = grade_by(EXPLORE.format(arguments="requests=350"), changed(*changes), LIBRARY, requirements=1)

    check = report.checks[0]
    assert (check.outcome, check.reason) == (Outcome.FAILED, Reason.ASSERTION)
    assert check.exchanges[-1].request.method == asked
    assert [entry.path for entry in check.difference] == [place]
    assert {entry.exchange for entry in check.difference} == {len(check.exchanges) - 1}


def test_ignored_keys_and_left_out_operations_are_not_compared(grade_by):
    answer = changed(('"taste": taste', '"taste": None'), ('"note": note', '"note": 1'), ("len(cover)", "0"))
    names = ["GET /seen", "POST /token", "POST /covers"]

    one = grade_by(EXPLORE.format(arguments=f"{names}, ignore=['taste', 'note', 'size']"), answer, LIBRARY)
    other = grade_by(EXPLORE.format(arguments=f"{names[1:2]}"), answer, LIBRARY)

    assert [one.checks[0].message, other.checks[0].message] == ["", ""]


def test_bodies_of_errors_count_only_on_demand(grade_by):
    answer = LIBRARY.replace("HTTPException(404)", 'HTTPException(404, "no such thing")')

    by_default = grade_by(EXPLORE.format(arguments=""), answer, LIBRARY)
    on_demand = grade_by(EXPLORE.format(arguments="error_bodies=True"), answer, LIBRARY)

    assert by_default.checks[0].message == ""
    assert [entry.path for entry in on_demand.checks[0].difference] == ["$.detail"]


def test_of_a_422_the_places_count_and_not_the_words(grade_by):
    reference = """
from typing import Annotated

from fastapi import FastAPI, Query

app = FastAPI()


@app.get("/n")
def n(size: Annotated[int, Query(gt=0)] = 1):
    return size
"""
    other_words = reference.replace("Annotated[int, Query(gt=0)]", 'Annotated[int, Query(gt=0, title="n")]')
    other_type = reference.replace("gt=0", "ge=1")

    checks = EXPLORE.format(arguments="error_bodies=True")
    assert grade_by(checks, other_words, reference).checks[0].message == ""
    assert grade_by(checks, other_type, reference).checks[0].outcome is Outcome.FAILED


def test_types_count(grade_by):
    app = 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/n")\ndef n():\n    return {"n": 1}\n'

    for other in ("1.0", "True", '"1"'):
        report = grade_by(EXPLORE.format(arguments=""), app.replace("1}", f"{other}}}"), app)
        assert [entry.path for entry in report.checks[0].difference] == ["$.n"]


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        pytest.param(
            "from fastapi import FastAPI\n\napp = FastAPI(openapi_url=None)\n",
            "This check fails on the solution too, so it says nothing about your answer (GraderError: The solution "
            "answers 404 to `GET /openapi.json`, and `explore` needs its OpenAPI)",
            id="no document",
        ),
        pytest.param(
            "from fastapi import FastAPI\n\napp = FastAPI()\n",
            "This check fails on the solution too, so it says nothing about your answer (GraderError: The solution's "
            "OpenAPI does not have any operation)",
            id="no operations",
        ),
    ],
)
def test_a_solution_that_cannot_be_explored_is_not_the_learners_fault(grade_by, reference, message):
    report = grade_by(EXPLORE.format(arguments=""), LIBRARY, reference)

    assert report.checks[0].reason is Reason.CHECK_BROKEN
    assert report.checks[0].message == message


def test_an_unknown_operation_is_the_authors_fault(grade_by):
    report = grade_by(EXPLORE.format(arguments="['GET /nothing']"), LIBRARY)

    assert report.checks[0].reason is Reason.CHECK_BROKEN
    assert "The solution's OpenAPI does not have `GET /nothing`" in report.checks[0].message


def test_explore_has_a_check_of_its_own(grade_by):
    checks = "@requirement(1)\ndef test_it(client, explore):\n    explore()\n"

    report = grade_by(checks, LIBRARY)

    assert report.checks[0].reason is Reason.CHECK_BROKEN
    assert "`explore` has to be the only one in its check that asks the answer" in report.checks[0].message
