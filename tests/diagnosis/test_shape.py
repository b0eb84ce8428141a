"""How a failed check is put down: nothing drawn at random and no wording is left, all that tells mistakes apart is."""

import pytest
from msgspec import UNSET

from grader.diagnosis.shape import common, shape_of
from grader.models import Reason
from tests.render.mocks import check, exchange, json_body, response, text_body

NAMES = {"id", "title"}


def shape(*exchanges, reason=Reason.ASSERTION):
    return shape_of(check(exchanges=exchanges, reason=reason), NAMES)


def answered(status, body=UNSET, expected_status=200, expected=UNSET, path="/todos/7", **parts):
    made = [None if value is UNSET else json_body(value) for value in (body, expected)]
    return exchange(path, response(status, made[0]), response(expected_status, made[1]), **parts)


def refused(*errors, expected_status=200):
    return answered(422, {"detail": list(errors)}, expected_status, {"id": 1})


@pytest.mark.parametrize(
    ("came", "wrong"),
    [
        pytest.param(answered(200, {}, 200, {}), None, id="nothing"),
        pytest.param(answered(200, [], 201, []), ("200 for 201",), id="status"),
        pytest.param(answered(200, {"id": 2}, 200, {"id": 5}), ("$.id differs",), id="value"),
        pytest.param(answered(200, {"id": "2"}, 200, {"id": 2}), ("$.id text for number",), id="type"),
        pytest.param(answered(200, {"id": 1}, 200, {"id": True}), ("$.id number for true or false",), id="bool"),
        pytest.param(answered(200, {"id": None}, 200, {"id": []}), ("$.id null for list",), id="null"),
        pytest.param(
            answered(200, {"a": 1}, 200, {"b": 1}), ("$.a too much", "$.b missing"), id="missing and too much"
        ),
        pytest.param(
            answered(200, [{"id": 2}, {"id": 1}], 200, [{"id": 1}, {"id": 2}]), ("$[*] differs",), id="any place"
        ),
        pytest.param(answered(200, {"id": 1}, 201, {"id": 2}), ("$.id differs", "200 for 201"), id="status and body"),
        pytest.param(
            answered(500, error="KeyError: 7", endpoint=None), ("500 for 200", "raised KeyError"), id="exception"
        ),
        pytest.param(
            answered(500, error="pkg.errors.OwnError: a\nb"), ("500 for 200", "raised OwnError"), id="in a module"
        ),
        pytest.param(answered(404, endpoint=None), ("404 for 200", "no route"), id="no route"),
        pytest.param(answered(404), ("404 for 200",), id="404 by a function"),
        pytest.param(answered(307, endpoint=None), ("307 for 200", "another slash at the end"), id="redirect"),
        pytest.param(
            refused({"loc": ["body", "a"], "type": "missing"}, {"loc": ["body", "b", 3], "type": "missing"}),
            ("422 for 200", "body.* missing"),
            id="refused",
        ),
        pytest.param(refused({"loc": ["body"], "type": "x"}), ("422 for 200", "body x"), id="whole body refused"),
        pytest.param(refused({"loc": 1}, "x", None), ("422 for 200",), id="odd errors"),
        pytest.param(answered(200, {"id": 1, "x": 1}, 404), ("200 for 404", "answered id …"), id="success unasked"),
        pytest.param(answered(200, [{}], 404), ("200 for 404", "answered a list"), id="list unasked"),
        pytest.param(answered(204, UNSET, 404), ("204 for 404", "answered nothing"), id="no body unasked"),
        pytest.param(
            exchange("/todos/7", response(200, text_body("x")), response(404)),
            ("200 for 404", "answered text"),
            id="text unasked",
        ),
        pytest.param(
            answered(404, {"detail": "No 7"}, 404, {"detail": "None"}), ("$.detail differs",), id="own wording"
        ),
        pytest.param(
            answered(422, {"detail": "No"}, 422, {"detail": [{"loc": ["path"], "type": "x"}]}),
            None,
            id="wording of 422",
        ),
        pytest.param(answered(404, {"a": 1}, 422, {"b": 1}), ("404 for 422",), id="wording of another error"),
        pytest.param(exchange("/todos/7", None, response(200)), None, id="no answer"),
        pytest.param(exchange("/todos/7", response(200), None), None, id="nothing expected"),
    ],
)
def test_exchange(came, wrong):
    assert shape(came) == ({} if wrong is None else {"GET /todos": wrong})


def test_path_is_kept_up_to_its_second_part():
    addresses = ["/todos/7", "/todos/?skip=1", "/todos", "/", "/?a=/b"]

    found = shape(*(answered(500, path=path, method="PUT") for path in addresses))

    assert list(found) == ["PUT /", "PUT /todos"]


def test_how_often_and_in_which_order_is_not_kept():
    one, other = answered(500), answered(500, method="POST")

    assert shape(one, other, one, other) == shape(other, one)


@pytest.mark.parametrize("reason", [Reason.TIMED_OUT, Reason.CRASHED, Reason.STARTUP_FAILED])
def test_what_befell_the_host_is_kept(reason):
    assert shape(answered(500), reason=reason) == {"GET /todos": ("500 for 200",), "check": (reason,)}


def test_of_an_openapi_document_title_version_and_paths_count():
    mine = {"info": {"title": "A"}, "paths": {"rooms": {}, "/hut": {"get": {"summary": "My"}}}, "components": {}}
    ours = {"info": {"title": "B"}, "paths": {"/rooms": {}, "/hut": {"get": {"summary": "Our"}, "put": {}}}}

    assert shape(answered(200, mine, 200, ours, path="/openapi.json")) == {
        "GET /openapi.json": (
            "$.info.title differs",
            "$.paths.rooms too much",
            "$.paths['/rooms'] missing",
        )
    }


def test_operations_that_only_miss_look_like_routes_to_be_built():
    found = shape(answered(200, {"paths": {}}, 200, {"paths": {"/rooms": {}}}, path="/openapi.json"))

    assert found == {"GET /openapi.json": ("$.paths['/rooms'] missing", "no route")}


def test_large_answers_are_not_compared_for_ever():
    large = [exchange("/todos/7", response(200, json_body("x" * 150_000)), response(200)) for _ in range(2)]
    missed = answered(500, method="PUT")

    assert shape(*large, missed) == {"GET /todos": ("$ too much",)}


def test_common_is_what_all_show():
    one = {"GET /": ("a", "b"), "PUT /": ("c",)}

    assert common([one, {"GET /": ("b", "d"), "PUT /": ("d",)}, one]) == {"GET /": ("b",)}
