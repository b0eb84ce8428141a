"""What `author check` found, for programs: one JSON document, `quality.json`, and GitHub's annotations."""

from collections.abc import Sequence

import msgspec

from grader.author.models import CourseCheck, Defect, Figures, Judged, total
from grader.formats.github import command

VERSION = 1


class Quality(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one exercise, or of all.

    Attributes:
        sensitivity: Share of the wrong answers that are caught, 0.0 to 1.0; None where nothing was tried.
        specificity: Share of the right answers that are accepted.
        mutation_score: Share of the mutants that are caught, without those declared equivalent.
    """

    sensitivity: float | None
    specificity: float | None
    mutation_score: float | None
    figures: Figures


class QualityFile(msgspec.Struct, frozen=True, kw_only=True):
    """`quality.json`. Exercises by id."""

    version: int = VERSION
    course: str
    exercises: dict[str, Quality]
    total: Quality


class CheckFile(msgspec.Struct, frozen=True, kw_only=True):
    """What `--format json` prints."""

    version: int = VERSION
    course: str
    defects: Sequence[Defect]
    exercises: Sequence[Judged]
    quality: QualityFile


def quality_of(found: CourseCheck) -> QualityFile:
    """The figures, with their ratios."""
    return QualityFile(
        course=found.title,
        exercises={each.exercise: _quality(each.figures) for each in found.exercises},
        total=_quality(total([each.figures for each in found.exercises])),
    )


def quality_json(found: CourseCheck) -> bytes:
    """The content of `quality.json`."""
    return msgspec.json.format(msgspec.json.encode(quality_of(found)), indent=2) + b"\n"


def check_json(found: CourseCheck) -> bytes:
    """All that was found, on one line."""
    exercises = [msgspec.structs.replace(each, defects=[]) for each in found.exercises]
    file = CheckFile(course=found.title, defects=found.all_defects, exercises=exercises, quality=quality_of(found))
    return msgspec.json.encode(file) + b"\n"


def check_github(found: CourseCheck, folder: str) -> str:
    """An annotation for each defect. `folder` is the course's, as seen from the repository."""
    lines = []
    for defect in found.all_defects:
        path = defect.file if folder == "." else f"{folder}/{defect.file}"
        properties = {"file": path, **({} if defect.line is None else {"line": str(defect.line)})}
        told = [f"{defect.text}. Next: {defect.step}.", *defect.detail.splitlines()]
        lines.append(command("error", properties, told))
    return "".join(f"{line}\n" for line in lines)


def _quality(figures: Figures) -> Quality:
    return Quality(
        sensitivity=_rounded(figures.sensitivity),
        specificity=_rounded(figures.specificity),
        mutation_score=_rounded(figures.mutation_score),
        figures=figures,
    )


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
