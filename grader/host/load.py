"""Load an answer: enter its folder, import its module, find its app, and say what the import left behind."""

import contextlib
import importlib
import inspect
import os
import resource
import sys
from collections.abc import Iterable
from types import ModuleType
from typing import Any

from grader import wire
from grader.host import clock
from grader.host.frames import describe, frames_of
from grader.host.processes import children

_MAX_FILE_BYTES = 256 << 20
"""Of each file that an answer writes. More would fill the learner's disk before the time is over."""


def enter(command: wire.StartTemplate) -> None:
    """Make this process the answer's: limits, working folder, environment, standard input, import path."""
    if command.memory_limit is not None:
        _limit(resource.RLIMIT_AS, command.memory_limit)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, _MAX_FILE_BYTES)
    os.environ.update(command.environment)
    os.chdir(command.folder)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.argv[:] = [f"{command.module.replace('.', '/')}.py"]
    sys.path.insert(0, command.folder)
    importlib.invalidate_caches()
    if command.clock_offset_seconds:
        clock.move(command.clock_offset_seconds)


def _limit(kind: int, amount: int) -> None:
    """At most this, or what the system allows if that is less."""
    allowed = resource.getrlimit(kind)[1]
    amount = amount if allowed == resource.RLIM_INFINITY else min(amount, allowed)
    resource.setrlimit(kind, (amount, amount))


def load(command: wire.StartTemplate) -> tuple[Any, wire.LoadError | None]:
    """The app, or why there is none."""
    try:
        return _app_in(importlib.import_module(command.module), command.attribute)
    except BaseException as error:  # noqa: BLE001  the border to the answer: also SystemExit is a finding
        return None, _explain(error, command.folder)


def _app_in(module: ModuleType, attribute: str) -> tuple[Any, wire.LoadError | None]:
    app = getattr(module, attribute, None)
    if app is None:
        return None, wire.LoadError("no_app", ", ".join(_other_apps(vars(module).items())))
    if not _is_asgi(app):
        kind = f"the class `{app.__name__}`" if inspect.isclass(app) else f"a `{type(app).__name__}`"
        return None, wire.LoadError("not_asgi", kind)
    return app, None


def _explain(error: BaseException, folder: str) -> wire.LoadError:
    frames = frames_of(error, folder)
    if isinstance(error, SyntaxError) and (error.filename or "").startswith(folder + os.sep):
        return wire.LoadError(
            "syntax",
            f"{type(error).__name__}: {error.msg}",
            frames,
            os.path.relpath(error.filename or "", folder),
            error.lineno or 0,
            error.offset or 0,
            (error.text or "").rstrip("\n")[:300],
        )
    if isinstance(error, ModuleNotFoundError) and error.name:
        return wire.LoadError("missing_module", error.name, frames)
    if isinstance(error, SystemExit):
        return wire.LoadError("exit", describe(error, folder), frames)
    return wire.LoadError("raised", describe(error, folder), frames)


def _is_asgi(value: object) -> bool:
    """Whether `await value(scope, receive, send)` can work, as far as can be seen from outside."""
    if inspect.isclass(value) or not callable(value):
        return False
    call = value if inspect.isfunction(value) or inspect.ismethod(value) else type(value).__call__
    return inspect.iscoroutinefunction(inspect.unwrap(call))


def _other_apps(names: Iterable[tuple[str, object]]) -> list[str]:
    return [
        name
        for name, value in list(names)
        if not name.startswith("_") and not inspect.isfunction(value) and hasattr(value, "routes") and _is_asgi(value)
    ]


def open_files() -> set[str]:
    """What each open descriptor refers to. Numbers would mislead: they are used again."""
    found = set()
    for number in os.listdir("/proc/self/fd"):
        try:
            found.add(os.readlink(f"/proc/self/fd/{number}"))
        except OSError:
            continue
    return found


def entries_below(folder: str) -> set[tuple[str, int, int, int]]:
    """Each file with its size, inode and the time of its last change, which nobody can set; each folder by name.

    Folders that nobody can look into, as too deep ones, count by their names alone.
    """
    found = set()
    left = [folder]
    while left:
        try:
            entries = list(os.scandir(left.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                left.append(entry.path)
                found.add((entry.path, 0, 0, 0))
                continue
            with contextlib.suppress(OSError):  # it went meanwhile
                status = entry.stat(follow_symlinks=False)
                found.add((entry.path, status.st_size, status.st_ino, status.st_ctime_ns))
    return found


class Traces:
    """What an import leaves behind that a fork would not copy, or would share. Linux only: reads `/proc`."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._files = entries_below(folder)
        self._open = open_files()

    def found(self) -> list[str]:
        """One word or two for each kind of trace; empty when forking is safe."""
        traces = []
        if len(os.listdir("/proc/self/task")) > 1:
            traces.append("threads")
        if open_files() - self._open:
            traces.append("open files")
        if children(os.getpid()):
            traces.append("child processes")
        if entries_below(self._folder) != self._files:
            traces.append("changed files")
        return traces
