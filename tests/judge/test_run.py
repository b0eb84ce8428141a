"""From an exercise and an answer to a report: outcomes, needs, remarks, seeds, parts, broken checks."""

import pytest

from grader.errors import CourseError, InputError
from grader.models import Outcome, Reason, decode, encode

PARROT = """
from fastapi import FastAPI

app = FastAPI()


@app.get("/say/{word}")
def say(word: str):
    return {"word": word}
"""
SILENT = PARROT.replace('{"word": word}', '{"word": "?"}')
TWO_CHECKS = '''
@requirement(1)
def test_says(client):
    """It says what it hears"""
    response = client.get("/say/hello")
    assert response.json() == {"word": "hello"}


@requirement(2)
@needs(test_says)
def test_says_more(client):
    """It says other words too"""
    assert client.get("/say/bye").json() == {"word": "bye"}
'''


def test_report_of_a_pass(grade_by):
    report = grade_by(TWO_CHECKS, PARROT, seed=7)

    assert report.outcome is Outcome.PASSED
    assert report.exit_code == 0
    assert report.score == 1.0
    assert report.seed == 7
    assert [(check.id, check.title, check.outcome) for check in report.checks] == [
        ("test_says", "It says what it hears", "passed"),
        ("test_says_more", "It says other words too", "passed"),
    ]
    assert [requirement.outcome for requirement in report.requirements] == ["passed", "passed"]
    assert decode(encode(report)) == report


def test_failed_check_holds_exchange_expectation_and_difference(grade_by):
    check = grade_by(TWO_CHECKS, SILENT, PARROT).checks[0]

    assert (check.outcome, check.reason) == ("failed", Reason.ASSERTION)
    assert check.message == "`GET /say/hello` answered with another body than expected"
    (exchange,) = check.exchanges
    assert exchange.request.method == "GET"
    assert exchange.request.url == "http://127.0.0.1:8000/say/hello"
    assert exchange.response.status == 200
    assert exchange.response.body.json == {"word": "?"}
    assert exchange.expected.body.json == {"word": "hello"}
    assert exchange.curl == "curl http://127.0.0.1:8000/say/hello"
    assert (exchange.endpoint.function, exchange.endpoint.file, exchange.endpoint.line) == ("say", "main.py", 7)
    assert [(d.exchange, d.path, d.yours, d.expected) for d in check.difference] == [(0, "$.word", "?", "hello")]


def test_check_that_needs_a_failed_one_is_skipped_when_it_fails_too(grade_by):
    check = grade_by(TWO_CHECKS, SILENT, PARROT).checks[1]

    assert (check.outcome, check.reason) == ("skipped", Reason.NEED_FAILED)
    assert check.message == "This one builds on: It says what it hears"


def test_check_that_needs_a_failed_one_and_passes_is_passed(grade_by):
    only_bye = PARROT.replace('{"word": word}', '{"word": word if word == "bye" else "?"}')

    report = grade_by(TWO_CHECKS, only_bye, PARROT)

    assert [check.outcome for check in report.checks] == ["failed", "passed"]
    assert report.score == 0.5


def test_remark_that_fails_is_a_note_and_changes_no_outcome(grade_by):
    checks = (
        TWO_CHECKS
        + '''

@remark
def test_documents(client):
    """A docstring would show in `/docs`"""
    assert "description" in client.get("/openapi.json").json()["paths"]["/say/{word}"]["get"]
'''
    )
    documented = PARROT.replace("(word: str):", '(word: str):\n    "Say it."')

    report = grade_by(checks, PARROT, documented)

    assert report.outcome is Outcome.PASSED
    assert report.notes == ["A docstring would show in `/docs`"]
    assert [check.id for check in report.checks] == ["test_says", "test_says_more"]


def test_check_that_fails_on_the_solution_is_the_courses_fault(grade_by):
    checks = '''
@requirement(1)
def test_impossible(client):
    """Nobody can do this"""
    assert client.get("/say/hello").json() == {"word": "something else"}
'''
    report = grade_by(checks, PARROT, requirements=1)

    assert report.outcome is Outcome.ERRORED
    assert report.exit_code == 3
    assert report.checks[0].reason is Reason.CHECK_BROKEN
    assert report.checks[0].message.startswith(
        "This check fails on the solution too, so it says nothing about your answer (AssertionError: assert "
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("pytest.skip('not today')", "This check fails on the solution too"),
        ("raise SystemExit(0)", "This check fails on the solution too"),
        ("pass", ""),
    ],
    ids=["skips", "exits", "ends"],
)
def test_only_a_check_that_ran_to_its_end_is_passed(grade_by, body, message):
    checks = f"@requirement(1)\ndef test_it(client):\n    {body}\n"

    report = grade_by(checks, PARROT, requirements=1)

    assert (report.outcome is Outcome.PASSED) is (message == "")
    assert report.checks[0].message.startswith(message)


def test_swallowed_fault_still_fails_the_check(grade_by):
    checks = """
@requirement(1)
def test_swallows(client):
    try:
        client.get("/say/hello")
    except Exception:
        pass
"""
    dies = PARROT.replace('return {"word": word}', "import os; os._exit(0)")

    report = grade_by(checks, dies, PARROT, requirements=1)

    assert (report.checks[0].outcome, report.checks[0].reason) == ("failed", Reason.CRASHED)


def test_seed_decides_what_is_asked(grade_by):
    checks = """
import random

@requirement(1)
def test_asks(client):
    client.get(f"/say/{random.random()}")
"""
    urls = [grade_by(checks, PARROT, seed=seed).checks[0].exchanges[0].request.url for seed in (1, 1, 2)]

    assert urls[0] == urls[1]
    assert urls[0] != urls[2]


@pytest.mark.parametrize(
    ("only", "ids"),
    [("2", ["test_says_more"]), ("test_says", ["test_says"])],
    ids=["requirement", "check"],
)
def test_only_limits_the_run_and_is_named_in_the_report(grade_by, only, ids):
    report = grade_by(TWO_CHECKS, PARROT, only=only)

    assert [check.id for check in report.checks] == ids
    assert report.only == only
    assert sorted(requirement.outcome for requirement in report.requirements) == ["passed", "skipped"]


def test_only_that_selects_nothing_is_wrong_input(grade_by):
    with pytest.raises(InputError) as caught:
        grade_by(TWO_CHECKS, PARROT, only="9")

    assert caught.value.message == "No requirement and no check of `it` is `9`"
    assert caught.value.hint == "its requirements are 1 to 2"


@pytest.mark.parametrize(
    ("checks", "message"),
    [
        ("def test_it(client:\n", "SyntaxError"),
        ("import nothing_of_that_name\n", "ModuleNotFoundError"),
        ("", "no check"),
    ],
    ids=["syntax", "import", "none"],
)
def test_checks_that_cannot_be_collected_are_the_courses_fault(grade_by, checks, message):
    with pytest.raises(CourseError) as caught:
        grade_by(checks, PARROT)

    assert message in caught.value.message
    assert caught.value.exit_code == 3


def test_time_for_all_checks_ends_the_run(grade_by):
    from grader.judge.limits import Limits

    slow = PARROT.replace('return {"word": word}', "import time; time.sleep(1000)")

    report = grade_by(TWO_CHECKS, slow, PARROT, limits=Limits(request=0.5, run=0.2))

    assert [check.reason for check in report.checks] == [Reason.TIMED_OUT, Reason.NOT_RUN]
    assert report.checks[1].message == "Not run: the 0.2 s for all checks were over"


def test_listener_hears_of_every_check(grade_by):
    heard = []

    class Listener:
        def collected(self, checks):
            heard.append([check.id for check in checks])

        def checked(self, result):
            heard.append((result.id, str(result.outcome)))

    grade_by(TWO_CHECKS, PARROT, listener=Listener())

    assert heard == [["test_says", "test_says_more"], ("test_says", "passed"), ("test_says_more", "passed")]


def test_check_files_of_one_name_are_not_mixed_up(grade_by):
    other = TWO_CHECKS.replace("test_says", "test_speaks")

    first, second = grade_by(TWO_CHECKS, PARROT), grade_by(other, PARROT)

    assert [check.id for check in first.checks] == ["test_says", "test_says_more"]
    assert [check.id for check in second.checks] == ["test_speaks", "test_speaks_more"]


def test_output_and_traceback_of_the_answer_are_in_the_report(grade_by):
    noisy = PARROT.replace('return {"word": word}', 'print("looking")\n    return {"word": {}["missing"]}')

    check = grade_by(TWO_CHECKS, noisy, PARROT).checks[0]

    assert check.output == "looking\n"
    assert check.message == "`GET /say/hello` answered 500, expected 200: your app raised `KeyError: 'missing'`"
    assert [(frame.file, frame.line, frame.function, frame.code) for frame in check.traceback] == [
        ("main.py", 10, "say", 'return {"word": {}["missing"]}')
    ]


def test_message_with_a_letter_that_no_encoding_has_is_escaped(grade_by):
    answer = (
        "from fastapi import FastAPI\nfrom fastapi.responses import Response\n\napp = FastAPI()\n\n\n"
        '@app.get("/a")\ndef a():\n    return Response(b\'"\\\\ud800"\', media_type="application/json")\n'
    )
    checks = (
        '@requirement(1)\ndef test_a(client):\n    """A"""\n    found = client.get("/a").json()\n'
        '    assert found == "x", f"it is {found}"\n'
    )

    report = grade_by(checks, answer)

    assert report.outcome is Outcome.ERRORED
    assert "it is \\\\ud800" in encode(report).decode()
