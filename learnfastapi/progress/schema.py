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
    # What the study commands keep. Days are ISO 8601 in the learner's own time zone.
    """
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE guesses (
        id INTEGER PRIMARY KEY, lesson TEXT NOT NULL, question TEXT NOT NULL, guess TEXT NOT NULL, at TEXT NOT NULL
    );
    CREATE TABLE explanations (
        id INTEGER PRIMARY KEY, lesson TEXT NOT NULL, about TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL
    );
    CREATE TABLE recited (lesson TEXT PRIMARY KEY, at TEXT NOT NULL);
    CREATE TABLE predicted (
        lesson TEXT NOT NULL, front TEXT NOT NULL, is_right INTEGER NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (lesson, front)
    );
    CREATE TABLE known (lesson TEXT PRIMARY KEY, at TEXT NOT NULL);
    CREATE TABLE lesson_texts (lesson TEXT PRIMARY KEY, sha256 TEXT NOT NULL);
    CREATE TABLE cards (
        id INTEGER PRIMARY KEY, lesson TEXT NOT NULL, kind TEXT NOT NULL, front TEXT NOT NULL, back TEXT NOT NULL,
        added TEXT NOT NULL, due TEXT, stability REAL, difficulty REAL, last TEXT, knew INTEGER,
        reviews INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX cards_by_lesson ON cards (lesson, kind);
    CREATE TABLE card_reviews (
        id INTEGER PRIMARY KEY, card INTEGER NOT NULL REFERENCES cards, at TEXT NOT NULL, day TEXT NOT NULL,
        knew INTEGER NOT NULL, source TEXT NOT NULL
    );
    CREATE INDEX card_reviews_by_day ON card_reviews (day, source);
    """,
)
"""Number n brings a file from version n to n + 1."""

TABLES = (
    *("blobs", "snapshots", "snapshot_files", "attempts", "reports", "hints", "parts_read", "given_up", "place"),
    *("settings", "guesses", "explanations", "recited", "predicted", "known", "lesson_texts", "cards", "card_reviews"),
)
"""In an order in which rows may be copied: what is referred to comes first."""
