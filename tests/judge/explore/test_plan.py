"""Which requests a plan holds."""

import random

import pytest

from grader.errors import GraderError
from grader.judge.explore.openapi import read_operations
from grader.judge.explore.plan import Planner
from grader.judge.explore.values import Values

BOOK = {
    "type": "object",
    "required": ["title"],
    "properties": {"title": {"type": "string", "maxLength": 9}, "pages": {"type": "integer", "minimum": 1}},
}
BODY = {"requestBody": {"content": {"application/json": {"schema": BOOK}}}}
BOOK_ID = {"name": "book_id", "in": "path", "required": True, "schema": {"type": "integer"}}
SHELF = {"name": "shelf", "in": "path", "required": True, "schema": {"type": "integer", "maximum": 4}}
SKIP = {"name": "skip", "in": "query", "schema": {"type": "integer"}}
DOCUMENT = {
    "paths": {
        "/books/": {"get": {"parameters": [SKIP]}, "post": BODY},
        "/books/{book_id}": {"get": {"parameters": [BOOK_ID]}, "put": {"parameters": [BOOK_ID], **BODY},
                             "delete": {"parameters": [BOOK_ID]}},
        "/shelves/{shelf}/books": {"get": {"parameters": [SHELF]}},
    }
}  # fmt: skip


def plan(seed: int, requests: int = 200):
    operations = read_operations(DOCUMENT, None)
    right, rest = Planner(operations, Values(DOCUMENT), random.Random(seed)).plan(requests)
    return right, rest


def test_equal_seeds_give_equal_plans_and_others_do_not():
    assert plan(1) == plan(1)
    assert plan(1) != plan(2)


@pytest.mark.parametrize("requests", [3, 60, 200])
def test_it_has_as_many_requests_as_wanted(requests):
    right, rest = plan(1, requests)

    assert len(right) + len(rest) == requests


def test_ids_are_told_from_other_parameters():
    operations = {operation.name: operation for operation in read_operations(DOCUMENT, None)}

    assert operations["GET /books/{book_id}"].ids == {"book_id": "/books"}
    assert operations["GET /shelves/{shelf}/books"].ids == {}
    assert [name for name, operation in operations.items() if operation.creates] == ["POST /books/"]


def test_every_operation_is_reached_with_right_values():
    right, _ = plan(1)

    assert {step.operation.name for step in right} == {each.name for each in read_operations(DOCUMENT, None)}
    assert all(step.values in ({}, {"shelf": step.values.get("shelf")}) for step in right)


def test_edges_of_parameters_and_bodies_are_sent():
    _, rest = plan(1)

    shelves = {step.values["shelf"] for step in rest if "shelf" in step.values}
    assert {"3", "4", "5", "oak", "1.5"} - shelves == {"oak"}
    titles = [step.body["title"] for step in rest if isinstance(step.body, dict) and "title" in step.body]
    assert {"b" * 8, "b" * 9, "b" * 10} <= {title for title in titles if isinstance(title, str)}
    assert any(isinstance(step.body, dict) and "title" not in step.body for step in rest)


def test_only_the_named_operations_are_read():
    (operation,) = read_operations(DOCUMENT, ["GET /books/{book_id}"])

    assert operation.name == "GET /books/{book_id}"


def test_an_unknown_name_is_refused():
    with pytest.raises(GraderError) as caught:
        read_operations(DOCUMENT, ["GET /books"])

    assert caught.value.message == "The solution's OpenAPI does not have `GET /books`"
    assert "GET /books/, POST /books/" in caught.value.hint
