"""`next` with the whole method, lightly, and without any of it; `study` says which."""

import json
import re

import pytest

_CODE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
GUESSES = "422\nloc: [path, number]\n200\ngate: 3\n"


def test_nothing_is_asked_without_a_terminal_and_the_answers_stand_below_a_line(on_day):
    on_day(0, "next", "--from", "gates")
    on_day(0, "next")

    code, out, err = on_day(0, "next")

    assert (code, err) == (0, "")
    assert out.startswith("Core\n")
    assert out.index("GET /gates/two") < out.index("Say it before you read on") < out.index("422. It is no number")


def test_predictions_are_guessed_field_by_field(on_day):
    on_day(0, "next")
    on_day(0, "next")

    code, out, err = on_day(0, "next", "--ask", input=GUESSES)

    assert (code, err) == (0, "")
    shown = out[out.index("GET /gates/two") :]
    assert (
        shown
        == """\
GET /gates/two
```

Which status? (a number or `4xx`; Enter: no idea, q stops) 422
✓ 422 Unprocessable Content
And the body? (such as `name: 5`; Enter: no idea) loc: [path, number]
· detail[0].type  "int_parsing"
✓ detail[0].loc   ["path", "number"]

{"detail": [{"type": "int_parsing", "loc": ["path", "number"], "…": "…"}]}

422. It is no number. In two lines.

And one more?

```http
GET /gates/4
```

Which status? (a number or `4xx`; Enter: no idea, q stops) 200
✓ 200 OK
And the body? (such as `name: 5`; Enter: no idea) gate: 3
✗ gate    4, not 3
· before  1

{"gate": 4, "before": 1}

• no paragraph follows

1 of 2 predicted. The other comes back tomorrow, in `learnfastapi review`.

Next: the exercise `double`, with `learnfastapi next`
"""
    )


def test_a_prediction_comes_from_the_program_and_not_from_the_text(on_day, study_workspace):
    """The second exchange of the lesson sees what the first left behind."""
    for _ in range(2):
        on_day(0, "next")

    out = on_day(0, "next", "--ask", input="\n\n\nbefore: 1\n")[1]

    assert "✓ before  1\n" in out


def test_input_that_ends_shows_the_rest(on_day):
    on_day(0, "next")
    on_day(0, "next")

    out = on_day(0, "next", "--ask", input="422\n")[1]

    assert out.count("Which status?") == 1
    assert "• no paragraph follows\n" in out
    assert out.endswith("Next: the exercise `double`, with `learnfastapi next`\n")


def test_what_is_no_status_is_asked_again(on_day):
    on_day(0, "next")
    on_day(0, "next")

    out = on_day(0, "next", "--ask", input="forty\n422\n")[1]

    assert "`forty` is no status. Type three digits, such as `404`, or `4xx` for any from 400 on.\n" in out
    assert "✓ 422" in out


def test_off_asks_nothing_hides_nothing_and_leaves_out_what_is_only_for_recalling(on_day):
    assert on_day(0, "study", "off")[0] == 0

    parts = [on_day(0, "next", "--ask", input="1 x\n")[1] for _ in range(3)]
    on_day(0, "check", "double")  # nothing was begun: an error, and no matter

    assert "Who closes" not in parts[0]
    assert "Which status" not in parts[2]
    assert "Say it before" not in parts[2]
    assert "→ 422" in parts[2]
    assert on_day(1, "review")[1].startswith("There are no cards yet.")


def test_a_guess_at_a_question_is_shown_again_beside_the_answer(on_day):
    on_day(0, "study", "full")
    asked = on_day(0, "next", "--ask", input="7 x\n1 the night watch\n")[1]
    on_day(0, "next", "--ask")

    out = on_day(0, "next", "--ask")[1]

    assert "Begin with the number of the question, 1 to 2 (got `7 x`).\n" in asked
    assert (
        "Before you read this, you were asked:\n\n│ Who closes a gate?\n\nYou guessed: the night watch\n"
        "The notes say: The guard\n" in out
    )


def test_no_idea_counts_as_a_guess(on_day):
    on_day(0, "study", "full")
    on_day(0, "next", "--ask", input="2 no idea\n")
    on_day(0, "next")

    assert "You guessed: no idea\n" in on_day(0, "next")[1]


def test_light_asks_for_no_guess(on_day):
    on_day(0, "study", "light")

    assert "Guess one, " not in on_day(0, "next", "--ask", input="1 x\n")[1]


def test_the_setting_is_shown_and_changed(on_day):
    assert json.loads(on_day(0, "study", "--json")[1]) == {
        "version": 1,
        "study": None,
        "new_cards_a_lesson": 4,
        "reviews_a_day": 10,
    }

    code, out, _ = on_day(0, "study", "off", "--new", "6", "--reviews", "20")

    assert code == 0
    assert out.startswith(
        "study = off: read and solve; nothing is asked\nat most 6 new cards a lesson and 20 reviews a day\n"
    )
    assert json.loads(on_day(0, "study", "--json")[1])["study"] == "off"


def test_a_setting_that_there_is_not(on_day):
    code, out, err = on_day(0, "study", "half")

    assert (code, out) == (2, "")
    assert err.startswith("error: `half` is not one of `full`, `light`, `off`\n\nhint: ")


def test_any_part_can_be_predicted_again(on_day):
    out = on_day(0, "lesson", "gates", "--section", "core", "--ask", input=GUESSES)[1]

    assert "✓ 422 Unprocessable Content\n" in out


def test_a_terminal_asks_once_and_then_shows_the_lesson(on_day_terminal, on_day):
    first = on_day_terminal(0, "next")
    first.await_text("Type full, light or off (Enter: light): ")
    assert "Gates" not in first.text
    first.type("full\n")
    first.await_text("Guess one, ")
    before = first.text[: first.text.index("A ferry has gates.")]
    assert before.count("): ") == 1
    first.type("\n")
    first.await_text("[Enter] goes on now, q stops here: ")
    first.type("q\n")
    assert first.end() == 0

    second = on_day_terminal(0, "next")
    second.await_text("A gate is a door.")
    second.type("q\n")
    assert second.end() == 0
    assert "How do you want to study?" not in second.text


@pytest.mark.parametrize("keys", ["\x04", "q\n"], ids=["Ctrl-D", "q"])
def test_a_prediction_can_be_left_and_the_part_goes_on_there(on_day_terminal, on_day, keys):
    assert on_day(0, "study", "light")[0] == 0
    for _ in range(2):
        assert on_day(0, "next")[0] == 0

    shown = on_day_terminal(0, "next")
    shown.await_text("Which status?")
    shown.type("500\n\n")
    shown.await_text("/gates/4")
    shown.type_until_it_ends(keys)
    assert shown.process.wait() == 0
    assert "no paragraph follows" not in shown.text
    assert "You stopped. What you guessed is kept, and `learnfastapi next`" in _plain(shown.text)

    again = on_day(0, "next", "--ask", input="200\nbefore: 1\n")[1]

    # What was guessed is not asked again, and it stays wrong, though the answer has been seen by now.
    assert again.count("Which status?") == 1
    assert "→ 422" in again
    assert again.endswith("Next: the exercise `double`, with `learnfastapi next`\n")
    due = json.loads(on_day(1, "review", "--json")[1])["due"]
    assert (due[0]["kind"], due[0]["front"].splitlines()[-2]) == ("prediction", "GET /gates/two")


def test_a_right_guess_on_the_same_day_takes_no_wrong_one_back(on_day):
    for _ in range(2):
        on_day(0, "next")
    on_day(0, "next", "--ask", input="500\n\n200\nbefore: 1\n")

    on_day(0, "lesson", "gates", "--section", "core", "--ask", input="422\n\n200\nbefore: 1\n")

    due = json.loads(on_day(1, "review", "--json")[1])["due"]
    assert (due[0]["kind"], due[0]["reviews"]) == ("prediction", 1)


def test_any_status_of_a_kind_can_be_guessed(on_day):
    for _ in range(2):
        on_day(0, "next")

    out = on_day(0, "next", "--ask", input="4xx\n\n5XX\n\n")[1]

    assert "✓ 422 Unprocessable Content\n" in out
    assert "✗ 200 OK, not 5xx\n" in out


def test_a_slip_in_the_form_of_a_body_is_asked_again(on_day):
    for _ in range(2):
        on_day(0, "next")

    out = on_day(0, "next", "--ask", input="422\n\n200\nfour\ngate=4, before = 1\n")[1]

    assert "`four` names no field. Type it as in `name: 5`, several with commas between.\n" in out
    assert "✓ gate    4\n✓ before  1\n" in out


def test_a_lesson_as_data_keeps_answers_apart_from_what_is_read(on_day):
    found = json.loads(on_day(0, "lesson", "gates", "--section", "core", "--json")[1])

    assert (found["version"], found["lesson"], found["part"]) == (1, "gates", "core")
    (section,) = found["sections"]
    texts = [piece["markdown"] for piece in section["pieces"] if "markdown" in piece]
    assert not any("int_parsing" in text for text in texts)
    prediction = section["pieces"][1]["prediction"]
    assert (prediction["request"], prediction["status"]) == ("```http\nGET /gates/two\n```", 422)
    assert prediction["why"] == "**422.** It is no number.\nIn two lines."


def test_the_way_as_data_goes_on_with_each_call(on_day, study_workspace):
    steps = [json.loads(on_day(0, "next", "--json")[1]) for _ in range(5)]

    assert [step.get("part", step["step"]) for step in steps] == [
        *("survey", "in-plain-words", "core"),
        *("exercise", "exercise"),
    ]
    assert steps[3]["files"] == [str(study_workspace / "double" / "main.py")]
    assert (study_workspace / "double" / "main.py").is_file()
    assert json.loads(on_day(1, "review", "--json")[1])["due"] != []


def test_the_way_as_data_tells_what_a_new_starter_did(on_day, own_course):
    for _ in range(4):
        on_day(0, "next", "--json")
    starter = own_course / "exercises" / "double" / "starter" / "main.py"
    starter.write_text(starter.read_text() + "# more\n")

    code, out, err = on_day(0, "next", "--json")

    assert (code, json.loads(out)["step"]) == (0, "exercise")
    assert err.startswith("The course has a new version of the files that `double` began with.\n")


def test_the_end_as_data(on_day, study_workspace):
    on_day(0, "next", "--all")
    on_day(0, "solution", "double", "--give-up")
    on_day(0, "next", "--all", "--from", "locks")

    assert json.loads(on_day(0, "next", "--json")[1]) == {"version": 1, "step": "end"}


@pytest.mark.parametrize("arguments", [["next"], ["next", "--all"], ["lesson", "gates"], ["next", "--test-out"]])
def test_plain_is_ascii_without_signs(on_day, arguments):
    code, out, _ = on_day(0, *arguments, "--plain")

    assert code == 0
    assert not {"━", "─", "•", "│", "✓"} & set(out)


def test_plain_has_no_colours_where_it_asks(on_day_terminal):
    chosen = on_day_terminal(0, "next", "--plain")
    chosen.await_text("Type full, light or off (Enter: light): ")
    chosen.type("\n")
    chosen.await_text("[Enter] goes on now, q stops here: ")
    chosen.type("q\n")
    assert chosen.end() == 0
    guessed = on_day_terminal(0, "lesson", "gates", "--section", "core", "--ask", "--plain")
    for _ in range(2):
        guessed.await_text("Which status? ")
        guessed.text = guessed.text.replace("Which status", "The status")
        guessed.type("500\n\n")
    guessed.await_text("in `learnfastapi review`")
    assert guessed.end() == 0

    assert "\x1b" not in chosen.text + guessed.text


@pytest.fixture
def at_recite(on_day, study_workspace):
    """The whole method, and the second lesson read up to Recite."""
    on_day(0, "study", "full")
    on_day(0, "next", "--from", "locks")
    for _ in range(4):
        on_day(0, "next")


def test_the_whole_method_leads_from_recite_to_an_explanation_to_notes(
    at_recite, on_day_terminal, on_day, study_workspace
):
    shown = on_day_terminal(0, "next")
    shown.await_text("q stops): ")
    shown.type("\n")
    shown.await_text("[y/n] ")
    shown.type("y\n")
    shown.await_text("Explain the lesson now, in your own words? [y/n] ")
    shown.type("y\n")
    shown.await_text("Tell a child what a lock is for.")
    shown.await_text("A line with a single")
    assert "ships climb" not in shown.text
    shown.type("It lifts ships.\n.\n")
    shown.await_text("ships climb")
    shown.type("y\n")
    shown.await_text("water stays")
    shown.type("n\n")
    shown.await_text("[Enter] goes on now, q stops here: ")
    shown.type("\n")
    shown.await_text("locks.md")
    shown.await_text("[Enter] goes on now, q stops here: ")
    shown.type("q\n")

    assert shown.end() == 0
    assert "| How high? | |" in (study_workspace / "notes" / "locks.md").read_text()
    due = json.loads(on_day(1, "review", "--json")[1])["due"]
    assert (due[0]["kind"], due[0]["back"]) == ("point", "water stays")


def test_who_does_not_want_to_explain_goes_on(at_recite, on_day_terminal):
    shown = on_day_terminal(0, "next")
    shown.await_text("q stops): ")
    shown.type("\n")
    shown.await_text("[y/n] ")
    shown.type("y\n")
    shown.await_text("Explain the lesson now, in your own words? [y/n] ")
    shown.type("n\n")
    shown.await_text("[Enter] goes on now, q stops here: ")
    shown.type("q\n")

    assert shown.end() == 0
    assert "explain locks" in shown.text


def test_light_leads_from_recite_to_our_notes(on_day, on_day_terminal, study_workspace):
    on_day(0, "study", "light")
    on_day(0, "next", "--from", "locks")
    for _ in range(4):
        on_day(0, "next")

    shown = on_day_terminal(0, "next")
    shown.await_text("q stops): ")
    shown.type("\n")
    shown.await_text("[y/n] ")
    shown.type("y\n")
    shown.await_text("[Enter] goes on now, q stops here: ")
    shown.type("\n")
    shown.await_text("Three metres")
    shown.await_text("[Enter] goes on now, q stops here: ")
    shown.type("q\n")

    assert shown.end() == 0
    assert "Explain the lesson now" not in shown.text
    assert not (study_workspace / "notes").exists()


def test_notes_that_cannot_be_made_do_not_stop_the_way(at_recite, on_day, study_workspace):
    (study_workspace / "notes").write_text("mine")
    on_day(0, "next")

    code, out, err = on_day(0, "next")

    assert (code, err) == (0, "")
    assert "notes" in out
    assert on_day(0, "next")[1].startswith("Review\n")


@pytest.mark.parametrize("command", [["next", "--ask"], ["lesson", "gates", "--ask"], ["recite", "gates"]])
def test_a_program_whose_answer_nobody_waits_for_is_ended(on_day, own_course, tmp_path, command):
    endless = "import time\n\nprint('starts')\ntime.sleep(600)\n\nfrom fastapi import FastAPI\n"
    lesson = own_course / "lessons" / "gates.md"
    lesson.write_text(lesson.read_text().replace("from fastapi import FastAPI\n", endless))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    on_day(0, "next")
    on_day(0, "next")

    assert on_day(0, *command, input="\ny\n" if command[0] == "recite" else "", TMPDIR=str(temporary))[0] == 0

    # The program runs in a folder there, which is taken away when it has ended.
    assert list(temporary.iterdir()) == []


def _plain(shown: str) -> str:
    """A screen's text without colours, its code in backticks as it was written."""
    text = re.sub(r"\x1b\[36m(.*?)\x1b\[0m", r"`\1`", shown)
    return " ".join(_CODE.sub("", text).split())
