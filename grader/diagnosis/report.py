"""Add to a report what its failed requirements show of the exercise's mistakes."""

from msgspec.structs import replace

from grader.answer import Answer, read_answer
from grader.course.bare import bare_files
from grader.course.models import Exercise
from grader.diagnosis.matching import mistakes_of
from grader.models import Diagnosis, Outcome, Report


def with_diagnoses(report: Report, exercise: Exercise) -> Report:
    """The report, with each mistake that it shows without doubt. Takes some milliseconds.

    The starter shows none, nor does a bare one: what is wrong with it, nobody has done yet.
    """
    if exercise.signatures is None or report.problem is not None or report.outcome is not Outcome.FAILED:
        return report
    starter = read_answer(exercise.starter)
    bare = Answer(files=bare_files(exercise, starter.files))
    if report.answer in (starter.sha256, bare.sha256):
        return report
    found = mistakes_of(report, exercise.signatures)
    diagnoses = {
        mistake.id: Diagnosis(mistake=mistake.id, title=mistake.title, explanation=mistake.explanation)
        for mistake in exercise.mistakes
    }
    requirements = [
        replace(
            requirement,
            diagnoses=[diagnoses[mistake] for mistake in found.get(requirement.number, ()) if mistake in diagnoses],
        )
        for requirement in report.requirements
    ]
    return replace(report, requirements=requirements)
