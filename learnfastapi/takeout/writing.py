"""From a workspace and its progress to a folder of plain files. Neither is changed, and no course is needed."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from learnfastapi.progress import Progress, Snapshot
from learnfastapi.progress.cards import CardReview
from learnfastapi.progress.study import Explanation
from learnfastapi.study.csv_export import cards_csv, csv_file
from learnfastapi.takeout.copying import Copied, copy_folder
from learnfastapi.takeout.facts import facts_of
from learnfastapi.workspace import Workspace, writing

_REVIEW = ("day", "at", "lesson", "kind", "front", "knew", "source")
_README = """\
# {course}: what you did

Written by `learnfastapi export` on {day:%Y-%m-%d}. These are copies; your workspace is as it was.

| Here | What it is |
|---|---|
| `answers/` | Your answers, a folder for each exercise, as they are now |
| `history/` | Your earlier answers: each that was checked, or put away by a reset, an undo or an update |
| `notes/` | Your Cornell notes |
| `explanations/` | What you explained in your own words, a file for each lesson, oldest first |
| `cards.csv` | Your cards: what they ask, and when they are due |
| `reviews.csv` | Every time that one was graded: in `review`, while reading a `lesson`, or by a `check` |
| `progress.json` | Lessons read, recited and known; attempts and hints of each exercise; guesses; settings |

A folder or file that is missing here had nothing in it. Times are in UTC in `progress.json` and `reviews.csv`, and your
local time elsewhere. A cell in a `.csv` file that a spreadsheet would take for a formula has an apostrophe in front.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How much is in the folder.

    Attributes:
        answers: Exercises with files in `answers/`.
        notes: Files.
        explanations: Explanations, in however many files.
        left_out: What was not copied: links, pipes and what cannot be read.
    """

    answers: int
    snapshots: int
    notes: int
    explanations: int
    cards: int
    reviews: int
    left_out: tuple[Path, ...]


def take_out(
    workspace: Workspace, progress: Progress, folder: Path, *, course: str, exercises: Iterable[str], at: datetime
) -> Taken:
    """Fill a folder, which exists and is empty. Raises `UnwritableError`.

    Args:
        course: Its title.
        exercises: Ids, besides those that the progress knows.
    """
    begun = sorted(progress.begun())
    copied = Copied()
    answers = 0
    for exercise in sorted({*begun, *exercises}):
        before = copied.files
        copy_folder(workspace.answer_folder(exercise), folder / "answers" / exercise, copied)
        answers += copied.files > before
    before = copied.files
    copy_folder(workspace.folder / "notes", folder / "notes", copied)
    notes = copied.files - before
    snapshots = [snapshot for exercise in begun for snapshot in _write_history(progress, exercise, folder)]
    explanations = progress.study.explanations()
    for lesson, text in _explanations(explanations):
        _write(folder / "explanations" / f"{lesson}.md", text.encode())
    cards, reviews = progress.cards.all(), list(progress.cards.reviews())
    _write(folder / "cards.csv", cards_csv(cards))
    _write(folder / "reviews.csv", _reviews_csv(reviews))
    facts = facts_of(progress, course=course, exercises=begun, at=at)
    _write(folder / "progress.json", f"{json.dumps(facts, ensure_ascii=False, indent=2)}\n".encode())
    _write(folder / "README.md", _README.format(course=course, day=at.astimezone()).encode())
    return Taken(
        answers=answers,
        snapshots=len(snapshots),
        notes=notes,
        explanations=len(explanations),
        cards=len(cards),
        reviews=len(reviews),
        left_out=tuple(copied.left_out),
    )


def _reviews_csv(reviews: Iterable[CardReview]) -> bytes:
    return csv_file(
        _REVIEW,
        (
            (each.day, each.at.isoformat(), each.lesson, each.kind.value, each.front, each.knew, each.source)
            for each in reviews
        ),
    )


def _write_history(progress: Progress, exercise: str, folder: Path) -> Iterator[Snapshot]:
    """With the numbers and words of `learnfastapi history`."""
    for number, snapshot in enumerate(progress.history(exercise), start=1):
        event = f"check-{snapshot.attempt.outcome.value}" if snapshot.attempt else snapshot.kind.value
        target = folder / "history" / exercise / f"{number:03}-{event}"
        with writing(target):
            progress.snapshot(snapshot.id).write(target)
        yield snapshot


def _explanations(explanations: Iterable[Explanation]) -> Iterator[tuple[str, str]]:
    """Lesson, and the text of its file."""
    by_lesson = sorted(explanations, key=lambda each: (each.lesson, each.id))
    for lesson, those in groupby(by_lesson, key=lambda each: each.lesson):
        parts = [f"# {lesson}"]
        for each in those:
            about = f", about `{each.about}`" if each.about else ""
            parts += [f"## {each.at.astimezone():%Y-%m-%d %H:%M}{about}", each.text.strip()]
        yield lesson, "\n\n".join(parts) + "\n"


def _write(path: Path, content: bytes) -> None:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
