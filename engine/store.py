"""The catalogue in SQLite: chats and their messages, searchable. Written before anything is answered.

A chat is a tree: editing a message or trying an answer again adds a sibling, and nothing said is lost. The
chat's `leaf` is the last message of the branch that is shown.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from engine.errors import BadFile, NotFound, StorageError, storage_errors
from engine.store_schema import MIGRATIONS
from engine.types import Message

_CHAT = "SELECT id, title, voice, created, updated, pinned, collections FROM chats WHERE deleted IS NULL"
_MAX_SEARCH = 1000  # characters; SQLite refuses LIKE patterns of 50,000 bytes
_ORDER = " ORDER BY pinned DESC, updated DESC, id DESC"
_PATH = """
WITH RECURSIVE path (id, depth) AS (
    SELECT :message, 0
    UNION ALL
    SELECT m.parent, depth + 1 FROM path JOIN messages m ON m.id = path.id WHERE m.parent IS NOT NULL
)
SELECT m.id, m.chat, m.parent, m.role, m.content, m.created, m.voice, m.facts
FROM path JOIN messages m ON m.id = path.id ORDER BY depth DESC
"""


@dataclass(frozen=True)
class Chat:
    """One conversation in the list. `updated` is when its last message came, ISO 8601 in UTC."""

    id: int
    title: str
    voice: str
    created: str
    updated: str = ""
    pinned: bool = False
    collections: tuple[str, ...] = ()


@dataclass(frozen=True)
class StoredMessage:
    """A turn with what is known about it: who spoke (`pirate:0.7+bard:0.3`), and the answer's `facts`
    (rates, tokens, citations, as JSON). `versions` are it and its siblings, oldest first."""

    id: int
    chat: int
    parent: int | None
    role: str
    content: str
    created: str
    voice: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    versions: tuple[int, ...] = ()


class Store:
    """macaw.db. Every write is its own transaction, on disk when the call returns. For any thread."""

    def __init__(self, path: Path) -> None:
        """Open or make the database, bring it up to date, and forget the chats that were deleted before.

        Raises `BadFile`, `StorageError`.
        """
        with storage_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._lock = threading.RLock()  # one connection: a transaction must not take in another thread's
        with self._errors():
            self._db = sqlite3.connect(path, check_same_thread=False)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):  # found out before anything is written, even the journal's mode
            raise BadFile(
                f"{self._path} was written by a newer Macaw.", fix="Update Macaw, or use another data folder."
            )
        self._db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
        )
        self._migrate(version)
        with self._db:
            self._db.execute("DELETE FROM chats WHERE deleted IS NOT NULL")

    def _migrate(self, version: int) -> None:
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            try:
                self._db.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")
            except sqlite3.Error:
                if self._db.in_transaction:
                    self._db.rollback()
                raise

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._errors(), self._db:
            yield self._db

    def _read(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        with self._lock, self._errors():
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:  # disk full, read-only, failing, locked
            raise StorageError(
                f"Could not use {self._path}.",
                cause=f"SQLite says: {error}.",
                fix="Make its folder writable, free some space, and try again.",
            ) from error
        except (sqlite3.Error, ValueError) as error:  # ValueError: text that is no UTF-8, JSON or message
            raise BadFile(
                f"The catalogue {self._path} is damaged.",
                cause=f"{error}.",
                fix="Restore it from a backup, or move it away to start anew.",
            ) from error

    # Chats

    def add_chat(self, voice: str, collections: Sequence[str] = ()) -> int:
        """Start a conversation; its title is its first message's, once there is one."""
        with self._write() as db:
            return _insert_chat(db, voice, collections)

    def chats(self) -> list[Chat]:
        """All conversations: pinned ones first, then those with the newest message."""
        with self._errors():
            return [_chat(row) for row in self._read(_CHAT + _ORDER)]

    def chat(self, id: int) -> Chat:
        """One conversation. Raises `NotFound`."""
        rows = self._read(_CHAT + " AND id = ?", (id,))
        if not rows:
            raise NotFound(f"There is no chat {id}.")
        with self._errors():
            return _chat(rows[0])

    def search(self, text: str) -> list[Chat]:
        """Conversations whose title holds `text`, or with a message that holds all its words.

        The last word may be the beginning of one. Ordered as `chats`.
        """
        text = _storable(text).replace("\0", " ").strip()[:_MAX_SEARCH]
        words = ['"' + word.replace('"', '""') + '"' for word in text.split()]
        if not words:
            return self.chats()
        title = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        rows = self._read(
            f"{_CHAT} AND (title LIKE ? ESCAPE '\\' OR id IN (SELECT chat FROM messages WHERE id IN "
            f"(SELECT rowid FROM messages_text WHERE messages_text MATCH ?))){_ORDER}",
            (f"%{title}%", " ".join(words) + "*"),
        )
        with self._errors():
            return [_chat(row) for row in rows]

    def rename_chat(self, id: int, title: str) -> None:
        """Give a conversation another title. Raises `NotFound`."""
        self._change(id, "title = ?", " ".join(_storable(title).split()))

    def pin_chat(self, id: int, pinned: bool = True) -> None:
        """Keep a conversation at the top of the list, or no longer. Raises `NotFound`."""
        self._change(id, "pinned = ?", pinned)

    def set_voice(self, id: int, voice: str, collections: Sequence[str] = ()) -> None:
        """Who speaks from now on, and from which documents. Raises `NotFound`."""
        self._change(id, "voice = ?, collections = ?", voice, json.dumps([*collections]))

    def rename_collection(self, name: str, to: str) -> None:
        """Follow a collection that got another name."""
        with self._write() as db:
            for id, collections in db.execute(
                "SELECT id, collections FROM chats WHERE collections != '[]'"
            ).fetchall():
                names = [to if known == name else known for known in json.loads(collections)]
                db.execute("UPDATE chats SET collections = ? WHERE id = ?", (json.dumps(names), id))

    def delete_chat(self, id: int) -> None:
        """Take a conversation out of sight; it can be restored until the catalogue is next opened."""
        self._change(id, "deleted = ?", _now())

    def restore_chat(self, id: int) -> None:
        """Undo `delete_chat`. Raises `NotFound`."""
        self._change(id, "deleted = NULL", among_deleted=True)

    def _change(self, id: int, what: str, *values: Any, among_deleted: bool = False) -> None:
        state = "IS NOT NULL" if among_deleted else "IS NULL"
        with self._write() as db:
            if not db.execute(
                f"UPDATE chats SET {what} WHERE id = ? AND deleted {state}", (*values, id)
            ).rowcount:
                raise NotFound(f"There is no chat {id}.")

    # Messages

    def add_message(
        self,
        chat: int,
        message: Message,
        *,
        after: int | None = None,
        voice: str = "",
        facts: dict[str, Any] | None = None,
    ) -> int:
        """Append a turn and show its branch; returns its id. Once this returns, a crash does not lose it.

        It follows the message `after`, by default the last one shown; 0 makes it a first message. Another
        message after the same one makes a new branch. Raises `NotFound`.
        """
        now, content = _now(), _storable(message.content)
        with self._write() as db:
            found = db.execute(
                "SELECT leaf, title FROM chats WHERE id = ? AND deleted IS NULL", (chat,)
            ).fetchone()
            if not found:
                raise NotFound(f"There is no chat {chat}.")
            parent = found[0] if after is None else after or None
            if (
                after
                and not db.execute(
                    "SELECT 1 FROM messages WHERE id = ? AND chat = ?", (after, chat)
                ).fetchone()
            ):
                raise NotFound(f"There is no message {after} in chat {chat}.")
            id = db.execute(
                "INSERT INTO messages (chat, parent, role, content, created, voice, facts) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (chat, parent, message.role, content, now, voice, json.dumps(facts or {})),
            ).lastrowid
            title = found[1] or " ".join(content.split())[:80]
            db.execute(
                "UPDATE chats SET leaf = ?, updated = ?, title = ? WHERE id = ?", (id, now, title, chat)
            )
        assert id is not None
        return id

    def note_failure(self, message: int, reason: str) -> None:
        """Keep, as the fact `failed` of a question, why it has no answer. Raises `NotFound`."""
        with self._write() as db:
            self._chat_of(message)
            db.execute(
                "UPDATE messages SET facts = json_set(facts, '$.failed', ?) WHERE id = ?",
                (_storable(reason), message),
            )

    def messages(self, chat: int) -> list[Message]:
        """The turns of the branch that is shown, in order. Raises `NotFound`."""
        with self._errors():
            turns = self.conversation(chat)
            return [Message.model_validate({"role": turn.role, "content": turn.content}) for turn in turns]

    def conversation(self, chat: int) -> list[StoredMessage]:
        """The branch that is shown, in order, with all that is known about each turn. Raises `NotFound`."""
        with self._lock:
            self.chat(chat)
            (leaf,) = self._read("SELECT leaf FROM chats WHERE id = ?", (chat,))[0]
            return self.history(leaf) if leaf else []

    def history(self, message: int) -> list[StoredMessage]:
        """The turns up to `message`, which comes last, whichever branch is shown. Raises `NotFound`."""
        with self._lock, self._errors():
            chat = self._chat_of(message)
            siblings: dict[int | None, list[int]] = {}
            for id, parent in self._read(
                "SELECT id, parent FROM messages WHERE chat = ? ORDER BY id", (chat,)
            ):
                siblings.setdefault(parent, []).append(id)
            turns = []
            for id, _, parent, role, content, created, voice, facts in self._read(
                _PATH, {"message": message}
            ):
                known, versions = json.loads(facts), tuple(siblings[parent])
                turns.append(StoredMessage(id, chat, parent, role, content, created, voice, known, versions))
            return turns

    def show_version(self, message: int) -> None:
        """Show the branch with `message`, down to the newest turn that followed it. Raises `NotFound`."""
        with self._write() as db:
            chat, leaf = self._chat_of(message), message
            while (child := self._last_child(leaf)) is not None:
                leaf = child
            db.execute("UPDATE chats SET leaf = ? WHERE id = ?", (leaf, chat))

    def _last_child(self, message: int) -> int | None:
        id: int | None = self._read("SELECT max(id) FROM messages WHERE parent = ?", (message,))[0][0]
        return id

    def branch_chat(self, message: int, voice: str = "") -> int:
        """Copy a conversation up to `message` into a new one with a numbered title; returns its id.

        `voice` speaks there, by default the same. Raises `NotFound`.
        """
        with self._write() as db:
            source = self.chat(self._chat_of(message))
            new = _insert_chat(db, voice or source.voice, source.collections)
            leaf = None
            for turn in self.history(message):
                leaf = db.execute(
                    "INSERT INTO messages (chat, parent, role, content, created, voice, facts) "
                    "SELECT ?, ?, role, content, created, voice, facts FROM messages WHERE id = ?",
                    (new, leaf, turn.id),
                ).lastrowid
            title = _next_title(source.title, {chat.title for chat in self.chats()})
            db.execute("UPDATE chats SET leaf = ?, title = ? WHERE id = ?", (leaf, title, new))
        return new

    def _chat_of(self, message: int) -> int:
        rows = self._read("SELECT chat FROM messages WHERE id = ?", (message,))
        if not rows:
            raise NotFound(f"There is no message {message}.")
        chat: int = rows[0][0]
        return chat

    def close(self) -> None:
        with self._lock:
            self._db.close()


def _chat(row: tuple[Any, ...]) -> Chat:
    id, title, voice, created, updated, pinned, collections = row
    return Chat(id, title, voice, created, updated, bool(pinned), tuple(json.loads(collections)))


def _next_title(title: str, taken: set[str]) -> str:
    """`Tea` as `Tea (2)`, that as `Tea (3)`."""
    stem = re.sub(r" \(\d+\)$", "", title)
    return next(name for n in count(2) if (name := f"{stem} ({n})") not in taken)


def _insert_chat(db: sqlite3.Connection, voice: str, collections: Sequence[str]) -> int:
    now = _now()
    id = db.execute(
        "INSERT INTO chats (title, voice, created, updated, collections) VALUES ('', ?, ?, ?, ?)",
        (voice, now, now, json.dumps([*collections])),
    ).lastrowid
    assert id is not None
    return id


def _storable(text: str) -> str:
    """Without lone surrogates, which a pasted or generated text may hold and SQLite refuses."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
