"""The host side as the judge sees it: one zygote, slots in it, and a fresh host for every check.

A slot is a folder with a copy of an answer, a trusted keeper process, and a template that has imported the answer.
`Slot.host` forks a host; `Slot.recycle` kills it with all that it started and makes the folder what it was.

Everything ends when the judge closes its sockets or dies: each trusted process sees the end of its socket, kills what
descends from it, and goes.
"""

import contextlib
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

from grader import wire
from grader.answer import Answer
from grader.errors import GraderError
from grader.host.load import files_below
from grader.judge.faults import HostFault
from grader.judge.limits import MEMORY_BYTES, Limits
from grader.judge.output import Pipe
from grader.models import Reason

_ROOT = Path(__file__).resolve().parents[2]
_READY_SECONDS = 60.0
_KEEPER_SECONDS = 20.0
_STACK_SECONDS = 0.5


def _site_folders() -> list[str]:
    return [path for path in sys.path if Path(path).name in {"site-packages", "dist-packages"}]


def _pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


class Zygote:
    """A warm process to fork slots from. Its environment is made from nothing."""

    def __init__(self) -> None:
        self._control, theirs = _pair()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed with the zygote
        script = _ROOT / "grader" / "host" / "zygote.py"
        number = str(theirs.fileno())
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", str(script), number, str(_ROOT), *_site_folders()],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()
        self._is_ready = False

    def wait_until_ready(self) -> None:
        """Raises `GraderError` if the zygote cannot start."""
        if self._is_ready:
            return
        if select.select([self._control], [], [], _READY_SECONDS)[0] and self._control.recv(64):
            self._is_ready = True
            return
        raise GraderError(
            f"The process that runs answers did not start: {self._last_words()}", hint="run `learnfastapi doctor`"
        )

    def _last_words(self) -> str:
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def new_keeper(self) -> socket.socket:
        """The judge's end of a socket to a new keeper."""
        ours, theirs = _pair()
        with theirs:
            socket.send_fds(self._control, [b"slot"], [theirs.fileno()])
        return ours

    def close(self) -> None:
        """End the zygote and all that descends from it; returns when it is gone."""
        self._control.close()
        try:
            self._process.wait(_KEEPER_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()


class Slot:
    """A place to run one answer, one host at a time."""

    def __init__(
        self, zygote: Zygote, answer: Answer, app: str, limits: Limits, *, environment: dict[str, str] | None = None
    ) -> None:
        self._zygote = zygote
        self._answer = answer
        self._module, _, self._attribute = app.partition(":")
        self._limits = limits
        self._environment = environment or {}
        self._base = Path(tempfile.mkdtemp(prefix="learnfastapi-")).resolve()
        self.folder = self._base / "answer"
        self._fill()
        self._keeper = zygote.new_keeper()
        self._start_template()

    def _fill(self) -> None:
        for entry in self._base.iterdir():
            _remove(entry)
        self._answer.write(self.folder)
        (self._base / "home").mkdir()
        (self._base / "tmp").mkdir()
        self._pristine = self._listing()

    def _listing(self) -> tuple[frozenset[str], set[tuple[str, int, int, int]]]:
        folders = frozenset(parent for parent, _, _ in os.walk(self._base))
        return folders, files_below(str(self._base))

    def _start_template(self) -> None:
        self._loaded: wire.Loaded | None = None
        self.load_output, self._load_stacks = Pipe(), Pipe()
        self._template, theirs = _pair()
        command = wire.StartTemplate(
            str(self.folder),
            self._module,
            self._attribute,
            {"HOME": str(self._base / "home"), "TMPDIR": str(self._base / "tmp"), **self._environment},
            MEMORY_BYTES,
        )
        descriptors = [theirs.fileno(), self.load_output.take_writer(), self._load_stacks.take_writer()]
        with theirs:
            try:
                socket.send_fds(self._keeper, [wire.encode(command)], descriptors)
            finally:
                for descriptor in descriptors[1:]:
                    os.close(descriptor)

    def load(self) -> wire.LoadError | None:
        """Wait until the answer is imported. Returns why it cannot be. Raises `HostFault` if it hangs or dies."""
        if self._loaded is None:
            self._loaded = self._wait_for_template()
        return self._loaded.error

    def _wait_for_template(self) -> wire.Loaded:
        template = self._template
        self._zygote.wait_until_ready()
        end = time.monotonic() + self._limits.load
        watched = [template.fileno(), self.load_output.reader]
        while (left := end - time.monotonic()) > 0:
            readable, _, _ = select.select(watched, [], [], left)
            if not self.load_output.drain():
                watched = [template.fileno()]
            if template.fileno() in readable:
                return self._read_loaded(template)
        message = f"Importing `{self._module}` did not end within {self._limits.load:g} s"
        raise HostFault(Reason.TIMED_OUT, message, self.stacks(self._load_stacks))

    def _read_loaded(self, template: socket.socket) -> wire.Loaded:
        try:
            data = template.recv(1 << 17)
        except OSError:
            data = b""
        if not data:
            message = f"The process ended while `{self._module}` was imported"
            raise HostFault(Reason.CRASHED, message, self._parse_stacks(self._load_stacks))
        try:
            return wire.decode_loaded(data)
        except wire.WireError as error:
            raise HostFault(
                Reason.TAMPERED, f"The process that imports your answer sent no message of ours ({error})"
            ) from error

    def host(self) -> "Host":
        """A fresh host, which may still be starting. Raises `HostFault` if the answer cannot be loaded."""
        if self.load() is not None:
            raise HostFault(Reason.IMPORT_FAILED, "The app could not be loaded in this check")
        ours, theirs = socket.socketpair()
        output, stacks = Pipe(), Pipe()
        descriptors = [theirs.fileno(), output.take_writer(), stacks.take_writer()]
        try:
            socket.send_fds(self._template, [b"host"], descriptors)
        except OSError as error:
            raise HostFault(Reason.CRASHED, "The process that imported your answer ended") from error
        finally:
            theirs.close()
            for descriptor in descriptors[1:]:
                os.close(descriptor)
        return Host(self, ours, output, stacks)

    def stacks(self, pipe: Pipe) -> list[wire.CodeLine]:
        """Where the answer's processes are now, in its files, outermost first; empty if that cannot be known."""
        with contextlib.suppress(GraderError):
            self._tell_keeper(wire.ShowStacks())
        pipe.drain_for(_STACK_SECONDS)
        return self._parse_stacks(pipe)

    def _parse_stacks(self, pipe: Pipe) -> list[wire.CodeLine]:
        pipe.drain()
        return pipe.stack(self.folder, self._answer)

    def recycle(self) -> None:
        """After a check: kill what is left of it, restore the folder, import anew if the import had left traces."""
        imports_again = self._loaded is None or bool(self._loaded.traces) or self._template_died()
        self._tell_keeper(wire.End() if imports_again else wire.Sweep())
        if self._listing() != self._pristine:
            self._fill()
        if imports_again:
            self._close_template()
            self._start_template()

    def _template_died(self) -> bool:
        """It says nothing after it has loaded, so anything to read is its end."""
        return bool(select.select([self._template], [], [], 0)[0])

    def restart(self) -> None:
        """Kill everything, keep the folder as the answer left it, and import anew."""
        self._tell_keeper(wire.End())
        self._close_template()
        self._start_template()

    def _tell_keeper(self, command: wire.Sweep | wire.End | wire.ShowStacks) -> None:
        try:
            self._keeper.settimeout(_KEEPER_SECONDS)
            self._keeper.send(wire.encode(command))
            if self._keeper.recv(16):
                return
        except OSError:
            pass
        raise KeeperLostError

    def _close_template(self) -> None:
        self._template.close()
        self.load_output.close()
        self._load_stacks.close()

    def close(self) -> None:
        """Kill everything in the slot and remove its folder."""
        with contextlib.suppress(KeeperLostError):
            self._tell_keeper(wire.End())
        self._close_template()
        self._keeper.close()
        _remove(self._base)


class KeeperLostError(GraderError):
    """The answer killed one of our processes, or the machine did. Start a new zygote."""

    def __init__(self) -> None:
        super().__init__("A process of the grader was killed", hint="check again")


class Host:
    """One process that serves the answer, for one check.

    Attributes:
        control: Takes one byte with a descriptor for each ASGI scope.
        output: What the answer prints.
    """

    def __init__(self, slot: Slot, control: socket.socket, output: Pipe, stacks: Pipe) -> None:
        self._slot = slot
        self.control = control
        self.output = output
        self._stacks = stacks

    def where(self) -> list[wire.CodeLine]:
        """Where the answer hangs: first its waiting tasks, then its threads."""
        with contextlib.suppress(OSError):
            self.control.send(b"t")
        self._stacks.drain_for(_STACK_SECONDS / 2)
        return self._slot._parse_stacks(self._stacks) or self._slot.stacks(self._stacks)

    def crash_site(self) -> list[wire.CodeLine]:
        """What the interpreter wrote when it crashed, if it did."""
        return self._slot._parse_stacks(self._stacks)

    def close(self) -> None:
        """Let go of it; the slot's `recycle` kills it."""
        self.control.close()
        self.output.drain()
        self.output.close()
        self._stacks.close()


def _remove(path: Path) -> None:
    """A file or a tree, also where the answer took its own rights away."""

    def allow_and_retry(
        function: object, name: str, info: tuple[type[BaseException], BaseException, TracebackType]
    ) -> None:
        parent = Path(name).parent
        with contextlib.suppress(OSError):
            parent.chmod(0o700)
            Path(name).chmod(0o700)
            if Path(name).is_dir() and not Path(name).is_symlink():
                shutil.rmtree(name, ignore_errors=True)
            else:
                Path(name).unlink()

    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, onerror=allow_and_retry)
    else:
        path.unlink(missing_ok=True)
