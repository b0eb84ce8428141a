"""How pytest is called inside our process: what it must not take from around it, and what it must not leave."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.course.models import Exercise

_UNWANTED = ("CI", "BUILD_NUMBER", "PYTEST_ADDOPTS", "PYTEST_PLUGINS")
_UNUSED_PLUGINS = (
    *("cacheprovider", "doctest", "faulthandler", "junitxml", "logging", "pastebin", "stepwise"),
    *("threadexception", "unittest", "unraisableexception", "warnings"),
)
_ARGUMENTS = (
    "--noconftest",
    "--disable-plugin-autoload",
    "--import-mode=importlib",
    "--capture=sys",
    *(f"-pno:{name}" for name in _UNUSED_PLUGINS),
)


def run_pytest(exercise: Exercise, plugins: Sequence[object], more: Sequence[str] = ("-pno:terminal",)) -> int:
    """pytest's exit code for the checks of an exercise. `more` arguments: by default, pytest prints nothing."""
    folder = str(exercise.path)
    places = ("-c", os.devnull, "--rootdir", folder, "--confcutdir", folder)
    with _quiet_environment(), _own_modules(exercise):
        return pytest.main([*_ARGUMENTS, *more, *places, *map(str, exercise.checks)], plugins=[*plugins])


def cache() -> Path:
    """Our folder for what can be made again. May not exist yet."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "learnfastapi"


@contextmanager
def _quiet_environment() -> Iterator[None]:
    """pytest as if started by nobody in particular: see `CI` in pytest's assertion output, for one."""
    saved = {name: os.environ.pop(name) for name in _UNWANTED if name in os.environ}
    prefix, sys.pycache_prefix = sys.pycache_prefix, str(cache() / "pycache")
    try:
        yield
    finally:
        sys.pycache_prefix = prefix
        os.environ.update(saved)


@contextmanager
def _own_modules(exercise: Exercise) -> Iterator[None]:
    """Forget the check files afterwards: pytest would take a module of the same name for the next exercise's."""
    try:
        yield
    finally:
        folder = exercise.path.resolve()
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            if file is not None and Path(file).is_relative_to(folder):
                del sys.modules[name]
