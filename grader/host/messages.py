"""Messages with descriptors on a socket that keeps message borders."""

import socket

_MAX_BYTES = 1 << 17
_MAX_DESCRIPTORS = 4


def receive(connection: socket.socket) -> tuple[bytes, list[int]]:
    """The next message and its descriptors; `b""` when the other side is gone."""
    try:
        data, descriptors, *_ = socket.recv_fds(connection, _MAX_BYTES, _MAX_DESCRIPTORS)
    except OSError:
        return b"", []
    return data, descriptors
