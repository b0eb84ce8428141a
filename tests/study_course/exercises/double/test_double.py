import random

from grader.checks import requirement


@requirement(1)
def test_double(client):
    """Any number is doubled"""
    number = random.randint(10, 99)
    response = client.get(f"/double/{number}")
    assert response.status_code == 200
    assert response.json() == {"double": 2 * number}


@requirement(2)
def test_ping(client):
    """GET /ping answers pong"""
    response = client.get("/ping")
    assert response.status_code == 200
    assert response.json() == "pong"
