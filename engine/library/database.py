"""The connection to library.db: its schema, its transactions, and SQLite's errors as ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.errors import BadFile, InUse, StorageError, storage_errors

_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
_MIGRATIONS = [
    """
    CREATE TABLE collections (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
        key TEXT NOT NULL UNIQUE,  -- random; the index knows the collection by it
        embedder TEXT NOT NULL, dimension INTEGER NOT NULL,
        generation INTEGER NOT NULL DEFAULT 0  -- grows with every change; the index carries it as a stamp
    );
    CREATE TABLE sources (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        collection_id INTEGER NOT NULL REFERENCES collections ON DELETE CASCADE,
        path TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
        sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('ready', 'stale', 'failed')),
        failed_sha256 TEXT NOT NULL DEFAULT '', error TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
        indexed TEXT NOT NULL,
        UNIQUE (collection_id, path)
    );
    CREATE INDEX sources_sha256 ON sources (collection_id, sha256);
    CREATE TABLE texts (  -- the whole text of a source, UTF-8 under zlib; spans count characters in it
        source_id INTEGER PRIMARY KEY REFERENCES sources ON DELETE CASCADE, text BLOB NOT NULL
    );
    CREATE TABLE chunks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: the index knows chunks by it
        source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
        page INTEGER, heading TEXT NOT NULL, text TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL
    );
    CREATE INDEX chunks_source ON chunks (source_id);
    CREATE TABLE vectors (  -- float32, little endian, length 1
        chunk_id INTEGER PRIMARY KEY REFERENCES chunks ON DELETE CASCADE,
        embedder TEXT NOT NULL, vector BLOB NOT NULL
    );
    CREATE VIRTUAL TABLE words USING fts5 (
        heading, text, content = 'chunks', content_rowid = 'id',
        tokenize = 'porter unicode61 remove_diacritics 2'
    );
    CREATE TRIGGER chunks_added AFTER INSERT ON chunks BEGIN
        INSERT INTO words (rowid, heading, text) VALUES (new.id, new.heading, new.text);
    END;
    CREATE TRIGGER chunks_removed AFTER DELETE ON chunks BEGIN
        INSERT INTO words (words, rowid, heading, text) VALUES ('delete', old.id, old.heading, old.text);
    END;
    """,
]


class Database:
    """One connection. Use it from one thread."""

    def __init__(self, path: Path) -> None:
        """Open or make the database. Raises `StorageError`, or `BadFile` for one that is damaged or newer."""
        self.path = path
        with storage_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        with self._errors():
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=5)
            for pragma in _PRAGMAS:
                self._connection.execute(f"PRAGMA {pragma}")
            self._migrate()

    def _migrate(self) -> None:
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(_MIGRATIONS):
            raise BadFile(
                f"{self.path} was written by a newer Macaw.",
                cause=f"Its version is {version}, this Macaw knows {len(_MIGRATIONS)}.",
                fix="Update Macaw, or use another data folder.",
            )
        for number, script in enumerate(_MIGRATIONS[version:], start=version + 1):
            try:
                script = f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;"
                self._connection.executescript(script)
            except sqlite3.Error:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the connection; what was committed is kept."""
        self._connection.close()

    def rows(self, sql: str, *values: object) -> list[Any]:
        """All rows that a query gives, as tuples."""
        with self._errors():
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything the body writes is kept, or after an error nothing of it. One inside another joins it."""
        if self._connection.in_transaction:
            yield self._connection
            return
        with self._errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite itself rolls back when the disk is full
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn what SQLite raises into our errors."""
        try:
            yield
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "")
            if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
                raise damaged(self.path, str(error)) from error
            if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise InUse(f"{self.path} is in use.", fix="Close the other Macaw.") from error
            if name == "SQLITE_FULL":
                cause, fix = "The disk is full.", "Free some space, or move the data folder with MACAW_HOME."
            elif name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
                cause, fix = f"{error}.", "Make the folder writable, or choose another with MACAW_HOME."
            elif name.startswith("SQLITE_IOERR"):
                cause, fix = f"{error}.", "Check the disk, then try again."
            else:
                raise
            raise StorageError(f"Could not write {self.path}.", cause=cause, fix=fix) from error


def damaged(path: Path, cause: str) -> BadFile:
    """The error for a database that SQLite cannot make sense of."""
    fix = "Move it away and add your files again; they are untouched."
    return BadFile(f"{path} is damaged.", cause=f"{cause}.", fix=fix)
