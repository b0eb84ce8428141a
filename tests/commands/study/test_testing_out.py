"""Somebody who thinks they know a lesson takes its exercise first."""

import json
import shutil
from pathlib import Path

import pytest

COURSE = Path(__file__).resolve().parents[2] / "study_course"
RIGHT = (COURSE / "solutions/double/reference/main.py").read_text()


@pytest.fixture
def solved(on_day, study_workspace: Path):
    """The exercise of the first lesson begun before anything was read, and a right answer written."""

    def solve(*options: str) -> str:
        out: str = on_day(0, "next", "--test-out", *options)[1]
        (study_workspace / "double" / "main.py").write_text(RIGHT)
        return out

    return solve


def test_the_exercise_comes_at_once_and_says_what_a_pass_means(solved):
    out = solved()

    assert out.startswith("Doubling\n")
    assert out.endswith("A pass marks the lesson `gates` as known.\n`learnfastapi next` reads it instead.\n")


def test_without_a_name_it_is_the_next_lesson_with_an_exercise_that_waits(on_day, own_course):
    toml = own_course / "lessons" / "course.toml"
    toml.write_text(toml.read_text().replace('"gates", "locks"', '"locks", "gates"'))
    locks = own_course / "lessons" / "locks.md"
    locks.write_text(locks.read_text().replace("requires: [gates]", "requires: []"))

    assert on_day(0, "next", "--test-out")[1].startswith("Doubling\n")
    assert on_day(0, "next", "--test-out", "--from", "locks")[0] == 2


def test_a_pass_marks_the_lesson_as_known_and_the_way_goes_on_behind_it(on_day, solved):
    solved()

    code, out, _ = on_day(0, "check")

    assert code == 0
    assert out.endswith(
        "You passed before reading the lesson `gates`, so it is marked as known.\n"
        "`learnfastapi recite gates` asks what else is in it.\n"
    )
    assert on_day(0, "next")[1].startswith("Locks\n")
    assert on_day(0, "recite", "gates")[0] == 0


def test_a_failure_leaves_the_lesson_to_be_read(on_day, solved, study_workspace):
    solved()
    (study_workspace / "double" / "main.py").write_text("")
    assert on_day(0, "check")[0] == 1

    assert on_day(0, "next")[1].startswith("Gates\n")


def test_a_pass_after_reading_is_no_testing_out(on_day, study_workspace):
    on_day(0, "next", "--all")
    (study_workspace / "double" / "main.py").write_text(RIGHT)

    assert "marked as known" not in on_day(0, "check")[1]


def test_nothing_to_take(on_day, solved):
    solved()
    on_day(0, "check")

    passed = on_day(0, "next", "--test-out", "--from", "gates")
    none = on_day(0, "next", "--test-out", "--from", "locks")

    hint = "\n\nhint: `learnfastapi recite {}` asks what you know of it\n"
    assert passed == (2, "", "error: The lesson `gates` has no exercise that waits for a pass" + hint.format("gates"))
    assert none == (2, "", "error: The lesson `locks` has no exercise" + hint.format("locks"))


def test_a_passed_exercise_comes_back_some_days_later(on_day, solved):
    solved()
    on_day(0, "check")

    def exercises(days: int) -> list[str]:
        due = json.loads(on_day(days, "review", "--json")[1])["due"]
        return [card["kind"] for card in due if card["kind"] == "exercise"]

    assert [exercises(days) for days in (1, 2)] == [[], ["exercise"]]


def test_passing_again_does_not_bring_it_back_earlier_or_later(on_day, solved):
    solved()
    on_day(0, "check")
    on_day(1, "check")

    due = json.loads(on_day(2, "review", "--json")[1])["due"]
    assert [card["reviews"] for card in due if card["kind"] == "exercise"] == [1]


def test_with_the_method_off_nothing_comes_back(on_day, solved):
    on_day(0, "study", "off")
    solved()

    assert "marked as known" in on_day(0, "check")[1]
    assert json.loads(on_day(30, "review", "--json")[1])["due"] == []


def test_a_passed_answer_comes_back_as_a_question_about_itself(on_day, solved):
    solved()
    on_day(0, "check")

    code, out, err = on_day(2, "review", input="200\n14\n")

    assert (code, err) == (0, "")
    assert out.startswith(
        "1 of 1: exercise, lesson `gates`\n\nThis is your own code, from `double`.\n\n```python\n@app.get("
    )
    assert "Which status? (a number or `4xx`; Enter: no idea, q stops) 200\n✓ 200 OK\n" in out
    assert "Asked again " in out


def test_a_passed_answer_comes_back_with_a_fault_to_find(on_day, solved):
    solved()
    on_day(0, "check")
    on_day(2, "review", input="200\n\n")

    out = on_day(3, "review", input="99\n1\n")[1]

    assert "Breaking a line of your answer to `double`, which takes some seconds.\n" in out
    assert "It passed. One line is wrong now, and this fails: " in out
    assert "`main.py` has no line `99`" in out
    assert "It is line " in out
    assert "Asked again tomorrow." in out


def test_an_exercise_that_is_gone_is_asked_in_words(on_day, solved, study_workspace, tmp_path):
    solved()
    on_day(0, "check")
    course = shutil.copytree(COURSE, tmp_path / "without")
    for folder in ("exercises", "solutions"):
        shutil.rmtree(course / folder / "double")
    lesson = course / "lessons" / "gates.md"
    lesson.write_text(lesson.read_text().replace("exercises: [double]", "exercises: []"))
    marker = study_workspace / ".learnfastapi" / "workspace.toml"
    marker.write_text(marker.read_text().replace(str(COURSE), str(course)))

    code, out, _ = on_day(2, "review", input="\ny\n")

    assert code == 0
    assert "1 reviewed, 1 known.\n" in out
