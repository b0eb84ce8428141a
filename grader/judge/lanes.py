"""Several judges at once: forks of this process that take checks from one heap, each with hosts of its own.

A check waits for its host most of the time, and a host for its judge, so two pairs keep two cores busy. Nothing is
shared but the heap and a file to which a helper writes its results.
"""

import contextlib
import mmap
import os
import select
import signal
import struct
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence

import msgspec

from grader.judge.parent import end_with
from grader.models import CheckResult

_MAX_LANES = 4
_CHECKS_PER_LANE = 3
_NUMBER = struct.Struct("H")


class Judged(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a helper says of one check: its place among all, and the result; or the traceback of a bug of ours."""

    index: int
    result: CheckResult | None = None
    bug: str = ""


FINISHED = Judged(-1)
"""The last that a helper says. It has no check left and tidies up."""
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Judged)


def lanes_for(checks: int) -> int:
    """How many judges are worth their start: at most one a core and four in all, and three checks for each."""
    cores = len(os.sched_getaffinity(0))
    return max(1, min(_MAX_LANES, cores, -(-checks // _CHECKS_PER_LANE)))


class Heap:
    """Places of checks, in order; whoever is free takes the next. Taking is atomic, because reading a pipe is."""

    def __init__(self, indexes: Sequence[int]) -> None:
        self._reader, writer = os.pipe()
        os.write(writer, b"".join(map(_NUMBER.pack, indexes)))
        os.close(writer)

    def take(self) -> int | None:
        """The next place; None when all are taken."""
        data = os.read(self._reader, _NUMBER.size)
        return _NUMBER.unpack(data)[0] if data else None

    def close(self) -> None:
        os.close(self._reader)


class Counter:
    """A number that all judges of a run see."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 1)

    def add(self) -> None:
        """One more."""
        self._memory[0] += 1

    @property
    def value(self) -> int:
        return self._memory[0]


class Marks:
    """Marks on checks that all judges of a run see."""

    def __init__(self, count: int) -> None:
        self._memory = mmap.mmap(-1, max(1, count))

    def set(self, index: int) -> None:
        """Mark this one."""
        self._memory[index] = 1

    def is_set(self, index: int) -> bool:
        return self._memory[index] == 1


class Helper:
    """A fork of this process that runs `work` and hands over what it yields, up to `FINISHED`.

    Linux only, and from the main thread.

    Attributes:
        pid: The process, a child of this one until `end`.
    """

    def __init__(self, work: Callable[[], Iterator[Judged]]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed at the end; a pipe could fill up
        self._bell, bell = os.pipe()
        self._read = 0
        self._has_finished = False
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            self._be_helper(work, parent, bell)
        os.close(bell)

    def _be_helper(self, work: Callable[[], Iterator[Judged]], parent: int, bell: int) -> None:
        code = 1
        try:
            if end_with(parent):
                for judged in work():
                    os.write(self._file.fileno(), _encoder.encode(judged) + b"\n")
                    os.write(bell, b"!")
                code = 0
        except KeyboardInterrupt:
            pass
        except BaseException:  # noqa: BLE001  a forked process must not run on in its parent's code
            os.write(self._file.fileno(), _encoder.encode(Judged(-1, bug=traceback.format_exc())) + b"\n")
        finally:
            os._exit(code)

    def results(self) -> Iterator[Judged]:
        """What it has judged since the last call."""
        data = os.pread(self._file.fileno(), os.fstat(self._file.fileno()).st_size - self._read, self._read)
        whole = data[: data.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.splitlines():
            judged = _decoder.decode(line)
            if judged == FINISHED:
                self._has_finished = True
            else:
                yield judged

    def rest(self) -> Iterator[Judged]:
        """What it judges until it has finished or died, as it comes."""
        yield from self.results()
        while not self._has_finished:
            select.select([self._bell], [], [])
            has_died = not os.read(self._bell, 1 << 10)
            yield from self.results()
            if has_died:
                return

    def end(self) -> None:
        """Wait until it has tidied up if it has finished; else kill it."""
        if not self._has_finished:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._bell)
        self._file.close()
