"""Answers in `tests/hostile` and `tests/honest`, each with the verdict that it must get."""

import contextlib
import os
import re
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.course.models import Course
from grader.host.processes import become_subreaper, descendants
from grader.judge.limits import Limits
from grader.judge.processes import Processes
from grader.judge.run import grade
from grader.models import CheckResult, Outcome, Report

TESTS = Path(__file__).resolve().parents[1]
HOSTILE = sorted(path.parent for path in (TESTS / "hostile").glob("*/verdict.toml"))
HONEST = sorted(path.parent for path in (TESTS / "honest").glob("*/verdict.toml"))


def processes_of_answers() -> list[int]:
    """The pids of what descends from this process and was forked for an answer.

    Without the zygote itself. Orphans count: this process adopts them.
    """
    scripts: dict[bytes, list[int]] = {}
    for pid in descendants(os.getpid()):
        with contextlib.suppress(OSError):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            scripts.setdefault(next((word for word in words if word.endswith(b"zygote.py")), b""), []).append(pid)
    return [pid for script, pids in scripts.items() if script for pid in pids][1:]


@pytest.fixture(autouse=True)
def nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After each answer no process is left but the zygote, and no folder."""
    become_subreaper()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    end = time.monotonic() + 20
    while (left := processes_of_answers()) and time.monotonic() < end:
        time.sleep(0.01)
    assert left == []
    assert list(tmp_path.glob("learnfastapi-*")) == []


def judge(folder: Path, course: Course, processes: Processes) -> tuple[Report, dict[str, Any]]:
    verdict = tomllib.loads((folder / "verdict.toml").read_text())
    limits = Limits(**verdict.get("limits", {}))
    report = grade(course.exercise("double"), folder, course=course.title, seed=1, limits=limits, processes=processes)
    return report, verdict


def without_what_varies(text: str) -> str:
    """Numbers that the check draws or the machine decides, and where this Python lies."""
    text = re.sub(r"`GET /double/\d+`", "`GET /double/N`", text)
    text = re.sub(r"\d+ bytes had come", "N bytes had come", text)
    text = re.sub(r"'random' \([^)]*\)", "'random' (PATH)", text)
    text = re.sub(r"line \d+: `(while True:|pass)`", "line LINE", text)
    return re.sub(r"came back for `GET /double/N`: .*", "came back for `GET /double/N`: WHY", text)


def place_of(result: CheckResult) -> str:
    """`main.py:13`; empty if nobody knows."""
    return f"{result.traceback[-1].file}:{result.traceback[-1].line}" if result.traceback else ""


def places(text: str) -> list[str]:
    """`main.py:13-14` stands for each of these lines."""
    file, _, lines = text.partition(":")
    first, _, last = lines.partition("-")
    return [f"{file}:{line}" for line in range(int(first), int(last or first) + 1)] if file else [""]


@pytest.mark.parametrize("folder", HOSTILE, ids=lambda folder: folder.name)
def test_hostile_answer_gets_its_verdict(folder: Path, sample_course: Course, processes: Processes) -> None:
    report, verdict = judge(folder, sample_course, processes)

    assert report.outcome is Outcome.FAILED
    assert report.exit_code == 1
    if "problem" in verdict:
        assert without_what_varies(report.problem or "") == verdict["problem"].strip()
        assert [check.reason for check in report.checks] == ["import_failed", "import_failed"]
    else:
        double, ping = report.checks
        expected = verdict["test_double"]
        assert (double.outcome, double.reason) == (expected["outcome"], expected["reason"])
        assert without_what_varies(double.message) == expected["message"]
        assert place_of(double) in places(expected["place"])
        assert ping.outcome == verdict["test_ping"]["outcome"]


@pytest.mark.parametrize("folder", HONEST, ids=lambda folder: folder.name)
def test_honest_answer_passes(folder: Path, sample_course: Course, processes: Processes) -> None:
    report, verdict = judge(folder, sample_course, processes)

    assert [check.message for check in report.checks] == ["", ""]
    assert report.outcome is Outcome.PASSED
    assert report.notes == verdict["notes"]


def test_every_answer_is_named_in_the_table_of_ways() -> None:
    rows = (TESTS / "hostile" / "README.md").read_text().splitlines()
    ways = [row for row in rows if re.match(r"\| \d+ \|", row)]
    hostile, honest = set(), set()
    for way in ways:
        before, _, after = way.partition("honest:")
        hostile |= set(re.findall(r"`([a-z0-9-]+)`", before))
        honest |= set(re.findall(r"`([a-z0-9-]+)`", after))

    assert [int(way.split()[1]) for way in ways] == list(range(1, 41))
    assert {folder.name for folder in HOSTILE} <= hostile
    assert {folder.name for folder in HONEST} <= honest
    assert {folder.name for folder in (TESTS / "hostile").iterdir() if folder.is_dir()} == {
        folder.name for folder in HOSTILE
    }
