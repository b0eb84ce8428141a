"""Front matter: split from its markdown, decoded, and all that is wrong with it."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.course.front_matter import LessonHead, TaskHead, front_matter_end, read_front_matter

FILE = Path("lessons/first-steps.md")
LESSON = "title: First steps\nlevel: core\nminutes: 12\n"
LESSON_KEYS = "`title`, `level`, `minutes`, `requires`, `exercises`, `terms`"


def problems_of(yaml: str) -> list[str]:
    """What is wrong with a lesson's front matter, as text."""
    _, problems = read_front_matter(f"---\n{yaml}---\n", LessonHead, FILE)
    return [str(problem) for problem in problems]


def test_read_front_matter_gives_a_lesson_with_its_defaults():
    head, problems = read_front_matter(f"---\n{LESSON}---\n## Survey\n", LessonHead, FILE)

    assert problems == []
    assert head == LessonHead(title="First steps", level="core", minutes=12, requires=(), exercises=(), terms=())


def test_read_front_matter_gives_a_task_with_its_defaults():
    head, problems = read_front_matter("---\ntitle: T\nlesson: l\nkind: mend\nminutes: 5\n---", TaskHead, FILE)

    assert problems == []
    assert head == TaskHead(title="T", lesson="l", kind="mend", minutes=5, files=("main.py",), app="main:app")


@pytest.mark.parametrize(
    "yaml, expected",
    [
        pytest.param(LESSON + "minutes: ten\n", "minutes: wants a whole number (got 'ten')", id="text-for-number"),
        pytest.param(LESSON + "minutes: 1.5\n", "minutes: wants a whole number (got 1.5)", id="fraction"),
        pytest.param(LESSON + "minutes: yes\n", "minutes: wants a whole number (got True)", id="true-for-number"),
        pytest.param(LESSON + "title: 404\n", "title: wants text (got 404)", id="number-for-text"),
        pytest.param(LESSON + "title:\n", "title: wants text (got nothing)", id="nothing-for-text"),
        pytest.param(LESSON + "terms: route\n", "terms: wants a list of texts (got 'route')", id="text-for-list"),
        pytest.param(LESSON + "terms: [404]\n", "terms: wants a list of texts (got [404])", id="list-of-numbers"),
        pytest.param(LESSON + "require: []\n", "require: is unknown; did you mean `requires`?", id="near-key"),
        pytest.param(LESSON + "x: 1\n", f"x: is unknown; the keys are {LESSON_KEYS}", id="unknown-key"),
        pytest.param("- title\n", "wants keys with values (got ['title'])", id="list-for-keys"),
        pytest.param("", "wants keys with values (got nothing)", id="empty"),
        pytest.param("terms: [a\n", "line 3: is not YAML: did not find expected ',' or ']'", id="no-yaml"),
        pytest.param("a: *b\n", "line 2: is not YAML: found undefined alias", id="unknown-alias"),
        pytest.param("title: 2026-02-30\n", "is not YAML: day is out of range for month", id="no-date"),
        pytest.param(
            "title: \x01\n",
            "is not YAML: unacceptable character #x0001: control characters are not allowed",
            id="control-character",
        ),
    ],
)
def test_read_front_matter_names_the_value(yaml: str, expected: str):
    assert problems_of(yaml) == [f"lessons/first-steps.md: {expected}"]


def test_read_front_matter_tells_all_problems_at_once():
    assert problems_of("title: [1]\nminutes: ten\nlevle: core\n") == [
        "lessons/first-steps.md: title: wants text (got [1])",
        "lessons/first-steps.md: level: is missing",
        "lessons/first-steps.md: minutes: wants a whole number (got 'ten')",
        "lessons/first-steps.md: levle: is unknown; did you mean `level`?",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("# Lesson\n", id="none"),
        pytest.param("\n---\na: 1\n---\n", id="not-at-the-top"),
        pytest.param("---\na: 1\n", id="no-end"),
        pytest.param("----\na: 1\n----\n", id="four-dashes"),
        pytest.param("---", id="only-a-begin"),
    ],
)
def test_read_front_matter_where_there_is_none(text: str):
    head, problems = read_front_matter(text, LessonHead, FILE)

    assert head is None
    assert [str(problem) for problem in problems] == [
        "lessons/first-steps.md: has no front matter between two lines `---` at its top"
    ]
    assert front_matter_end(text) == 0


@pytest.mark.parametrize(
    "text, below",
    [
        pytest.param("---\na: 1\n---\nText\n---\n", "Text\n---\n", id="ends-at-the-first-line-of-dashes"),
        pytest.param("---\n---\nText", "Text", id="empty"),
        pytest.param("--- \na: x --- y\n---\t\nText", "Text", id="space-behind-the-dashes"),
        pytest.param("---\na: 1\n---", "", id="nothing-below"),
    ],
)
def test_front_matter_end_is_where_the_text_begins(text: str, below: str):
    assert text[front_matter_end(text) :] == below


def test_read_front_matter_where_pyyaml_has_no_libyaml():
    program = (
        "import yaml; del yaml.CSafeLoader\n"
        "from pathlib import Path\n"
        "from grader.course.front_matter import LessonHead, Loader, read_front_matter\n"
        "text = '---\\ntitle: T\\nlevel: core\\nminutes: 5\\n---\\n'\n"
        "print(Loader.__name__, read_front_matter(text, LessonHead, Path('f'))[0].title)\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "SafeLoader T\n"
