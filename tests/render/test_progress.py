from collections import Counter

import pytest

from grader.models import Outcome, Reason
from learnfastapi.render.look import Look
from learnfastapi.render.progress import LiveChecks, live_lines
from tests.render.mocks import check, passed, report

FOUND = report(
    [passed("a", "A", 1), check("b", "B", 2), passed("c", "C", 2), passed("d", "D", 3)],
    texts=("one", "two", "three"),
)
HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"


def lines(results, planned=None):
    planned = Counter({1: 1, 2: 2, 3: 1}) if planned is None else planned
    return [line.plain for line in live_lines(FOUND.requirements, planned, results, 2.4, Look())]


def test_nothing_is_decided_before_the_checks_are_known():
    assert lines([], Counter()) == ["·  1          one", "·  2          two", "·  3          three", "starting, 2 s"]


def test_list_fills_up():
    assert lines(FOUND.checks[:2]) == [
        "✓  1 passed   one",
        "✗  2 failed   two",
        "·  3          three",
        "2 of 4 checks, 2 s",
    ]


def test_requirement_is_open_until_its_last_check_passed():
    assert lines([passed("b", "B", 2)])[1] == "·  2          two"
    assert lines([passed("b", "B", 2), passed("c", "C", 2)])[1] == "✓  2 passed   two"


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        (Outcome.ERRORED, "!  1 broken   one"),
        (Outcome.SKIPPED, "✗  1 failed   one"),
    ],
)
def test_check_that_says_nothing_is_no_pass(outcome, line):
    assert lines([check("a", "A", 1, outcome, Reason.NEED_FAILED)])[0] == line


def test_requirement_without_a_check_in_this_run_is_left_out():
    assert lines([], Counter({2: 1})) == ["·  2          two", "0 of 1 checks, 2 s"]


def test_checks_on_a_terminal_are_drawn_and_taken_away(screen, unstyled):
    console = screen()

    with LiveChecks(console) as live:
        live.started(FOUND.requirements)
        live.collected(FOUND.checks)
        live.checked(FOUND.checks[0])
        drawn = unstyled(console)
        live.finished()

    shown = console.file.getvalue()
    assert "✓  1 passed   one" in drawn
    assert "1 of 4 checks, 0 s" in drawn
    assert shown.endswith("\x1b[2K")
    assert shown.count(HIDE_CURSOR) == shown.count(SHOW_CURSOR) > 0


def test_ctrl_c_leaves_the_cursor(screen):
    console = screen()

    def interrupted():
        with LiveChecks(console) as live:
            live.started(FOUND.requirements)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert console.file.getvalue().rindex(SHOW_CURSOR) > console.file.getvalue().rindex(HIDE_CURSOR)


def test_it_can_be_started_again(screen, unstyled):
    console = screen()

    with LiveChecks(console) as live:
        live.started(FOUND.requirements)
        live.collected(FOUND.checks)
        live.checked(FOUND.checks[0])
        live.finished()
        before = len(unstyled(console))
        live.started(FOUND.requirements)
        again = unstyled(console)[before:]

    assert "starting, 0 s" in again
    assert "passed" not in again


@pytest.mark.parametrize(("plain", "term"), [(True, "xterm"), (False, "dumb")])
def test_terminal_without_drawing_gets_one_line(plain, term, screen):
    console = screen(TERM=term)

    with LiveChecks(console, plain=plain) as live:
        live.started(FOUND.requirements)
        live.collected(FOUND.checks)
        live.checked(FOUND.checks[0])
        live.finished()

    assert console.file.getvalue() == "Checking your answer ...\n"


def test_nothing_is_written_into_a_file(console):
    with LiveChecks(console) as live:
        live.started(FOUND.requirements)
        live.collected(FOUND.checks)
        live.checked(FOUND.checks[0])
        live.finished()

    assert console.file.getvalue() == ""


def test_list_longer_than_the_screen_shows_its_end(screen, unstyled):
    console = screen(height=3)

    with LiveChecks(console) as live:
        live.started(FOUND.requirements)
        drawn = unstyled(console)

    assert "·  1 " not in drawn
    assert "·  3          three\nstarting, 0 s" in drawn
