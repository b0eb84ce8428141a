"""`recite`: questions with the answers covered."""

import json

ALL = "the guard\ny\n404\n"


def test_questions_one_after_the_other(on_day):
    code, out, err = on_day(0, "recite", "gates", input="the porter\nn\n500\n")

    assert (code, err) == (0, "")
    assert (
        out.replace(" \n", "\n")
        == """\
Recite: Gates, 2 questions

1 of 2

Who closes a gate?

Your answer ([Enter] shows ours, q stops): the porter

The guard.

At six.

Did you know it? [y/n] n

2 of 2

What comes here?

This one has a fault:
```python
from fastapi import FastAPI

app = FastAPI()
```

```http
GET /gates/3
```

Which status? (a number or `4xx`; Enter: no idea, q stops) 500
✗ 404 Not Found, not 500
And the body? (such as `name: 5`; Enter: no idea)
· detail  "Not Found"

{"detail": "Not Found"}

404. No route.

0 of 2 known. The others come back tomorrow.
"""
    )


def test_what_was_not_known_comes_back_the_next_day_and_what_was_known_does_not(on_day):
    on_day(0, "recite", "gates", input="\ny\n500\n\n")

    due = json.loads(on_day(1, "review", "--json")[1])["due"]

    assert due[0]["kind"] == "question"
    assert due[0]["front"].startswith("What comes here?")
    assert json.loads(on_day(0, "review", "--json")[1])["due"] == []


def test_input_that_ends_keeps_what_was_graded(on_day):
    code, out, _ = on_day(0, "recite", "gates", input="\nn\n")

    assert code == 0
    assert out.endswith(
        "You stopped at question 2. What you answered before is kept.\n`learnfastapi recite gates` asks again.\n"
    )
    due = json.loads(on_day(1, "review", "--json")[1])["due"]
    assert due[0]["front"] == "Who closes a gate?"
    assert not json.loads(on_day(0, "list", "--json")[1])["levels"][0]["lessons"][0].get("recited")


def test_no_input_grades_nothing(on_day):
    code, out, _ = on_day(0, "recite", "gates")

    assert code == 0
    assert "You stopped at question 1.\n" in out


def test_q_stops(on_day):
    assert "You stopped at question 1." in on_day(0, "recite", "gates", input="q\n")[1]


def test_anything_but_yes_and_no_is_asked_again(on_day):
    out = on_day(0, "recite", "gates", input="\nmaybe\nYES\n404\n\n")[1]

    assert "Did you know it? [y/n] maybe\nType `y` or `n`.\nDid you know it? [y/n] YES\n" in out
    assert out.endswith("2 of 2 known.\n")


def test_as_data(on_day):
    found = json.loads(on_day(0, "recite", "gates", "--json")[1])

    assert (found["version"], found["lesson"]) == (1, "gates")
    assert [each["question"] for each in found["questions"]] == ["Who closes a gate?", "What comes here?"]
    assert found["questions"][0]["answer"] == "The guard.\n\nAt six."


def test_plain_has_words_in_place_of_signs(on_day):
    out = on_day(0, "recite", "gates", "--plain", input="\ny\n404\n\n")[1]

    assert "right       404 Not Found\n" in out
    assert "not guessed detail" in out
    assert out.isascii()


def test_a_lesson_that_there_is_not(on_day):
    code, out, err = on_day(0, "recite", "gate")

    assert (code, out) == (2, "")
    assert err == "error: No lesson named `gate`\n\nhint: did you mean `gates`?\n"


def test_input_that_is_no_text(on_day):
    code, out, _ = on_day(0, "recite", "gates", input=b"\xff\xfe\ny\n\n\n")

    assert code == 0
    assert out.endswith("1 of 2 known. The other comes back tomorrow.\n")


def test_on_a_terminal(on_day_terminal):
    shown = on_day_terminal(0, "recite", "gates")
    shown.await_text("q stops): ")
    assert "The guard." not in shown.text
    shown.type("\n")
    shown.await_text("[y/n] ")
    assert "The guard." in shown.text
    shown.type("y\n")
    shown.await_text("Which status")
    # One that comes while the question is being put is noted only, as people find who type it again.
    shown.type_until_it_ends("\x03")

    assert shown.end() == 130
    assert "Traceback" not in shown.text


def test_a_second_prediction_below_a_question_is_shown_with_its_answer(on_day, own_course):
    lesson = own_course / "lessons" / "gates.md"
    second = '**404.** No route.\n\n```http\nGET /gates/5\n\n→ ? 404\n{"detail": "Not Found"}\n```\n\nNor for five.\n'
    lesson.write_text(lesson.read_text().replace("**404.** No route.\n", second))

    out = on_day(0, "recite", "gates", input="\ny\n404\n\n")[1]

    assert "GET /gates/5\n\n→ 404" in out
    assert "\nNor for five.\n" in out
    assert "Prediction(" not in out
