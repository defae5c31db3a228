"""The catalogue's schema, as the steps that led to it."""

from __future__ import annotations

# Applied in order; `user_version` counts those already applied. Never edit one that has shipped.
MIGRATIONS = (
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
    """
    ALTER TABLE chats ADD COLUMN updated TEXT NOT NULL DEFAULT '';
    ALTER TABLE chats ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE chats ADD COLUMN deleted TEXT;
    ALTER TABLE chats ADD COLUMN collections TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE chats ADD COLUMN leaf INTEGER;
    ALTER TABLE messages ADD COLUMN parent INTEGER;
    ALTER TABLE messages ADD COLUMN voice TEXT NOT NULL DEFAULT '';
    ALTER TABLE messages ADD COLUMN facts TEXT NOT NULL DEFAULT '{}';
    CREATE INDEX messages_by_parent ON messages (parent, id);
    UPDATE messages SET parent = (
        SELECT max(before.id) FROM messages AS before WHERE before.chat = messages.chat AND before.id < messages.id
    );
    UPDATE chats SET leaf = (SELECT max(id) FROM messages WHERE chat = chats.id), updated = coalesce(
        (SELECT max(created) FROM messages WHERE chat = chats.id), created
    );
    """,
)
