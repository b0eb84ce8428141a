"""What a course on disk may hold that nobody wrote as a course: each is told in whole, and nothing raises."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.reader import read_course
from grader.errors import CourseError
from tests.course.conftest import CourseFolder
from tests.course.faults import ID, TASK, TOML

CRUST = "lessons/crust.md"
# Root without capabilities is bound by the modes of its files, as anybody is.
READ_WITHOUT_RIGHTS = """
import os, sys
from ctypes import CDLL, c_uint32
from pathlib import Path
from grader.course.reader import read_course
from grader.errors import CourseError

os.getuid() or CDLL(None).capset((c_uint32 * 2)(0x20080522, 0), (c_uint32 * 6)())
try:
    read_course(Path(sys.argv[1]))
except CourseError as error:
    print(*error.problems, sep="\\n")
"""


def sparse(course: CourseFolder, name: str) -> None:
    """100 MB that take up no room on the disk."""
    with (course.path / name).open("r+b") as file:
        file.truncate(100_000_000)


def link(course: CourseFolder, name: str, target: str) -> None:
    (course.path / name).symlink_to(target)


def link_in_place(course: CourseFolder, name: str, target: str) -> None:
    course.remove(name)
    link(course, name, target)


BAD_INPUT = {
    "yaml-with-a-tab": (
        lambda c: c.replace(CRUST, "minutes: 5", "minutes:\n\t5"),
        [f"{CRUST}: line 5: is not YAML: it wants spaces, and here is a tab"],
    ),
    "yaml-nested-too-deep": (
        lambda c: c.replace(CRUST, "minutes: 5", "minutes: " + "[" * 20_000 + "]" * 20_000),
        [f"{CRUST}: minutes: wants a whole number (got something nested too deep)"],
    ),
    "value-too-long-to-show": (
        lambda c: c.replace(CRUST, "minutes: 5", f"minutes: {'5a' * 10_000}"),
        [f"{CRUST}: minutes: wants a whole number (got '{('5a' * 100)[:199]}…)"],
    ),
    "toml-nested-too-deep": (
        lambda c: c.replace(TOML, "format = 1", "format = " + "[" * 20_000 + "]" * 20_000),
        [f"{TOML}: is not TOML: it is nested too deep"],
    ),
    "backslash-in-files": (
        lambda c: c.replace(TASK, "minutes: 10", "minutes: 10\nfiles: [app\\main.py]"),
        [f"{TASK}: files: wants paths inside the folder, such as `app/main.py` (got 'app\\\\main.py')"],
    ),
    "name-with-nul": (
        lambda c: c.replace(TASK, "minutes: 10", 'minutes: 10\nfiles: [main.py, "a\\0b"]'),
        ["exercises/dough/starter/a\0b: cannot be read: Its name holds a null byte"],
    ),
    "name-too-long": (
        lambda c: c.replace(TASK, "minutes: 10", f"minutes: 10\nfiles: [main.py, {'a' * 300}]"),
        [f"exercises/dough/starter/{'a' * 300}: cannot be read: File name too long"],
    ),
    "empty-course-file": (
        lambda c: c.write(TOML, ""),
        [f"{TOML}: {key}: is missing" for key in ("title", "format", "levels")],
    ),
    "empty-lesson": (
        lambda c: c.write(CRUST, ""),
        [
            f"{CRUST}: has no front matter between two lines `---` at its top",
            *(
                f"{CRUST}: {heading}: is missing"
                for heading in (
                    *("## Survey", "## Questions", "## In plain words", "## Going deeper", "### Core", "### Advanced"),
                    *("### Under the hood", "## Recite", "### Explain it", "## Cornell notes", "### Summary"),
                    "## Review",
                )
            ),
        ],
    ),
    "lesson-of-100-mb": (lambda c: sparse(c, CRUST), [f"{CRUST}: is longer than 1 MB"]),
    "starter-of-100-mb": (
        lambda c: sparse(c, "exercises/dough/starter/main.py"),
        ["exercises/dough/starter/main.py: is longer than 1 MB"],
    ),
    "signatures-of-100-mb": (
        lambda c: (
            c.write("solutions/dough/signatures.json", "{}"),
            sparse(c, "solutions/dough/signatures.json"),
        ),
        ["solutions/dough/signatures.json: is longer than 1 MB"],
    ),
    "nul-in-a-lesson": (
        lambda c: c.replace(CRUST, "Why Crust.", "Why\0Crust."),
        [f"{CRUST}: line 10: is no text (got the byte 0x00)"],
    ),
    "link-to-itself": (
        lambda c: link_in_place(c, CRUST, "crust.md"),
        [f"{CRUST}: cannot be read: Too many levels of symbolic links"],
    ),
    "link-to-nowhere": (lambda c: link_in_place(c, CRUST, "nowhere.md"), [f"{CRUST}: is missing"]),
    "reference-links-to-its-folder": (
        lambda c: link_in_place(c, "solutions/dough/reference", "."),
        [],
    ),
    "exercises-link-to-themselves": (
        lambda c: link_in_place(c, "exercises", "exercises"),
        [
            "lessons/dough.md: exercises: names no exercise (got 'dough')",
            "solutions/dough: has no `exercises/dough`",
        ],
    ),
    "pipe": (
        lambda c: (c.remove(CRUST), os.mkfifo(c.path / CRUST)),
        [f"{CRUST}: cannot be read: Is no regular file"],
    ),
    "name-that-is-no-unicode": (
        lambda c: (
            (c.path / CRUST).rename(os.fsdecode(os.fsencode(c.path / "lessons/cr") + b"\xfbte.md")),
            c.replace(TOML, '["crust"]', "[]"),
        ),
        [
            f"lessons/cr\\udcfbte.md: wants a name of {ID}",
            "lessons/cr\\udcfbte.md: is in no level of `lessons/course.toml`",
        ],
    ),
    "ids-that-differ-in-case": (
        lambda c: c.write("exercises/Dough/exercise.md", (c.path / TASK).read_text()),
        [
            "exercises/Dough/exercise.md: lesson: names a lesson that does not list it (got 'dough')",
            "exercises/Dough/starter/main.py: is missing",
            "exercises/Dough: has no `test_*.py`",
            f"exercises/Dough: wants a name of {ID}",
            "solutions/Dough/reference: has no files",
        ],
    ),
}


@pytest.mark.parametrize("change, expected", BAD_INPUT.values(), ids=BAD_INPUT)
def test_read_course_tells_bad_input(folder, change: Callable[..., object], expected: list[str]):
    change(folder)

    try:
        read_course(folder.path)
        problems = []
    except CourseError as error:
        problems = [str(problem) for problem in error.problems]

    assert sorted(problems) == sorted(expected)


@pytest.mark.parametrize(
    "name, expected",
    {
        "lessons/crust.md": ["lessons/crust.md: cannot be read: Permission denied"],
        "exercises": [
            "exercises: cannot be read: Permission denied",
            "lessons/dough.md: exercises: names no exercise (got 'dough')",
            "solutions/dough: has no `exercises/dough`",
        ],
        "exercises/dough": ["exercises/dough: cannot be read: Permission denied"],
        "exercises/dough/starter": ["exercises/dough/starter/main.py: cannot be read: Permission denied"],
        "solutions/dough": ["solutions/dough: cannot be read: Permission denied"],
        "solutions/dough/reference": ["solutions/dough/reference: cannot be read: Permission denied"],
        "solutions/dough/variants": ["solutions/dough/variants: cannot be read: Permission denied"],
        "solutions/dough/mistakes": ["solutions/dough/mistakes: cannot be read: Permission denied"],
        "solutions/dough/mistakes/too-wet": [
            "solutions/dough/mistakes/too-wet/explanation.md: cannot be read: Permission denied"
        ],
    }.items(),
)
def test_read_course_tells_what_cannot_be_read(folder, name: str, expected: list[str]):
    path: Path = folder.path / name
    mode = path.stat().st_mode
    path.chmod(0)

    done = subprocess.run(
        [sys.executable, "-c", READ_WITHOUT_RIGHTS, folder.path], capture_output=True, text=True, timeout=60
    )
    path.chmod(mode)

    assert (done.stdout.splitlines(), done.stderr) == (expected, "")
