"""What a lesson has to guess, predict, recite and explain."""

from pathlib import Path

import pytest

from grader.course.reader import read_course
from learnfastapi.study.cards import CardKind
from learnfastapi.study.material import Material, Prediction, read_material

COURSE = read_course(Path(__file__).resolve().parents[2])


def section(material: Material, title: str) -> list[str | None]:
    """The texts of a section; None for a prediction."""
    line = next(each.line for each in material.lesson.sections if each.title == title)
    return [piece if isinstance(piece, str) else None for piece in material.pieces[line]]


def test_questions(material: Material):
    assert material.questions == ("Who closes a gate?", "How late?")


def test_a_part_is_cut_at_its_predictions_and_the_paragraph_below_belongs_to_them(material: Material):
    first, one, between, two, last = section(material, "Core")

    assert (one, two) == (None, None)
    assert first is not None
    assert first.startswith("```python app\n")
    assert first.endswith("What about a word?")
    assert between == "And one more?"
    assert last == "- no paragraph follows"
    assert [each.why for each in material.predictions] == [
        "**422.** It is no number.\nIn two lines.",
        "",
        "**404.** No route.",
    ]


def test_a_prediction_knows_what_was_sent_before_it(material: Material):
    word, four, none = material.predictions

    assert [each.request.path for each in word.before] == ["/gates/3"]
    assert [each.request.path for each in four.before] == ["/gates/3", "/gates/two"]
    assert none.before == ()
    assert [each.request.path for each in four.run.exchanges] == ["/gates/3", "/gates/two", "/gates/4"]


def test_a_prediction_hides_its_answer_until_it_is_asked_for(material: Material):
    word = material.predictions[0]

    assert word.request == "```http\nGET /gates/two\n```"
    assert word.answer.startswith("```http\nGET /gates/two\n\n→ 422\n{")
    assert word.answer.endswith("In two lines.")


def test_a_question_of_recite_is_answered_in_words_or_predicted(material: Material):
    words, predicted = material.recalls

    assert (words.question, words.prediction, words.answer) == ("Who closes a gate?", None, "The guard.\n\nAt six.")
    assert predicted.prediction is material.predictions[2]
    assert "broken" not in predicted.face.front


def test_the_task_of_an_explanation_keeps_its_points_apart(material: Material):
    assert material.task.text == "Your neighbour knows no code. Tell them\nwhat a gate does: in two minutes."
    assert material.task.points == ("it opens", "it closes")
    assert material.task.face(1).front.endswith("\n\n- it opens\n- ?")


def test_cues_and_summary(material: Material):
    assert [(cue.cue, cue.note) for cue in material.cues] == [
        ("Who closes the gate?", "The guard"),
        ("What is `a | b`?", "Either"),
    ]
    assert material.summary == "Gates open and close."


def test_faces_are_all_that_may_become_a_card(material: Material):
    assert [face.kind for face in material.faces] == [
        *[CardKind.PREDICTION] * 2,
        *[CardKind.POINT] * 2,
        *[CardKind.QUESTION] * 2,
        *[CardKind.CUE] * 2,
    ]


@pytest.mark.parametrize("name", COURSE.lessons)
def test_own_lessons_lose_no_text(name: str):
    lesson = COURSE.lessons[name]
    text = lesson.path.read_text()
    material = read_material(lesson, text)

    def words(source: str) -> list[str]:
        return source.split()

    for each in lesson.sections:
        found: list[str] = []
        for piece in material.pieces[each.line]:
            found += words(piece) if isinstance(piece, str) else words(f"{piece.block}\n{piece.why}")
        assert found == words(each.body)


@pytest.mark.parametrize("name", COURSE.lessons)
def test_own_lessons_have_different_faces(name: str):
    lesson = COURSE.lessons[name]
    material = read_material(lesson, lesson.path.read_text())

    fronts = [(face.kind, face.front) for face in material.faces]
    assert len(set(fronts)) == len(fronts)
    assert len(material.questions) >= 3
    assert len(material.recalls) >= 3
    assert len(material.cues) >= 5
    assert len(material.task.points) >= 3
    assert not material.task.text.endswith(":")
    assert sum(isinstance(each, Prediction) for each in material.predictions) >= 3
