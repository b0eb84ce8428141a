"""What the code shows, below a verdict."""

import pytest

from grader.models import Finding, Outcome
from grader.source.findings import findings
from learnfastapi.render.look import Look
from learnfastapi.render.report import report_lines
from learnfastapi.render.verdict.findings import finding_lines
from tests.render.kinds import EXISTS, NEWEST, wrong_status
from tests.render.mocks import check, report

CODE = b"""import time


async def save(drawer):
    time.sleep(1)


async def create(drawer):
    save(drawer)
"""
FOUND = findings({"main.py": CODE})
EXPLAINED = """\
Worth a look: main.py:5 `time.sleep()` stops the event loop
  All `async def` functions share one thread, the event loop. While
  `time.sleep()` waits, that thread waits too, and every other request waits
  with it. Await something that waits without blocking, such as `asyncio.sleep`
  or an async client; or write the endpoint with `def`, and FastAPI runs it in a
  thread of its own.
Worth a look: main.py:9 `save()` is called and never awaited
  Calling an `async def` function runs none of its code: it makes a coroutine,
  which runs when it is awaited. This one never is, so nothing of the function
  happens. Write `await` before the call, in a function with `async def`."""


def text_of(lines):
    return "\n".join(line.plain for line in lines)


def test_findings_stand_between_what_failed_and_the_foot():
    found = report([EXISTS, NEWEST], outcome=Outcome.PASSED, findings=FOUND)

    _headline, _requirements, told, foot = text_of(report_lines(found, Look())).split("\n\n")

    assert told == EXPLAINED
    assert foot.startswith("2.3 s, seed")


def test_findings_are_told_where_nothing_could_be_run():
    found = report([check()], problem="It could not be loaded.\n\nMend it.", findings=FOUND)

    assert EXPLAINED in text_of(report_lines(found, Look()))


@pytest.mark.parametrize(
    ("room", "told"),
    [
        (None, EXPLAINED),
        (11, EXPLAINED),
        (
            10,
            "\n".join(
                [*EXPLAINED.splitlines()[:6], "Worth a look: main.py:9 `save()` is called and never awaited"],
            ),
        ),
        (
            7,
            "Worth a look: main.py:5 `time.sleep()` stops the event loop\n"
            "Worth a look: main.py:9 `save()` is called and never awaited",
        ),
        (2, "Worth a look: main.py:5 `time.sleep()` stops the event loop (and 1 more)"),
        (-9, "Worth a look: main.py:5 `time.sleep()` stops the event loop (and 1 more)"),
    ],
)
def test_as_much_is_told_as_there_is_room_for(room, told):
    assert text_of(finding_lines(FOUND, room, Look())) == f"\n{told}"


def test_without_findings_there_is_no_line():
    assert finding_lines([], None, Look()) == []


@pytest.mark.parametrize("height", [24, 30, 40, 60])
def test_a_failure_and_a_finding_fit_on_one_screen(height):
    failing = wrong_status()
    found = report(failing.checks, findings=FOUND)

    lines = report_lines(found, Look(height=height))

    shown = text_of(lines[-height:])
    assert "✗ One below the first drawer" in shown
    assert "Worth a look: main.py:5" in shown


def test_a_plain_look_has_one_line_for_each_part():
    lines = text_of(finding_lines(FOUND, None, Look(width=100_000, plain=True))).splitlines()

    assert [line[:24] for line in lines] == [
        "",
        "Worth a look: main.py:5 ",
        "  All `async def` functi",
        "Worth a look: main.py:9 ",
        "  Calling an `async def`",
    ]


def test_somebodys_names_are_made_safe():
    found = Finding(file="a\x1b.py", line=1, kind="k", title="`[red]\x9b`", explanation="[red]\u202e\nx")

    assert text_of(finding_lines([found], None, Look())) == (
        "\nWorth a look: a\\x1b.py:1 `[red]\\x9b`\n  [red]\\u202e x"
    )
