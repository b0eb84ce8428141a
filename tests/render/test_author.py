"""What an instructor reads of a whole course."""

import io

import pytest

from grader.author.models import Catches, CourseCheck, Defect, Figures, Judged
from learnfastapi.render.author import progress_bar, render_check
from learnfastapi.render.console import make_console

LONG = Defect(
    file="solutions/seed-bank/reference/main.py",
    line=12,
    text="no check notices this mutant: `main.py: store: limit moved: le=100 → le=101`",
    step="add a check that asks this",
    detail="@@ -1 +1 @@\n-    limit: le=100\n+    limit: le=101\nTold apart by:\n  GET /seeds?limit=101",
)
GOOD = Figures(wrong=6, caught=6, right=2, accepted=2, mutants=20, mutants_caught=20, judged=30, seconds=12.34)
SHORT = Figures(
    wrong=6, caught=5, right=2, accepted=2, mutants=20, mutants_caught=19, equivalent=1, judged=30, seconds=2.0
)


def text_of(found: CourseCheck, *, plain: bool = False, **environ: str) -> str:
    file = io.StringIO()
    render_check(make_console(file, {"COLUMNS": "80", **environ}), found, plain=plain)
    return file.getvalue()


def course(*exercises: Judged, defects: list[Defect] | None = None) -> CourseCheck:
    return CourseCheck(title="Seeds", defects=defects or [], exercises=list(exercises))


def test_course_in_order():
    found = course(Judged(exercise="seed-bank", defects=[], figures=GOOD))

    assert text_of(found) == (
        "           wrong caught  right accepted  mutants caught  seconds\n"
        "seed-bank           6/6             2/2           20/20     12.3\n"
        "\n"
        "In order: sensitivity 1.0, specificity 1.0, mutants caught 1.0.\n"
    )


def test_defects_come_first_and_figures_last():
    found = course(
        Judged(exercise="seed-bank", defects=[LONG], figures=SHORT),
        Judged(exercise="seeds", defects=[], figures=GOOD),
        defects=[Defect(file="lessons/seed-bank.md", line=4, text="`minutes` is 3", step="write 12")],
    )

    assert text_of(found) == (
        "lessons/seed-bank.md:4: `minutes` is 3\n"
        "  next: write 12\n"
        "\n"
        "solutions/seed-bank/reference/main.py:12: no check notices this mutant:\n"
        "`main.py: store: limit moved: le=100 → le=101`\n"
        "    @@ -1 +1 @@\n"
        "    -    limit: le=100\n"
        "    +    limit: le=101\n"
        "    Told apart by:\n"
        "      GET /seeds?limit=101\n"
        "  next: add a check that asks this\n"
        "\n"
        "           wrong caught  right accepted  mutants caught  seconds\n"
        "seed-bank           5/6             2/2           19/20      2.0\n"
        "seeds               6/6             2/2           20/20     12.3\n"
        "all               11/12             4/4           39/40     14.3\n"
        "\n"
        "2 problems: sensitivity 0.916, specificity 1.0, mutants caught 0.975 (1 more is\n"
        "declared equivalent).\n"
    )


def test_course_that_cannot_be_tried_has_no_figures():
    found = course(defects=[Defect(file="lessons/course.toml", text="is missing", step="make it")])

    assert text_of(found) == "lessons/course.toml: is missing\n  next: make it\n\n1 problem.\n"


def test_matrix_shows_what_catches_nothing_alone():
    matrix = [Catches(check="test_limit", caught=12, alone=3), Catches(check="test_name", caught=4, alone=0)]

    shown = text_of(course(Judged(exercise="seed-bank", defects=[], figures=GOOD, matrix=matrix)))

    assert shown.startswith(
        "seed-bank   caught  alone\n"
        "test_limit      12      3\n"
        "test_name        4      0\n"
        "1 of 2 catches nothing that another does not catch too.\n"
    )


def test_long_details_are_cut():
    defect = Defect(file="a", text="b", step="c", detail="\n".join(map(str, range(40))))

    lines = text_of(course(defects=[defect])).splitlines()

    assert lines[30:33] == ["    29", "    … 10 more lines", "  next: c"]


def test_what_a_program_printed_cannot_move_the_cursor():
    defect = Defect(file="a\x1b[2J", text="b\x1b[1m", step="c", detail="d\x1b[0m")

    assert "\x1b" not in text_of(course(defects=[defect]))


@pytest.mark.parametrize("plain", [True, False])
def test_plain_output_is_ascii_but_for_the_courses_own_words(plain):
    defect = Defect(file="a", text="b", step="c", detail="\n".join(map(str, range(40))))

    assert text_of(course(defects=[defect]), plain=plain).isascii() is plain


def test_no_bar_is_drawn_into_a_file():
    file = io.StringIO()

    with progress_bar(make_console(file, {})) as advance:
        advance(1, 2)

    assert file.getvalue() == ""
