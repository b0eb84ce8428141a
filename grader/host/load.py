"""Load an answer: enter its folder, import its module, find its app, and say what the import left behind."""

import importlib
import inspect
import os
import resource
import sys
from collections.abc import Iterable
from typing import Any

from grader import wire
from grader.host.frames import describe, frames_of
from grader.host.processes import children


def enter(command: wire.StartTemplate) -> None:
    """Make this process the answer's: limits, working folder, environment, standard input, import path."""
    if command.memory_limit is not None:
        resource.setrlimit(resource.RLIMIT_AS, (command.memory_limit, command.memory_limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ.update(command.environment)
    os.chdir(command.folder)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.argv[:] = [f"{command.module.replace('.', '/')}.py"]
    sys.path.insert(0, command.folder)
    importlib.invalidate_caches()


def load(command: wire.StartTemplate) -> tuple[Any, wire.LoadError | None]:
    """The app, or why there is none."""
    try:
        module = importlib.import_module(command.module)
    except BaseException as error:  # noqa: BLE001  the border to the answer: also SystemExit is a finding
        return None, _explain(error, command.folder)
    app = getattr(module, command.attribute, None)
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


def files_below(folder: str) -> set[tuple[str, int, int, int]]:
    """Each file with its size, inode and the time of its last change, which nobody can set."""
    found = set()
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            status = os.lstat(path)
            found.add((path, status.st_size, status.st_ino, status.st_ctime_ns))
    return found


class Traces:
    """What an import leaves behind that a fork would not copy, or would share. Linux only: reads `/proc`."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._files = files_below(folder)
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
        if files_below(self._folder) != self._files:
            traces.append("changed files")
        return traces
