"""Reading a whole course: the values of a valid one, and what is said about each broken one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.models import Level, Mistake, Requirement
from grader.course.reader import read_course
from grader.course.signatures import Signatures
from grader.errors import CourseError
from tests.course.faults import FAULTS, SIGNATURES, TASK, TOML


def test_read_course_reads_how_mistakes_fail(folder):
    folder.write("solutions/dough/signatures.json", SIGNATURES)

    assert read_course(folder.path).exercise("dough").signatures == Signatures(
        inputs="0f",
        built=("GET /dough",),
        names=("wet",),
        mistakes={"too-wet": {2: {"test_wet[3]": {"GET /dough": ("500 for 200", "raised KeyError")}}}},
    )


@pytest.mark.parametrize("change, expected", FAULTS.values(), ids=FAULTS)
def test_read_course_names_the_fault(folder, change: Callable[..., object], expected: list[str]):
    change(folder)

    with pytest.raises(CourseError) as caught:
        read_course(folder.path)

    assert [str(problem) for problem in caught.value.problems] == expected


@pytest.mark.parametrize("name", ["/etc/main.py", "../main.py", "app/../../main.py", "app\\main.py", ".", ""])
def test_read_course_wants_files_inside_the_folder(folder, name: str):
    folder.replace(TASK, "minutes: 10", f"minutes: 10\nfiles: [main.py, '{name}']")

    with pytest.raises(CourseError) as caught:
        read_course(folder.path)

    assert [str(problem) for problem in caught.value.problems] == [
        f"{TASK}: files: wants paths inside the folder, such as `app/main.py` (got {name!r})"
    ]


@pytest.mark.parametrize("app", ["main", "main:", ":app", "main.py:app()", "app/main:app", "a..b:app"])
def test_read_course_wants_module_and_attribute(folder, app: str):
    folder.replace(TASK, "minutes: 10", f'minutes: 10\napp: "{app}"')

    with pytest.raises(CourseError) as caught:
        read_course(folder.path)

    assert [str(problem) for problem in caught.value.problems] == [
        f"{TASK}: app: wants `module:attribute`, such as `main:app` (got {app!r})"
    ]


def test_read_course_of_another_format_looks_at_nothing_else(folder):
    folder.replace(TOML, "format = 1", "format = 2")
    folder.remove("lessons/dough.md")

    with pytest.raises(CourseError) as caught:
        read_course(folder.path)

    assert caught.value.message == (
        f"The course in `{folder.path}` has 1 problem:\n"
        "  lessons/course.toml: format: is 2, and this program reads format 1"
    )


def test_read_course_tells_all_problems_sorted_by_file(folder):
    folder.replace("lessons/crust.md", "level: deep", "level: core")
    folder.replace("lessons/flour.md", "minutes: 5", "minutes: ten")
    folder.replace(TASK, "## Requirements", "## Requirement")
    folder.remove("solutions/dough/reference")
    folder.write("lessons/course.toml", "")

    with pytest.raises(CourseError) as caught:
        read_course(folder.path)

    assert [str(problem) for problem in caught.value.problems] == [
        "exercises/dough/exercise.md: ## Requirements: is missing",
        "exercises/dough/exercise.md: ## Requirement: is no heading of a task (line 9)",
        "lessons/course.toml: title: is missing",
        "lessons/course.toml: format: is missing",
        "lessons/course.toml: levels: is missing",
        "lessons/flour.md: minutes: wants a whole number (got 'ten')",
        "solutions/dough/reference: has no files",
    ]


def test_read_course_where_there_is_none(tmp_path: Path):
    with pytest.raises(CourseError) as caught:
        read_course(tmp_path / "nowhere")

    assert [str(problem) for problem in caught.value.problems] == ["lessons/course.toml: is missing"]


def test_read_course_gives_levels_and_lessons_in_order(folder):
    course = read_course(folder.path)

    assert course.title == "Bread"
    assert course.path == folder.path
    assert course.levels == (
        Level(id="core", title="Core", lessons=("flour", "dough")),
        Level(id="deep", title="Deep", lessons=("crust",)),
    )
    assert [*course.lessons] == ["flour", "dough", "crust"]
    assert [*course.exercises] == ["dough"]


def test_read_course_gives_a_lesson(folder):
    lesson = read_course(folder.path).lesson("crust")

    assert (lesson.id, lesson.title, lesson.level, lesson.minutes) == ("crust", "Crust", "deep", 5)
    assert (lesson.requires, lesson.exercises, lesson.terms) == (("flour", "dough"), (), ())
    assert [section.heading for section in lesson.sections][:2] == ["## Survey", "## Questions"]
    assert lesson.path == folder.path / "lessons/crust.md"


def test_read_course_gives_an_exercise(folder):
    exercise = read_course(folder.path).exercise("dough")

    assert (exercise.id, exercise.title, exercise.lesson, exercise.kind) == ("dough", "Knead", "dough", "build")
    assert (exercise.minutes, exercise.files, exercise.app) == (10, ("main.py",), "main:app")
    assert exercise.story == "A baker needs a service."
    assert exercise.requirements == (
        Requirement(number=1, text="`GET /dough` answers 200. It is quick."),
        Requirement(number=2, text="Anything else answers 404."),
    )
    assert exercise.hints == {1: ("Which method?", "Nearly the code"), 2: ("Nothing to do",)}
    assert exercise.mistakes == (
        Mistake(
            id="too-wet",
            title="It `runs` away",
            explanation="Too much water.",
            folder=folder.path / "solutions/dough/mistakes/too-wet",
        ),
    )


def test_read_course_gives_the_paths_of_an_exercise(folder):
    exercise = read_course(folder.path).exercise("dough")

    assert exercise.path == folder.path / "exercises/dough"
    assert exercise.starter == folder.path / "exercises/dough/starter"
    assert exercise.checks == (folder.path / "exercises/dough/test_dough.py",)
    assert exercise.reference == folder.path / "solutions/dough/reference"
    assert exercise.notes == folder.path / "solutions/dough/notes.md"
    assert exercise.variants == {"by-hand": folder.path / "solutions/dough/variants/by-hand"}


def test_read_course_without_notes_hints_and_known_answers(folder):
    folder.remove("solutions/dough/notes.md")
    folder.remove("solutions/dough/variants")
    folder.remove("solutions/dough/mistakes")
    task = (folder.path / TASK).read_text("utf-8")
    folder.write(TASK, task.partition("## Hints")[0])

    exercise = read_course(folder.path).exercise("dough")

    assert (exercise.notes, exercise.hints, exercise.variants, exercise.mistakes) == (None, {}, {}, ())


def test_read_course_with_the_line_ends_and_mark_of_windows(folder):
    for name in ("lessons/crust.md", "lessons/course.toml", TASK):
        content = (folder.path / name).read_bytes()
        folder.write_bytes(name, b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))

    course = read_course(folder.path)

    assert course.lesson("crust").sections[0].body == "Why Crust."
    assert course.exercise("dough").hints[1] == ("Which method?", "Nearly the code")


def test_read_course_passes_over_caches_and_hidden_files(folder):
    folder.write("exercises/__pycache__/x.pyc", "")
    folder.write("exercises/dough/starter/__pycache__/main.pyc", "")
    folder.write("lessons/.#crust.md", "")
    folder.write("solutions/.idea/x.xml", "")

    assert [*read_course(folder.path).exercises] == ["dough"]
