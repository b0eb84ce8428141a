"""Start a Python of the host side: nothing inherited, nothing of the learner's on its import path."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
"""The folder that holds the package `grader`."""


def start(script: str, descriptors: Sequence[int], log: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Run `grader/host/SCRIPT` with descriptors, which it inherits, and a log for its own errors."""
    numbers = [str(descriptor) for descriptor in descriptors]
    sites = [site for site in sys.path if Path(site).name in {"site-packages", "dist-packages"}]
    return subprocess.Popen(
        [
            sys.executable,
            "-I",
            "-S",
            "-B",
            str(ROOT / "grader" / "host" / script),
            ",".join(numbers),
            str(ROOT),
            *sites,
        ],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        pass_fds=descriptors,
        start_new_session=True,
    )


def last_words(log: IO[bytes]) -> str:
    """The last line of a log."""
    log.seek(0)
    lines = log.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"
