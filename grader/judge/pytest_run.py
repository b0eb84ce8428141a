"""Run pytest on an exercise's checks, as if started by nobody in particular and with nothing of the machine's."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.course.models import Exercise
from grader.errors import CourseError, Problem
from grader.judge.collecting import Collecting
from grader.judge.current import Current
from grader.judge.fixtures import all_fixtures

_UNWANTED = ("CI", "BUILD_NUMBER", "PYTEST_ADDOPTS", "PYTEST_PLUGINS")
_UNUSED_PLUGINS = (
    *("cacheprovider", "doctest", "faulthandler", "junitxml", "logging", "pastebin", "stepwise", "terminal"),
    *("threadexception", "unittest", "unraisableexception", "warnings"),
)
_ARGUMENTS = (
    "--noconftest",
    "--disable-plugin-autoload",
    "--import-mode=importlib",
    "--capture=sys",
    *(
        f"-pno:{name}"
        for name in ("cacheprovider", "terminal", "doctest", "faulthandler", "junitxml", "logging", "stepwise")
    ),
    *(f"-pno:{name}" for name in _UNUSED_PLUGINS),
)


def run_pytest(exercise: Exercise, plugin: Collecting, current: Current) -> None:
    """Let the plugin run what is collected. Raises `CourseError` if the checks cannot be collected."""
    with _quiet_environment(), _own_modules(exercise):
        code = pytest.main(
            [*_ARGUMENTS, *_places(exercise), *map(str, exercise.checks)], plugins=[plugin, *all_fixtures(current)]
        )
    if plugin.bug is not None:
        raise plugin.bug
    if code == pytest.ExitCode.INTERRUPTED and not plugin.broken:
        raise KeyboardInterrupt
    if plugin.broken:
        raise CourseError(
            exercise.path, [Problem(file=exercise.checks[0], key="", text=text) for text in plugin.broken]
        )


def _places(exercise: Exercise) -> list[str]:
    folder = str(exercise.path)
    return ["-c", os.devnull, "--rootdir", folder, "--confcutdir", folder]


@contextmanager
def _quiet_environment() -> Iterator[None]:
    """pytest as if started by nobody in particular: see `CI` in pytest's assertion output, for one."""
    saved = {name: os.environ.pop(name) for name in _UNWANTED if name in os.environ}
    prefix, sys.pycache_prefix = sys.pycache_prefix, str(_cache() / "pycache")
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


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "learnfastapi"
