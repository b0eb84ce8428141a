import random
import string

import pytest

from grader.checks import needs, requirement

LITRES = {"K-2041": [412, 398, 405], "K-2042": [77, 0, 81], "B-0007": [1290, 1311, 1268]}


def path_of(number):
    return f"/meters/{number}/days"


def any_path():
    return path_of(random.choice(list(LITRES)))


def another_type():
    """One that the service does not have; never the same."""
    letters = "".join(random.choices(string.ascii_lowercase, k=6))
    return random.choice([f"image/x-{letters}", f"text/x-{letters}", f"application/x-{letters}"])


def get(client, accept, path=None):
    return client.get(path or any_path(), headers={"accept": accept})


def media_type(response):
    return response.headers["content-type"].partition(";")[0]


@requirement(1)
@pytest.mark.parametrize("accept", ["application/json", "*/*"], ids=["JSON", "anything"])
@pytest.mark.parametrize("number", LITRES)
def test_json(client, number, accept):
    """Callers who accept JSON, or anything, get JSON"""
    response = get(client, accept, path_of(number))
    assert response.status_code == 200
    assert media_type(response) == "application/json"
    assert response.json() == {"meter": number, "litres": LITRES[number]}


@requirement(1)
def test_without_accept(client):
    """A request without accept gets JSON"""
    request = client.build_request("GET", any_path())
    del request.headers["accept"]
    response = client.send(request)
    assert response.status_code == 200
    assert media_type(response) == "application/json"


@requirement(2)
def test_csv_has_its_media_type(client):
    """What a spreadsheet gets is called text/csv"""
    response = get(client, "text/csv")
    assert response.status_code == 200
    assert media_type(response) == "text/csv"


@requirement(2)
@needs(test_csv_has_its_media_type)
@pytest.mark.parametrize("number", LITRES)
def test_csv_lines(client, number):
    """The CSV has a line of headings and a line for each day"""
    response = get(client, "text/csv", path_of(number))
    days = [f"{day},{litres}" for day, litres in enumerate(LITRES[number], start=1)]
    assert response.text.splitlines() == ["day,litres", *days]


@requirement(3)
@pytest.mark.parametrize("comma", [",", ", ", " , "], ids=["no space", "a space", "spaces"])
@pytest.mark.parametrize("wanted", ["application/json", "text/csv"])
def test_list_with_unknown_types(client, wanted, comma):
    """Types that the service does not have are passed over"""
    response = get(client, comma.join([another_type(), another_type(), wanted, another_type()]))
    assert response.status_code == 200
    assert media_type(response) == wanted


@requirement(3)
@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("application/json, text/csv", "application/json"),
        ("text/csv, application/json", "text/csv"),
        ("text/csv, */*", "text/csv"),
        ("*/*, text/csv", "application/json"),
    ],
)
def test_first_decides(client, accept, wanted):
    """The first type of the list that the service has decides"""
    response = get(client, accept)
    assert response.status_code == 200
    assert media_type(response) == wanted


@requirement(4)
@pytest.mark.parametrize("count", [1, 3], ids=["one", "several"])
def test_nothing_that_suits(client, count):
    """A caller who accepts neither gets 406"""
    response = get(client, ", ".join(another_type() for _ in range(count)))
    assert response.status_code == 406


@requirement(5)
@pytest.mark.parametrize("accept", ["application/json", "text/csv"])
def test_vary(client, accept):
    """The answer says that it depends on accept"""
    response = get(client, accept)
    assert response.status_code == 200
    assert response.headers.get("vary", "").lower() == "accept"
