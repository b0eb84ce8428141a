"""`review`: what is due, in what order, and what becomes of it."""

import csv
import json
import zipfile
from pathlib import Path

import pytest


def due(on_day, days: int) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(on_day(days, "review", "--json")[1])["due"]
    return found


@pytest.fixture
def read(on_day):
    """Both lessons read, one prediction of two wrong; nobody recited."""
    on_day(0, "next")
    on_day(0, "next")
    on_day(0, "next", "--ask", input="500\n\n200\ngate: 4\n")
    on_day(0, "recite", "locks", input="q\n")


def test_a_wrong_prediction_is_asked_first_on_the_next_day(on_day, read):
    assert due(on_day, 0) == []

    fronts = [(card["kind"], card["front"].splitlines()[-2]) for card in due(on_day, 1)[:1]]
    assert fronts == [("prediction", "GET /gates/two")]


def test_then_come_questions_then_cues_and_four_of_a_lesson_at_most(on_day, read):
    cards = due(on_day, 1)

    assert [(card["lesson"], card["kind"]) for card in cards] == [
        ("gates", "prediction"),
        ("gates", "question"),
        ("gates", "question"),
        ("locks", "question"),
        ("gates", "cue"),
        ("locks", "cue"),
    ]


def test_a_review_from_the_first_card_to_the_last(on_day):
    on_day(0, "recite", "locks", input="\nn\n")

    code, out, err = on_day(1, "review", input="three\ny\n\nn\n")

    assert (code, err) == (0, "")
    first, second = out.split("\n2 of 2: ")
    assert first.startswith(
        "1 of 2: question, lesson `locks`\n\nHow high?\n\n"
        "Your answer ([Enter] shows ours, q stops): three\n\nThree metres.\n\n"
        "Did you know it? [y/n] y\nAsked again "
    )
    assert second.endswith(
        "Did you know it? [y/n] n\nAsked again tomorrow.\n\n2 reviewed, 1 known.\nThe next card is due tomorrow.\n"
    )


def test_what_was_known_is_put_off_and_what_was_not_comes_tomorrow(on_day):
    on_day(0, "recite", "locks", input="\nn\n")
    on_day(1, "review", input="\ny\n\nn\n")

    assert due(on_day, 1) == []
    assert [card["kind"] for card in due(on_day, 2)] == ["cue"]


def test_a_prediction_comes_back_with_other_values(on_day):
    on_day(0, "next")
    on_day(0, "next")
    on_day(0, "next", "--ask", input="422\n\n200\ngate: 3\n")

    out = on_day(1, "review", input="200\nbefore: 1\n")[1]

    asked = out[out.index("GET /gates/") :].split()[1]
    assert asked != "/gates/4"
    assert "✓ before  1\n" in out
    assert f"· gate    {asked.removeprefix('/gates/')}\n" in out
    assert "\n\nAsked again " in out
    assert "In the lesson" not in out  # which says nothing about it


def test_a_prediction_has_the_same_values_until_it_is_graded_and_then_others(on_day):
    on_day(0, "lesson", "gates", "--section", "core", "--ask", input="422\n\n200\ngate: 3\n")

    looked, graded, later = (
        on_day(days, "review", input=typed)[1].split("GET /gates/")[1].split()[0]
        for days, typed in ((1, ""), (1, "500\n\n"), (2, ""))
    )

    assert looked == graded != later


def test_a_prediction_tells_which_requests_came_before_and_changed_something(on_day, own_course):
    lesson = own_course / "lessons" / "gates.md"
    text = lesson.read_text().replace(
        '@app.get("/gates/{number}")', '@app.api_route("/gates/{number}", methods=["GET", "POST"])'
    )
    lesson.write_text(
        text.replace(
            'GET /gates/3\n\n→ 200\n{"gate": 3, "before": 0}', 'POST /gates/3\n\n→ 200\n{"gate": 3, "before": 0}'
        )
    )
    on_day(0, "lesson", "gates", "--section", "core", "--ask", input="422\n\n200\nbefore: 7\n")

    asked = "First it is asked:\n\n```http\nPOST /gates/3\n```\n\nAnd then:\n\n```http\nGET /gates/"
    (card,) = due(on_day, 1)
    assert card["front"].endswith(f"{asked}4\n```")
    assert asked in on_day(1, "review", input="200\nbefore: 1\n")[1]


def test_input_that_ends_keeps_what_was_graded(on_day, read):
    code, out, _ = on_day(1, "review", input="422\n\n\ny\n")

    assert code == 0
    assert out.endswith("2 reviewed, 2 known.\n4 cards left: `learnfastapi review` goes on.\n")
    assert len(due(on_day, 1)) == 4


def test_the_number_of_a_day_is_not_passed(on_day, read):
    on_day(0, "study", "--reviews", "2")

    out = on_day(1, "review", input="422\n\n\ny\n\ny\n\ny\n")[1]

    assert "1 of 2: " in out
    assert out.endswith(
        "2 reviewed, 2 known.\nThat is all for today; 4 cards more can wait until tomorrow.\n"
        "`learnfastapi study --reviews 4` asks more a day.\n"
    )
    assert due(on_day, 1) == []
    assert len(due(on_day, 2)) == 2


def test_nothing_is_due(on_day):
    on_day(0, "recite", "locks", input="\nn\n")

    assert on_day(0, "review")[1] == "Nothing is due. The next card is due tomorrow.\n"


def test_cards_of_a_lesson_that_was_read_today_are_due_tomorrow(on_day):
    for _ in range(3):
        on_day(0, "next")

    assert on_day(0, "review")[1] == "Nothing is due. The next card is due tomorrow.\n"
    assert len(due(on_day, 1)) == 4


def test_there_are_no_cards(on_day):
    assert on_day(0, "review")[1] == (
        "There are no cards yet. They come from the lessons that you read.\nNext: `learnfastapi next`\n"
    )


def test_a_program_can_grade_a_card(on_day):
    on_day(0, "recite", "locks", input="\nn\n")
    number = str(due(on_day, 1)[0]["id"])

    code, out, _ = on_day(1, "review", "--card", number, "--knew")

    assert code == 0
    assert out.startswith("Asked again in ")
    assert on_day(1, "review", "--card", number, "--knew")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--card", "1"], "`--card` and its grade belong together"),
        (["--knew"], "`--card` and its grade belong together"),
        (["--card", "99", "--forgot"], "No card `99` is due"),
    ],
)
def test_a_grade_that_means_no_card(on_day, arguments, message):
    code, out, err = on_day(0, "review", *arguments)

    assert (code, out) == (2, "")
    assert err.startswith(f"error: {message}\n\nhint: ")


def test_a_clock_that_went_back_takes_nothing_away(on_day):
    on_day(0, "recite", "locks", input="\nn\n")
    on_day(40, "review", input="\ny\n\ny\n")

    assert on_day(2, "review")[1].startswith("Nothing is due. The next card is due in ")
    assert on_day(2, "recite", "locks", input="\nn\n")[0] == 0
    assert [card["kind"] for card in due(on_day, 41)] == ["question"]


@pytest.mark.parametrize(("zone", "day"), [("Pacific/Auckland", "2026-03-03"), ("Pacific/Honolulu", "2026-03-02")])
def test_a_day_is_one_of_the_learners_own_time_zone(on_day, zone, day):
    """At noon in UTC."""
    on_day(-1, "recite", "locks", input="\nn\n", TZ=zone)

    found = json.loads(on_day(0, "review", "--json", TZ=zone)[1])

    assert (found["day"], len(found["due"])) == (day, 2)


def test_next_mentions_due_cards_once_a_day(on_day):
    on_day(0, "recite", "locks", input="\nn\n")

    first, again = (on_day(1, "next")[1] for _ in range(2))

    assert first.endswith("\n\n2 cards are due today: `learnfastapi review`\n")
    assert "due today" not in again
    assert "due today" in on_day(2, "next")[1]


def test_a_changed_text_keeps_its_history(on_day, own_course):
    on_day(0, "recite", "locks", input="\nn\n")
    on_day(1, "review", input="\ny\n\nn\n")
    lesson = own_course / "lessons" / "locks.md"
    lesson.write_text(lesson.read_text().replace("### How high?", "### How high is a lock?").replace("Three", "Four"))

    (cue,) = due(on_day, 2)
    assert (cue["kind"], cue["back"], cue["reviews"]) == ("cue", "Four metres", 1)
    question = next(card for card in due(on_day, 60) if card["kind"] == "question")
    assert (question["front"], question["reviews"]) == ("How high is a lock?", 2)


def test_a_lesson_that_is_gone_is_not_asked_and_its_cards_are_kept(on_day, own_course):
    on_day(0, "recite", "locks", input="\nn\n")
    (own_course / "lessons" / "locks.md").unlink()
    toml = own_course / "lessons" / "course.toml"
    toml.write_text(toml.read_text().replace(', "locks"', ""))

    assert on_day(1, "review")[1] == (
        "There are no cards yet. They come from the lessons that you read.\nNext: `learnfastapi next`\n"
        "2 cards kept of lessons that the course does not have any more.\n"
    )


def test_two_reviews_at_once_grade_a_card_once(on_day, on_day_terminal):
    on_day(0, "recite", "locks", input="\nn\n")
    shown = on_day_terminal(1, "review")
    shown.await_text("q stops): ")
    on_day(1, "review", input="\ny\n\ny\n")

    shown.type("\n")
    shown.await_text("[y/n] ")
    shown.type("n\n")
    assert shown.end() == 0

    assert "This card was graded in another window meanwhile. That grade counts.\n" in shown.text
    assert due(on_day, 2) == []


@pytest.fixture
def noted(on_day, study_workspace: Path) -> Path:
    """The file of notes to the lesson `locks`, its cue answered and a row of one's own added."""
    assert on_day(0, "notes", "locks")[0] == 0
    file = study_workspace / "notes" / "locks.md"
    table = "| How high? | as a house |\n| Who pays? | nobody |"
    file.write_text(file.read_text().replace("| How high? | |", table))
    return file


def test_own_notes_stand_beside_ours_and_own_rows_are_asked(on_day, noted):
    on_day(0, "recite", "locks", input="\ny\n")
    on_day(0, "review")

    out = on_day(1, "review", input="\ny\n\ny\n\ny\n")[1]

    assert "your own note, lesson `locks`\n\nWho pays?\n" in out
    assert "\n\nnobody\n\nDid you know it?" in out
    assert "note, lesson `locks`\n\nHow high?\n" in out
    assert "\n\nYours: as a house\n\nOurs: Three metres\n\nDid you know it?" in out


def test_notes_that_cannot_be_read_stop_no_review(on_day, noted):
    on_day(0, "recite", "locks", input="\nn\n")
    noted.write_bytes(b"\xff\xfe")

    code, out, err = on_day(1, "review", input="\ny\n\ny\n")

    assert code == 0
    assert "2 reviewed, 2 known." in out
    assert err == f"`{noted}` is no UTF-8 (byte 1). Your own rows of it are left as they were.\n"


def test_all_cards_go_into_a_deck_or_a_table(on_day, study_workspace):
    on_day(0, "recite", "gates", input="q\n")

    code, out, _ = on_day(0, "review", "--export", "anki")
    table = on_day(0, "review", "--export", "csv", "--to", "cards.csv")

    assert code == 0
    assert out == (
        "4 cards in `learnfastapi-cards.apkg`\n"
        "In Anki: File, Import. A later export updates the cards that are there.\n"
    )
    assert zipfile.is_zipfile(study_workspace / "learnfastapi-cards.apkg")
    assert table == (0, "4 cards in `cards.csv`\n", "")
    rows = list(csv.DictReader((study_workspace / "cards.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row["kind"] for row in rows} == {"question", "cue"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--export", "anki"], "There are no cards yet"),
        (["--to", "x.csv"], "`--to` names the file of an export"),
    ],
)
def test_nothing_to_export(on_day, arguments, message):
    code, out, err = on_day(0, "review", *arguments)

    assert (code, out) == (2, "")
    assert err.startswith(f"error: {message}\n\nhint: ")
