"""A step of the way as JSON, for editors and other programs."""

from typing import Any

from grader.course.models import Exercise, Lesson, Section
from learnfastapi.commands.context import Context
from learnfastapi.study.material import Material, Prediction


def part_data(lesson: Lesson, sections: tuple[Section, ...], material: Material, *, part: str | None) -> dict[str, Any]:
    """A part of a lesson, or all of it. Answers to predictions stand apart, so that they can be hidden."""
    return {
        "version": 1,
        "step": "part",
        "lesson": lesson.id,
        "title": lesson.title,
        "part": part,
        "sections": [
            {
                "title": section.title,
                "depth": section.depth,
                "pieces": [
                    _prediction(piece) if isinstance(piece, Prediction) else {"markdown": piece}
                    for piece in material.pieces[section.line]
                ],
            }
            for section in sections
        ],
    }


def _prediction(prediction: Prediction) -> dict[str, Any]:
    shown = prediction.exchange.response
    return {
        "prediction": {
            "program": prediction.program.source,
            "request": prediction.request,
            "status": shown.status,
            "body": shown.body,
            "why": prediction.why,
        }
    }


def exercise_data(context: Context, exercise: Exercise) -> dict[str, Any]:
    """A task, and where its answer is to be written."""
    folder = context.workspace.answer_folder(exercise.id)
    return {
        "version": 1,
        "step": "exercise",
        "lesson": exercise.lesson,
        "exercise": exercise.id,
        "title": exercise.title,
        "story": exercise.story,
        "requirements": [{"number": each.number, "text": each.text} for each in exercise.requirements],
        "files": [str(folder / name) for name in exercise.files],
    }


END: dict[str, Any] = {"version": 1, "step": "end"}
"""Nothing is left to read or to solve."""
