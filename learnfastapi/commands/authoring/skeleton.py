"""The files of a new lesson, exercise or course, from the templates in the folder `skeleton`.

The templates are real files and hold one kind of blank, `$name`, so that `string.Template` is enough: nothing in them
depends on a condition.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template

import yaml

_TEMPLATES = Path(__file__).with_name("skeleton")

Files = Mapping[Path, str]
"""Relative to the course's folder."""


def lesson_files(
    name: str, *, title: str, level: str, minutes: int, requires: tuple[str, ...], exercises: tuple[str, ...] = ()
) -> Files:
    """`requires` and `exercises` are ids."""
    blanks = {
        "title": _yaml(title),
        "level": _yaml(level),
        "minutes": str(minutes),
        "requires": _yaml([*requires]),
        "exercises": _yaml([*exercises]),
    }
    return {Path("lessons", f"{name}.md"): _filled(_TEMPLATES / "lesson.md", blanks)}


def exercise_files(name: str, *, title: str, lesson: str, kind: str, minutes: int) -> Files:
    """Its task, starter and checks, and its solutions."""
    checks = f"test_{name.replace('-', '_')}.py"
    blanks = {
        "id": name,
        "title": _yaml(title),
        "lesson": lesson,
        "kind": _yaml(kind),
        "minutes": str(minutes),
        "checks": checks,
    }
    files = {Path("exercises", name, file): text for file, text in _filled_folder("exercise", blanks)}
    files[Path("exercises", name, checks)] = files.pop(Path("exercises", name, "test_checks.py"))
    return files | {Path("solutions", name, file): text for file, text in _filled_folder("solution", blanks)}


def course_files(*, title: str, lesson: str) -> Files:
    """`course.toml`, with one level and one lesson."""
    blanks = {"title": _toml(title), "lesson": lesson}
    return {Path("lessons", file): text for file, text in _filled_folder("course", blanks)}


def pack_files(name: str, *, title: str) -> Files:
    """What makes an installable pack of a course."""
    package = f"learnfastapi_{name.replace('-', '_')}"
    blanks = {
        "name": name,
        "project": f"learnfastapi-{name}",
        "package": package,
        "description": _toml(f"{title}: a course for learnfastapi"),
    }
    return {
        Path(*(package if part == "package" else part for part in file.parts)): text
        for file, text in _filled_folder("pack", blanks)
    }


def _filled_folder(folder: str, blanks: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    for file in sorted((_TEMPLATES / folder).rglob("*")):
        # Installed files in Python are compiled, and the result lies beside them.
        if file.is_file() and file.parent.name != "__pycache__":
            yield file.relative_to(_TEMPLATES / folder), _filled(file, blanks)


def _filled(file: Path, blanks: Mapping[str, str]) -> str:
    return Template(file.read_text(encoding="utf-8")).substitute(blanks)


def _yaml(value: str | list[str]) -> str:
    """On one line, in quotes where YAML would take it for something else."""
    return yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=10**6).strip()[1:-1]


def _toml(value: str) -> str:
    """To be put between quotes. What JSON escapes, TOML does in the same way."""
    return json.dumps(value, ensure_ascii=False)[1:-1]
