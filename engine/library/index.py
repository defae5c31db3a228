"""The dense index: one Chroma collection for each of ours, made from the store and thrown away at will.

Chroma does not survive being killed while it writes; some of its stores then even crash the process that
opens them. So a marker file stands while it opens or writes. Whoever finds one left behind deletes the
folder, and everything is built again from library.db.
"""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.errors import EngineError, storage_errors
from engine.library.store import Collection, Store, Vectors
from engine.library.types import MARKER
from engine.paths import write_atomic

_log = logging.getLogger(__name__)
_BATCH = 5000
"""Rows in one call; more is refused by Chroma, fewer is slower."""


class DenseIndex:
    """Nearest chunks by cosine. Every method first brings the index into step with the store."""

    def __init__(self, folder: Path, store: Store) -> None:
        """`folder` is Chroma's alone. What a killed process left in it is deleted."""
        self._folder, self._store = folder, store
        self._marker = folder.parent / MARKER
        self._client: Any = None
        self._inode = 0
        self._in_step: dict[int, int] = {}  # collection id to the generation that is indexed
        self._guards = 0
        if self._marker.exists():
            _log.warning("The index was being written when its process ended; it is built again.")
            self.discard()

    def sync(self, collection: Collection) -> bool:
        """Make the index hold exactly the collection's vectors. True if anything had to be changed."""
        if self._in_step.get(collection.id) == collection.generation and self._intact():
            return False
        try:
            return self._sync(collection)
        except BaseException as error:
            if not _is_failure(error):
                raise
            _log.warning("The index cannot be used and is built again: %r", error)
            self.discard()
        try:
            return self._sync(collection)
        except BaseException as error:
            if not _is_failure(error):
                raise
            raise EngineError(
                f"The index in {self._folder} cannot be built.",
                cause=f"{type(error).__name__}: {error}",
                fix="Free some space or check the disk, then try again; library.db has all your documents.",
            ) from error

    def query(self, collection: Collection, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        """The `limit` chunks nearest to the unit vector [dimension]: (chunk id, cosine), nearest first."""
        self.sync(collection)
        try:
            return self._query(collection, vector, limit)
        except BaseException as error:
            if not _is_failure(error):
                raise
            _log.warning("The index failed and is built again: %r", error)
        self.discard()
        self.sync(collection)
        return self._query(collection, vector, limit)

    def count(self, collection: Collection) -> int:
        """Vectors in the index."""
        self.sync(collection)
        return int(self._get(collection).count())

    def remove(self, collection: Collection) -> None:
        """Forget a collection that is gone from the store."""
        if self._client is not None and self._in_step.pop(collection.id, None) is not None:
            with self._guarded():
                self._client.delete_collection(collection.key)

    def discard(self) -> None:
        """Delete the whole index."""
        self.close()
        with storage_errors(self._folder):
            if self._folder.is_dir():
                shutil.rmtree(self._folder)
            else:
                self._folder.unlink(missing_ok=True)
            self._marker.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of Chroma's files."""
        client, self._client = self._client, None
        self._in_step.clear()
        if "chromadb" not in sys.modules:
            return
        from chromadb.api.shared_system_client import SharedSystemClient

        if client is not None:
            try:
                client.close()
            except Exception as error:
                _log.warning("Chroma did not close: %r", error)
        # Else a new client at this path gets the old system, even one that failed to start.
        SharedSystemClient.clear_system_cache()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Around everything that makes Chroma open or write. If the body fails the marker stays."""
        if not self._guards:
            write_atomic(self._marker, "The index is being written. If no Macaw runs, it is built again.\n")
        self._guards += 1
        try:
            yield
        finally:
            self._guards -= 1
        if not self._guards:
            with storage_errors(self._marker):
                self._marker.unlink(missing_ok=True)

    def _sync(self, collection: Collection) -> bool:
        with self._guarded():
            self._open()
            changed = self._bring_into_step(collection)
            # The first query reads the graph from disk, where a damaged one shows: it must happen in here.
            if self._store.counts(collection)[2]:
                self._query(collection, _unit(collection.dimension), 1)
        self._in_step[collection.id] = collection.generation
        return changed

    def _bring_into_step(self, collection: Collection) -> bool:
        wanted = self._store.counts(collection)[2]
        chroma = None
        if collection.key in {found.name for found in self._client.list_collections()}:
            chroma = self._get(collection)
            stamp = chroma.metadata or {}
            if stamp.get("embedder") != collection.embedder:
                self._client.delete_collection(collection.key)
                chroma = None
            elif stamp.get("generation") == collection.generation and chroma.count() == wanted:
                return False
        if chroma is None:
            chroma = self._client.create_collection(
                collection.key,
                metadata={"embedder": collection.embedder, "generation": -1},
                configuration={"hnsw": {"space": "cosine"}},
                embedding_function=None,  # the default one downloads a model
            )
        self._exchange(collection, chroma)
        if chroma.count() != wanted:
            raise RuntimeError("Chroma does not count what was added")
        chroma.modify(metadata={"embedder": collection.embedder, "generation": collection.generation})
        return True

    def _exchange(self, collection: Collection, chroma: Any) -> None:
        """Take out of Chroma what the store no longer has and put in what it lacks."""
        want = set(self._store.chunk_ids(collection))
        have = {int(id) for id in chroma.get(include=[])["ids"]}
        gone, new = sorted(have - want), sorted(want - have)
        for at in range(0, len(gone), _BATCH):
            chroma.delete(ids=[str(id) for id in gone[at : at + _BATCH]])
        for at in range(0, len(new), _BATCH):
            ids, vectors = self._store.vectors(new[at : at + _BATCH], collection.dimension)
            if ids:
                chroma.add(ids=[str(id) for id in ids], embeddings=vectors)

    def _get(self, collection: Collection) -> Any:
        return self._client.get_collection(collection.key, embedding_function=None)

    def _query(self, collection: Collection, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        found = self._get(collection).query(
            query_embeddings=vector[None], n_results=limit, include=["distances"]
        )
        return [
            (int(id), 1.0 - float(distance))
            for id, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def _open(self) -> None:
        if self._client is not None and self._intact():
            return
        if self._client is not None:  # someone deleted or replaced the folder under us
            self.close()
            shutil.rmtree(self._folder, ignore_errors=True)
        import chromadb
        from chromadb.config import Settings

        self._client = chromadb.PersistentClient(
            path=str(self._folder), settings=Settings(anonymized_telemetry=False, is_persistent=True)
        )
        self._inode = self._database.stat().st_ino
        ours = {collection.key for collection in self._store.collections()}
        for found in self._client.list_collections():
            if found.name not in ours:
                self._client.delete_collection(found.name)

    @property
    def _database(self) -> Path:
        return self._folder / "chroma.sqlite3"

    def _intact(self) -> bool:
        try:
            return self._client is not None and self._database.stat().st_ino == self._inode
        except OSError:
            return False


def _unit(dimension: int) -> Vectors:
    import numpy as np

    vector = np.zeros(dimension, dtype=np.float32)
    vector[0] = 1
    return vector


def _is_failure(error: BaseException) -> bool:
    """Whether Chroma broke. A panic in its Rust code is a `BaseException` but no wish to stop."""
    panicked = type(error).__name__ == "PanicException"
    return panicked or (isinstance(error, Exception) and not isinstance(error, EngineError))
