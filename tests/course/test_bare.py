"""A starter of which only the app is left, and what the answer may need."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.course.bare import bare_files, can_be_bare
from grader.course.models import Exercise

APP = b"from fastapi import FastAPI\n\napp = FastAPI()\n"
EXERCISE = Exercise(
    id="it",
    title="It",
    lesson="it",
    kind="build",
    minutes=1,
    files=("main.py",),
    app="main:app",
    story="",
    requirements=(),
    hints={},
    starter=Path(),
    checks=(),
    reference=Path(),
    notes=None,
    variants={},
    mistakes=(),
    path=Path(),
)
CODE = b'"""A service."""\n\n# TODO 1\napp = None\n'


@pytest.mark.parametrize(
    ("files", "fields", "bare"),
    [
        pytest.param({"main.py": CODE}, {}, {"main.py": APP}, id="one file"),
        pytest.param(
            {"main.py": CODE},
            {"app": "main:api"},
            {"main.py": b"from fastapi import FastAPI\n\napi = FastAPI()\n"},
            id="other name",
        ),
        pytest.param(
            {"main.py": b"# TODO", "shop/__init__.py": b"", "shop/web.py": CODE},
            {"app": "shop.web:app", "files": ("main.py", "shop/web.py")},
            {"main.py": b"", "shop/__init__.py": b"", "shop/web.py": APP},
            id="in a package",
        ),
        pytest.param(
            {"main.py": CODE, "models.py": b"# TODO 2"},
            {"files": ("main.py", "models.py")},
            {"main.py": APP, "models.py": b""},
            id="more code to write",
        ),
        pytest.param(
            {"main.py": CODE, "stops.json": b"[214]"},
            {"files": ("main.py", "stops.json")},
            {"main.py": APP, "stops.json": b"[214]"},
            id="data",
        ),
        pytest.param(
            {"clock.py": b"x = 1", "main.py": CODE}, {}, {"clock.py": b"x = 1", "main.py": APP}, id="given code"
        ),
        pytest.param(
            {"main.py": CODE, "models.py": CODE},
            {"files": ("models.py",)},
            {"main.py": CODE, "models.py": b""},
            id="given app",
        ),
        pytest.param({"notes.txt": b"x"}, {}, {"main.py": APP, "notes.txt": b"x"}, id="app that nobody began"),
    ],
)
def test_bare_files(files, fields, bare):
    assert bare_files(replace(EXERCISE, **fields), files) == bare


@pytest.mark.parametrize(
    ("kind", "can"),
    [
        ("build", True),
        ("complete", True),
        *((kind, False) for kind in ("mend", "tighten", "extend", "refactor", "tests", "deploy")),
    ],
)
def test_only_what_is_written_anew_can_be_bare(kind, can):
    assert can_be_bare(replace(EXERCISE, kind=kind)) is can
