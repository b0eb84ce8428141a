import random
import string

import pytest

from grader.checks import needs, requirement


def any_title(length=12):
    return "".join(random.choices(string.ascii_letters + string.digits, k=length))


def any_todo():
    """A body with nothing left out and nothing as it would be when left out."""
    return {"title": any_title(), "priority": random.choice([1, 2, 4, 5]), "done": True}


def add(client, body=None):
    """Create a todo and return it as answered. Whether the status is 201 is the business of one check alone."""
    response = client.post("/todos/", json=any_todo() if body is None else body)
    assert response.status_code in (200, 201)
    todo = response.json()
    assert isinstance(todo, dict)
    assert "id" in todo
    return todo


def fill(client, count):
    return [add(client) for _ in range(count)]


def read(client, todo):
    response = client.get(f"/todos/{todo['id']}")
    assert response.status_code == 200
    return response.json()


def listed(client, query=""):
    response = client.get(f"/todos/{query}")
    assert response.status_code == 200
    return response.json()


def remove(client, todo):
    assert client.delete(f"/todos/{todo['id']}").status_code in (200, 204)


def detail(todo_id):
    return {"detail": f"Todo {todo_id} does not exist"}


# What breaks a rule, by what is wrong with it. Each is a whole body.
REFUSED_TITLES = [{}, {"title": ""}, {"title": 7}, {"title": None}, {"title": ["a", "b"]}]
REFUSED_PRIORITIES = [0, 6, -3, 2.5, "high", None]
REFUSED_DONE = ["maybe", 7, None, []]
NO_OBJECTS = ["[]", '"Charge the radios"', "null", "", '{"title": ']


# 1


@requirement(1)
def test_create(client):
    """POST /todos/ succeeds and answers a JSON object with an id"""
    add(client)


@requirement(1)
@needs(test_create)
def test_create_answers_201(client):
    """POST /todos/ answers 201"""
    assert client.post("/todos/", json=any_todo()).status_code == 201


@requirement(1)
@needs(test_create)
def test_create_answers_the_todo(client):
    """POST /todos/ answers what was sent, with an id, and nothing else"""
    for done in (True, False):
        body = any_todo() | {"done": done}
        todo = add(client, body)
        assert todo == body | {"id": todo["id"]}
        assert [type(todo[key]) for key in ("id", "title", "priority", "done")] == [int, str, int, bool]


@requirement(1)
@needs(test_create)
def test_left_out(client):
    """Without priority it is 3, without done it is false"""
    title = any_title()
    todo = add(client, {"title": title})
    assert todo == {"id": todo["id"], "title": title, "priority": 3, "done": False}


# 2


@requirement(2)
@needs(test_create)
@pytest.mark.parametrize("length", [1, 80])
def test_shortest_and_longest_title(client, length):
    """Titles of 1 and of 80 characters are accepted"""
    title = any_title(length)
    assert add(client, {"title": title})["title"] == title


@requirement(2)
@needs(test_create)
@pytest.mark.parametrize("body", REFUSED_TITLES)
def test_title_that_cannot_be(client, body):
    """A title that is missing, empty or no text answers 422"""
    assert client.post("/todos/", json=body).status_code == 422


@requirement(2)
@needs(test_create)
def test_title_too_long(client):
    """A title of more than 80 characters answers 422"""
    lengths = [81, random.randint(82, 500)]
    assert [client.post("/todos/", json={"title": any_title(length)}).status_code for length in lengths] == [422, 422]


@requirement(2)
@needs(test_create)
@pytest.mark.parametrize("priority", [1, 5])
def test_lowest_and_highest_priority(client, priority):
    """Priorities 1 and 5 are accepted"""
    assert add(client, any_todo() | {"priority": priority})["priority"] == priority


@requirement(2)
@needs(test_create)
@pytest.mark.parametrize("priority", REFUSED_PRIORITIES)
def test_priority_that_cannot_be(client, priority):
    """A priority below 1, above 5 or not a whole number answers 422"""
    assert client.post("/todos/", json=any_todo() | {"priority": priority}).status_code == 422


@requirement(2)
@needs(test_create)
@pytest.mark.parametrize("done", REFUSED_DONE)
def test_done_that_cannot_be(client, done):
    """A value of done that is neither true nor false answers 422"""
    assert client.post("/todos/", json=any_todo() | {"done": done}).status_code == 422


@requirement(2)
@needs(test_create)
@pytest.mark.parametrize("text", NO_OBJECTS)
def test_body_that_is_no_object(client, text):
    """A body that is no JSON object, or none at all, answers 422"""
    response = client.post("/todos/", content=text, headers={"content-type": "application/json"})
    assert response.status_code == 422


# 3


@requirement(3)
@needs(test_create)
def test_read(client):
    """GET /todos/{todo_id} answers the todo with this id"""
    created = fill(client, random.randint(3, 6))
    for todo in random.sample(created, k=len(created)):
        assert read(client, todo) == todo


@requirement(3)
@needs(test_create)
def test_read_unknown(client):
    """GET with an id that no todo has answers 404"""
    ids = [todo["id"] for todo in fill(client, random.randint(2, 4))]
    unknown = [max(ids) + 1, max(ids) + random.randint(2, 10**6)]
    assert [client.get(f"/todos/{todo_id}").status_code for todo_id in unknown] == [404, 404]


@requirement(3)
@needs(test_read)
def test_read_unknown_says_so(client):
    """GET with an id that no todo has names this id in detail"""
    todo_id = random.randint(2, 10**6)
    body = client.get(f"/todos/{todo_id}").json()
    assert isinstance(body, dict)
    assert body.get("detail") == detail(todo_id)["detail"]


@requirement(3)
@needs(test_read_unknown)
def test_read_zero_and_below(client):
    """GET with 0 or a negative number answers 404 too"""
    fill(client, random.randint(2, 4))
    assert [client.get(f"/todos/{todo_id}").status_code for todo_id in (0, -1, -2)] == [404, 404, 404]


@requirement(3)
@needs(test_read)
@pytest.mark.parametrize("text", ["radio", "1.5", "1st"])
def test_read_no_whole_number(client, text):
    """GET with an id that is not a whole number answers 422"""
    add(client)
    assert client.get(f"/todos/{text}").status_code == 422


# 4


@requirement(4)
def test_empty_list(client):
    """GET /todos/ answers an empty list at first"""
    assert listed(client) == []


@requirement(4)
@needs(test_create)
def test_list_in_order(client):
    """GET /todos/ answers all todos in the order of their ids"""
    created = fill(client, random.randint(4, 9))
    assert listed(client) == created


@requirement(4)
@needs(test_list_in_order)
def test_list_without_limit(client):
    """Without skip and limit it answers the first 10"""
    created = fill(client, random.randint(11, 15))
    assert listed(client) == created[:10]


@requirement(4)
@needs(test_list_in_order)
def test_skip_and_limit(client):
    """With skip and limit it answers this part of the list and no other"""
    created = fill(client, 12)
    for skip in random.sample(range(1, 9), k=4):
        limit = random.randint(1, 11 - skip)
        assert listed(client, f"?skip={skip}&limit={limit}") == created[skip : skip + limit]


@requirement(4)
@needs(test_list_in_order)
def test_skip_alone_and_limit_alone(client):
    """Either of skip and limit works without the other"""
    created = fill(client, 16)
    skip, limit = random.randint(1, 5), random.randint(11, 15)
    assert listed(client, f"?skip={skip}") == created[skip : skip + 10]
    assert listed(client, f"?limit={limit}") == created[:limit]


@requirement(4)
@needs(test_list_in_order)
def test_past_the_end(client):
    """Past the last todo it answers the rest, or an empty list"""
    created = fill(client, 7)
    assert listed(client, "?skip=5&limit=9") == created[5:]
    assert listed(client, "?skip=7&limit=9") == []
    assert listed(client, f"?skip={random.randint(100, 10**6)}") == []


@requirement(4)
@needs(test_list_in_order)
def test_limits_themselves(client):
    """A skip of 0, a limit of 1 and a limit of 50 are accepted and kept to"""
    created = fill(client, 52)
    assert listed(client, "?skip=0&limit=1") == created[:1]
    assert listed(client, "?limit=50") == created[:50]


@requirement(4)
def test_skip_below_zero(client):
    """A skip below 0 answers 422"""
    values = [-1, -random.randint(2, 1000)]
    assert [client.get(f"/todos/?skip={value}").status_code for value in values] == [422, 422]


@requirement(4)
def test_limit_below_one(client):
    """A limit below 1 answers 422"""
    values = [0, -1, -random.randint(2, 1000)]
    assert [client.get(f"/todos/?limit={value}").status_code for value in values] == [422, 422, 422]


@requirement(4)
def test_limit_above_fifty(client):
    """A limit above 50 answers 422"""
    values = [51, random.randint(52, 10**6)]
    assert [client.get(f"/todos/?limit={value}").status_code for value in values] == [422, 422]


@requirement(4)
@pytest.mark.parametrize("query", ["skip=two", "skip=1.5", "limit=ten", "limit=2.5"])
def test_no_whole_numbers(client, query):
    """A skip or limit that is not a whole number answers 422"""
    assert client.get(f"/todos/?{query}").status_code == 422


# 5


@requirement(5)
@needs(test_create)
def test_replace_answers_the_todo(client):
    """PUT answers 200 and the todo as it is now, under its old id"""
    todo = random.choice(fill(client, 3))
    body = any_todo() | {"done": False}
    response = client.put(f"/todos/{todo['id']}", json=body)
    assert response.status_code == 200
    assert response.json() == body | {"id": todo["id"]}


@requirement(5)
@needs(test_replace_answers_the_todo)
def test_replaced_todo_is_kept(client):
    """After a PUT, GET answers the new todo, and the others are as before"""
    created = fill(client, 4)
    changed = random.randrange(4)
    body = any_todo() | {"done": False}
    client.put(f"/todos/{created[changed]['id']}", json=body)
    expected = [body | {"id": todo["id"]} if place == changed else todo for place, todo in enumerate(created)]
    assert [read(client, todo) for todo in created] == expected


@requirement(5)
@needs(test_replace_answers_the_todo)
def test_replace_leaves_out(client):
    """What a PUT leaves out is as in a new todo: priority 3, done false"""
    todo = add(client)
    title = any_title()
    expected = {"id": todo["id"], "title": title, "priority": 3, "done": False}
    assert client.put(f"/todos/{todo['id']}", json={"title": title}).json() == expected
    assert read(client, todo) == expected


@requirement(5)
@needs(test_replace_answers_the_todo)
def test_replaced_todo_keeps_its_place(client):
    """After a PUT the todos are listed in the same order"""
    created = fill(client, 5)
    client.put(f"/todos/{random.choice(created[:4])['id']}", json=any_todo())
    assert [todo["id"] for todo in listed(client)] == [todo["id"] for todo in created]


@requirement(5)
@needs(test_replace_answers_the_todo)
@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"title": "x" * 81}, {"title": None}, {"priority": 0}, {"priority": 6}, {"done": "maybe"}],
)
def test_replace_by_the_same_rules(client, wrong):
    """A PUT that breaks a rule for titles, priorities or done answers 422"""
    todo = add(client)
    assert client.put(f"/todos/{todo['id']}", json=any_todo() | wrong).status_code == 422


@requirement(5)
@needs(test_replace_answers_the_todo)
def test_replace_without_title(client):
    """A PUT without a title, or without an object, answers 422"""
    path = f"/todos/{add(client)['id']}"
    assert [client.put(path, json=body).status_code for body in ({}, {"done": True}, [])] == [422, 422, 422]


@requirement(5)
@needs(test_replace_answers_the_todo)
def test_replace_unknown(client):
    """PUT to an id that no todo has answers 404, says so and makes no todo"""
    unknown = add(client)["id"] + random.randint(1, 1000)
    for todo_id in (unknown, 0, -1):
        response = client.put(f"/todos/{todo_id}", json=any_todo())
        assert response.status_code == 404
        assert response.json() == detail(todo_id)
    assert client.get(f"/todos/{unknown}").status_code == 404


@requirement(5)
@needs(test_replace_answers_the_todo)
def test_replace_no_whole_number(client):
    """PUT to an id that is not a whole number answers 422"""
    assert client.put(f"/todos/{random.choice(['radio', '1.5'])}", json=any_todo()).status_code == 422


# 6


@requirement(6)
@needs(test_create)
def test_delete_answers_204(client):
    """DELETE answers 204 and no body"""
    response = client.delete(f"/todos/{random.choice(fill(client, 3))['id']}")
    assert response.status_code == 204
    assert response.content == b""


@requirement(6)
@needs(test_delete_answers_204)
def test_deleted_todo_is_gone(client):
    """A deleted todo answers 404 to GET and stands in no list; the others stay"""
    created = fill(client, 5)
    gone = created.pop(random.randrange(4))
    remove(client, gone)
    assert client.get(f"/todos/{gone['id']}").status_code == 404
    assert [read(client, todo) for todo in created] == created
    assert listed(client) == created


@requirement(6)
@needs(test_deleted_todo_is_gone)
def test_deleted_todo_cannot_be_changed(client):
    """PUT to a deleted todo answers 404"""
    gone = random.choice(fill(client, 3)[:2])
    remove(client, gone)
    assert client.put(f"/todos/{gone['id']}", json=any_todo()).status_code == 404


@requirement(6)
@needs(test_delete_answers_204)
def test_delete_twice(client):
    """A second DELETE of the same todo answers 404 and says so"""
    gone = random.choice(fill(client, 3)[:2])
    remove(client, gone)
    response = client.delete(f"/todos/{gone['id']}")
    assert response.status_code == 404
    assert response.json() == detail(gone["id"])


@requirement(6)
@needs(test_delete_answers_204)
def test_delete_unknown(client):
    """DELETE of an id that no todo has answers 404 and says so"""
    unknown = add(client)["id"] + random.randint(1, 1000)
    for todo_id in (unknown, 0, -1):
        response = client.delete(f"/todos/{todo_id}")
        assert response.status_code == 404
        assert response.json() == detail(todo_id)


@requirement(6)
@needs(test_delete_answers_204)
def test_delete_no_whole_number(client):
    """DELETE of an id that is not a whole number answers 422"""
    assert client.delete(f"/todos/{random.choice(['radio', '1.5'])}").status_code == 422


# 7


@requirement(7)
@needs(test_create)
def test_ids_count_from_one(client):
    """The todos get the ids 1, 2, 3 and so on"""
    created = fill(client, random.randint(3, 7))
    assert [todo["id"] for todo in created] == list(range(1, len(created) + 1))


@requirement(7)
@needs(test_ids_count_from_one, test_delete_answers_204)
def test_id_after_an_older_one_was_deleted(client):
    """After an older todo was deleted, a new one gets an id that none has had"""
    created = fill(client, 4)
    remove(client, random.choice(created[:3]))
    assert add(client)["id"] == 5


@requirement(7)
@needs(test_ids_count_from_one, test_delete_answers_204)
def test_id_after_the_newest_was_deleted(client):
    """After the newest todo was deleted, a new one gets an id that none has had"""
    created = fill(client, 3)
    remove(client, created[-1])
    assert add(client)["id"] == 4


@requirement(7)
@needs(test_ids_count_from_one, test_delete_answers_204)
def test_id_after_all_were_deleted(client):
    """After all todos were deleted, the ids go on where they were"""
    for todo in fill(client, 3):
        remove(client, todo)
    assert add(client)["id"] == 4


@requirement(7)
@needs(test_ids_count_from_one)
def test_refused_todos_get_no_id(client):
    """A POST that was answered with 422 uses up no id"""
    add(client)
    client.post("/todos/", json={"title": ""})
    client.post("/todos/", json={"priority": 4})
    assert add(client)["id"] == 2


@requirement(7)
@needs(test_create)
def test_id_in_the_body_of_post(client):
    """An id in the body of a POST, and any other key, has no effect"""
    body = any_todo()
    response = client.post("/todos/", json=body | {"id": random.randint(100, 999), any_title(): 1})
    assert response.status_code in (200, 201)
    assert response.json() == body | {"id": 1}


@requirement(7)
@needs(test_replace_answers_the_todo)
def test_id_in_the_body_of_put(client):
    """An id in the body of a PUT, and any other key, has no effect"""
    todo = random.choice(fill(client, 3))
    body = any_todo()
    response = client.put(f"/todos/{todo['id']}", json=body | {"id": random.randint(100, 999), any_title(): 1})
    assert response.status_code == 200
    assert response.json() == body | {"id": todo["id"]}
    assert read(client, todo) == body | {"id": todo["id"]}


# 8


@requirement(8)
@needs(test_list_in_order)
def test_refused_requests_change_nothing(client):
    """After requests that were answered with 4xx, every todo is as before"""
    created = fill(client, random.randint(2, 4))
    path = f"/todos/{random.choice(created)['id']}"
    for body in ({"title": ""}, {"priority": 2}, any_todo() | {"priority": 6}, any_todo() | {"done": "maybe"}):
        client.post("/todos/", json=body)
        client.put(path, json=body)
    for todo_id in (0, -1, len(created) + 1, "radio"):
        client.put(f"/todos/{todo_id}", json=any_todo())
        client.delete(f"/todos/{todo_id}")
    assert listed(client) == created


@requirement(8)
@needs(test_create)
def test_nothing_crashes(client):
    """No request that the task describes answers 500"""
    todo = add(client)
    paths = [f"/todos/{todo_id}" for todo_id in (todo["id"], todo["id"] + random.randint(1, 1000), 0, -1, "radio")]
    bodies = [any_todo(), {}, {"title": 7}, {"title": "x" * 81}, any_todo() | {"priority": "high"}, [], None]
    requests = [
        *(("POST", "/todos/", body) for body in bodies),
        *(("PUT", path, body) for path in paths for body in bodies),
        *(("GET", path, None) for path in paths),
        *(("DELETE", path, None) for path in paths + paths),
        *(("GET", f"/todos/?{query}", None) for query in ("skip=-1", "limit=0", "limit=51", "skip=two", "skip=999999")),
    ]
    statuses = {client.request(method, path, json=body).status_code for method, path, body in requests}
    assert max(statuses) < 500


@requirement(8)
@needs(
    test_create_answers_201,
    test_create_answers_the_todo,
    test_left_out,
    test_read,
    test_read_unknown,
    test_list_without_limit,
    test_skip_and_limit,
    test_replace_answers_the_todo,
    test_replace_leaves_out,
    test_replace_unknown,
    test_delete_answers_204,
    test_delete_unknown,
    test_ids_count_from_one,
    test_id_after_an_older_one_was_deleted,
    test_id_after_the_newest_was_deleted,
)
def test_many_requests(client, reference):
    """A hundred requests in any order are each answered as the requirements say"""
    created = 0
    for number in range(100):
        # Mostly one of the newer: an id that is gone, or about to be given, shows most.
        todo_id = random.randint(max(1, created - 8), created + 1)
        requests = [
            ("POST", "/todos/", any_todo()),
            ("POST", "/todos/", {"title": any_title()}),
            ("PUT", f"/todos/{todo_id}", any_todo()),
            ("PUT", f"/todos/{todo_id}", {"title": any_title()}),
            ("GET", f"/todos/{todo_id}", None),
            ("GET", f"/todos/?skip={random.randint(0, created)}&limit={random.randint(1, 12)}", None),
            ("DELETE", f"/todos/{todo_id}", None),
            ("DELETE", f"/todos/{created}", None),
        ]
        method, path, body = requests[0] if number < 8 else random.choice(requests)
        created += method == "POST"
        yours, expected = (app.request(method, path, json=body) for app in (client, reference))
        assert yours.status_code == expected.status_code
        if expected.status_code != 204:
            assert yours.json() == expected.json()


EVERYTHING_ABOVE = [check for name, check in list(globals().items()) if name.startswith("test_")]


@requirement(8)
@needs(*EVERYTHING_ABOVE)
def test_requests_at_the_edges(explore):
    """Two hundred requests at the edges of the rules are answered as required"""
    explore()
