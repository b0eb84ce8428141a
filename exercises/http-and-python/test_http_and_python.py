import random
import string

import pytest

from grader.checks import needs, requirement

# Shelves 0, 3 and 4, 7 and 8 are the first and the last ones of a room.
SHELVES = {"umbrella": 0, "glove": 2, "schoolbag": 3, "hat": 4, "tent": 7, "violin": 8, "pram": 13}


def json_of(response):
    assert response.status_code == 200
    return response.json()


def any_word():
    return "x" + "".join(random.choices(string.ascii_lowercase, k=7))


def is_number(value):
    return type(value) is int


@requirement(1)
def test_fee_is_a_number(client):
    """GET /fees/… answers with the fee as a number"""
    answer = json_of(client.get(f"/fees/{random.randint(2, 9)}"))
    assert is_number(answer["euros"])


@requirement(1)
@needs(test_fee_is_a_number)
def test_fee_is_right(client):
    """The fee is 3 euros, and 2 more for each day"""
    several = [0, 1, random.randint(2, 9), random.randint(10, 99), random.randint(100, 10_000)]
    fees = {days: json_of(client.get(f"/fees/{days}"))["euros"] for days in several}
    assert fees == {days: 3 + 2 * days for days in several}


@requirement(1)
@needs(test_fee_is_a_number)
def test_days_come_back(client):
    """The days come back as a number, and there is nothing else in the answer"""
    days = random.randint(2, 99)
    answer = json_of(client.get(f"/fees/{days}"))
    assert sorted(answer) == ["days", "euros"]
    assert answer["days"] == days
    assert is_number(answer["days"])


@requirement(1)
@pytest.mark.parametrize("days", ["soon", "2.5", "a-week"])
def test_days_that_are_no_number(client, days):
    """What is no whole number answers 422"""
    assert client.get(f"/fees/{days}").status_code == 422


@requirement(1)
def test_words_as_days(client):
    """Whatever word stands in place of the days, the answer is 422"""
    assert client.get(f"/fees/{any_word()}").status_code == 422


@requirement(2)
@pytest.mark.parametrize("name", [name for name, shelf in SHELVES.items() if shelf])
def test_things_that_were_brought(client, name):
    """A thing that was brought answers with its shelf and its room"""
    answer = json_of(client.get(f"/things/{name}"))
    assert answer == {"name": name, "shelf": SHELVES[name], "room": SHELVES[name] // 4 + 1}


@requirement(2)
def test_first_shelf(client):
    """The umbrella lies on shelf 0, which stands in room 1"""
    answer = json_of(client.get("/things/umbrella"))
    assert answer == {"name": "umbrella", "shelf": 0, "room": 1}
    assert is_number(answer["shelf"])  # 0 == False in Python; in JSON they differ


@requirement(2)
def test_things_that_nobody_brought(client):
    """A name that is not on the list answers 200, with null for shelf and room"""
    names = ["kite", "Hat", any_word()]
    answers = [json_of(client.get(f"/things/{name}")) for name in names]
    assert answers == [{"name": name, "shelf": None, "room": None} for name in names]


@requirement(3)
def test_ordinary_reward(client):
    """The reward for an ordinary thing is a twentieth of its value"""
    values = [0, 19, 20, random.randint(21, 99), random.randint(100, 10_000)]
    rewards = {value: json_of(client.get(f"/rewards/ordinary/{value}")) for value in values}
    assert rewards == {value: {"kind": "ordinary", "euros": value // 20} for value in values}


@requirement(3)
def test_wallet(client):
    """For a wallet it is 5 euros more than for an ordinary thing"""
    values = [0, 19, 20, random.randint(21, 99), random.randint(100, 10_000)]
    rewards = {value: json_of(client.get(f"/rewards/wallet/{value}")) for value in values}
    assert rewards == {value: {"kind": "wallet", "euros": value // 20 + 5} for value in values}


@requirement(3)
def test_instrument(client):
    """For an instrument it is twice as much as for an ordinary thing"""
    values = [0, 19, 20, random.randint(21, 99), random.randint(100, 10_000)]
    rewards = {value: json_of(client.get(f"/rewards/instrument/{value}")) for value in values}
    assert rewards == {value: {"kind": "instrument", "euros": value // 20 * 2} for value in values}


@requirement(3)
@needs(test_ordinary_reward, test_wallet, test_instrument)
def test_rewards_in_any_order(client):
    """A reward does not depend on what was asked before"""
    rules = {"ordinary": lambda base: base, "wallet": lambda base: base + 5, "instrument": lambda base: base * 2}
    for kind in random.choices(list(rules), k=12):
        value = random.randint(0, 10_000)
        answer = json_of(client.get(f"/rewards/{kind}/{value}"))
        assert answer == {"kind": kind, "euros": rules[kind](value // 20)}
