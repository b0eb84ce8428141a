"""The fixture `call`: plain functions of the answer, called in its host."""

import pytest

from grader.judge.limits import Limits
from grader.models import Outcome, Reason

APP = """
import asyncio
import os
import time

from fastapi import FastAPI

app = FastAPI()
LIMIT = 7
seen = []


def double(number):
    return number * 2


def one():
    return 1


async def later(text, *, times=1):
    await asyncio.sleep(0)
    return [text] * times


def remember(value):
    seen.append(value)
    return len(seen)


def strict(text):
    if text != "fine":
        raise ValueError(f"{text} is not fine")
    return {"text": text, "nothing": None, "share": 0.5}


def nothing_of_json():
    return {1, 2}


def endless():
    while True:
        pass


def ends():
    os._exit(3)


def huge():
    return "x" * 2_000_000


@app.get("/seen")
def read_seen():
    return seen
"""
HELPERS = {"main.py": APP, "tools/__init__.py": "", "tools/text.py": "def shout(text):\n    return text.upper()\n"}


def check(body: str) -> str:
    lines = body.strip().splitlines()
    return "from grader.checks import AnswerRaised\n\n@requirement(1)\ndef test_it(call, client):\n" + "".join(
        f"    {line}\n" for line in lines
    )


@pytest.mark.parametrize("mode", ["forked", "spawned"])
@pytest.mark.parametrize(
    "body",
    [
        'assert call("main:double", 3) == 6',
        'assert call("main:double", "ab") == "abab"',
        'assert call("main:double", 10**30) == 2 * 10**30',
        'assert call("main:later", "é", times=2) == ["é", "é"]',
        'assert call("main:strict", "fine") == {"share": 0.5, "text": "fine", "nothing": None}',
        'assert call("tools.text:shout", "hey").value == "HEY"',
        'call("main:remember", 1)\nassert call("main:remember", {"a": [2]}) == 2\n'
        'assert client.get("/seen").json() == [1, {"a": [2]}]',
        'with pytest.raises(AnswerRaised, match="bad is not fine") as caught:\n    call("main:strict", "bad")\n'
        'assert (caught.value.kind, caught.value.text) == ("ValueError", "bad is not fine")',
    ],
    ids=["number", "text", "large number", "async", "object", "module", "same process as client", "raises"],
)
def test_call_can(grade_by, body, mode):
    report = grade_by(check(body), HELPERS, mode=mode)

    assert report.checks[0].message == ""


@pytest.mark.parametrize("other", ["1.0", "True", '"1"'])
def test_types_count(grade_by, other):
    answer = APP.replace("    return 1\n", f"    return {other}\n")

    report = grade_by(check('assert call("main:one") == 1'), answer, APP)

    shown = {"True": "true"}.get(other, other)
    assert report.checks[0].message == f"`main.one()` returned `{shown}`, expected that it returned `1`"


def test_another_result_is_told_with_its_arguments(grade_by):
    checks = check('n = 21\nassert call("main:double", n) == 2 * n')

    report = grade_by(checks, APP.replace("number * 2", "number + 2"), APP)

    assert report.checks[0].message == "`main.double(21)` returned `23`, expected that it returned `42`"


def test_what_it_raises_is_told_with_its_lines(grade_by):
    answer = APP.replace('text != "fine"', 'text == "fine"')

    report = grade_by(check('assert call("main:strict", "fine").value["share"] == 0.5'), answer, APP)

    assert report.checks[0].message == (
        "`main.strict('fine')` raised `ValueError: fine is not fine`, expected that it returned "
        '`{"text": "fine", "nothing": null, "share": 0.5}`'
    )
    assert [frame.code for frame in report.checks[0].traceback] == ['raise ValueError(f"{text} is not fine")']


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        pytest.param(
            APP.replace("def double", "def doubel"),
            "`main.py` has no function `double`. Is `doubel` meant to be it?",
            id="other name",
        ),
        pytest.param(
            APP.replace("def double(number):\n    return number * 2", "double = 2"),
            "`double` in `main.py` is a value of type `int`, and should be a function",
            id="no function",
        ),
        pytest.param(
            APP.replace("number * 2", "{number}"),
            "`main.double(3)` returned a value of type `set`, and that is no JSON: return plain values",
            id="no JSON",
        ),
        pytest.param(
            APP.replace("number * 2", "float('nan')"),
            "`main.double(3)` returned a value of type `float`, and that is no JSON: return plain values",
            id="not a number",
        ),
        pytest.param(
            APP.replace("number * 2", "huge()"), "`main.double(3)` returned more than can be looked at", id="huge"
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_called_is_told(grade_by, answer, message):
    report = grade_by(check('assert call("main:double", 3) == 6'), answer, APP)

    assert (report.checks[0].outcome, report.checks[0].reason) == (Outcome.FAILED, Reason.ASSERTION)
    assert report.checks[0].message == message


def test_a_missing_file_is_told(grade_by):
    report = grade_by(check('assert call("tools.text:shout", "a") == "A"'), {"main.py": APP}, HELPERS)

    assert report.checks[0].message == (
        "There is no `tools/text.py` in your answer, where the function `shout` should be"
    )


@pytest.mark.parametrize("mode", ["forked", "spawned"])
def test_a_hang_names_the_line(grade_by, mode):
    answer = APP.replace("return number * 2", "endless()")

    report = grade_by(check('call("main:double", 3)'), answer, APP, limits=Limits(request=1.0), mode=mode)

    assert report.checks[0].reason is Reason.TIMED_OUT
    assert report.checks[0].message == "Nothing came back for the call of `main.double(3)` within 1 s"
    assert report.checks[0].traceback[-1].function == "endless"


def test_a_crash_is_one_even_if_the_check_swallows_it(grade_by):
    answer = APP.replace("return number * 2", "ends()")
    checks = check('try:\n    call("main:double", 3)\nexcept BaseException:\n    pass')

    report = grade_by(checks, answer, APP)

    assert report.checks[0].reason is Reason.CRASHED
    assert report.checks[0].message == "Your app's process ended during the call of `main.double(3)`"


def test_an_exit_is_an_exception_as_any_other(grade_by):
    answer = APP.replace("return number * 2", "raise SystemExit(0)")

    report = grade_by(check('assert call("main:double", 3) == 6'), answer, APP)

    assert report.checks[0].message == "`main.double(3)` raised `SystemExit: 0`, expected that it returned `6`"
