import random
import string

import pytest

from grader.checks import needs, requirement

ROUTES = ["/prices", "/walls/3/bookings"]


def any_word():
    return "".join(random.choices(string.ascii_lowercase, k=8)).capitalize()


def any_party(**values):
    """A party with all four keys, none of which the task names."""
    return {"name": any_word(), "climbers": random.randint(4, 30), "shoes": True, "note": any_word(), **values}


def without(party, key):
    return {name: value for name, value in party.items() if name != key}


def any_wall():
    return random.randint(1, 4)


@requirement(1)
def test_price_of_the_example(client):
    """Three climbers with shoes pay 39 euros"""
    response = client.post("/prices", json={"name": "Ostrowski", "climbers": 3, "shoes": True})
    assert response.status_code == 200
    assert response.json() == {"name": "Ostrowski", "euros": 39}


@requirement(1)
@needs(test_price_of_the_example)
@pytest.mark.parametrize(("shoes", "each"), [(True, 13), (False, 9)], ids=["with shoes", "without"])
def test_price_of_any_party(client, shoes, each):
    """Any party gets its own price and its own name back"""
    party = any_party(shoes=shoes)
    response = client.post("/prices", json=party)
    assert response.status_code == 200
    assert response.json() == {"name": party["name"], "euros": each * party["climbers"]}


@requirement(2)
@pytest.mark.parametrize("key", ["name", "climbers"])
@pytest.mark.parametrize("route", ROUTES)
def test_key_that_has_to_be_sent(client, route, key):
    """A party without its name or without its climbers answers 422"""
    assert client.post(route, json=without(any_party(), key)).status_code == 422


@requirement(2)
@pytest.mark.parametrize("key", ["shoes", "note"])
@pytest.mark.parametrize("route", ROUTES)
def test_key_that_may_be_left_out(client, route, key):
    """A party may leave out its shoes and its note"""
    assert client.post(route, json=without(any_party(), key)).status_code == 200


@requirement(2)
def test_shoes_left_out_are_not_paid_for(client):
    """A party that leaves out its shoes pays nothing for them"""
    party = without(any_party(), "shoes")
    response = client.post("/prices", json=party)
    assert response.status_code == 200
    assert response.json()["euros"] == 9 * party["climbers"]


@requirement(2)
@pytest.mark.parametrize("route", ROUTES)
def test_note_may_be_null(client, route):
    """The note may be null"""
    assert client.post(route, json=any_party(note=None)).status_code == 200


@requirement(2)
@pytest.mark.parametrize("key", ["name", "climbers", "shoes"])
@pytest.mark.parametrize("route", ROUTES)
def test_null_for_one_of_the_others(client, route, key):
    """null for name, climbers or shoes answers 422"""
    assert client.post(route, json=any_party(**{key: None})).status_code == 422


@requirement(2)
@pytest.mark.parametrize(
    "values",
    [{"name": 7}, {"name": ["a"]}, {"climbers": "many"}, {"climbers": 2.5}, {"shoes": "perhaps"}, {"note": 7}],
    ids=["name", "list as name", "climbers", "half a climber", "shoes", "note"],
)
@pytest.mark.parametrize("route", ROUTES)
def test_value_of_another_kind(client, route, values):
    """A value of another kind answers 422"""
    assert client.post(route, json=any_party(**values)).status_code == 422


@requirement(2)
@pytest.mark.parametrize("route", ROUTES)
def test_list_of_parties(client, route):
    """A list answers 422"""
    assert client.post(route, json=[any_party()]).status_code == 422


@requirement(2)
@pytest.mark.parametrize("route", ROUTES)
def test_no_json(client, route):
    """What is no JSON answers 422"""
    response = client.post(route, content='{"name": "A", climbers}', headers={"content-type": "application/json"})
    assert response.status_code == 422


@requirement(2)
@pytest.mark.parametrize("route", ROUTES)
def test_json_that_is_not_labelled(client, route):
    """JSON that is labelled as text answers 422"""
    response = client.post(route, content='{"name": "A", "climbers": 3}', headers={"content-type": "text/plain"})
    assert response.status_code == 422


@requirement(2)
@pytest.mark.parametrize("route", ROUTES)
def test_no_body(client, route):
    """No body answers 422"""
    assert client.post(route).status_code == 422


@requirement(3)
def test_booking_of_the_example(client):
    """The first booking has the id 1 and says all that was sent"""
    response = client.post("/walls/2/bookings?minutes=90", json={"name": "Ostrowski", "climbers": 3})
    assert response.status_code == 200
    assert response.json() == {
        "id": 1,
        "wall": 2,
        "minutes": 90,
        "name": "Ostrowski",
        "climbers": 3,
        "shoes": False,
        "note": None,
    }


@requirement(3)
@needs(test_booking_of_the_example)
def test_booking_says_what_was_sent(client):
    """Any party is booked as it was sent; keys without a meaning are dropped"""
    wall, party = any_wall(), any_party()
    response = client.post(f"/walls/{wall}/bookings?minutes=45", json=party | {any_word(): 1, "id": 99, "wall": 99})
    assert response.status_code == 200
    assert response.json() == {"id": 1, "wall": wall, "minutes": 45} | party


@requirement(3)
@needs(test_booking_of_the_example)
def test_ids_count_over_all_walls(client):
    """The ids count over all walls"""
    walls = [1, 2, 2, 1, 4, 3]
    ids = [client.post(f"/walls/{wall}/bookings", json=any_party()).json()["id"] for wall in walls]
    assert ids == [1, 2, 3, 4, 5, 6]


@requirement(3)
@needs(test_booking_of_the_example)
@pytest.mark.parametrize("wall", [1, 4])
def test_first_and_last_wall_can_be_booked(client, wall):
    """The first wall, 1, and the last, 4, can be booked"""
    assert client.post(f"/walls/{wall}/bookings", json=any_party()).status_code == 200


@requirement(3)
@needs(test_booking_of_the_example)
@pytest.mark.parametrize("wall", [0, 5, -1, "left", "2.5"])
def test_wall_that_cannot_be_booked(client, wall):
    """A wall below 1, above 4 or not a whole number answers 422"""
    assert client.post(f"/walls/{wall}/bookings", json=any_party()).status_code == 422


@requirement(4)
@needs(test_booking_of_the_example)
def test_minutes_from_the_query(client):
    """?minutes= says how long"""
    minutes = random.randint(61, 300)
    response = client.post(f"/walls/{any_wall()}/bookings?minutes={minutes}", json=any_party())
    assert response.json()["minutes"] == minutes


@requirement(4)
@needs(test_booking_of_the_example)
@pytest.mark.parametrize("extra", [{}, {"minutes": 15}], ids=["nowhere", "in the body"])
def test_minutes_without_the_query(client, extra):
    """Without ?minutes= it is 60, also when the body says something else"""
    response = client.post(f"/walls/{any_wall()}/bookings", json=any_party() | extra)
    assert response.json()["minutes"] == 60


@requirement(4)
@needs(test_booking_of_the_example)
@pytest.mark.parametrize("minutes", ["long", "90.5", ""])
def test_minutes_that_are_no_number(client, minutes):
    """Minutes that are no whole number answer 422"""
    assert client.post(f"/walls/2/bookings?minutes={minutes}", json=any_party()).status_code == 422


@requirement(5)
def test_wall_without_bookings(client):
    """A wall without bookings has an empty list"""
    response = client.get(f"/walls/{any_wall()}/bookings")
    assert response.status_code == 200
    assert response.json() == []


@requirement(5)
@needs(test_wall_without_bookings, test_booking_of_the_example)
def test_each_wall_lists_its_own_bookings(client):
    """Each wall lists its own bookings, in order, as they were answered"""
    made = {wall: [] for wall in (1, 2, 3, 4)}
    for wall in random.sample([1, 1, 2, 2, 2, 4], 6):
        made[wall].append(client.post(f"/walls/{wall}/bookings?minutes=75", json=any_party()).json())
    assert {wall: client.get(f"/walls/{wall}/bookings").json() for wall in made} == made


@requirement(5)
@needs(test_wall_without_bookings)
@pytest.mark.parametrize("wall", [0, 5, "left"])
def test_list_of_a_wall_that_cannot_be(client, wall):
    """The list of a wall that is none answers 422"""
    assert client.get(f"/walls/{wall}/bookings").status_code == 422


@requirement(6)
@needs(test_booking_of_the_example, test_wall_without_bookings)
def test_refused_requests_book_nothing(client):
    """Refused requests book nothing and use up no id"""
    refused = [
        client.post("/walls/9/bookings", json=any_party()),
        client.post("/walls/1/bookings", json=without(any_party(), "name")),
        client.post("/walls/1/bookings?minutes=long", json=any_party()),
        client.post("/prices", json=any_party()),
    ]
    assert [response.status_code for response in refused] == [422, 422, 422, 200]
    assert client.get("/walls/1/bookings").json() == []
    assert client.post("/walls/1/bookings", json=any_party()).json()["id"] == 1
