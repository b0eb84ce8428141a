"""Folders that try to bring in more than an answer: links, pipes, devices, sparse files, compiled files."""

import os
import py_compile
import sys
from pathlib import Path

import pytest

from grader.course.models import Course
from grader.judge.processes import Processes
from grader.judge.run import grade
from grader.models import Outcome, Report

SAMPLE = Path(__file__).resolve().parents[1] / "sample_course"
SOLUTION = SAMPLE / "solutions" / "double" / "reference"
WRONG = """from fastapi import FastAPI

app = FastAPI()


@app.get("/double/{number}")
def double(number: int):
    return {"double": number}
"""


def judge(folder: Path, course: Course, processes: Processes) -> Report:
    return grade(course.exercise("double"), folder, course=course.title, seed=1, processes=processes)


def link_to_the_solution(folder: Path) -> None:
    (folder / "main.py").symlink_to(SOLUTION / "main.py")


def folder_of_the_solution(folder: Path) -> None:
    folder.rmdir()
    (folder.parent / "real").mkdir()
    folder.symlink_to(folder.parent / "real")
    (folder / "main.py").symlink_to(SOLUTION / "main.py")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "main.py")


def device(folder: Path) -> None:
    (folder / "main.py").symlink_to("/dev/zero")


def sparse_file(folder: Path) -> None:
    with (folder / "main.py").open("wb") as file:
        file.truncate(1 << 40)


def circle(folder: Path) -> None:
    (folder / "main.py").symlink_to(folder / "main.py")


@pytest.mark.parametrize("make", [link_to_the_solution, folder_of_the_solution, pipe, device, sparse_file, circle])
def test_what_is_no_file_of_the_answer_is_not_graded(tmp_path, sample_course, processes, make):
    folder = tmp_path / "answer"
    folder.mkdir()
    make(folder)

    report = judge(folder, sample_course, processes)

    assert report.outcome is Outcome.FAILED
    assert report.problem == "There is no `main.py` in your answer.\n\nWrite your answer in `main.py`."
    assert report.notes == ["Not graded, because it is a link, unreadable or too much: `main.py`."]


def test_compiled_file_does_not_stand_in_for_its_source(tmp_path, write_files, sample_course, processes):
    folder = write_files({"main.py": WRONG})
    right = tmp_path / "right.py"
    right.write_bytes((SOLUTION / "main.py").read_bytes())
    for target in ("__pycache__/main.cpython-{}{}.pyc".format(*sys.version_info), "main.pyc"):
        py_compile.compile(
            str(right), cfile=str(folder / target), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
        )

    report = judge(folder, sample_course, processes)

    assert report.checks[0].message.endswith("answered with another body than expected")


def test_imports_of_the_solution_by_its_place_find_only_the_answer(write_files, sample_course, processes):
    # A name that leads out of the folder is no name: nothing outside is copied in.
    folder = write_files({"main.py": "from solutions.double.reference.main import app\n"})

    report = judge(folder, sample_course, processes)

    assert (report.problem or "").startswith("There is no module `solutions`")
