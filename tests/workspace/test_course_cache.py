"""A course that is read from its copy is the course on disk, whatever happened to either."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course.models import Course
from grader.course.reader import read_course
from grader.errors import CourseError
from learnfastapi.workspace import read_cached_course

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "sample_course"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "course"))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "workspace" / "course.cache"


def title_of(course: Course) -> str:
    return course.exercise("double").title


def is_used(cache: Path, course: Path) -> bool:
    """Whether the next reading takes the copy: a copy that is taken is not written again."""
    before = cache.stat().st_ino
    read_cached_course(course, cache)
    return cache.stat().st_ino == before


@pytest.mark.parametrize("path", [ROOT, SAMPLE], ids=["ours", "sample"])
def test_the_copy_equals_the_course(path: Path, cache: Path) -> None:
    read_cached_course(path, cache)

    assert is_used(cache, path)
    assert read_cached_course(path, cache) == read_course(path)


def test_a_current_copy_needs_no_parser(course: Path, cache: Path) -> None:
    read_cached_course(course, cache)
    code = (
        "import sys; from pathlib import Path; from learnfastapi.workspace import read_cached_course;"
        "read_cached_course(*map(Path, sys.argv[1:])); print(*{'yaml', 'markdown_it', 'tomllib'} & {*sys.modules})"
    )
    command = [sys.executable, "-c", code, str(course), str(cache)]

    # tomllib reads the workspace's own file.
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "tomllib\n"


def test_a_changed_file_is_read(course: Path, cache: Path) -> None:
    file = course / "exercises" / "double" / "exercise.md"
    first = title_of(read_cached_course(course, cache))
    status = file.stat()

    file.write_text(file.read_text().replace(f"title: {first}", f"title: {first[::-1]}"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))  # same length, same time of change

    assert title_of(read_cached_course(course, cache)) == first[::-1]


def test_new_and_removed_files_are_seen(course: Path, cache: Path) -> None:
    read_cached_course(course, cache)
    notes = course / "solutions" / "double" / "notes.md"

    notes.write_text("Read me.\n")
    assert read_cached_course(course, cache).exercise("double").notes == notes
    notes.unlink()
    assert read_cached_course(course, cache).exercise("double").notes is None


def test_a_course_that_moved_has_its_new_paths(course: Path, cache: Path) -> None:
    read_cached_course(course, cache)
    moved = course.rename(course.with_name("moved"))

    assert read_cached_course(moved, cache).path == moved


@pytest.mark.parametrize(
    "content", [b"", b"\xc1", b"\x92\x90\x90", b"not ours"], ids=["empty", "torn", "other", "text"]
)
def test_a_damaged_copy_is_replaced(course: Path, cache: Path, content: bytes) -> None:
    read_cached_course(course, cache)
    cache.write_bytes(content)

    assert title_of(read_cached_course(course, cache)) == title_of(read_course(course))
    assert is_used(cache, course)


def test_a_copy_that_holds_something_else_is_replaced(course: Path, cache: Path) -> None:
    read_cached_course(course, cache)
    content = cache.read_bytes()
    cache.write_bytes(content[: content.index(b"\xa5title")] + b"\x01")

    assert title_of(read_cached_course(course, cache)) == title_of(read_course(course))


def test_a_broken_course_is_told_each_time(course: Path, cache: Path) -> None:
    read_cached_course(course, cache)
    (course / "exercises" / "double" / "exercise.md").unlink()

    for _ in range(2):
        with pytest.raises(CourseError):
            read_cached_course(course, cache)


def test_a_link_to_a_folder_is_followed_each_time(course: Path, cache: Path) -> None:
    starter = course / "exercises" / "double" / "starter"
    starter.rename(course / "elsewhere")
    starter.symlink_to(course / "elsewhere")

    assert title_of(read_cached_course(course, cache)) == title_of(read_course(course))
    assert not cache.exists()


def test_a_place_that_cannot_be_written_to_costs_only_time(course: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert title_of(read_cached_course(course, tmp_path / "file" / "course.cache")) == title_of(read_course(course))
