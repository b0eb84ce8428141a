"""Open the progress file: make it, bring it up to date, set a damaged one aside.

SQLite in WAL mode, so that readers and one writer do not wait for each other; a writer waits a few seconds at most.
"""

import contextlib
import fcntl
import itertools
import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from grader.errors import InputError
from learnfastapi.progress.schema import MIGRATIONS, TABLES
from learnfastapi.workspace import UnwritableError

BUSY_SECONDS = 20.0
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
# The main file last: a new one must never meet the log of the old one.
_PARTS = ("-shm", "-wal", "")


def open_database(
    path: Path, now: datetime, *, busy_seconds: float = BUSY_SECONDS
) -> tuple[sqlite3.Connection, Path | None]:
    """A connection, and where a damaged file was put, if there was one.

    Args:
        busy_seconds: How long to wait for another writer, at most.

    Raises `InputError` for a file that cannot be written or is from a newer program.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Two commands that switch one new file to WAL are busy for each other at once, without any waiting.
        is_new = not path.exists() or path.stat().st_size == 0
        try:
            with _locked(path.parent, fcntl.LOCK_EX if is_new else fcntl.LOCK_SH):
                return _connect(path, busy_seconds), None
        except sqlite3.DatabaseError as error:
            if _primary_code(error) not in _DAMAGED:
                raise
        with _locked(path.parent, fcntl.LOCK_EX):
            return _begin_again(path, now, busy_seconds)


def _begin_again(path: Path, now: datetime, busy_seconds: float) -> tuple[sqlite3.Connection, Path | None]:
    try:
        return _connect(path, busy_seconds), None  # another command was first
    except sqlite3.DatabaseError as error:
        if _primary_code(error) not in _DAMAGED:
            raise
    aside = _set_aside(path, now)
    connection = _connect(path, busy_seconds)
    _salvage(aside, connection)
    return connection, aside


@contextlib.contextmanager
def _locked(folder: Path, kind: int) -> Iterator[None]:
    """Keep commands that open the file apart from one that makes it or sets it aside.

    Else two that find the same damaged file both set one aside, and the second takes away the first's new one.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems have no locks
            fcntl.flock(descriptor, kind)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the system or SQLite refuses into an error for a person."""
    try:
        yield
    except OSError as error:
        raise UnwritableError(path, error) from error
    except sqlite3.OperationalError as error:
        raise _refusal(path, error) from error


def _refusal(path: Path, error: sqlite3.OperationalError) -> InputError:
    match _primary_code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            hint = "end the other `learnfastapi` command, then run this one again"
            return InputError(f"`{path}` is in use by another command", hint=hint)
        case sqlite3.SQLITE_FULL:
            hint = "free some space there, then run the command again"
            return InputError(f"Cannot write `{path}`: no space left on device", hint=hint)
        case sqlite3.SQLITE_IOERR:  # among others: no room for the `-shm` file
            hint = f"see whether the disk is full with `df -h '{path.parent}'`"
            return InputError(f"Cannot write `{path}`: {error}", hint=hint)
        case _:
            hint = f"see who may write there with `ls -ld '{path.parent}'`"
            return InputError(f"Cannot write `{path}`: {error}", hint=hint)


def _primary_code(error: sqlite3.Error) -> int:
    # Extended codes, such as SQLITE_READONLY_DBMOVED, hold the primary one in their lowest byte.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _connect(path: Path, busy_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
    try:
        # On a file system without shared memory SQLite keeps another mode, which is slower and as safe.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        _migrate(connection, path)
        damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if damage != "ok":
            error = sqlite3.DatabaseError(damage)
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) == len(MIGRATIONS):
        return
    with writing(connection):
        version = _version(connection)  # again: another command may have been first
        if version > len(MIGRATIONS):
            message = f"`{path}` was written by a newer learnfastapi"
            raise InputError(message, hint="update it: `pip install --upgrade learnfastapi`")
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            # Not `executescript`, which would commit first.
            for statement in filter(str.strip, script.split(";")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


@contextlib.contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction that nobody else writes in."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # on some errors, such as a full disk, SQLite has rolled back itself
            connection.execute("ROLLBACK")
        raise


def _set_aside(path: Path, now: datetime) -> Path:
    name = f"{path.name}.damaged-{now:%Y%m%dT%H%M%SZ}"
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    aside = next(free for free in map(path.with_name, names) if not free.exists())
    for suffix in _PARTS:
        with contextlib.suppress(FileNotFoundError):
            os.replace(f"{path}{suffix}", f"{aside}{suffix}")
    return aside


def _salvage(aside: Path, new: sqlite3.Connection) -> None:
    """Copy what can still be read, row by row."""
    with contextlib.closing(sqlite3.connect(aside)) as old, writing(new):
        for table in TABLES:
            with contextlib.suppress(sqlite3.DatabaseError):
                for row in old.execute(f"SELECT * FROM {table}"):
                    new.execute(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(row))})", row)
