"""`make bench`: a table of ratios, all taken in this run, printed and written to `benchmarks/latest.json`.

Ours and theirs are measured in turns on the same machine, so the ratios mean something where the times do not.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measure import Row, clean_environment, in_turns, peak_memory, seconds_of
from benchmarks.subject import ROOT, make_subject, plain_python
from benchmarks.watching import Watch

LATEST = ROOT / "benchmarks" / "latest.json"
GROWTH = (10, 20, 40, 80)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast a verdict is.")
    parser.add_argument("--rounds", type=int, default=11, help="measurements of each side; at least 7, default 11")
    parser.add_argument("--plain", type=Path, default=ROOT / ".venv-plain", help="environment of plain pytest")
    options = parser.parse_args()
    if options.rounds < 7:
        parser.error("--rounds: fewer than 7 say little")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), plain_python(options.plain), options.rounds)
        rows = [*bench.cold(), *bench.warm(), *bench.inside(), *bench.commands(), bench.memory()]
        growth = bench.growth()
    _print(rows, growth, options.rounds)
    LATEST.write_text(json.dumps(_as_json(rows, growth, options.rounds), indent=2) + "\n")


class Bench:
    """The measurements. `python` runs plain pytest."""

    def __init__(self, folder: Path, python: str, rounds: int) -> None:
        self._folder = folder
        self._plain = python
        self._rounds = rounds
        home = folder / "home"
        home.mkdir()
        self._environment = clean_environment(home)
        self._output = folder / "output"
        self._subjects = {checks: make_subject(folder / str(checks), checks) for checks in (5, *GROWTH)}
        self._program = [sys.executable, "-m", "learnfastapi"]

    def _run(self, command: list[str], cwd: Path, code: int = 0) -> float:
        return seconds_of(command, cwd, self._environment, self._output, code)

    def _ours(self, checks: int) -> list[str]:
        subject = self._subjects[checks]
        course, answer = str(subject.course), str(subject.answer)
        return [sys.executable, "-m", "grader", "--course", course, "bench", answer, "--format", "json"]

    def _verdict(self, checks: int) -> float:
        return self._run(self._ours(checks), ROOT)

    def _pytest(self, checks: int) -> float:
        return self._run([self._plain, "-m", "pytest", "-q"], self._subjects[checks].plain)

    def _against_pytest(self, name: str, checks: int, ours: object, wanted: float | None) -> Row:
        return in_turns(name, "plain pytest", ours, partial(self._pytest, checks), self._rounds, wanted)  # type: ignore[arg-type]

    def cold(self) -> list[Row]:
        """`python -m grader` from nothing."""
        return [
            self._against_pytest(f"cold verdict, {checks} checks", checks, partial(self._verdict, checks), wanted)
            for checks, wanted in ((20, 0.7), (5, 0.65))
        ]

    def warm(self) -> list[Row]:
        """`learnfastapi watch`, from a save to the report."""
        rows = []
        for checks, wanted in ((20, 0.25), (5, 0.15)):
            name = f"warm verdict in `watch`, {checks} checks"
            folder = self._folder / f"watch-{checks}"
            with Watch(self._program, self._subjects[checks], folder, self._environment) as watch:
                rows.append(self._against_pytest(name, checks, watch.seconds_to_verdict, wanted))
        return rows

    def inside(self) -> list[Row]:
        """One request, one fresh start."""
        command = [sys.executable, "-m", "benchmarks.inside", str(self._subjects[5].answer), str(self._rounds)]
        done = subprocess.run(command, cwd=ROOT, env=self._environment, check=True, capture_output=True, text=True)
        seconds = json.loads(done.stdout)
        cold = [sys.executable, "-c", "import fastapi"]
        imports = in_turns(
            "", "", lambda: self._run(cold, ROOT), lambda: self._run(cold, ROOT), self._rounds, wanted=None
        )
        row = partial(Row, unit="ms", rounds=self._rounds)
        return [
            row(
                name="one request to a host",
                against="`TestClient` in process",
                ours=1000 * seconds["host"],
                theirs=1000 * seconds["in_process"],
                wanted=0.7,
            ),
            row(
                name="a fresh start with its first request",
                against="`import fastapi`, cold",
                ours=1000 * seconds["start"],
                theirs=imports.theirs,
                wanted=0.04,
            ),
        ]

    def commands(self) -> list[Row]:
        """What a learner types often, and should not wait for."""
        workspace = self._folder / "commands"
        self._run([*self._program, "start", str(workspace)], self._folder)
        self._run([*self._program, "next", "--from", "first-steps", "--all"], workspace)
        theirs = [sys.executable, "-c", "import typer, rich.markdown"]
        return [
            in_turns(
                f"`learnfastapi {arguments}`",
                "`import typer, rich.markdown`",
                partial(self._run, [*self._program, *arguments.split()], workspace),
                lambda: self._run(theirs, workspace),
                self._rounds,
                1.5,
            )
            for arguments in ("list", "hint", "--help")
        ]

    def memory(self) -> Row:
        """Judges, zygote and hosts together, at their largest."""
        ours, theirs = [], []
        for _ in range(7):
            ours.append(peak_memory(self._ours(20), ROOT, self._environment))
            theirs.append(peak_memory([self._plain, "-m", "pytest", "-q"], self._subjects[20].plain, self._environment))
        return Row(
            name="memory of all processes, 20 checks",
            against="plain pytest",
            ours=sorted(ours)[3],
            theirs=sorted(theirs)[3],
            unit="MB",
            rounds=7,
            wanted=2.5,
        )

    def growth(self) -> list[Row]:
        """How a cold verdict grows with the checks."""
        return [
            self._against_pytest(f"{checks} checks", checks, partial(self._verdict, checks), None) for checks in GROWTH
        ]


def _print(rows: list[Row], growth: list[Row], rounds: int) -> None:
    console = Console(width=120)
    table = Table(title=f"Medians of {rounds}, in turns", title_justify="left")
    for column in ("measured", "ours", "against", "theirs", "ratio", "wanted"):
        table.add_column(column, justify="left" if column in ("measured", "against") else "right")
    for row in rows:
        met = row.wanted is None or row.ratio <= row.wanted
        table.add_row(
            row.name,
            f"{row.ours:.1f} {row.unit}",
            row.against,
            f"{row.theirs:.1f} {row.unit}",
            f"{row.ratio:.3g}" + ("" if met else " !"),
            "" if row.wanted is None else f"≤ {row.wanted:g}",
        )
    console.print(table)
    table = Table(title="How a cold verdict grows", title_justify="left")
    for column in ("checks", "ours", "plain pytest", "ratio", "ours, per further check"):
        table.add_column(column, justify="right")
    for row, slope in zip(growth, _slopes(growth), strict=True):
        ours, theirs = f"{row.ours:.0f} ms", f"{row.theirs:.0f} ms"
        table.add_row(row.name.split()[0], ours, theirs, f"{row.ratio:.2f}", "" if slope is None else f"{slope:.1f} ms")
    console.print(table)


def _slopes(growth: list[Row]) -> list[float | None]:
    """Milliseconds for each check more than in the line above."""
    slopes: list[float | None] = [None]
    for (fewer, before), (more, after) in zip(
        zip(GROWTH, growth, strict=True), list(zip(GROWTH, growth, strict=True))[1:], strict=False
    ):
        slopes.append((after.ours - before.ours) / (more - fewer))
    return slopes


def _as_json(rows: list[Row], growth: list[Row], rounds: int) -> dict[str, object]:
    def value(row: Row) -> dict[str, object]:
        return {
            "measured": row.name,
            "against": row.against,
            "ours": round(row.ours, 2),
            "theirs": round(row.theirs, 2),
            "unit": row.unit,
            "ratio": round(row.ratio, 3),
            "wanted": row.wanted,
        }

    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {_processor()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "rounds": rounds,
        "rows": [value(row) for row in rows],
        "growth": [value(row) for row in growth],
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


if __name__ == "__main__":
    main()
