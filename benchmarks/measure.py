"""Clocks and scales: commands in turns, medians, memory of a family of processes."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table. `ours` and `theirs` are medians of `rounds` measurements, taken in turns.

    Attributes:
        unit: `ms` or `MB`.
        wanted: The ratio that we want to stay below; None for a line that shows how something grows.
    """

    name: str
    against: str
    ours: float
    theirs: float
    unit: str
    rounds: int
    wanted: float | None

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs


def in_turns(
    name: str, against: str, ours: Callable[[], float], theirs: Callable[[], float], rounds: int, wanted: float | None
) -> Row:
    """Call both in turns, after one call of each that does not count. They return seconds."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return Row(
        name=name,
        against=against,
        ours=1000 * statistics.median(left for left, _ in pairs),
        theirs=1000 * statistics.median(right for _, right in pairs),
        unit="ms",
        rounds=rounds,
        wanted=wanted,
    )


def clean_environment(home: Path) -> dict[str, str]:
    """For both sides: a home folder of the benchmark's, and byte code is written, as on a learner's machine."""
    dropped = {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTEST_ADDOPTS", "LEARNFASTAPI_FORK"}
    return {name: value for name, value in os.environ.items() if name not in dropped} | {"HOME": str(home)}


def seconds_of(command: Sequence[str], cwd: Path, environment: Mapping[str, str], output: Path, code: int = 0) -> float:
    """Run it to its end. Raises RuntimeError if it does not end with `code`, since then nothing was measured."""
    with output.open("wb") as file:
        began = time.perf_counter()
        done = subprocess.run(
            command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file, check=False
        )
        seconds = time.perf_counter() - began
    if done.returncode != code:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{output.read_text()}")
    return seconds


def peak_memory(command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> float:
    """The largest sum of proportional set sizes of a command and all that it started, in MB. Linux only."""
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(_proportional_kb, _family(process.pid))))
    return peak / 1024


def _family(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return [pid]
    return [pid, *(descendant for child in text.split() for descendant in _family(int(child)))]


def _proportional_kb(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)
