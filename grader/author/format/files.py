"""Files that the format does not know, links that leave the course, and answers that are one and the same."""

import ast
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.answer import read_answer
from grader.author.models import Defect
from grader.author.reading import printable
from grader.course.files import MAX_BYTES, unreadable
from grader.course.models import Exercise

_ROOTS = ("lessons", "exercises", "solutions")
_READ = "allow yourself to read it: `chmod u+rX`"
_SOLUTION_FILES = ("notes.md", "signatures.json", "equivalent.toml")
_SOLUTION_FOLDERS = ("reference", "variants", "mistakes", "broken")


def file_defects(course: Path) -> Iterator[Defect]:
    """Of everything in the course's three folders, in order or not."""
    course = course.absolute()
    for root in _ROOTS:
        if os.path.lexists(course / root):
            yield from _walk(course, Path(root))


def _walk(course: Path, file: Path) -> Iterator[Defect]:
    """Of a file or folder and all below it. Links are told, and not followed."""
    path = course / file
    name = printable(file.as_posix())
    if name != file.as_posix():
        yield Defect(file=name, text="has a name that is not UTF-8", step="rename it")
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        yield Defect(file=name, text=f"cannot be read: {error.strerror}", step=_READ)
        return
    if stat.S_ISLNK(mode):
        yield from _link(course, path, name)
        return
    stray = _stray(file, stat.S_ISDIR(mode))
    if stray:
        yield Defect(file=name, text="is no part of a course", step=stray)
        return
    if not stat.S_ISDIR(mode):
        if not stat.S_ISREG(mode):
            yield Defect(file=name, text="is neither a file nor a folder", step="remove it")
        elif path.stat().st_size > MAX_BYTES:
            text = f"is longer than {MAX_BYTES // 1_000_000} MB"
            yield Defect(file=name, text=text, step="split it, or move what is long out of the course")
        return
    for problem in unreadable(path, file):
        yield Defect(file=name, text=problem.text, step=_READ)
        return
    entries = sorted(entry for entry in os.listdir(path) if not entry.startswith((".", "__pycache__")))
    yield from _same_but_for_case(name, entries)
    for entry in entries:
        yield from _walk(course, file / entry)


def _link(course: Path, path: Path, name: str) -> Iterator[Defect]:
    try:
        target = path.resolve(strict=True)
    except FileNotFoundError:
        yield Defect(file=name, text="is a link that leads nowhere", step="put the file itself in its place")
    except (OSError, RuntimeError):
        yield Defect(file=name, text="is a link that goes in a circle", step="put the file itself in its place")
    else:
        if not target.is_relative_to(course.resolve()):
            text = "is a link that leads out of the course"
            yield Defect(file=name, text=text, step="put a copy of the file in its place")
        elif path.parent.resolve().is_relative_to(target):
            yield Defect(file=name, text="is a link that goes in a circle", step="remove it")
        else:
            # An answer is made of plain files: `read_answer` leaves links out, and a wheel or a ZIP may too.
            yield Defect(file=name, text="is a link", step="put a copy of the file in its place")


def _stray(file: Path, is_folder: bool) -> str:
    """What to do with what has no place in the format; "" if it has one."""
    match file.parts:
        case ("lessons", name):
            is_known = not is_folder and (name == "course.toml" or name.endswith(".md"))
            return "" if is_known else "keep lessons as `lessons/ID.md`, and remove it"
        case ("exercises" | "solutions", _):
            return "" if is_folder else "move it into the folder of its exercise, or remove it"
        case ("exercises", _, name):
            if is_folder:
                return "" if name == "starter" else "move it into `starter`, or remove it"
            is_known = name == "exercise.md" or (name.startswith("test_") and name.endswith(".py"))
            return "" if is_known else "keep here `exercise.md` and `test_*.py`, and remove it"
        case ("solutions", _, name):
            if name in (_SOLUTION_FOLDERS if is_folder else _SOLUTION_FILES):
                return ""
            return "move it into `reference`, `variants`, `mistakes` or `broken`, or remove it"
        case ("solutions", _, "variants" | "mistakes" | "broken" as kind, _):
            return "" if is_folder else f"move it into a folder, `{kind}/NAME`, or remove it"
    return ""


def _same_but_for_case(folder: str, names: list[str]) -> Iterator[Defect]:
    first: dict[str, str] = {}
    for name in names:
        if (other := first.setdefault(name.casefold(), name)) != name:
            text = f"differs from `{printable(other)}` only in upper and lower case, and is one with it on some systems"
            yield Defect(file=printable(f"{folder}/{name}"), text=text, step="rename one of them")


def answer_defects(exercise: Exercise, course: Path) -> Iterator[Defect]:
    """Solutions that are the same as another one, and parts of an exercise that are not there."""
    course = course.absolute()
    solutions = f"solutions/{exercise.id}"
    if exercise.notes is None:
        text = "has no `notes.md`, which is read after a pass"
        yield Defect(file=solutions, text=text, step="write two or three ways compared, and when each fits")
    reference = _trees(read_answer(exercise.reference).files)
    seen = {_key(reference): "the reference"}
    folders = [("variant", name, folder) for name, folder in exercise.variants.items()]
    folders += [("mistake", mistake.id, mistake.folder) for mistake in exercise.mistakes]
    folders += [("broken app", folder.name, folder) for folder in _folders(exercise.reference.parent / "broken")]
    for kind, name, folder in folders:
        file = folder.relative_to(course).as_posix()
        own = _trees({key: each for key, each in read_answer(folder).files.items() if key != "explanation.md"})
        if kind == "broken app" and not own.keys() & reference.keys():
            text = f"has no file of the reference, such as `{min(reference, default='main.py')}`"
            yield Defect(file=file, text=text, step="put the file with the fault here, under its name in the reference")
            continue
        other = seen.setdefault(_key(reference | own), f"the {kind} `{name}`")
        if other != f"the {kind} `{name}`":
            yield Defect(
                file=file, text=f"is the same as {other}", step="change what it is there to show, or remove it"
            )


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("[!._]*") if os.path.isdir(path))


def _key(trees: Mapping[str, str | bytes]) -> tuple[tuple[str, str | bytes], ...]:
    return tuple(sorted(trees.items()))


def _trees(files: Mapping[str, bytes]) -> dict[str, str | bytes]:
    """Python without what no interpreter sees: comments and layout. Two answers that differ in these are one."""
    return {name: _tree(content) if name.endswith(".py") else content for name, content in files.items()}


def _tree(content: bytes) -> str | bytes:
    try:
        return ast.dump(ast.parse(content))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return content
