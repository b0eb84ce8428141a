"""A requirement whose solution was looked up comes back two days later, as a fault to find."""

import json
import re
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[2] / "study_course/solutions/double/reference/main.py"
_ROW = re.compile(r" *(\d+)  (.*)")


@pytest.fixture
def looked_up(on_day):
    """The lines of requirement 1 were shown, and a line was said on why they work."""
    on_day(0, "next", "--test-out")
    on_day(0, "hint")
    code, out, _ = on_day(0, "solution", "--requirement", "1", "--why", "twice is times two")
    assert code == 0
    return out


def test_it_says_that_it_comes_back(looked_up):
    assert looked_up.endswith("Kept.\nIn two days, `learnfastapi review` asks something like it.\n")


def test_it_comes_back_two_days_later_and_no_earlier(on_day, looked_up):
    def kinds(days: int) -> list[str]:
        return [card["kind"] for card in json.loads(on_day(days, "review", "--json")[1])["due"]]

    assert [kinds(days) for days in (0, 1, 2)] == [[], [], ["variation"]]


def test_it_is_a_fault_in_our_solution_that_breaks_this_requirement(on_day, looked_up):
    out = on_day(2, "review", input="1\n")[1]

    assert out.startswith(
        "1 of 1: exercise, lesson `gates`\n\nBreaking a line of our solution to `double`, which takes some seconds.\n\n"
    )
    assert "  asked     GET /double/" in out
    assert "Which line? Type its number. (q stops) 1\nIt is line " in out
    assert "Asked again tomorrow.\n" in out


@pytest.mark.parametrize("way", ["number", "text"])
def test_it_is_found_by_the_number_of_its_line_and_by_the_line_as_it_should_be(on_day, looked_up, way):
    shown = on_day(2, "review", input="q\n")[1]
    rows = dict(found.groups() for found in map(_ROW.fullmatch, shown.splitlines()) if found)
    ((number, right),) = {
        (number, right)
        for number, right in enumerate(REFERENCE.read_text().splitlines(), start=1)
        if rows.get(str(number), right) != right
    }

    out = on_day(2, "review", input=f"{number if way == 'number' else right}\n")[1]

    assert f"Right: line {number}.\n" in out
    assert f"  before    {right.strip()}\n" in out
    assert "1 reviewed, 1 known.\n" in out


def test_with_the_method_off_nothing_comes_back(on_day):
    on_day(0, "study", "off")
    on_day(0, "next", "--test-out")
    on_day(0, "hint")
    on_day(0, "solution", "--requirement", "1")

    assert json.loads(on_day(9, "review", "--json")[1])["due"] == []


def test_a_requirement_that_no_line_breaks_is_asked_in_words(on_day, own_course):
    checks = own_course / "exercises" / "double" / "test_double.py"
    always = '\n\n@requirement(2)\ndef test_nothing_to_break(client):\n    """GET /openapi.json is there"""\n'
    text = checks.read_text()
    checks.write_text(
        text[: text.index("@requirement(2)")] + always.lstrip() + '    assert client.get("/ping").status_code < 600\n'
    )
    on_day(0, "next", "--test-out")
    on_day(0, "solution", "--give-up")
    on_day(0, "solution", "--requirement", "2")

    out = on_day(2, "review", input="\ny\n")[1]

    assert "No single line breaks it, so this time in words: which lines would meet it?\n\n`GET /ping` answers" in out
    assert '\n@app.get("/ping")\ndef ping() -> str:\n    return "pong"\n\nDid you know it?' in out
