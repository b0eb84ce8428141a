"""Facts that are kept: attempts, the best of them, reports, hints, parts read, the place."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from grader.models import Body, CheckResult, Difference, Exchange, Outcome, Reason, Request
from learnfastapi.progress import Attempt, ExerciseState, Place, Progress

PASS, FAIL, ERROR = Outcome.PASSED, Outcome.FAILED, Outcome.ERRORED


# attempts


def test_attempt_has_all_that_was_reported(progress, make_report, answer, now):
    attempt = progress.add_attempt(make_report(FAIL, 1, 3, seconds=2.5, seed=2**63 - 1, only="2"), answer)

    assert attempt == Attempt(
        id=1,
        exercise="it",
        at=now,
        outcome=FAIL,
        passed=1,
        total=3,
        seconds=2.5,
        seed=2**63 - 1,
        only="2",
        snapshot=1,
    )


def test_attempts_come_oldest_first_also_when_the_clock_goes_back(path, make_report, answer):
    times = [datetime(2026, 5, day, tzinfo=UTC) for day in (3, 1, 2)]
    added = []
    for at in times:
        with Progress.open(path, now=lambda at=at: at) as progress:
            added.append(progress.add_attempt(make_report(), answer))

    with Progress.open(path, now=lambda: times[0]) as progress:
        attempts = progress.attempts("it")

    assert attempts == tuple(added)
    assert [attempt.at for attempt in attempts] == times


def test_attempts_are_those_of_one_exercise(progress, make_report, answer):
    progress.add_attempt(make_report(exercise="other"), answer)
    mine = progress.add_attempt(make_report(), answer)

    assert progress.attempts("it") == (mine,)
    assert progress.attempts("unknown") == ()


def test_attempts_are_there_when_the_file_is_opened_again(open_progress, make_report, answer):
    with open_progress() as progress:
        attempt = progress.add_attempt(make_report(), answer)

    with open_progress() as progress:
        assert progress.attempts("it") == (attempt,)
        assert progress.recovered_from is None


def test_times_come_back_aware_and_in_utc(open_progress, make_report, answer):
    with open_progress() as progress:
        assert progress.add_attempt(make_report(), answer).at.utcoffset() == timedelta(0)


# where the learner stands


@pytest.mark.parametrize(
    ("reports", "attempts", "best", "has_passed"),
    [
        ([], 0, None, False),
        ([(FAIL, 0, None)], 1, 1, False),
        ([(FAIL, 0, None), (FAIL, 1, None), (FAIL, 0, None)], 3, 2, False),
        ([(FAIL, 1, None), (FAIL, 1, None)], 2, 1, False),
        ([(FAIL, 1, None), (PASS, 2, None), (FAIL, 0, None), (PASS, 2, None)], 4, 2, True),
        ([(PASS, 1, "1")], 1, 1, False),
        ([(PASS, 2, "test_it"), (FAIL, 1, None)], 2, 1, False),
        ([(PASS, 2, "1"), (PASS, 2, None)], 2, 2, True),
        ([(ERROR, 2, None)], 0, None, False),
        ([(ERROR, 2, None), (FAIL, 0, None)], 1, 2, False),
        ([(FAIL, 2, None), (PASS, 1, None)], 2, 2, True),
    ],
    ids=[
        "none",
        "one",
        "most-requirements",
        "first-of-equals",
        "first-pass-and-a-later-failure",
        "partial-pass",
        "partial-pass-of-all",
        "partial-pass-then-pass",
        "errored",
        "errored-then-failed",
        "pass-before-more-requirements",
    ],
)
def test_state_by_attempts(progress, make_report, answer, reports, attempts, best, has_passed):
    for outcome, passed, only in reports:
        progress.add_attempt(make_report(outcome, passed, 2, only=only), answer)

    state = progress.states(["it"])["it"]

    assert (state.attempts, state.best and state.best.id, state.has_passed) == (attempts, best, has_passed)
    assert progress.has_passed("it") is has_passed


def test_state_of_an_exercise_without_anything(progress):
    assert progress.states(["it"])["it"] == ExerciseState(
        attempts=0, best=None, has_passed=False, has_given_up=False, hints=0
    )


def test_giving_up_is_kept_for_the_exercise(progress):
    progress.give_up("it")
    progress.give_up("it")

    assert progress.has_given_up("it")
    assert progress.states(["it"])["it"].has_given_up
    assert not progress.has_given_up("other")


def test_hints_are_counted_for_each_requirement(progress):
    for exercise, requirement in [("it", 1), ("it", 3), ("it", 1), ("other", 1)]:
        progress.take_hint(exercise, requirement)

    assert [progress.hints_taken("it", requirement) for requirement in (1, 2, 3)] == [2, 0, 1]
    assert progress.states(["it"])["it"].hints == 3
    assert (progress.hints("it"), progress.hints("third")) == ({1: 2, 3: 1}, {})


def test_parts_read_are_kept_for_each_lesson(progress):
    for lesson, part in [("first", "intro"), ("first", "Try it ü"), ("first", "intro"), ("second", "end")]:
        progress.mark_read(lesson, part)

    assert progress.parts_read("first") == {"intro", "Try it ü"}
    assert progress.parts_read("third") == frozenset()
    assert progress.all_parts_read() == {"first": ("intro", "Try it ü"), "second": ("end",)}


def test_states_keep_exercises_apart(progress, make_report, answer):
    progress.add_attempt(make_report(PASS, 2, exercise="first"), answer)
    progress.add_attempt(make_report(FAIL, 0, exercise="second"), answer)
    progress.take_hint("second", 1)
    progress.give_up("third")

    states = progress.states(["second", "first", "fourth", "third"])

    assert list(states) == ["second", "first", "fourth", "third"]
    assert [(state.attempts, state.hints, state.is_done) for state in states.values()] == [
        (1, 1, False),
        (1, 0, True),
        (0, 0, False),
        (0, 0, True),
    ]


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ([], Place(lesson=None, exercise=None)),
        ([{"lesson": "first"}], Place(lesson="first", exercise=None)),
        ([{"lesson": "first"}, {"exercise": "it"}], Place(lesson="first", exercise="it")),
        ([{"lesson": "first", "exercise": "it"}, {"lesson": "second"}], Place(lesson="second", exercise="it")),
        ([{"lesson": "first", "exercise": "it"}, {}], Place(lesson="first", exercise="it")),
    ],
    ids=["none", "lesson", "both", "lesson-changes", "nothing-changes"],
)
def test_place_is_where_the_last_steps_led(open_progress, steps, place):
    with open_progress() as progress:
        for step in steps:
            progress.go_to(**step)

    with open_progress() as progress:
        assert progress.place() == place


# reports


def test_last_report_comes_back_whole(progress, make_report, answer):
    request = Request(method="GET", url="http://127.0.0.1:8000/ü", headers=[("a", "b")], body=None)
    exchange = Exchange(
        kind="http",
        process=1,
        request=request,
        response=None,
        messages=[],
        curl="curl http://127.0.0.1:8000/ü",
        endpoint=None,
        seconds=0.1,
    )
    check = CheckResult(
        id="test_it[ü]",
        title="It",
        requirement=1,
        outcome=FAIL,
        reason=Reason.CRASHED,
        seconds=0.5,
        message="line one\nline two",
        exchanges=[exchange],
        difference=[
            Difference(exchange=0, path="$.a", yours=None, expected={"a": [1, 2.5]}),
            Difference(exchange=0, path="status"),
        ],
        traceback=None,
        output="\x00\u2028🙂",
        hint="Look",
    )
    report = make_report(checks=[check])

    progress.add_attempt(report, answer)

    assert progress.last_report("it") == report


def test_last_report_is_the_newest_of_the_exercise(progress, make_report, answer):
    newest = make_report(PASS, 2)
    for report in (make_report(), newest, make_report(exercise="other")):
        progress.add_attempt(report, answer)

    assert progress.last_report("it") == newest
    assert progress.last_report("unknown") is None


@pytest.mark.parametrize(
    "content", ["x'00'", "x'789c030000000001'", "x'789cabae05000175 00f9'"], ids=["no-zlib", "no-json", "cut"]
)
def test_report_that_cannot_be_read_is_none(progress, path, make_report, answer, content):
    progress.add_attempt(make_report(), answer)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE reports SET json = {content.replace(' ', '')}")

    assert progress.last_report("it") is None


def test_report_that_is_too_large_is_kept_without_its_exchanges(progress, make_report, answer):
    body = Body(base64="", bytes=1)
    random = Random(1)
    exchanges = [
        Exchange(
            kind="http",
            process=1,
            request=Request(method="POST", url="/", headers=[("x", random.randbytes(50_000).hex())], body=body),
            response=None,
            messages=[],
            curl="curl /",
            endpoint=None,
            seconds=0.1,
        )
        for _ in range(100)
    ]
    found = CheckResult(
        id="test_it",
        title="It",
        requirement=1,
        outcome=Outcome.FAILED,
        reason=Reason.ASSERTION,
        seconds=0.1,
        message="no",
        exchanges=exchanges,
        difference=[Difference(exchange=0, path="status", yours=1, expected=2)],
        traceback=None,
        output="",
        hint=None,
    )

    progress.add_attempt(make_report(checks=[found]), answer)

    kept = progress.last_report("it")
    assert [(check.message, check.exchanges, check.difference) for check in kept.checks] == [("no", [], [])]
    assert kept.numbered() == []
