"""`learnfastapi watch`, and how long it takes from a save to the report."""

import json
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.subject import ANSWER, Subject

_THINKING = 2.0
"""Seconds between two saves. Meanwhile the next judge gets ready, beside nothing that is measured."""


class Watch:
    """A running `watch --format json` in a workspace of its own."""

    def __init__(self, program: list[str], subject: Subject, folder: Path, environment: Mapping[str, str]) -> None:
        self._workspace = folder / "workspace"
        start = [*program, "start", str(self._workspace), "--course", str(subject.course)]
        subprocess.run(start, env=environment, check=True, capture_output=True)
        self._file = self._workspace / "bench" / "main.py"
        self._file.parent.mkdir()
        self._file.write_text(ANSWER)
        self._process = subprocess.Popen(
            [*program, "watch", "bench", "--format", "json"],
            cwd=self._workspace,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._saves = 0
        self._verdict()
        time.sleep(_THINKING)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait()

    def _verdict(self) -> None:
        assert self._process.stdout is not None
        report = json.loads(self._process.stdout.readline())
        assert report["outcome"] == "passed", report

    def seconds_to_verdict(self) -> float:
        """Save, and wait for the report."""
        self._saves += 1
        began = time.perf_counter()
        self._file.write_text(f"{ANSWER}\n# save {self._saves}\n")
        self._verdict()
        seconds = time.perf_counter() - began
        time.sleep(_THINKING)
        return seconds
