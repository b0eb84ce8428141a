"""A version of FastAPI, Starlette or pydantic that the grader was not tested with is told."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

from grader.models import Environment, Isolation, decode
from grader.versions import TESTED, untested

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "sample_course"
HERE = Environment(
    python="3.11.7",
    fastapi=TESTED["fastapi"][1],
    starlette=TESTED["starlette"][1],
    pydantic=TESTED["pydantic"][1],
    learnfastapi="0.1.0",
    isolation=Isolation(kill="group", fork=False, memory_limit=None),
)
NOTE = (
    "`fastapi` is 0.999.0 here, and the grader was tested with 0.165: an answer may behave otherwise than the lessons "
    "say. `python -m pip install 'fastapi>=0.165,<0.166'` brings a tested one."
)


@pytest.mark.parametrize("package", TESTED)
def test_ranges_are_those_of_the_package(package):
    oldest, newest = TESTED[package]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    floors = [re.match(r"([\w-]+)(?:\[\w+\])?>=([\d.]+)", each) for each in project["dependencies"]]

    assert (package, oldest) in [floor.groups() for floor in floors if floor]
    assert f"{package}=={newest}" in (ROOT / "constraints.txt").read_text().splitlines()


@pytest.mark.parametrize("version", ["0.165.0", "0.165.9", "0.165", "0.165.1rc1"])
def test_tested_version_and_its_repairs_are_not_told(version):
    assert untested(msgspec.structs.replace(HERE, fastapi=version)) == []


@pytest.mark.parametrize("version", ["0.166.0", "0.164.9", "1.0", "1", "0.166.0rc1", "unknown", ""])
def test_other_version_is_told(version):
    assert [found.package for found in untested(msgspec.structs.replace(HERE, fastapi=version))] == ["fastapi"]


def test_note_says_what_is_here_what_was_tested_and_what_to_do():
    assert [found.note for found in untested(msgspec.structs.replace(HERE, fastapi="0.999.0"))] == [NOTE]


@pytest.fixture
def other_fastapi(tmp_path: Path) -> dict[str, str]:
    """An environment in which FastAPI says that it is 0.999.0."""
    info = tmp_path / "packages" / "fastapi-0.999.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fastapi\nVersion: 0.999.0\n")
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "COLUMNS": "80", "PYTHONPATH": str(info.parent)}


def run(environment: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_verdict_has_a_note_and_stays_a_pass(other_fastapi):
    answer = SAMPLE / "solutions" / "double" / "reference"

    done = run(other_fastapi, "-m", "grader", "--course", str(SAMPLE), "double", str(answer), "--format", "json")

    assert (done.returncode, done.stderr) == (0, "")
    assert decode(done.stdout.encode()).notes == [NOTE]


def test_doctor_tells_it_and_does_not_count_it_as_a_problem(other_fastapi):
    done = run(other_fastapi, "-m", "learnfastapi", "doctor")

    found, step = NOTE.removesuffix(" brings a tested one.").split(" `python")
    assert f"note     package: {found}\n         do: `python{step}\n" in done.stdout
    assert "\n1 problem to mend.\n" in done.stdout  # there is no workspace


def test_doctor_says_nothing_of_tested_versions():
    done = run({"PATH": os.environ["PATH"], "COLUMNS": "80"}, "-m", "learnfastapi", "doctor")

    assert "note " not in done.stdout
