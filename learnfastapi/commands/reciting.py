"""`recite`: a lesson's questions with the answers covered."""

from functools import partial

from grader.course.models import Lesson
from learnfastapi.commands.asking import Asker, StoppedError
from learnfastapi.commands.context import Context, JsonOption, LessonArgument, PlainOption, open_context, put_json, say
from learnfastapi.commands.predicting import in_background, predict, show_lines
from learnfastapi.commands.studying import keep_grade, material_of, sync_cards
from learnfastapi.render.guess import response_lines
from learnfastapi.render.look import look_of
from learnfastapi.render.markdown import render_markdown
from learnfastapi.study.material import Material, Prediction, Recall
from learnfastapi.study.truth import truth_of


def recite(lesson: LessonArgument = None, as_json: JsonOption = False, plain: PlainOption = False) -> None:
    """Answer a lesson's questions from memory, then compare. What you did not know comes back in `review`."""
    with open_context() as context:
        found = context.lesson(lesson)
        if as_json:
            put_json(_as_json(material_of(found)))
            return
        recite_lesson(context, found, Asker(context.console, plain=plain), plain=plain)


def recite_lesson(context: Context, lesson: Lesson, asker: Asker, *, plain: bool = False) -> bool:
    """Returns whether it went to the end. What was graded is kept in any case."""
    material = material_of(lesson)
    sync_cards(context, lesson)
    say(context.console, f"Recite: {lesson.title}, {_questions(len(material.recalls))}", plain=plain)
    known = 0
    for number, recall in enumerate(material.recalls, start=1):
        say(context.console, "", f"{number} of {len(material.recalls)}", "", plain=plain)
        knew = _ask(context, recall, asker, plain=plain)
        if knew is None:
            kept = f"You stopped at question {number}." + (" What you answered before is kept." if number > 1 else "")
            say(context.console, "", kept, f"`learnfastapi recite {lesson.id}` asks again.", plain=plain)
            return False
        known += knew
        keep_grade(context, lesson, recall.face, knew=knew)
    context.progress.study.mark_recited(lesson.id)
    say(context.console, "", _summary(known, len(material.recalls)), plain=plain)
    return True


def _questions(number: int) -> str:
    return "1 question" if number == 1 else f"{number} questions"


def _summary(known: int, total: int) -> str:
    if known == total:
        return f"{known} of {total} known."
    missed = total - known
    return f"{known} of {total} known. {'The other comes' if missed == 1 else 'The others come'} back tomorrow."


def _ask(context: Context, recall: Recall, asker: Asker, *, plain: bool) -> bool | None:
    """Whether the learner knew it; None if they stopped."""
    render_markdown(context.console, f"**{recall.question}**", plain=plain)
    prediction = recall.prediction
    if prediction is not None:
        return _ask_prediction(context, recall, prediction, asker, plain=plain)
    say(context.console, "", plain=plain)
    if not asker.ask_to_uncover():
        return None
    say(context.console, "", plain=plain)
    render_markdown(context.console, recall.answer, plain=plain)
    say(context.console, "", plain=plain)
    return asker.ask_knew()


def _ask_prediction(
    context: Context, recall: Recall, prediction: Prediction, asker: Asker, *, plain: bool
) -> bool | None:
    at = recall.pieces.index(prediction)
    with in_background(partial(truth_of, prediction)) as truth:
        for text in [*recall.pieces[:at], prediction.request]:
            say(context.console, "", plain=plain)
            render_markdown(context.console, str(text), plain=plain)
        say(context.console, "", plain=plain)
        try:
            is_right = predict(context.console, asker, truth, prediction.exchange.response, plain=plain)
        except StoppedError:
            return None
    if is_right is None:
        return None
    look = look_of(context.console, plain=plain)
    show_lines(context.console, response_lines(prediction.block, look), plain=plain)
    for piece in [prediction.why, *recall.pieces[at + 1 :]]:
        if piece:
            say(context.console, "", plain=plain)
            text = piece.answer if isinstance(piece, Prediction) else piece
            render_markdown(context.console, text, plain=plain)
    return is_right


def _as_json(material: Material) -> object:
    return {
        "version": 1,
        "lesson": material.lesson.id,
        "questions": [
            {"question": recall.question, "front": recall.face.front, "answer": recall.answer}
            for recall in material.recalls
        ],
    }
