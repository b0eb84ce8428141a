"""Which routes can never be reached, and which addresses a path fits. No false alarm."""

import msgspec
import pytest

from grader import wire
from grader.judge.routes import covers, matches, unreachable
from grader.models import Endpoint, Unreachable


def route(path: str, methods: str = "GET", *, kind: str = "http", parent: int = -1, line: int = 0) -> wire.Route:
    """A route of a function of its own, unless it is a mount."""
    function = None if kind == "mount" else wire.Function(f"f{line}", "main.py", line or hash((path, methods, parent)))
    return wire.Route(kind, path, methods.split(), function, [], parent)


def hidden(*routes: wire.Route) -> list[tuple[str, str, str]]:
    return [(found.method, found.path, found.shadowed_by) for found in unreachable(routes)]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("/todos/{id}", "/todos/stats"),
        ("/todos/{id}", "/todos/{name}"),
        ("/todos/{id}", "/todos/{id:int}"),
        ("/todos/{id}", "/todos/{name}.json"),
        ("/todos/{id:int}", "/todos/{number:int}"),
        ("/todos/{id:int}", "/todos/7"),
        ("/todos/{id:float}", "/todos/{id:int}"),
        ("/todos/", "/todos/"),
        ("/", "/"),
        ("/{path:path}", "/"),
        ("/{path:path}", "/todos/{id}"),
        ("/files/{path:path}", "/files/{name}/raw"),
        ("/files/{path:path}", "/files/"),
        ("/files/{path:path}", "/files/{rest:path}"),
        ("/a/{p:path}/b", "/a/{q:path}/b"),
        ("/a/{n:even}", "/a/{m:even}"),
        ("/{kind}/{id}", "/todos/{id}"),
        ("/v{n}-x/{id}", "/v{n}-x/y"),
    ],
)
def test_earlier_path_takes_all_requests_of_the_later_one(earlier, later):
    assert covers(earlier, later)
    assert hidden(route(earlier), route(later, line=9)) == [("GET", later, earlier)]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("/todos/{id:int}", "/todos/stats"),
        ("/todos/{id:int}", "/todos/{name}"),
        ("/todos/{id:uuid}", "/todos/{id:int}"),
        ("/todos/{id:even}", "/todos/2"),
        ("/todos/{id}", "/todos/{id:even}"),
        ("/todos/{id}", "/todos/"),
        ("/todos/{id}", "/todos"),
        ("/todos/{id}", "/todos/{id}/tags"),
        ("/todos/{id}", "/todos/{rest:path}"),
        ("/todos/stats", "/todos/{id}"),
        ("/todos", "/todos/"),
        ("/todos/{name}.json", "/todos/{name}"),
        ("/todos/{name}.json", "/todos/all.json"),
        ("/files/{path:path}", "/files"),
        ("/files/{path:path}", "/{path:path}"),
        ("/files/{path:path}/raw", "/files/{name}/raw"),
        ("/Todos", "/todos"),
    ],
)
def test_later_path_that_some_request_reaches_is_no_alarm(earlier, later):
    assert not covers(earlier, later)
    assert hidden(route(earlier), route(later, line=9)) == []


def test_other_methods_do_not_hide():
    assert hidden(route("/a", "GET"), route("/a", "POST"), route("/a", "DELETE GET")) == [("GET", "/a", "/a")]


def test_route_for_any_method_hides_and_is_hidden_by_none_that_has_some():
    assert hidden(route("/a", ""), route("/a", "GET HEAD")) == [("GET", "/a", "/a")]
    assert hidden(route("/a", "GET"), route("/a", "")) == []


def test_sockets_and_requests_do_not_hide_each_other():
    http, socket = route("/a"), route("/a", "", kind="websocket", line=1)

    assert hidden(http, socket, route("/a", "", kind="websocket", line=2)) == [("WebSocket", "/a", "/a")]


def test_mount_hides_what_comes_after_it_and_nothing_in_it():
    routes = [
        route("/api", "", kind="mount"),
        route("/api/todos", parent=0),
        route("/api/{name}", parent=0),
        route("/api/todos/1", parent=0),
        route("/api/other"),
        route("/api"),
        route("/api/door", "", kind="websocket"),
    ]

    assert hidden(*routes) == [("GET", "/api/other", "/api"), ("WebSocket", "/api/door", "/api")]


def test_what_is_in_a_mount_is_hidden_by_what_stands_before_it():
    routes = [
        route("/{rest:path}"),
        route("/api", "", kind="mount"),
        route("/api/{name}", "GET POST", parent=1),
        route("/api/todos", "POST", parent=1),
    ]

    assert hidden(*routes) == [("GET", "/api/{name}", "/{rest:path}"), ("POST", "/api/todos", "/api/{name}")]


def test_mount_at_the_root_hides_another_mount():
    assert hidden(route("", "", kind="mount"), route("/static", "", kind="mount")) == [("any", "/static", "/")]


def test_routes_of_one_mount_do_not_hide_those_of_another():
    first, second = route("/a", "", kind="mount"), route("/b", "", kind="mount")

    assert hidden(first, route("/a/{x}", parent=0), second, route("/b/y", parent=2)) == []


def test_same_function_twice_at_one_path_is_no_news():
    assert hidden(route("/a", line=7), route("/a", line=7)) == []


def test_functions_are_named():
    (found,) = unreachable([route("/a/{x}", line=3), route("/a/b", line=9)])

    assert found == Unreachable(
        method="GET",
        path="/a/b",
        shadowed_by="/a/{x}",
        endpoint=Endpoint(function="f9", file="main.py", line=9),
        taken_by=Endpoint(function="f3", file="main.py", line=3),
    )


def test_framework_hides_a_page_of_the_answer_and_its_own_is_no_news():
    docs = msgspec.structs.replace(route("/docs"), endpoint=None)

    assert hidden(docs, docs, route("/docs")) == [("GET", "/docs", "/docs")]


@pytest.mark.parametrize("parent", [5, 0, -7])
def test_table_with_impossible_parents_is_harmless(parent):
    assert unreachable([route("/a", parent=parent), route("/b", parent=parent)]) == []


@pytest.mark.parametrize(
    ("path", "address", "fits"),
    [
        ("/todos/{id}", "todos/7", True),
        ("/todos/{id:int}", "todos/x", False),
        ("/todos/{id}", "todos/", False),
        ("/todos/", "todos/", True),
        ("/files/{path:path}", "files/", True),
        ("/files/{path:path}", "files/a/b", True),
        ("/files/{path:path}", "files", False),
        ("/files/{path:path}/raw", "files/a/b/raw", True),
        ("/files/{path:path}/raw", "files/a/b", False),
        ("/v{n}.json", "v1.json", True),
        ("/v{n}.json", "v.json", False),
        ("/{a}{b}" * 40, "x/" * 40, False),
    ],
)
def test_path_fits_an_address(path, address, fits):
    assert matches(path, address.split("/")) is fits
