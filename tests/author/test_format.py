"""What `format_defects` says of our own course, whole and broken."""

import subprocess
import sys
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest

from grader.author.format import format_defects
from grader.author.models import Defect
from grader.author.reading import read_for_author
from tests.author.faults import BY_HAND, FAULTS, LESSON, SOLUTIONS
from tests.course.conftest import CourseFolder

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = Path(__file__).with_name("expected") / "format.txt"


def told(path: Path) -> list[str]:
    """`file:line: text → step` of all defects, those of the reader first."""
    reading = read_for_author(path)
    return [shown(defect) for defect in (*reading.defects, *format_defects(reading, path))]


def shown(defect: Defect) -> str:
    place = defect.file if defect.line is None else f"{defect.file}:{defect.line}"
    return f"{place}: {defect.text} → {defect.step}"


def expected(name: str) -> list[str]:
    """The lines below `## name`, which are indented."""
    lines = EXPECTED.read_text("utf-8").splitlines()
    below = lines[lines.index(f"## {name}") + 1 :]
    return [line.strip() for line in takewhile(lambda line: line.startswith(" "), below)]


def test_own_course_is_in_order():
    assert told(ROOT) == []


@pytest.mark.parametrize("name", FAULTS)
def test_format_defects_tells_each_fault(own: CourseFolder, name: str):
    FAULTS[name](own)

    assert told(own.path) == expected(name)


def test_faults_and_what_is_told_are_the_same_ones():
    names = [line.removeprefix("## ") for line in EXPECTED.read_text("utf-8").splitlines() if line.startswith("## ")]

    assert names == [*FAULTS]


WINDOWS: dict[str, Callable[[bytes], bytes]] = {
    "crlf": lambda content: content.replace(b"\n", b"\r\n"),
    "byte-order-mark": lambda content: b"\xef\xbb\xbf" + content,
}


@pytest.mark.parametrize("change", WINDOWS.values(), ids=WINDOWS)
def test_format_defects_with_the_line_ends_and_mark_of_windows(own: CourseFolder, change: Callable[[bytes], bytes]):
    FAULTS["unkind"](own)
    for path in [*own.path.rglob("*.md"), *own.path.rglob("*.py"), *own.path.rglob("*.toml")]:
        path.write_bytes(change(path.read_bytes()))

    assert told(own.path) == expected("unkind")


@pytest.mark.parametrize("word", ["just before the end", "just above", "a justice", "uneasy", "`just a name`"])
def test_format_defects_lets_words_of_place_and_code_through(own: CourseFolder, word: str):
    own.replace(LESSON, "Put a name in braces", f"Put a name in braces, {word},")

    assert told(own.path) == []


def test_format_defects_checks_what_is_in_order_beside_what_is_not(own: CourseFolder):
    FAULTS["unkind"](own)
    own.replace("lessons/first-steps.md", "minutes: 20", "minutes: long")

    assert told(own.path) == [
        "lessons/first-steps.md:4: `minutes` wants a whole number (got 'long') → write a whole number",
        *expected("unkind"),
    ]


# Root without capabilities is bound by the modes of its files, as anybody is.
TELL_WITHOUT_RIGHTS = """
import os, sys
from ctypes import CDLL, c_uint32
from pathlib import Path
from tests.author.test_format import told

os.getuid() or CDLL(None).capset((c_uint32 * 2)(0x20080522, 0), (c_uint32 * 6)())
print(*told(Path(sys.argv[1])), sep="\\n")
"""


@pytest.mark.parametrize("mode", [0o000, 0o444], ids=["closed", "listed-only"])
@pytest.mark.parametrize(
    "name", ["lessons", "exercises", SOLUTIONS, f"{SOLUTIONS}/reference", f"{SOLUTIONS}/broken", f"{BY_HAND}/more"]
)
def test_format_defects_tells_what_cannot_be_read(own: CourseFolder, name: str, mode: int):
    folder = own.path / name
    own.write(f"{name}/x/main.py", "")
    folder.chmod(mode)

    done = subprocess.run(
        [sys.executable, "-c", TELL_WITHOUT_RIGHTS, own.path], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    folder.chmod(0o755)

    assert done.stderr == ""
    assert [line for line in done.stdout.splitlines() if line.startswith(name) and "Permission denied" in line]


def test_format_defects_of_nothing(tmp_path: Path):
    assert told(tmp_path / "nowhere") == ["lessons/course.toml: is missing → add the file"]
