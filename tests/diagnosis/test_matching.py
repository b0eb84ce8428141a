"""Which mistake is told: only one that fits without doubt, whatever else the answer lacks."""

import pytest

from grader.course.signatures import Signatures
from grader.diagnosis.matching import mistakes_of
from grader.models import Outcome, Reason
from tests.render.mocks import READ_DRAWER, check, exchange, json_body, passed, report, response

READ = {"GET /todos": ("500 for 404", "raised KeyError")}
CRUDE = {"GET /todos": ("500 for 404",)}
MAKE = {"POST /todos": ("200 for 201",)}
LOST = {"GET /photos": ("404 for 200", "no route")}


def told(checks, mistakes, *, built=()):
    """The mistakes that a report with these checks shows, given each mistake's failing checks by requirement."""
    signatures = Signatures(inputs="", built=built, names=("id",), mistakes=mistakes)
    return mistakes_of(report(checks, texts=("One.", "Two.")), signatures)


def failed(id, requirement, *exchanges, outcome=Outcome.FAILED, reason=Reason.ASSERTION):
    return check(id, id, requirement, outcome, reason, exchanges=exchanges)


def ok(id, requirement):
    return passed(id, id, requirement)


def crashes(id="read", requirement=1, **parts):
    return failed(
        id, requirement, exchange("/todos/9", response(500), response(404), error="KeyError: 9", endpoint=None), **parts
    )


def makes(id="make", requirement=1, **parts):
    return failed(id, requirement, exchange("/todos/", response(200), response(201), method="POST"), **parts)


def lost(id, requirement, path="/photos/a/b", **parts):
    came = response(404, json_body({"detail": "Not Found"}))
    return failed(id, requirement, exchange(path, came, response(200), endpoint=None), **parts)


def test_mistake_is_told_where_it_fails():
    assert told([crashes(), ok("other", 2)], {"m": {1: {"read": READ}}}) == {1: ["m"]}


def test_mistake_that_fails_otherwise_is_not():
    assert told([makes("read")], {"m": {1: {"read": READ}}}) == {}


def test_answer_may_show_more_than_the_mistake():
    one = failed("read", 1, *crashes().exchanges, *makes().exchanges)

    assert told([one], {"m": {1: {"read": READ}}}) == {1: ["m"]}


def test_requirements_are_looked_at_one_by_one():
    checks = [crashes(), makes("make", 2)]

    assert told(checks, {"m": {1: {"read": READ}, 2: {"make": CRUDE}}}) == {1: ["m"]}


def test_mistake_that_fails_what_passes_is_not_told():
    checks = [crashes(), ok("make", 2)]

    assert told(checks, {"m": {1: {"read": READ}, 2: {"make": MAKE}}}) == {}


@pytest.mark.parametrize("outcome", [Outcome.SKIPPED, Outcome.ERRORED])
def test_check_that_was_skipped_or_is_broken_says_nothing(outcome):
    checks = [crashes(), makes(outcome=outcome, reason=Reason.NEED_FAILED)]

    assert told(checks, {"m": {1: {"read": READ, "make": CRUDE}}}) == {1: ["m"]}


def test_check_that_was_not_chosen_says_nothing():
    assert told([crashes()], {"m": {1: {"read": READ}, 2: {"make": MAKE}}}) == {1: ["m"]}


def test_route_that_is_not_built_yet_says_nothing():
    checks = [crashes(), lost("photo", 1)]

    assert told(checks, {"m": {1: {"read": READ, "photo": MAKE}}}) == {1: ["m"]}
    assert told(checks, {"m": {1: {"read": READ}}}) == {1: ["m"]}


def test_two_that_look_the_same_are_both_left_out():
    assert told([crashes()], {"m": {1: {"read": READ}}, "n": {1: {"read": READ}}}) == {}


def test_two_that_explain_parts_of_one_check_are_both_left_out():
    mistakes = {
        "m": {1: {"read": {"GET /todos": ("500 for 404",)}}},
        "n": {1: {"read": {"GET /todos": READ["GET /todos"][1:]}}},
    }

    assert told([crashes()], mistakes) == {}


def test_the_one_that_explains_more_is_told():
    assert told([crashes()], {"m": {1: {"read": CRUDE}}, "n": {1: {"read": READ}}}) == {1: ["n"]}


def test_two_at_once_are_both_told():
    checks = [crashes(), makes()]

    assert told(checks, {"m": {1: {"read": READ}}, "n": {1: {"make": MAKE}}}) == {1: ["m", "n"]}


def test_nothing_is_told_beside_a_failure_that_no_mistake_explains():
    assert told([crashes(), makes()], {"m": {1: {"read": READ}}}) == {}


@pytest.mark.parametrize("reason", [Reason.TIMED_OUT, Reason.CRASHED, Reason.TOO_LARGE, Reason.STARTUP_FAILED])
def test_what_befell_the_host_is_no_mistake_of_another_kind(reason):
    assert told([crashes(reason=reason)], {"m": {1: {"read": READ}}}) == {}


def test_a_time_out_alone_proves_nothing():
    late = failed("read", 1, exchange("/todos/9", None, response(404)), reason=Reason.TIMED_OUT)

    assert told([late], {"m": {1: {"read": {"check": ("timed_out",)}}}}) == {}


def test_failing_alone_proves_nothing():
    assert told([crashes()], {"m": {1: {"read": {}}}}) == {}


def test_missing_route_proves_nothing():
    assert told([lost("photo", 1), crashes("read", 2)], {"m": {1: {"photo": LOST}}}) == {}


def test_missing_route_proves_something_if_the_answer_has_it():
    there = check(
        "one", "One", 2, Outcome.PASSED, exchanges=[exchange("/photos/a", response(200), endpoint=READ_DRAWER)]
    )

    assert told([lost("photo", 1), there], {"m": {1: {"photo": LOST}}}) == {1: ["m"]}


def test_missing_route_proves_something_if_the_starter_had_it():
    assert told([lost("photo", 1)], {"m": {1: {"photo": LOST}}}, built=("GET /photos",)) == {1: ["m"]}


def test_what_proves_nothing_is_told_if_another_requirement_proves_it():
    checks = [lost("photo", 1), crashes("read", 2)]

    assert told(checks, {"m": {1: {"photo": LOST}, 2: {"read": READ}}}) == {1: ["m"], 2: ["m"]}


def test_route_that_takes_another_method_is_not_the_missing_one():
    came = exchange("/photos/1", response(405), response(200), endpoint=READ_DRAWER)

    assert told([failed("photo", 1, came)], {"m": {1: {"photo": {"GET /photos": ("405 for 200", "no route")}}}}) == {}
