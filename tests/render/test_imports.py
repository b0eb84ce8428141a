import subprocess
import sys

import pytest

HEAVY = ["fastapi", "starlette", "pydantic", "pytest", "httpx2", "typer", "sqlite3", "asyncio"]


def loaded_by(module):
    script = f"import sys, learnfastapi.render.{module}; print(*sys.modules)"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.parametrize(
    "module",
    ["console", "errors", "explanations", "listing", "markdown", "notes", "pager", "progress", "report"],
)
def test_rendering_loads_nothing_heavy(module):
    assert set(loaded_by(module)) & set(HEAVY) == set()


def test_an_error_loads_neither_markdown_nor_reports():
    assert set(loaded_by("errors")) & {"markdown_it", "pygments", "msgspec", "rich.table", "rich.live"} == set()


def test_colours_for_code_are_loaded_only_for_code():
    assert "pygments" not in loaded_by("markdown")
