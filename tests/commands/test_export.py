"""`export`: everything of a learner in one folder of plain files."""

import csv
import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from learnfastapi.progress import Progress
from learnfastapi.study.cards import CardKind, Face
from learnfastapi.study.settings import Study

Result = tuple[int, str, str]
Run = Callable[..., Result]
NOW = datetime(2026, 1, 2, 12, 4, 5, tzinfo=UTC)
DAY = date(2026, 1, 2)
HINT = "hint: give a new folder, as in `learnfastapi export ~/learnfastapi-export`\n"


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened, strict=True))


def open_progress(workspace: Path) -> Progress:
    return Progress.open(workspace / ".learnfastapi" / "progress.sqlite3", now=lambda: NOW)


@pytest.fixture
def studied(workspace: Path, run: Run, right: str) -> Path:
    """A workspace with a bit of everything."""
    assert run("check", cwd=workspace)[0] == 1
    (workspace / "double" / "main.py").write_text(right)
    assert run("check", cwd=workspace)[0] == 0
    assert run("reset", cwd=workspace)[0] == 0
    (workspace / "notes").mkdir()
    (workspace / "notes" / "doubling.md").write_text("my own words\n")
    with open_progress(workspace) as progress:
        progress.study.choose(Study.FULL)
        progress.study.add_guess("doubling", "What is doubled?", "no idea")
        progress.study.add_explanation("doubling", "It adds a number\nto itself.\n")
        progress.study.add_explanation("doubling", "Two times.", about="double/2")
        progress.study.mark_recited("doubling")
        progress.study.mark_known("halving")
        progress.take_hint("double", 2)
        face = Face(kind=CardKind.CUE, front="= or ==?", back="- `==`")
        card = progress.cards.add("doubling", face, day=DAY, due=DAY)
        progress.cards.grade(card, knew=True, day=DAY)
    return workspace


@pytest.fixture
def out(studied: Path, run: Run, tmp_path: Path) -> Path:
    assert run("export", str(tmp_path / "out"), cwd=studied, TZ="UTC")[0] == 0
    return tmp_path / "out"


def test_export_says_what_it_wrote(studied, run):
    with open_progress(studied) as progress:
        cards, reviews = len(progress.cards.all()), len(list(progress.cards.reviews()))

    assert run("export", "out", "--plain", cwd=studied) == (
        0,
        "All that you did is now in `out`:\n"
        "\n"
        "  answers/          1 exercise\n"
        "  history/          3 earlier answers\n"
        "  notes/            1 file\n"
        "  explanations/     2 explanations\n"
        f"  cards.csv         {cards} cards\n"
        f"  reviews.csv       {reviews} reviews\n"
        "  progress.json\n"
        "\n"
        "`README.md` there says what is what.\n",
        "",
    )


def test_export_is_plain_files(out):
    assert files(out) == [
        "README.md",
        "answers/double/main.py",
        "cards.csv",
        "explanations/doubling.md",
        "history/double/001-check-failed/main.py",
        "history/double/002-check-passed/main.py",
        "history/double/003-reset/main.py",
        "notes/doubling.md",
        "progress.json",
        "reviews.csv",
    ]


def test_answers_are_there_as_they_are_and_as_they_were(out, right, starter):
    assert (out / "answers/double/main.py").read_text() == starter
    assert (out / "history/double/001-check-failed/main.py").read_text() == starter
    assert (out / "history/double/002-check-passed/main.py").read_text() == right
    assert (out / "history/double/003-reset/main.py").read_text() == right
    assert (out / "notes/doubling.md").read_text() == "my own words\n"


def test_explanations_of_a_lesson_stand_in_one_file_with_their_dates(out):
    assert (out / "explanations/doubling.md").read_text() == (
        "# doubling\n\n## 2026-01-02 12:04\n\nIt adds a number\nto itself.\n\n"
        "## 2026-01-02 12:04, about `double/2`\n\nTwo times.\n"
    )


def test_cards_and_reviews_are_tables(out):
    (card,) = (row for row in rows(out / "cards.csv") if row["front"] == "'= or ==?")
    (review,) = (row for row in rows(out / "reviews.csv") if row["kind"] == "cue")

    assert (card["front"], card["back"], card["due"], card["knew"]) == ("'= or ==?", "'- `==`", "2026-01-04", "yes")
    assert review == {
        "day": "2026-01-02",
        "at": "2026-01-02T12:04:05+00:00",
        "lesson": "doubling",
        "kind": "cue",
        "front": "'= or ==?",
        "knew": "yes",
        "source": "review",
    }


def test_progress_is_json(out):
    facts = json.loads((out / "progress.json").read_text())
    attempts = facts["exercises"]["double"].pop("attempts")

    assert [(each["outcome"], each["requirements_passed"], each["requirements"]) for each in attempts] == [
        ("failed", 0, 2),
        ("passed", 2, 2),
    ]
    assert facts.pop("exported")[:2] == "20"
    assert facts == {
        "version": 1,
        "course": "Sample",
        "place": {"lesson": "doubling", "exercise": "double"},
        "settings": {"starter of double": "whole", "study": "full"},
        "lessons": {
            "doubling": {"parts_read": facts["lessons"]["doubling"]["parts_read"], "recited": True, "known": False},
            "halving": {"parts_read": [], "recited": False, "known": True},
        },
        "exercises": {"double": {"passed": True, "given_up": False, "hints": {"2": 1}}},
        "guesses": [
            {
                "lesson": "doubling",
                "question": "What is doubled?",
                "guess": "no idea",
                "at": "2026-01-02T12:04:05+00:00",
            }
        ],
    }


def test_readme_says_what_is_what(out):
    text = (out / "README.md").read_text()

    assert text.startswith("# Sample: what you did\n\nWritten by `learnfastapi export` on 20")
    named = {line.split("`")[1].rstrip("/") for line in text.splitlines() if line.startswith("| `")}
    assert named == {path.name for path in out.iterdir()} - {"README.md"}


def test_export_in_json(studied, run, tmp_path):
    with open_progress(studied) as progress:
        cards, reviews = len(progress.cards.all()), len(list(progress.cards.reviews()))

    code, output, _ = run("export", str(tmp_path / "out"), "--json", cwd=studied)

    assert code == 0
    assert json.loads(output) == {
        "version": 1,
        "folder": str(tmp_path / "out"),
        "answers": 1,
        "snapshots": 3,
        "notes": 1,
        "explanations": 2,
        "cards": cards,
        "reviews": reviews,
        "left_out": [],
    }


def test_the_default_is_a_folder_of_today_in_the_workspace_wherever_one_stands(workspace, run):
    code, output, _ = run("export", cwd=workspace / "double")

    (made,) = workspace.glob("learnfastapi-export-20??-??-??")
    assert (code, output.splitlines()[0]) == (0, f"All that you did is now in `{made}`:")
    assert files(made / "answers") == ["double/main.py"]


def test_progress_is_only_read(studied, run, tmp_path):
    with open_progress(studied) as progress:
        before = (progress.history("double"), progress.cards.all(), progress.study.explanations())

    assert run("export", str(tmp_path / "out"), cwd=studied)[0] == 0

    with open_progress(studied) as progress:
        assert (progress.history("double"), progress.cards.all(), progress.study.explanations()) == before


def test_a_workspace_where_nothing_was_done(new_workspace, run, tmp_path):
    code, output, _ = run("export", str(tmp_path / "out"), cwd=new_workspace)

    assert code == 0
    assert output.splitlines()[1:4] == ["", "  progress.json", ""]
    assert files(tmp_path / "out") == ["README.md", "cards.csv", "progress.json", "reviews.csv"]


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_course_that_is_gone_or_broken_does_not_matter(run, copied_course, tmp_path, is_gone):
    assert run("start", "w", "--course", "course")[0] == 0
    assert run("next", "--all", cwd=tmp_path / "w")[0] == 0
    if is_gone:
        shutil.rmtree(copied_course)
    else:
        (copied_course / "lessons" / "doubling.md").write_text("no lesson")

    assert run("export", str(tmp_path / "out"), cwd=tmp_path / "w")[0] == 0

    assert files(tmp_path / "out" / "answers") == ["double/main.py"]
    assert json.loads((tmp_path / "out" / "progress.json").read_text())["course"] == "course"


def test_links_are_named_and_not_followed(workspace, run, tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key").write_text("x")
    (workspace / "double" / "key").symlink_to(secret / "key")
    (workspace / "double" / "folder").symlink_to(secret)
    (workspace / "notes").symlink_to(secret)
    os.mkfifo(workspace / "double" / "pipe")

    code, output, _ = run("export", "out", cwd=workspace)

    assert code == 0
    assert [line for line in output.splitlines() if "left out" in line] == [
        f"`{name}` was left out: it is a link, or cannot be read."
        for name in ("double/folder", "double/key", "double/pipe", "notes")
    ]
    assert files(workspace / "out" / "answers") == ["double/main.py"]
    assert not (workspace / "out" / "notes").exists()


def test_what_is_no_part_of_an_answer_is_copied_too_and_what_tools_made_is_not(workspace, run):
    folder = workspace / "double"
    for name in (".env", "data/large.bin", "main.py.new", "__pycache__/main.pyc", "env/pyvenv.cfg", "env/bin/python"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    with (folder / "data" / "large.bin").open("wb") as file:
        file.truncate(10_000_001)

    assert run("export", "out", cwd=workspace)[0] == 0

    copied = workspace / "out" / "answers" / "double"
    assert files(copied) == [".env", "data/large.bin", "main.py", "main.py.new"]
    assert (copied / "data" / "large.bin").stat().st_size == 10_000_001


def test_a_name_that_is_no_unicode_can_be_shown(workspace, run):
    os.symlink("nowhere", os.fsencode(workspace / "double") + b"/caf\xe9")

    code, output, _ = run("export", "out", "--json", cwd=workspace)

    assert (code, json.loads(output)["left_out"]) == (0, ["double/caf\\udce9"])


def test_a_folder_with_something_in_it_is_left_alone(workspace, run):
    (workspace / "out").mkdir()
    (workspace / "out" / "mine").write_text("mine")

    assert run("export", "out", cwd=workspace) == (
        2,
        "",
        f"error: `out` is not empty (it holds `mine`)\n\n{HINT}",
    )
    assert files(workspace / "out") == ["mine"]


def test_a_second_export_on_a_day_is_told_where_to_go(workspace, run):
    assert run("export", cwd=workspace)[0] == 0
    (made,) = workspace.glob("learnfastapi-export-*")

    code, _, error = run("export", cwd=workspace)

    assert (code, error) == (
        2,
        f"error: `{made.name}` is not empty (it holds `README.md`)\n\n{HINT}",
    )


@pytest.mark.parametrize("folder", [".", "..", "/"])
def test_the_folders_around_are_left_alone(workspace, run, folder):
    code, _, error = run("export", folder, cwd=workspace)

    assert (code, error.partition(" (it holds")[0]) == (2, f"error: `{folder}` is not empty")


def test_a_file_is_no_folder(workspace, run):
    (workspace / "out").write_text("mine")

    assert run("export", "out", cwd=workspace) == (
        2,
        "",
        f"error: `out` is not a folder\n\n{HINT}",
    )


@pytest.mark.parametrize("inside", ["double", "notes/all"])
def test_a_folder_that_would_be_copied_into_itself(workspace, run, inside):
    source = inside.partition("/")[0]

    assert run("export", f"{inside}/out", cwd=workspace) == (
        2,
        "",
        f"error: `{inside}/out` is in `{source}`, which is copied\n\n{HINT}",
    )
    assert not (workspace / inside / "out").exists()


def test_an_empty_folder_is_filled_and_a_missing_parent_is_made(workspace, run, tmp_path):
    (tmp_path / "empty").mkdir()

    assert run("export", str(tmp_path / "empty"), cwd=workspace)[0] == 0
    assert run("export", str(tmp_path / "a" / "b"), cwd=workspace)[0] == 0

    assert files(tmp_path / "empty") == files(tmp_path / "a" / "b")


def test_a_place_that_cannot_be_written_is_named(workspace, run):
    (workspace / "file").write_text("mine")

    code, _, error = run("export", "file/out", cwd=workspace)

    assert (code, error.splitlines()[0]) == (2, "error: Cannot write `file/out`: not a directory")


def test_after_a_failure_nothing_half_written_is_left(workspace, run_shell):
    with (workspace / "double" / "data.bin").open("wb") as file:
        file.truncate(3_000_000)

    code, _, error = run_shell("cd w && ulimit -f 2000 && $PROGRAM export out")

    assert (code, error.splitlines()[0].rpartition(": ")[2]) == (2, "file too large")
    assert not (workspace / "out").exists()


def test_outside_of_a_workspace(run, tmp_path):
    code, _, error = run("export")

    assert (code, error.splitlines()[0]) == (2, f"error: No workspace in `{tmp_path}` or above it")
