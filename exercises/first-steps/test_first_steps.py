import random
import string

import pytest

from grader.checks import needs, requirement

HUT = {"open": True, "altitude": 2310, "soup": "barley", "closes": None}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
OFFERED = {"/hut": "GET", "/rooms": "GET", "/guests": "GET", "/arrivals": "POST"}


def json_of(response):
    """The body, provided that the answer is a success and labelled as JSON."""
    assert response.status_code == 200
    assert response.headers.get("content-type", "").startswith("application/json")
    return response.json()


def numbers(guests):
    return {"guests": guests, "bowls": 2 * guests}


def any_word():
    return "x" + "".join(random.choices(string.ascii_lowercase, k=7))


@requirement(1)
def test_name_and_version(client):
    """GET /openapi.json has the name Rosswald hut and the version 1.0.0"""
    info = json_of(client.get("/openapi.json")).get("info", {})
    assert (info.get("title"), info.get("version")) == ("Rosswald hut", "1.0.0")


@requirement(1)
def test_docs(client):
    """GET /docs answers with a web page"""
    response = client.get("/docs")
    assert response.status_code == 200
    assert response.headers.get("content-type", "").startswith("text/html")


@requirement(2)
def test_hut_has_four_entries(client):
    """GET /hut answers with four entries: open, altitude, soup, closes"""
    hut = json_of(client.get("/hut"))
    assert isinstance(hut, dict)
    assert sorted(hut) == sorted(HUT)


@requirement(2)
@needs(test_hut_has_four_entries)
def test_hut_has_the_right_values(client):
    """The four values are true, 2310, "barley" and null"""
    hut = json_of(client.get("/hut"))
    assert hut == HUT
    assert hut["open"] is True  # 1 == True in Python; in JSON they differ


@requirement(3)
def test_rooms(client):
    """GET /rooms answers with the list of the three rooms"""
    assert json_of(client.get("/rooms")) == ["Marmot", "Ibex", "Chough"]


@requirement(4)
def test_nobody_at_first(client):
    """GET /guests answers 0 guests and 0 bowls at first"""
    assert json_of(client.get("/guests")) == numbers(0)


@requirement(4)
@needs(test_nobody_at_first)
def test_asking_changes_nothing(client):
    """Asking for the guests again and again changes nothing"""
    asked = [json_of(client.get("/guests")) for _ in range(random.randint(3, 6))]
    assert asked == [numbers(0)] * len(asked)


@requirement(5)
def test_arrival_has_two_entries(client):
    """POST /arrivals answers with two entries: guests and bowls"""
    arrived = json_of(client.post("/arrivals"))
    assert isinstance(arrived, dict)
    assert sorted(arrived) == ["bowls", "guests"]


@requirement(5)
@needs(test_arrival_has_two_entries)
def test_every_arrival_counts(client):
    """Every arrival, from the first on, answers one guest more"""
    arrivals = random.randint(4, 9)
    guests = [json_of(client.post("/arrivals"))["guests"] for _ in range(arrivals)]
    assert guests == list(range(1, arrivals + 1))


@requirement(5)
@needs(test_arrival_has_two_entries)
def test_two_bowls_for_each_guest(client):
    """There are two bowls for each guest, and GET /guests says so too"""
    arrivals = random.randint(4, 9)
    arrived = [json_of(client.post("/arrivals")) for _ in range(arrivals)]
    assert arrived == [numbers(guests) for guests in range(1, arrivals + 1)]
    assert json_of(client.get("/guests")) == numbers(arrivals)


@requirement(5)
def test_guests_after_arrivals(client):
    """After some arrivals GET /guests answers how many there were"""
    arrivals = random.randint(3, 9)
    for _ in range(arrivals):
        client.post("/arrivals")
    counted = json_of(client.get("/guests"))
    assert isinstance(counted, dict)
    assert counted.get("guests") == arrivals


@requirement(5)
@needs(test_guests_after_arrivals)
def test_no_other_request_counts(client):
    """Between two arrivals no other request changes the number of guests"""
    arrivals = random.randint(3, 5)
    others = [(method, path) for path in OFFERED for method in METHODS if (method, path) != ("POST", "/arrivals")]
    for _ in range(arrivals):
        client.post("/arrivals")
        for method, path in random.sample(others, k=len(others)):
            client.request(method, path)
    assert json_of(client.get("/guests"))["guests"] == arrivals


@requirement(6)
@pytest.mark.parametrize("path", OFFERED)
def test_other_methods(client, path):
    """At each of the four addresses every other method answers 405"""
    statuses = {method: client.request(method, path).status_code for method in METHODS if method != OFFERED[path]}
    assert statuses == dict.fromkeys(statuses, 405)


@requirement(6)
@pytest.mark.parametrize("path", ["/", "/Hut", "/hut/rooms", "/guest"])
def test_other_addresses(client, path):
    """Addresses that the task does not name answer 404"""
    assert client.get(path).status_code == 404


@requirement(6)
def test_addresses_at_random(client):
    """Words that are no address of the hut answer 404, with any method"""
    statuses = [client.request(method, f"/{any_word()}").status_code for method in METHODS]
    assert statuses == [404] * len(METHODS)


@requirement(6)
def test_docs_show_the_four(client):
    """/docs shows the four addresses and no other"""
    assert sorted(json_of(client.get("/openapi.json")).get("paths", {})) == sorted(OFFERED)
