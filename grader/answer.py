"""What the learner wrote, read from disk once: names and bytes.

Only regular files count. Links, hidden files, caches, virtual environments and names that end in `.new` are left out,
and so is what exceeds the limits; what is left out of an answer is named.
"""

import hashlib
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

MAX_FILES = 500
MAX_BYTES = 10_000_000
BESIDE = ".new"
"""How the name of a file or folder ends that lies beside the answer and is no part of it."""
_SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules", "venv", "env"})
_SKIPPED_ENDINGS = (".pyc", BESIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it was at one moment.

    Attributes:
        files: Relative name with `/` to content, sorted by name.
        left_out: Names of files that are there and do not count, because of the limits or because they are links.
    """

    files: Mapping[str, bytes]
    left_out: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Hex digest over names and contents, each with its length in front, in the order of the names."""
        digest = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            for part in (name.encode(), content):
                digest.update(len(part).to_bytes(8, "big"))
                digest.update(part)
        return digest.hexdigest()

    def write(self, folder: Path) -> None:
        """Put the files into a folder, which may exist."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def read_answer(folder: Path) -> Answer:
    """The answer in a folder; without files if there is no such folder."""
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    size = 0
    for path in _candidates(folder):
        name = path.relative_to(folder).as_posix()
        content = _content(path, MAX_BYTES - size) if len(files) < MAX_FILES else None
        # A name that is no Unicode, which Linux allows, fits into no report.
        printable = name.encode("utf-8", errors="replace").decode()
        if content is None or name != printable:
            left_out.append(printable)
            continue
        size += len(content)
        files[name] = content
    return Answer(files=dict(sorted(files.items())), left_out=tuple(left_out))


def _content(path: Path, room: int) -> bytes | None:
    """None for what is no regular file, such as a link or a pipe, is longer than `room` bytes, or cannot be read."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            # Not a byte more: a file of a terabyte need not take up any of the disk.
            content = file.read(room + 1)
    except OSError:
        return None
    return content if len(content) <= room else None


def _candidates(folder: Path) -> Iterator[Path]:
    """What could belong to an answer, in the order of the names."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith(".") or entry.name in _SKIPPED_FOLDERS or entry.name.endswith(_SKIPPED_ENDINGS):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not os.path.exists(path / "pyvenv.cfg"):  # which a folder may not let be known
                yield from _candidates(path)
        else:
            yield path


def hidden_modules(answer: Answer) -> list[str]:
    """Files at the top of the answer that have the name of a module of Python's or of an installed package.

    `json.py` hides Python's `json` from the answer's other files, or is hidden by it: both surprise.
    """
    found = []
    for name in answer.files:
        top, _, rest = name.partition("/")
        module = top if rest else top.removesuffix(".py")
        if (rest and rest != "__init__.py") or (not rest and not top.endswith(".py")):
            continue
        if module in sys.stdlib_module_names or _is_installed(module):
            found.append(top)
    return found


def _is_installed(module: str) -> bool:
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        return False
    return spec is not None and "site-packages" in (spec.origin or "").replace("\\", "/").split("/")
