"""The folder that an answer runs in: a copy, with a home and a temporary folder, restored after every check."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType

from grader.answer import Answer
from grader.host.load import files_below


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
        self._pristine = self._listing()

    def _listing(self) -> tuple[frozenset[str], set[tuple[str, int, int, int]]]:
        folders = frozenset(parent for parent, _, _ in os.walk(self._base))
        return folders, files_below(str(self._base))

    def restore(self) -> None:
        """Make it what it was, if anything changed. Call it when nothing of the answer runs any more."""
        if self._listing() != self._pristine:
            self._fill()

    def remove(self) -> None:
        """Take it away."""
        _remove(self._base)


def _remove(path: Path) -> None:
    """A file or a tree, also where the answer took its own rights away."""

    def allow_and_retry(
        function: object, name: str, info: tuple[type[BaseException], BaseException, TracebackType]
    ) -> None:
        failed = Path(name)
        with contextlib.suppress(OSError):
            failed.parent.chmod(0o700)
            failed.chmod(0o700)
            if failed.is_dir() and not failed.is_symlink():
                shutil.rmtree(failed, ignore_errors=True)
            else:
                failed.unlink()

    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, onerror=allow_and_retry)
    else:
        path.unlink(missing_ok=True)
