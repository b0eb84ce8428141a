"""Values that differ by nature are no news; what differs beside them is."""

import pytest

from grader.models import Outcome

# Each answers a thing with a title, and one value that nobody can foresee.
THING = """
import base64
import json
import secrets
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from datetime import datetime as bound
from random import randint
from time import time as now

from fastapi import FastAPI, Response
from fastapi.responses import PlainTextResponse

app = FastAPI()
imported = datetime.now(UTC)


def jwt():
    parts = [{"alg": "HS256"}, {"sub": "ann", "exp": int(time.time()) + 1800}]
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().strip("=") for part in parts)


@app.get("/")
def thing(response: Response):
    return {"title": "TITLE", "value": VALUE}
"""
CHECK = """
@requirement(1)
def test_it(client):
    assert client.get("/").json()["title"] == "rope"
"""
VOLATILE = {
    "moment": "datetime.now(UTC)",
    "moment of the import": "imported",
    "bound name": "bound.utcnow()",
    "date": "date.today() + timedelta(days=30)",
    "epoch": "int(time.time())",
    "bound function": "now()",
    "nanoseconds": "time.time_ns()",
    "as for people": 'f"at {datetime.now():%H:%M:%S} on {datetime.now():%A}"',
    "token": "secrets.token_hex(8)",
    "UUID": "uuid.uuid4()",
    "UUID of a time": "uuid.uuid1()",
    "random number": "randint(1, 10**9)",
    "JWT": "jwt()",
    "key": '{str(uuid.uuid4()): "rope"}',
    "length of a list": "[1] * (time.localtime().tm_year % 2 + 1)",
}


def thing(value: str, title: str = "rope") -> str:
    return THING.replace("VALUE", value).replace("TITLE", title)


def paths(report):
    return [(difference.path, difference.yours, difference.expected) for difference in report.checks[0].difference]


@pytest.mark.parametrize("value", VOLATILE.values(), ids=VOLATILE.keys())
def test_volatile_value_is_no_difference(grade_by, value):
    report = grade_by(CHECK, thing(value, "cord"), thing(value), requirements=1)

    assert report.checks[0].outcome is Outcome.FAILED
    assert paths(report) == [("$.title", "cord", "rope")]


def test_clock_is_moved_where_nothing_is_forked(grade_by):
    # A date is the same in both runs, unless the clock moved.
    answer, reference = thing("date.today() - timedelta(days=9)", "cord"), thing("date.today()")

    report = grade_by(CHECK, answer, reference, requirements=1, mode="spawned")

    assert paths(report) == [("$.title", "cord", "rope")]


@pytest.mark.parametrize(
    ("yours", "expected"),
    [
        pytest.param("int(time.time())", "datetime.now(UTC)", id="number for text"),
        pytest.param('"today"', "datetime.now(UTC)", id="word for a time"),
        pytest.param("datetime.now()", "datetime.now(UTC)", id="time without zone"),
        pytest.param("date.today()", "datetime.now(UTC)", id="date for a time"),
        pytest.param("None", "uuid.uuid4()", id="null for an id"),
        pytest.param("secrets.token_hex(4)", "uuid.uuid4()", id="token for a UUID"),
        pytest.param('f"/thing/{uuid.uuid4()}"', 'f"/things/{uuid.uuid4()}"', id="another address"),
        pytest.param('f"since {date.today()}"', 'f"until {date.today()}"', id="another text around it"),
    ],
)
def test_volatile_value_of_another_kind_is_a_difference(grade_by, yours, expected):
    report = grade_by(CHECK, thing(yours, "cord"), thing(expected), requirements=1)

    assert [path for path, *_ in paths(report)] == ["$.title", "$.value"]


def test_where_only_volatile_values_differ_the_check_speaks(grade_by):
    check = """
@requirement(1)
def test_it(client):
    client.get("/")
    assert client.get("/").elapsed.days == 0, "the check's own words"
    assert client.get("/").json()["value"] % 2 == 0, "it has to be even"
"""
    even, odd = thing("2 * randint(1, 10**9)"), thing("2 * randint(1, 10**9) + 1")

    report = grade_by(check, odd, even, requirements=1)

    assert report.checks[0].outcome is Outcome.FAILED
    assert report.checks[0].difference == []
    assert "it has to be even" in report.checks[0].message


@pytest.mark.parametrize(
    "value",
    ["datetime.now():%a, %d %b %Y %H:%M:%S GMT", "uuid.uuid4()", "time.perf_counter() - 1"],
    ids=["date", "id of a request", "duration"],
)
def test_volatile_header_is_no_difference(grade_by, value):
    check = CHECK.replace('.json()["title"] == "rope"', '.headers["x-rope"] == "1"')
    sends = thing(f'response.headers.update({{"volatile": f"{{{value}}}", "x-rope": "KNOTS"}})')

    report = grade_by(check, sends.replace("KNOTS", "2"), sends.replace("KNOTS", "1"), requirements=1)

    assert paths(report) == [("headers.x-rope", "2", "1")]


def test_header_that_only_the_solution_sends_is_a_difference(grade_by):
    check = CHECK.replace('.json()["title"] == "rope"', '.headers["x-rope"] == "1"')
    reference = thing('response.headers.__setitem__("x-rope", "1")')

    report = grade_by(check, thing("None"), reference, requirements=1)

    assert report.checks[0].message == "`GET /` answered with another header than expected"
    assert [path for path, *_ in paths(report)] == ["headers.x-rope"]


def test_solution_that_breaks_when_its_clock_moves_is_no_broken_check(grade_by):
    check = """
import time

@requirement(1)
def test_it(client):
    thing = client.get("/").json()
    assert abs(thing["value"] - time.time()) < 1000
    assert thing["title"] == "rope"
"""
    report = grade_by(check, thing("time.time()", "cord"), thing("time.time()"), requirements=1)

    assert (report.checks[0].outcome, paths(report)) == (Outcome.FAILED, [("$.title", "cord", "rope")])


STORE = """
import uuid
from itertools import count

from fastapi import FastAPI, Response

app = FastAPI()
things = {}
numbers = count(START)


@app.post("/things")
def create(thing: dict, response: Response):
    thing["id"] = NEW
    things[str(thing["id"])] = thing
    response.headers["location"] = f"/things/{thing['id']}"
    return thing


@app.get("/things/{id}")
def read(id: str):
    return things[id] | {"note": "NOTE"}


@app.get("/things")
def listed():
    return list(things.values())
"""
SEQUENCE = """
@requirement(1)
def test_it(client):
    first, second = (client.post("/things", json={"title": title}).json() for title in ("rope", "oar"))
    for thing in (second, first):
        assert client.get(f"/things/{thing['id']}").json() == thing | {"note": ""}
    assert [thing["title"] for thing in client.get("/things").json()] == ["rope", "oar"]
"""


def store(new: str, *, start: int = 1, note: str = "", **changes: str) -> str:
    return STORE.replace("NEW", new).replace("START", str(start)).replace("NOTE", note)


@pytest.mark.parametrize(
    ("new", "yours", "expected"),
    [
        pytest.param("uuid.uuid4()", 1, 1, id="random"),
        pytest.param("next(numbers)", 100, 1, id="counted from elsewhere"),
        pytest.param("str(next(numbers))", 5, 1, id="as text"),
    ],
)
@pytest.mark.parametrize("mode", ["forked", "spawned"])
def test_ids_used_in_addresses_are_no_difference_beside_a_real_one(grade_by, new, yours, expected, mode):
    report = grade_by(
        SEQUENCE, store(new, start=yours, note="wet"), store(new, start=expected), requirements=1, mode=mode
    )

    assert paths(report) == [("$.note", "wet", "")]


def test_ids_are_shown_where_nothing_else_differs(grade_by):
    check = SEQUENCE + '    assert first["id"] == 1\n'

    report = grade_by(check, store("next(numbers)", start=7), store("next(numbers)"), requirements=1)

    assert paths(report) == [("$.id", 7, 1)]


def test_id_that_changes_is_a_difference(grade_by):
    broken = store("uuid.uuid4()").replace("return things[id] |", "return things[id] | {'id': uuid.uuid4()} |")

    report = grade_by(SEQUENCE, broken, store("uuid.uuid4()"), requirements=1)

    ((path, _, _),) = paths(report)
    assert (path, report.checks[0].difference[0].exchange) == ("$.id", 2)


def test_one_id_for_two_things_is_a_difference(grade_by):
    broken = store("ONE") + "\nONE = uuid.uuid4()\n"

    report = grade_by(SEQUENCE, broken, store("uuid.uuid4()"), requirements=1)

    assert [path for path, *_ in paths(report)] == ["$.id"]


def test_solution_is_asked_again_only_where_values_differ(grade_by, tmp_path):
    log = tmp_path / "log"
    counting = f"open({str(log)!r}, 'a').write('x') and "
    cases = {
        "status": thing("1").replace('"/"', '"/elsewhere"'),
        "value": thing("2", "cord"),
    }
    starts = {}
    for name, answer in cases.items():
        log.write_text("")
        grade_by(CHECK, answer, thing(f"{counting}1"), requirements=1)
        starts[name] = len(log.read_text())

    assert starts == {"status": 1, "value": 2}
