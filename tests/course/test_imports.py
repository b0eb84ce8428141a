"""A learner's command reads the course, so reading it may load nothing heavy."""

import subprocess
import sys

import pytest

HEAVY = ("fastapi", "starlette", "pydantic", "pytest", "typer", "rich", "httpx2", "sqlalchemy")


@pytest.mark.parametrize("module", ["grader.course.reader", "grader.course.examples"])
def test_import_loads_nothing_heavy(module: str):
    program = f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
