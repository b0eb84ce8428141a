"""The pack of `examples/`: it is built, installed into a fresh place and taken by a learner; and it judges rightly."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.examples import run_examples
from grader.course.reader import read_course
from grader.diagnosis.report import with_diagnoses
from grader.diagnosis.writing import SEEDS, is_current, laid_over
from grader.judge.processes import Processes
from grader.judge.run import grade
from grader.models import Outcome, Report

ROOT = Path(__file__).resolve().parents[1]
PACK = ROOT / "examples" / "pack-water-meters"
COURSE = read_course(PACK / "water_meters")
EXERCISE = COURSE.exercise("litres-for-two")
RIGHT = {"reference": EXERCISE.reference, **EXERCISE.variants}
PARTS_BEFORE = 3

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder into which the pack was installed from its wheel, and nothing else."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("installed")
    shutil.copytree(PACK, source, dirs_exist_ok=True)  # so that a build leaves nothing in the checkout
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(target), str(source)], check=True, capture_output=True)
    return target


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    """Run a command where the pack is installed: in the workspace, if there is one."""

    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        workspace = tmp_path / "w"
        return subprocess.run(
            [sys.executable, "-m", "learnfastapi", *arguments],
            cwd=workspace if workspace.exists() else tmp_path,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "COLUMNS": "100", "PYTHONPATH": str(installed)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def test_learner_takes_the_installed_pack(run: Run, tmp_path: Path):
    before = run("list", "--courses")
    started = run("start", "w", "--course", "water-meters")
    read = [run("next") for _ in range(PARTS_BEFORE)]
    task = run("next")
    answer = tmp_path / "w" / "litres-for-two" / "main.py"
    mistake = next(each for each in EXERCISE.mistakes if each.id == "json-for-the-rest")
    shutil.copy(mistake.folder / "main.py", answer)
    wrong = run("check")
    hint = run("hint")
    shutil.copy(EXERCISE.reference / "main.py", answer)
    right = run("check")
    after = json.loads(run("list", "--courses", "--json").stdout)

    assert "    water-meters   Water meters   learnfastapi-water-meters 1.0.0\n" in before.stdout
    assert (started.returncode, started.stdout.splitlines()[0]) == (0, "Water meters: your workspace is made.")
    assert [each.returncode for each in read] == [0] * PARTS_BEFORE
    assert task.stdout.startswith("Litres for two\n")
    assert (wrong.returncode, mistake.title in wrong.stdout) == (1, True)
    assert hint.stdout.startswith("Requirement 4\n")
    assert (right.returncode, right.stderr) == (0, "")
    assert "`litres-for-two`: passed, 5 of 5 requirements" in right.stdout
    assert [each["name"] for each in after["courses"] if each["current"]] == ["water-meters"]


def test_wheel_holds_the_course_and_no_code_to_import(installed: Path):
    files = {path.relative_to(installed / "water_meters") for path in (installed / "water_meters").rglob("*.*")}
    source = {path.relative_to(COURSE.path) for path in COURSE.path.rglob("*.*")}

    def without_caches(paths: set[Path]) -> set[Path]:
        return {path for path in paths if "__pycache__" not in path.parts}

    assert without_caches(files) == without_caches(source)


@pytest.mark.parametrize("lesson", COURSE.lessons.values(), ids=lambda lesson: lesson.id)
def test_lesson_shows_what_comes(lesson):
    assert [str(problem) for problem in run_examples(lesson.path, file=lesson.path.relative_to(COURSE.path))] == []


@pytest.fixture
def judge(processes: Processes, tmp_path: Path) -> Callable[[Path], Report]:
    """Grade the reference with a folder's files laid over it, by a seed that no signature was made with."""

    def judge(folder: Path) -> Report:
        laid_over(EXERCISE, folder).write(tmp_path / "answer")
        seed = max(SEEDS) + 1
        report = grade(EXERCISE, tmp_path / "answer", course=COURSE.title, seed=seed, processes=processes, judges=1)
        return with_diagnoses(report, EXERCISE)

    return judge


@pytest.mark.parametrize("folder", RIGHT.values(), ids=RIGHT)
def test_right_answer_passes(judge, folder):
    report = judge(folder)

    assert [check.message for check in report.checks if check.outcome is not Outcome.PASSED] == []
    assert report.outcome is Outcome.PASSED


@pytest.mark.parametrize("mistake", EXERCISE.mistakes, ids=lambda mistake: mistake.id)
def test_mistake_fails_and_is_told_alone(judge, mistake):
    report = judge(mistake.folder)

    told = {each.mistake for requirement in report.requirements for each in requirement.diagnoses}
    assert (report.outcome, told) == (Outcome.FAILED, {mistake.id})


def test_starter_starts_and_does_not_pass(judge):
    report = judge(EXERCISE.starter)

    assert (report.problem, report.outcome) == (None, Outcome.FAILED)


def test_signatures_are_current():
    assert is_current(EXERCISE)
