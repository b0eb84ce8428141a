"""Messages with descriptors on a socket that keeps message borders."""

import fcntl
import os
import socket

_MAX_BYTES = 1 << 17
_MAX_DESCRIPTORS = 4


def receive(connection: socket.socket) -> tuple[bytes, list[int]]:
    """The next message and its descriptors; `b""` when the other side is gone."""
    try:
        data, descriptors, *_ = socket.recv_fds(connection, _MAX_BYTES, _MAX_DESCRIPTORS)
    except OSError:
        return b"", []
    return data, [_above_standard(descriptor) for descriptor in descriptors]


def _above_standard(descriptor: int) -> int:
    """The same file under a number from 3, also where an answer closed its output and those numbers are free."""
    if descriptor > 2:
        return descriptor
    above = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 3)
    os.close(descriptor)
    return above
