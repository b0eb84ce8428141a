import random
import string

import pytest

from grader.checks import needs, requirement


def any_place():
    return "".join(random.choices(string.ascii_lowercase, k=9))


def any_hive(**values):
    """A body with nothing left out, and nothing that the task names."""
    return {"place": any_place(), "frames": random.randint(11, 60), **values}


def add(client, **values):
    """Make a hive and return it as it was answered."""
    response = client.post("/hives", json=any_hive(**values))
    assert response.status_code == 200
    hive = response.json()
    assert isinstance(hive, dict)
    assert type(hive.get("id")) is int
    return hive


def remove(client, hive):
    assert client.delete(f"/hives/{hive['id']}").status_code == 200


def unite(client, hive_id, other_id):
    return client.post(f"/hives/{hive_id}/unite/{other_id}")


def listed(client, **query):
    response = client.get("/hives", params=query)
    assert response.status_code == 200
    return response.json()


def assert_no_such_hive(response, hive_id):
    assert response.status_code == 404
    assert response.json() == {"detail": f"There is no hive {hive_id}"}


def unknown_ids():
    return [0, -random.randint(1, 3), random.randint(50, 10_000)]


# 1


@requirement(1)
def test_new_hive(client):
    """POST /hives answers 200 and what was sent, with an id, and nothing else"""
    sent = any_hive()
    response = client.post("/hives", json=sent)
    assert response.status_code == 200
    assert response.json() == {"id": 1} | sent


@requirement(1)
@needs(test_new_hive)
def test_frames_left_out(client):
    """A hive without frames has 10"""
    response = client.post("/hives", json={"place": "roof"})
    assert response.status_code == 200
    assert response.json() == {"id": 1, "place": "roof", "frames": 10}


@requirement(1)
@pytest.mark.parametrize(
    "body",
    [{"frames": 8}, {"place": None}, {"place": 7}, {"place": "roof", "frames": "many"}]
    + [{"place": "roof", "frames": 2.5}, {"place": "roof", "frames": None}, ["roof"]],
)
def test_body_that_is_refused(client, body):
    """No place, null, or a value of another kind answers 422"""
    assert client.post("/hives", json=body).status_code == 422


@requirement(1)
@needs(test_new_hive)
def test_other_keys(client):
    """Keys without a meaning have no effect, `id` among them"""
    sent = any_hive()
    response = client.post("/hives", json=sent | {"id": 77, any_place(): 1})
    assert response.json() == {"id": 1} | sent


# 2


@requirement(2)
def test_first_ids(client):
    """The first hives get the ids 1, 2, 3 and 4"""
    assert [add(client)["id"] for _ in range(4)] == [1, 2, 3, 4]


@requirement(2)
@needs(test_first_ids)
def test_id_after_an_old_hive_has_gone(client):
    """After an old hive has gone, the next gets a number that no hive has"""
    hives = [add(client) for _ in range(4)]
    client.delete(f"/hives/{random.choice(hives[:3])['id']}")
    assert add(client)["id"] == 5


@requirement(2)
@needs(test_first_ids)
def test_id_after_the_newest_hive_has_gone(client):
    """After the newest hive has gone, its number is not given again"""
    hives = [add(client) for _ in range(random.randint(2, 4))]
    client.delete(f"/hives/{hives[-1]['id']}")
    assert add(client)["id"] == len(hives) + 1


@requirement(2)
@needs(test_first_ids)
def test_id_after_all_hives_have_gone(client):
    """After all hives have gone, counting goes on"""
    for _ in range(3):
        client.delete(f"/hives/{add(client)['id']}")
    assert add(client)["id"] == 4


# 3


@requirement(3)
def test_hive_that_exists(client):
    """A hive that exists is answered with 200"""
    made = [add(client) for _ in range(3)]
    answers = [client.get(f"/hives/{hive['id']}") for hive in made]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [answer.json() for answer in answers] == made


@requirement(3)
def test_hive_that_does_not_exist(client):
    """An id that no hive has answers 404"""
    add(client)
    assert client.get(f"/hives/{random.randint(50, 10_000)}").status_code == 404


@requirement(3)
def test_what_is_said_of_a_missing_hive(client):
    """For an id that no hive has, `detail` says so, with the number"""
    hive_id = random.randint(50, 10_000)
    body = client.get(f"/hives/{hive_id}").json()
    assert isinstance(body, dict)
    assert body.get("detail") == f"There is no hive {hive_id}"


@requirement(3)
@needs(test_hive_that_does_not_exist)
def test_zero_and_negative_numbers(client):
    """0 and negative numbers answer 404, also when there are hives"""
    for _ in range(4):
        add(client)
    assert [client.get(f"/hives/{hive_id}").status_code for hive_id in (0, -1, -3, -40)] == [404] * 4


@requirement(3)
@pytest.mark.parametrize("hive_id", ["roof", "1.5"])
def test_no_whole_number(client, hive_id):
    """What is no whole number answers 422"""
    add(client)
    assert client.get(f"/hives/{hive_id}").status_code == 422


# 4


@requirement(4)
def test_empty_register(client):
    """Without any hives, the list is empty and the status 200"""
    assert listed(client) == []


@requirement(4)
def test_all_hives(client):
    """GET /hives lists all hives in the order of their ids"""
    made = [add(client) for _ in range(random.randint(3, 6))]
    assert listed(client) == made


@requirement(4)
@needs(test_all_hives)
def test_hives_at_one_place(client):
    """?place= lists the hives at exactly this place, in the order of their ids"""
    mill, other, longer = any_place(), any_place(), any_place()
    places = [mill, other, mill + longer, mill, other, longer + mill, mill]
    made = [add(client, place=place) for place in places]
    assert listed(client, place=mill) == [hive for hive in made if hive["place"] == mill]


@requirement(4)
def test_no_hives_at_a_place(client):
    """?place= with a place that has no hives answers 200 and an empty list"""
    add(client)
    assert listed(client, place=any_place()) == []


# 5


@requirement(5)
def test_replace(client):
    """PUT answers the hive as it is now, and so does a GET afterwards"""
    first, hive, last = (add(client) for _ in range(3))
    sent = any_hive()
    response = client.put(f"/hives/{hive['id']}", json=sent | {"id": 77})
    assert response.status_code == 200
    assert response.json() == {"id": hive["id"]} | sent
    assert listed(client) == [first, response.json(), last]


@requirement(5)
@needs(test_replace)
def test_replace_without_frames(client):
    """Frames that a PUT leaves out are 10, whatever they were"""
    hive = add(client)
    response = client.put(f"/hives/{hive['id']}", json={"place": "roof"})
    assert response.json() == {"id": hive["id"], "place": "roof", "frames": 10}
    assert client.get(f"/hives/{hive['id']}").json() == response.json()


@requirement(5)
@needs(test_replace)
@pytest.mark.parametrize("body", [{"frames": 8}, {"place": None}, {"place": "roof", "frames": "many"}])
def test_replace_by_a_wrong_body(client, body):
    """A wrong body answers 422 and changes nothing"""
    hive = add(client)
    assert client.put(f"/hives/{hive['id']}", json=body).status_code == 422
    assert listed(client) == [hive]


@requirement(5)
def test_replace_a_hive_that_does_not_exist(client):
    """PUT to an id that no hive has answers 404 and its number"""
    add(client)
    for hive_id in unknown_ids():
        assert_no_such_hive(client.put(f"/hives/{hive_id}", json=any_hive()), hive_id)


@requirement(5)
def test_put_makes_no_hive(client):
    """No PUT makes a new hive"""
    hive = add(client)
    for hive_id in unknown_ids():
        client.put(f"/hives/{hive_id}", json=any_hive())
    assert listed(client) == [hive]


@requirement(5)
def test_replace_what_is_no_number(client):
    """PUT to what is no whole number answers 422"""
    assert client.put("/hives/roof", json=any_hive()).status_code == 422


# 6


@requirement(6)
def test_remove(client):
    """DELETE answers 200 and the hive as it was"""
    _, hive, _ = (add(client) for _ in range(3))
    response = client.delete(f"/hives/{hive['id']}")
    assert response.status_code == 200
    assert response.json() == hive


@requirement(6)
@needs(test_remove)
def test_removed_hive_has_gone(client):
    """A hive that was removed has gone, and the others stay"""
    first, hive, last = (add(client) for _ in range(3))
    client.delete(f"/hives/{hive['id']}")
    assert listed(client) == [first, last]
    assert client.get(f"/hives/{hive['id']}").status_code == 404


@requirement(6)
def test_remove_a_hive_that_does_not_exist(client):
    """DELETE of an id that no hive has answers 404 and its number"""
    hive = add(client)
    for hive_id in unknown_ids():
        assert_no_such_hive(client.delete(f"/hives/{hive_id}"), hive_id)
    assert listed(client) == [hive]


@requirement(6)
@needs(test_removed_hive_has_gone)
def test_remove_twice(client):
    """The second DELETE of a hive answers 404"""
    hive = add(client)
    remove(client, hive)
    assert_no_such_hive(client.delete(f"/hives/{hive['id']}"), hive["id"])


@requirement(6)
def test_remove_what_is_no_number(client):
    """DELETE of what is no whole number answers 422"""
    assert client.delete("/hives/roof").status_code == 422


# 7


@requirement(7)
def test_unite(client):
    """Uniting answers 200 and the first hive with the frames of both"""
    _, other, hive = (add(client) for _ in range(3))
    response = unite(client, hive["id"], other["id"])
    assert response.status_code == 200
    assert response.json() == hive | {"frames": hive["frames"] + other["frames"]}


@requirement(7)
@needs(test_unite)
def test_united_hive_has_gone(client):
    """The other hive has gone then, and the first has kept its frames"""
    first, other, hive = (add(client) for _ in range(3))
    unite(client, hive["id"], other["id"])
    assert listed(client) == [first, hive | {"frames": hive["frames"] + other["frames"]}]
    assert_no_such_hive(client.get(f"/hives/{other['id']}"), other["id"])


@requirement(7)
def test_unite_with_a_hive_that_does_not_exist(client):
    """If only the other hive does not exist, the 404 names the other"""
    hive = add(client)
    for hive_id in unknown_ids():
        assert_no_such_hive(unite(client, hive["id"], hive_id), hive_id)


@requirement(7)
def test_unite_into_a_hive_that_does_not_exist(client):
    """If only the first hive does not exist, the 404 names the first"""
    hive = add(client)
    for hive_id in unknown_ids():
        assert_no_such_hive(unite(client, hive_id, hive["id"]), hive_id)


@requirement(7)
def test_unite_two_hives_that_do_not_exist(client):
    """If neither exists, the 404 names the first of the two"""
    add(client)
    hive_id = random.randint(50, 10_000)
    assert_no_such_hive(unite(client, hive_id, hive_id + 1), hive_id)
    assert_no_such_hive(unite(client, hive_id, hive_id), hive_id)


@requirement(7)
def test_unite_with_itself(client):
    """Uniting a hive with itself answers 409 and changes nothing"""
    _, hive = made = [add(client) for _ in range(2)]
    response = unite(client, hive["id"], hive["id"])
    assert response.status_code == 409
    assert response.json() == {"detail": f"Hive {hive['id']} cannot be united with itself"}
    assert listed(client) == made


@requirement(7)
def test_unite_what_is_no_number(client):
    """What is no whole number answers 422, in either place"""
    hive = add(client)
    assert unite(client, "roof", hive["id"]).status_code == 422
    assert unite(client, hive["id"], "roof").status_code == 422


# 8


@requirement(8)
@needs(test_unite_into_a_hive_that_does_not_exist, test_unite_with_a_hive_that_does_not_exist)
def test_refused_union_changes_nothing(client):
    """A union that is refused changes neither hive"""
    made = [add(client) for _ in range(3)]
    hive_id = random.choice(made)["id"]
    for unknown in unknown_ids():
        unite(client, unknown, hive_id)
        unite(client, hive_id, unknown)
    assert listed(client) == made


@requirement(8)
@needs(test_first_ids)
def test_refused_requests_use_up_no_id(client):
    """Requests that are refused use up no id"""
    add(client)
    client.post("/hives", json={"frames": 8})
    client.put("/hives/2", json=any_hive())
    client.delete("/hives/2")
    client.post("/hives", json={"place": None})
    assert add(client)["id"] == 2


@requirement(8)
@needs(test_unite, test_replace, test_remove, test_all_hives)
def test_many_requests(client):
    """Forty requests in any order leave the hives that they should leave"""
    hives = {}
    made = 0
    for _ in range(40):
        known = list(hives)
        what = random.choice(["add", "add", "put", "delete", "unite"]) if len(known) > 2 else "add"
        if what == "add":
            sent, made = any_hive(), made + 1
            hives[made] = {"id": made} | sent
            assert client.post("/hives", json=sent).json() == hives[made]
        elif what == "put":
            sent, hive_id = any_hive(), random.choice(known)
            hives[hive_id] = {"id": hive_id} | sent
            assert client.put(f"/hives/{hive_id}", json=sent).json() == hives[hive_id]
        elif what == "delete":
            hive_id = random.choice(known)
            assert client.delete(f"/hives/{hive_id}").json() == hives.pop(hive_id)
        else:
            hive_id, other_id = random.sample(known, 2)
            hives[hive_id]["frames"] += hives.pop(other_id)["frames"]
            assert unite(client, hive_id, other_id).json() == hives[hive_id]
    assert listed(client) == list(hives.values())


@requirement(8)
def test_generated_requests(explore):
    """Generated requests, right and wrong ones, are answered as the task says"""
    members = ["GET /hives/{hive_id}", "PUT /hives/{hive_id}", "DELETE /hives/{hive_id}"]
    explore(["POST /hives", *members])
