"""What every owner of some tables of the progress file begins with."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from learnfastapi.progress.database import explained, writing


class Table:
    """A connection, and how to write to it. One method of a subclass for each fact."""

    def __init__(self, connection: sqlite3.Connection, path: Path, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._path = path
        self._now = now

    def _write(self, statement: str, *values: object) -> None:
        with self._writing():
            self._connection.execute(statement, values)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction that nobody else writes in. Raises `InputError` for a file that cannot be written."""
        with explained(self._path), writing(self._connection):
            yield

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")
