# TODO(author): put your checks in the place of these.
#
# A check is plain pytest. Its docstring is what the learner reads as passed or failed; `@requirement(n)` ties it to a
# line of the task; `@needs(other)` shows it as skipped when both fail. `client` talks to the answer, which runs in a
# process of its own. Draw values at random, seeded for you: an answer that knows only the examples must fail.
import random

import pytest

from grader.checks import needs, requirement


@requirement(1)
def test_coat_of_the_example(client):
    """GET /coats/45 answers coat 45, rail 2"""
    response = client.get("/coats/45")
    assert response.status_code == 200
    assert response.json() == {"coat": 45, "rail": 2}


@requirement(1)
@needs(test_coat_of_the_example)
def test_coats_that_the_task_does_not_name(client):
    """Coats that the task does not name answer with their own number and rail"""
    numbers = [20, 180, *random.sample(range(2, 200), 5)]
    answers = [client.get(f"/coats/{number}").json() for number in numbers]
    assert answers == [{"coat": number, "rail": number // 20} for number in numbers]


@requirement(2)
@pytest.mark.parametrize("number", [1, 200])
def test_first_and_last_coat_exist(client, number):
    """The first coat, 1, and the last, 200, exist"""
    assert client.get(f"/coats/{number}").status_code == 200


@requirement(2)
@pytest.mark.parametrize("number", [0, 201])
def test_next_to_the_limits(client, number):
    """One below the first coat and one above the last answer 422"""
    assert client.get(f"/coats/{number}").status_code == 422


@requirement(2)
def test_far_outside(client):
    """Numbers far outside and negative ones answer 422"""
    numbers = [-random.randint(1, 999), random.randint(1_000, 10**6)]
    assert [client.get(f"/coats/{number}").status_code for number in numbers] == [422, 422]


@requirement(2)
@pytest.mark.parametrize("text", ["two", "4.5"])
def test_not_a_whole_number(client, text):
    """What is not a whole number answers 422"""
    assert client.get(f"/coats/{text}").status_code == 422
