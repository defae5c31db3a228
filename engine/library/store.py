"""library.db: sources, chunks, their words (FTS5) and vectors. The truth; everything else is made from it."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.errors import BadFile, EngineError
from engine.library.chunks import Chunk
from engine.library.database import Database, damaged
from engine.library.documents import Document
from engine.library.types import SourceInfo

Vectors = npt.NDArray[np.float32]

_OF_COLLECTION = "JOIN sources ON sources.id = chunks.source_id WHERE sources.collection_id = ?"


@dataclass(frozen=True)
class Collection:
    """A row of `collections`. `embedder` is the SHA-256 of the model that its vectors come from, `key` the
    name that the index knows it by, and `generation` grows with every change."""

    id: int
    name: str
    key: str
    embedder: str
    dimension: int
    generation: int


@dataclass(frozen=True)
class FileState:
    """What is known of a file when it is indexed: where it lies and which bytes it holds."""

    path: str
    name: str
    sha256: str
    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Source:
    """A row of `sources`; `failed_sha256` is the content that could not be read, with its `error`."""

    id: int
    path: str
    sha256: str
    state: str
    failed_sha256: str
    error: str

    def error_wire(self) -> dict[str, str]:
        """The error as `EngineError.to_wire` gave it."""
        return dict(json.loads(self.error))


@dataclass(frozen=True)
class Found:
    """A chunk with its place, as search wants it."""

    id: int
    source_id: int
    path: str
    name: str
    page: int | None
    heading: str
    text: str
    start: int
    end: int


class Store:
    """One connection to library.db. Every method that writes is one transaction."""

    def __init__(self, path: Path) -> None:
        """Open or make the database. Raises `StorageError`, or `BadFile` for one that is damaged or newer."""
        self._database = Database(path)
        self._rows, self.transaction = self._database.rows, self._database.transaction
        self.close = self._database.close

    # Collections

    def collections(self) -> list[Collection]:
        rows = self._rows("SELECT id, name, key, embedder, dimension, generation FROM collections ORDER BY 2")
        return [Collection(*row) for row in rows]

    def collection(self, name: str) -> Collection | None:
        return next((found for found in self.collections() if found.name == name), None)

    def create_collection(self, name: str, embedder: str, dimension: int) -> Collection:
        with self.transaction() as db:
            db.execute(
                "INSERT INTO collections (name, key, embedder, dimension) VALUES (?, ?, ?, ?)",
                (name, f"collection-{secrets.token_hex(8)}", embedder, dimension),
            )
        found = self.collection(name)
        assert found
        return found

    def rename_collection(self, collection: Collection, name: str) -> None:
        """The index knows the collection by its key, so nothing else changes."""
        with self.transaction() as db:
            db.execute("UPDATE collections SET name = ? WHERE id = ?", (name, collection.id))

    def use_embedder(self, collection: Collection, embedder: str, dimension: int) -> None:
        """From now on the collection's vectors come from another model; those it has are stale."""
        with self.transaction() as db:
            db.execute(
                "UPDATE collections SET embedder = ?, dimension = ? WHERE id = ?",
                (embedder, dimension, collection.id),
            )
            _changed(db, collection)

    def remove_collection(self, collection: Collection) -> None:
        with self.transaction() as db:
            db.execute("DELETE FROM collections WHERE id = ?", (collection.id,))

    # Sources

    def sources(self, collection: Collection) -> list[SourceInfo]:
        rows = self._rows(
            """SELECT sources.id, path, name, kind, title, size, count(chunks.id), state, error, note, mtime_ns
            FROM sources LEFT JOIN chunks ON chunks.source_id = sources.id
            WHERE collection_id = ? GROUP BY sources.id ORDER BY path""",
            collection.id,
        )
        names = ("id", "path", "name", "kind", "title", "size", "chunks", "state", "error", "note")
        infos = [
            (SourceInfo.model_validate(dict(zip(names, row[:-1], strict=True))), row[-1]) for row in rows
        ]
        return [info.model_copy(update=_reason(info, time)) if info.error else info for info, time in infos]

    def find_sources(self, collection: Collection, *, path: str = "", sha256: str = "") -> list[Source]:
        """The sources at `path`, or those with the content `sha256`."""
        return self._sources(collection, "path = ?" if path else "sha256 = ?", path or sha256)

    def sources_below(self, collection: Collection, folder: Path) -> list[Source]:
        """The sources whose files lie in `folder` or deeper."""
        prefix = str(folder).rstrip(os.sep) + os.sep
        return self._sources(collection, "substr(path, 1, ?) = ?", len(prefix), prefix)

    def _sources(self, collection: Collection, condition: str, *values: object) -> list[Source]:
        rows = self._rows(
            f"""SELECT id, path, sha256, state, failed_sha256, error FROM sources
            WHERE collection_id = ? AND {condition}""",
            collection.id,
            *values,
        )
        return [Source(*row) for row in rows]

    def replace_source(
        self,
        collection: Collection,
        file: FileState,
        document: Document,
        chunks: Sequence[Chunk],
        vectors: Vectors,
    ) -> None:
        """Write a source with everything that hangs on it, in place of its older version."""
        with self.transaction() as db:
            db.execute("DELETE FROM sources WHERE collection_id = ? AND path = ?", (collection.id, file.path))
            source = (
                collection.id,
                file.path,
                file.name,
                document.kind,
                document.title,
                file.sha256,
                file.size,
            )
            source_id = db.execute(
                """INSERT INTO sources
                (collection_id, path, name, kind, title, sha256, size, mtime_ns, state, note, indexed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'ready', ?, ?)""",
                (*source, file.mtime_ns, document.note, _now()),
            ).lastrowid
            text = zlib.compress(document.text.encode(), 1)
            db.execute("INSERT INTO texts VALUES (?, ?)", (source_id, text))
            for chunk, vector in zip(chunks, vectors, strict=True):
                chunk_id = db.execute(
                    """INSERT INTO chunks (source_id, page, heading, text, first, last)
                    VALUES (?, ?, ?, ?, ?, ?)""",
                    (source_id, chunk.page, chunk.heading, chunk.text, chunk.start, chunk.end),
                ).lastrowid
                vector_row = (chunk_id, collection.embedder, _blob(vector))
                db.execute("INSERT INTO vectors VALUES (?, ?, ?)", vector_row)
            _changed(db, collection)

    def record_failure(self, collection: Collection, file: FileState, error: EngineError) -> None:
        """Remember why a file could not be read. What was indexed of it before stays, as stale."""
        wire = json.dumps(error.to_wire(), ensure_ascii=False)
        with self.transaction() as db:
            db.execute(
                """INSERT INTO sources (collection_id, path, name, kind, title, sha256, size, mtime_ns, state,
                failed_sha256, error, indexed) VALUES (?, ?, ?, '', '', '', ?, ?, 'failed', ?, ?, ?)
                ON CONFLICT (collection_id, path) DO UPDATE SET failed_sha256 = excluded.failed_sha256,
                error = excluded.error, mtime_ns = excluded.mtime_ns,
                state = CASE state WHEN 'failed' THEN 'failed' ELSE 'stale' END""",
                (collection.id, file.path, file.name, file.size, file.mtime_ns, file.sha256, wire, _now()),
            )

    def mark_ready(self, source: Source) -> None:
        """A stale file has its old content back."""
        with self.transaction() as db:
            db.execute("UPDATE sources SET state = 'ready', error = '' WHERE id = ?", (source.id,))

    def move_source(self, source: Source, file: FileState) -> None:
        """The same content lies elsewhere now."""
        with self.transaction() as db:
            db.execute(
                """UPDATE sources SET path = ?, name = ?, mtime_ns = ?, state = 'ready', error = ''
                WHERE id = ?""",
                (file.path, file.name, file.mtime_ns, source.id),
            )

    def remove_source(self, collection: Collection, source_id: int) -> None:
        with self.transaction() as db:
            db.execute("DELETE FROM sources WHERE id = ? AND collection_id = ?", (source_id, collection.id))
            _changed(db, collection)

    def text(self, source_id: int) -> str:
        """The whole text of a source. The spans of its passages count characters in it."""
        rows = self._rows("SELECT text FROM texts WHERE source_id = ?", source_id)
        return zlib.decompress(rows[0][0]).decode() if rows else ""

    # Chunks and vectors

    def chunk_ids(self, collection: Collection) -> list[int]:
        return [row[0] for row in self._rows(f"SELECT chunks.id FROM chunks {_OF_COLLECTION}", collection.id)]

    def known_vectors(self, collection: Collection, path: str) -> dict[tuple[str, str, str], bytes]:
        """Vectors of a source's present chunks by (title, heading, text): what stays the same is reused."""
        rows = self._rows(
            """SELECT sources.title, heading, text, vector FROM chunks JOIN vectors ON chunk_id = chunks.id
            JOIN sources ON sources.id = source_id WHERE collection_id = ? AND path = ? AND embedder = ?""",
            collection.id,
            path,
            collection.embedder,
        )
        return {(title, heading, text): vector for title, heading, text, vector in rows}

    def vectors(self, ids: Sequence[int], dimension: int) -> tuple[list[int], Vectors]:
        """The ids that have a vector of that length, and those vectors [n, dimension]."""
        found: list[tuple[int, bytes]] = []
        for part in _parts(ids):
            marks = ", ".join("?" * len(part))
            found += self._rows(
                f"SELECT chunk_id, vector FROM vectors WHERE chunk_id IN ({marks}) AND length(vector) = ?",
                *part,
                4 * dimension,
            )
        data = b"".join(vector for _, vector in found)
        return [id for id, _ in found], np.frombuffer(data, dtype="<f4").reshape(-1, dimension)

    def stale_chunks(self, collection: Collection, limit: int) -> list[tuple[int, str, Chunk]]:
        """Chunks without a vector of the collection's embedder: (id, title of the source, chunk)."""
        rows = self._rows(
            f"""SELECT chunks.id, title, text, page, heading, first, last FROM chunks
            LEFT JOIN vectors ON chunk_id = chunks.id {_OF_COLLECTION}
            AND (vectors.embedder IS NULL OR vectors.embedder <> ? OR length(vector) <> ?) LIMIT ?""",
            collection.id,
            collection.embedder,
            4 * collection.dimension,
            limit,
        )
        return [(row[0], row[1], Chunk(*row[2:])) for row in rows]

    def write_vectors(self, collection: Collection, ids: Sequence[int], vectors: Vectors) -> None:
        with self.transaction() as db:
            rows = ((id, collection.embedder, _blob(vector)) for id, vector in zip(ids, vectors, strict=True))
            db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
            _changed(db, collection)

    def chunks(self, ids: Sequence[int]) -> dict[int, Found]:
        """Chunks with their places, by id; those that are gone are left out."""
        rows: list[tuple[int, int, str, str, int | None, str, str, int, int]] = []
        for part in _parts(ids):
            marks = ", ".join("?" * len(part))
            rows += self._rows(
                f"""SELECT chunks.id, source_id, path, name, page, heading, text, first, last
                FROM chunks JOIN sources ON sources.id = source_id WHERE chunks.id IN ({marks})""",
                *part,
            )
        return {row[0]: Found(*row) for row in rows}

    def search_words(self, collections: Sequence[Collection], match: str, limit: int) -> list[int]:
        """Ids of the chunks that match an FTS5 expression, best BM25 first; headings count half."""
        marks = ", ".join("?" * len(collections))
        rows = self._rows(
            f"""SELECT words.rowid FROM words JOIN chunks ON chunks.id = words.rowid
            JOIN sources ON sources.id = chunks.source_id
            WHERE words MATCH ? AND sources.collection_id IN ({marks})
            ORDER BY bm25(words, 0.5, 1.0), words.rowid LIMIT ?""",
            match,
            *(collection.id for collection in collections),
            limit,
        )
        return [row[0] for row in rows]

    # Health

    def counts(self, collection: Collection) -> tuple[int, int, int]:
        """Rows of chunks, of words and of vectors by the present embedder."""
        (row,) = self._rows(
            f"""SELECT count(*), count(words_docsize.id), count(vectors.chunk_id) FROM chunks
            LEFT JOIN words_docsize ON words_docsize.id = chunks.id
            LEFT JOIN vectors ON chunk_id = chunks.id AND embedder = ? AND length(vector) = ?
            {_OF_COLLECTION}""",
            collection.embedder,
            4 * collection.dimension,
            collection.id,
        )
        return (row[0], row[1], row[2])

    def check_words(self) -> bool:
        """Whether the words agree with the chunks; if not, they are made anew."""
        try:
            with self.transaction() as db:
                db.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
            return True
        except BadFile:
            with self.transaction() as db:
                db.execute("INSERT INTO words (words) VALUES ('rebuild')")
            return False

    def check_file(self) -> None:
        """Raise `BadFile` if SQLite finds the database damaged."""
        problems = [row[0] for row in self._rows("PRAGMA quick_check(3)")]
        if problems != ["ok"]:
            raise damaged(self._database.path, "; ".join(problems))


def _changed(db: sqlite3.Connection, collection: Collection) -> None:
    db.execute("UPDATE collections SET generation = generation + 1 WHERE id = ?", (collection.id,))


def _blob(vector: Vectors) -> bytes:
    return vector.astype("<f4").tobytes()


def _parts(ids: Sequence[int], size: int = 5000) -> Iterable[Sequence[int]]:
    """`ids` in parts that fit SQLite's limit on values in a statement."""
    return (ids[at : at + size] for at in range(0, len(ids), size))


def _reason(info: SourceInfo, mtime_ns: int) -> dict[str, str]:
    """The parts of the stored error; its message without the path, which whoever lists sources knows.

    Not that error if the file, then of `mtime_ns`, has changed: it may be put right by now.
    """
    with contextlib.suppress(OSError):
        if Path(info.path).stat().st_mtime_ns != mtime_ns:
            return {
                "error": "It was changed since it could not be read.",
                "cause": "",
                "fix": "Read it again.",
            }
    wire = json.loads(info.error)
    message = wire["message"].removeprefix(f"{info.path} was not indexed.").strip()
    cause = wire.get("cause", "")
    return {"error": message or cause, "cause": cause if message else "", "fix": wire.get("fix", "")}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
