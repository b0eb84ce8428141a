"""The folder that an answer runs in: a copy, with a home and a temporary folder, restored after every check."""

import contextlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from grader.answer import Answer
from grader.host.load import entries_below


class AnswerFolder:
    """A copy of an answer's files.

    Attributes:
        path: Where the copy is.
        environment: What a process needs to know to stay inside.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self._base = Path(tempfile.mkdtemp(prefix="learnfastapi-")).resolve()
        self.path = self._base / "answer"
        self.environment = {"HOME": str(self._base / "home"), "TMPDIR": str(self._base / "tmp")}
        self._fill()

    def _fill(self) -> None:
        for entry in self._base.iterdir():
            _remove(entry)
        self.answer.write(self.path)
        for folder in self.environment.values():
            Path(folder).mkdir()
        self._pristine = entries_below(str(self._base))

    def restore(self) -> None:
        """Make it what it was, if anything changed. Call it when nothing of the answer runs any more."""
        if entries_below(str(self._base)) != self._pristine:
            self._fill()

    def remove(self) -> None:
        """Take it away."""
        _remove(self._base)


def _remove(path: Path) -> None:
    """A file or a tree, also where the answer took its own rights away or dug deeper than a path can be long."""
    if not path.is_dir() or path.is_symlink():
        path.unlink(missing_ok=True)
        return
    with contextlib.suppress(RecursionError):
        shutil.rmtree(path, ignore_errors=True)
    if path.exists():
        for command in (["chmod", "-R", "u+rwx"], ["rm", "-rf"]):
            subprocess.run([*command, "--", str(path)], stderr=subprocess.DEVNULL, check=False)
