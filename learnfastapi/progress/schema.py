"""The tables of the progress file, and how an older file becomes a newer one.

Rows are added and marked, never deleted. Times are ISO 8601 in UTC.
"""

MIGRATIONS = (
    """
    CREATE TABLE blobs (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL);
    CREATE TABLE snapshots (
        id INTEGER PRIMARY KEY, exercise TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL, sha256 TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE snapshot_files (
        snapshot INTEGER NOT NULL REFERENCES snapshots, name TEXT NOT NULL, blob TEXT NOT NULL REFERENCES blobs,
        PRIMARY KEY (snapshot, name)
    );
    CREATE TABLE attempts (
        id INTEGER PRIMARY KEY, exercise TEXT NOT NULL, at TEXT NOT NULL, outcome TEXT NOT NULL,
        passed INTEGER NOT NULL, total INTEGER NOT NULL, seconds REAL NOT NULL, seed INTEGER NOT NULL, only_ TEXT,
        snapshot INTEGER NOT NULL REFERENCES snapshots
    );
    CREATE INDEX attempts_by_exercise ON attempts (exercise);
    CREATE TABLE reports (exercise TEXT PRIMARY KEY, attempt INTEGER NOT NULL REFERENCES attempts, json BLOB NOT NULL);
    CREATE TABLE hints (
        exercise TEXT NOT NULL, requirement INTEGER NOT NULL, taken INTEGER NOT NULL,
        PRIMARY KEY (exercise, requirement)
    );
    CREATE TABLE parts_read (lesson TEXT NOT NULL, part TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (lesson, part));
    CREATE TABLE given_up (exercise TEXT PRIMARY KEY, at TEXT NOT NULL);
    CREATE TABLE place (id INTEGER PRIMARY KEY CHECK (id = 1), lesson TEXT, exercise TEXT);
    """,
    # Snapshots of the kinds `starter` and `upgrade` came with it, which programs of version 1 do not know.
    "CREATE INDEX snapshots_by_exercise ON snapshots (exercise, kind);",
)
"""Number n brings a file from version n to n + 1."""

TABLES = (*("blobs", "snapshots", "snapshot_files", "attempts", "reports", "hints", "parts_read", "given_up", "place"),)
"""In an order in which rows may be copied: what is referred to comes first."""
