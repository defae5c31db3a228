"""The catalogue in SQLite: chats and their messages, searchable. Written before anything is answered."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from engine.errors import BadFile, NotFound, storage_errors
from engine.types import Message

# Applied in order; `user_version` counts those already applied. Never edit one that has shipped.
_MIGRATIONS = (
    """
    CREATE TABLE chats (
        id INTEGER PRIMARY KEY, title TEXT NOT NULL, voice TEXT NOT NULL, created TEXT NOT NULL
    );
    CREATE TABLE messages (
        id INTEGER PRIMARY KEY, chat INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
        role TEXT NOT NULL, content TEXT NOT NULL, created TEXT NOT NULL
    );
    CREATE INDEX messages_by_chat ON messages (chat, id);
    CREATE VIRTUAL TABLE messages_text USING fts5 (content, content='messages', content_rowid='id');
    CREATE TRIGGER message_added AFTER INSERT ON messages BEGIN
        INSERT INTO messages_text (rowid, content) VALUES (new.id, new.content);
    END;
    CREATE TRIGGER message_removed AFTER DELETE ON messages BEGIN
        INSERT INTO messages_text (messages_text, rowid, content) VALUES ('delete', old.id, old.content);
    END;
    """,
)


@dataclass(frozen=True)
class Chat:
    """One conversation in the list."""

    id: int
    title: str
    voice: str
    created: str


class Store:
    """macaw.db. Every write is its own transaction, on disk when the call returns."""

    def __init__(self, path: Path) -> None:
        """Open or make the database and bring it up to date. Raises `BadFile`, `StorageError`."""
        with storage_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = sqlite3.connect(path, check_same_thread=False)
            self._db.executescript(
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            )
            self._migrate(path)
        except sqlite3.Error as error:
            raise BadFile(
                f"The catalogue {path} cannot be opened.",
                cause=f"{error}.",
                fix="Make the folder writable and free some space; if the file is damaged, move it away.",
            ) from error

    def _migrate(self, path: Path) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > len(_MIGRATIONS):
            raise BadFile(
                f"{path} was written by a newer Macaw.", fix="Update Macaw, or use another data folder."
            )
        for number, script in enumerate(_MIGRATIONS[version:], start=version + 1):
            self._db.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with self._db:
            yield self._db

    def add_chat(self, voice: str) -> int:
        """Start a conversation; its title is its first message's, once there is one."""
        with self._write() as db:
            id = db.execute(
                "INSERT INTO chats (title, voice, created) VALUES ('', ?, ?)", (voice, _now())
            ).lastrowid
        assert id is not None
        return id

    def add_message(self, chat: int, message: Message) -> None:
        """Append a turn. Once this returns, a crash does not lose it."""
        with self._write() as db:
            db.execute(
                "INSERT INTO messages (chat, role, content, created) VALUES (?, ?, ?, ?)",
                (chat, message.role, message.content, _now()),
            )
            db.execute("UPDATE chats SET title = ? WHERE id = ? AND title = ''", (message.content[:80], chat))

    def chats(self) -> list[Chat]:
        """All conversations, newest first."""
        rows = self._db.execute("SELECT id, title, voice, created FROM chats ORDER BY id DESC")
        return [Chat(*row) for row in rows]

    def messages(self, chat: int) -> list[Message]:
        """A conversation's turns in order. Raises `NotFound`."""
        if not self._db.execute("SELECT 1 FROM chats WHERE id = ?", (chat,)).fetchone():
            raise NotFound(f"There is no chat {chat}.")
        rows = self._db.execute("SELECT role, content FROM messages WHERE chat = ? ORDER BY id", (chat,))
        return [Message(role=role, content=content) for role, content in rows]

    def search(self, text: str) -> list[Chat]:
        """Conversations with a message that holds all words of `text`, newest first."""
        words = " ".join('"' + word.replace('"', '""') + '"' for word in text.split())
        if not words:
            return self.chats()
        rows = self._db.execute(
            "SELECT id, title, voice, created FROM chats WHERE id IN (SELECT chat FROM messages WHERE id IN "
            "(SELECT rowid FROM messages_text WHERE messages_text MATCH ?)) ORDER BY id DESC",
            (words,),
        )
        return [Chat(*row) for row in rows]

    def close(self) -> None:
        self._db.close()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
