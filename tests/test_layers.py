"""Left may not import right (see ARCHITECTURE.md), and heavy imports stay off the way of light commands."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# What each layer may import of ours. A module in a package may always import its own package.
ALLOWED = {
    "grader/wire.py": (),
    "grader/errors.py": (),
    "grader/checks.py": (),
    "grader/models.py": (),
    "grader/answer.py": (),
    "grader/versions.py": ("grader.models",),
    "grader/formats": ("grader.models",),
    "grader/host": ("grader.wire",),
    "grader/course": ("grader.errors",),
    "grader/source": ("grader.models",),
    "grader/judge": (
        *("grader.wire", "grader.errors", "grader.checks", "grader.models", "grader.answer", "grader.course"),
        *("grader.host", "grader.source", "grader.versions"),
    ),
    "grader/diagnosis": (*("grader.errors", "grader.models", "grader.answer", "grader.course", "grader.judge"),),
    "grader/author": ("grader",),
    "learnfastapi/bundled.py": (),
    "learnfastapi/served.py": (),
    "learnfastapi/debugging.py": (),
    "learnfastapi/watched.py": ("grader.models",),
    "learnfastapi/replayed.py": (
        *("grader.models", "grader.judge.exchange"),
        *("learnfastapi.debugging", "learnfastapi.served", "learnfastapi.watched"),
    ),
    "learnfastapi/way.py": ("grader.course", "grader.errors", "learnfastapi.study"),
    "learnfastapi/workspace": ("grader.answer", "grader.course", "grader.errors"),
    "learnfastapi/packs.py": ("grader.course", "grader.errors", "learnfastapi.workspace"),
    "learnfastapi/courses.py": (
        *("grader.course", "grader.errors"),
        *("learnfastapi.bundled", "learnfastapi.packs", "learnfastapi.workspace"),
    ),
    "learnfastapi/study": ("grader",),
    "learnfastapi/progress": ("grader", "learnfastapi.workspace", "learnfastapi.study"),
    "learnfastapi/takeout": ("grader.errors", "learnfastapi.workspace", "learnfastapi.study", "learnfastapi.progress"),
    "learnfastapi/render": ("grader", "learnfastapi.study"),
    "learnfastapi/commands": ("grader", "learnfastapi"),
}


def modules() -> list[Path]:
    return sorted(path for package in ("grader", "learnfastapi") for path in (ROOT / package).rglob("*.py"))


def imports_of(path: Path) -> list[str]:
    """Full names of all modules that a file imports, also inside functions."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module}.{name.name}" for name in node.names]
    return found


def is_below(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize("layer", ALLOWED)
def test_layer_imports_only_what_is_left_of_it(layer):
    path = ROOT / layer
    own = layer.removesuffix(".py").replace("/", ".")
    files = [path] if path.is_file() else sorted(path.rglob("*.py"))
    ours = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in files
        for name in imports_of(file)
        if name.partition(".")[0] in ("grader", "learnfastapi")
        and not any(is_below(name, allowed) for allowed in (own, *ALLOWED[layer]))
    }
    assert ours == set()


@pytest.mark.parametrize("name", ["learnfastapi", "typer", "rich"])
def test_grader_does_not_import(name):
    files = [path for path in modules() if path.is_relative_to(ROOT / "grader")]

    assert [str(path) for path in files if any(is_below(found, name) for found in imports_of(path))] == []


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("learnfastapi.commands.app", ["fastapi", "pytest", "sqlalchemy", "uvicorn", "pydantic", "httpx2"]),
        ("grader.course.reader", ["fastapi", "pytest", "typer", "rich"]),
        ("grader.source.findings", ["fastapi", "pytest", "typer", "rich", "pydantic", "grader.judge"]),
        ("grader.host.load", ["pytest", "typer", "rich", "grader.judge", "grader.models", "grader.course"]),
    ],
)
def test_importing_stays_light(module, heavy):
    code = f"import sys, {module}; print(sorted(set({heavy!r}) & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.strip() == "[]"
