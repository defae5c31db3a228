"""Brings files into a collection: read, cut, embed, commit; one transaction for each file.

A killed run loses the file under way. The next one skips what is there by its content's hash.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path

import numpy as np

from engine.errors import BadFile, EngineError, from_wire
from engine.library import files
from engine.library.chunks import Chunk, split
from engine.library.documents import Document
from engine.library.embedder import Embedder
from engine.library.index import DenseIndex
from engine.library.reader import DocumentReader
from engine.library.store import Collection, FileState, Source, Store, Vectors
from engine.library.types import READING, AddResult, FileError, Outcome, SourceInfo
from engine.workers.service import Task

_INDEX_EVERY = 2000
"""Chunks between two writes to the index; the store has them at once."""
_REPORT_CHUNKS = 64
_REEMBED = 256
_EMBED = 512
_PAUSE_SECONDS = 0.1
"""How often waiting questions are looked for while a document is read, cut and embedded."""


class Ingest:
    """One run of `add`."""

    def __init__(
        self,
        store: Store,
        index: DenseIndex,
        embedder: Embedder,
        reader: DocumentReader,
        task: Task,
        name: str,
    ) -> None:
        self._store, self._index, self._embedder = store, index, embedder
        self._reader, self._task, self._name = reader, task, name
        self._collection = store.collection(name)
        self._failed: list[FileError] = []
        self._failures: list[tuple[FileState, EngineError]] = []  # to be stored once there is a collection
        self._counts: Counter[str] = Counter()
        self._again = False
        self._place = (0, 0)  # the file under way, of how many
        self._paused = 0.0

    def run(self, paths: Sequence[Path], own_folder: Path, *, retry: bool) -> AddResult:
        """Index what is new or changed, forget what is gone from the folders among `paths`."""
        return self._run(files.discover(paths, own_folder), retry=retry)

    def run_again(self, sources: Sequence[SourceInfo]) -> AddResult:
        """Read files that are known already once more, changed or not, and forget those that are gone."""
        self._again = True
        paths = [Path(source.path) for source in sources]
        gone = {path for path in paths if files.is_gone(path)}
        found = files.discover((path for path in paths if path not in gone), Path())
        return self._run(found, retry=True, gone=[source for source in sources if Path(source.path) in gone])

    def _run(self, found: files.Found, *, retry: bool, gone: Sequence[SourceInfo] = ()) -> AddResult:
        for path, error in found.problems:
            self._fail(path, error)
        if self._collection:
            self._collection = reembed(self._store, self._embedder, self._collection, self._task)
        total, unindexed = len(found.files), 0
        try:
            for done, (path, named) in enumerate(found.files.items(), start=1):
                self._task.check()
                self._place = (done, total)
                self._report_chunks(path.name, 0, 0)
                before = self._counts["chunks"]
                state = self._file(path, retry=retry or named)
                self._counts[state] += 1
                self._report(done, total, path.name, state)
                unindexed += self._counts["chunks"] - before
                if unindexed >= _INDEX_EVERY:
                    self._sync()
                    unindexed = 0
                self._task.give_way(READING)
            # Only now: what moved has been found at its new place.
            for id, name in [*self._gone(found), *((source.id, source.path) for source in gone)]:
                assert self._collection
                self._store.remove_source(self._collection, id)
                total += 1
                self._counts["removed"] += 1
                self._report(total, total, Path(name).name, "removed")
        finally:
            self._sync()
        return AddResult(
            collection=self._name,
            indexed=self._counts["indexed"],
            unchanged=self._counts["unchanged"],
            moved=self._counts["moved"],
            removed=self._counts["removed"],
            ignored=found.ignored,
            chunks=self._counts["chunks"],
            failed=self._failed,
        )

    def _file(self, path: Path, *, retry: bool) -> Outcome:
        try:
            file = files.read_state(path)
        except BadFile as error:
            self._fail(path, error)
            return "failed"
        try:
            return self._index_file(file, retry=retry)
        except BadFile as error:
            self._fail(path, error)
            self._failures.append((file, error))
            self._store_failures()
            return "failed"

    def _index_file(self, file: FileState, *, retry: bool) -> Outcome:
        if self._collection:
            known = self._store.find_sources(self._collection, path=file.path)
            if known and (state := self._known(known[0], file, retry=retry)):
                return state
            if not known and self._move(file):
                return "moved"
        document = self._read(Path(file.path))
        chunks = split(document, self._count_tokens)
        if not chunks:
            raise BadFile(f"{file.path} was not indexed.", cause="It holds no text.", fix="Check the file.")
        vectors = self._embed(document, chunks, file)
        with self._store.transaction():
            collection = self._collection or self._store.create_collection(
                self._name, self._embedder.identity, self._embedder.dimension
            )
            self._store.replace_source(collection, file, document, chunks, vectors)
        self._collection = collection
        self._store_failures()
        self._counts["chunks"] += len(chunks)
        return "indexed"

    def _read(self, path: Path) -> Document:
        """The document; questions are answered while the parse worker is at it."""
        with ThreadPoolExecutor(1, thread_name_prefix="read") as thread:
            reading = thread.submit(self._reader.read, path)
            try:
                while not wait([reading], _PAUSE_SECONDS).done:
                    self._pause()
            except BaseException:
                self._reader.worker.kill()  # stopped: nobody waits for the parser
                raise
            return reading.result()

    def _count_tokens(self, text: str) -> int:
        self._pause()
        return self._embedder.count_tokens(text)

    def _pause(self) -> None:
        """Now and then: answer waiting questions, stop if that is wanted. The store must be in order."""
        now = time.monotonic()
        if now - self._paused >= _PAUSE_SECONDS:
            self._task.check()
            self._task.give_way(READING)
            self._paused = time.monotonic()

    def _known(self, source: Source, file: FileState, *, retry: bool) -> Outcome | None:
        """What is to be done for a path that was seen before: nothing, or None to read it again."""
        if source.sha256 == file.sha256 and not self._again:
            if source.state != "ready":
                self._store.mark_ready(source)
            return "unchanged"
        if source.failed_sha256 == file.sha256 and not retry:
            self._fail(Path(file.path), from_wire(source.error_wire()))
            return "failed"
        return None

    def _move(self, file: FileState) -> bool:
        """Take over the source of a file with this content that is gone from its old place."""
        assert self._collection
        for source in self._store.find_sources(self._collection, sha256=file.sha256):
            if not os.path.lexists(source.path):
                self._store.move_source(source, file)
                return True
        return False

    def _embed(self, document: Document, chunks: Sequence[Chunk], file: FileState) -> Vectors:
        """Vectors of the chunks; those that the file had before are not computed again."""
        known = self._store.known_vectors(self._collection, file.path) if self._collection else {}
        result = np.empty((len(chunks), self._embedder.dimension), dtype=np.float32)
        new = []
        for number, chunk in enumerate(chunks):
            vector = known.get((document.title, chunk.heading, chunk.text))
            if vector is None:
                new.append(number)
            else:
                result[number] = np.frombuffer(vector, dtype="<f4")
        reported = 0

        def check(before: int, done: int) -> None:
            nonlocal reported
            self._pause()
            done += before
            if done - reported >= _REPORT_CHUNKS:
                reported = done
                self._report_chunks(file.name, done, len(new))

        for at in range(0, len(new), _EMBED):
            part = new[at : at + _EMBED]
            texts = [chunks[number].embedding_text(document.title) for number in part]
            result[part] = self._embedder.embed(texts, partial(check, at))
        return result

    def _gone(self, found: files.Found) -> Iterator[tuple[int, str]]:
        """Id and path of the sources below the given folders whose files no longer exist.

        Not if a folder is empty altogether: then it is rather a disk that is not mounted.
        """
        for folder in found.folders:
            if self._collection and any(path.is_relative_to(folder) for path in found.files):
                for source in self._store.sources_below(self._collection, folder):
                    if not os.path.lexists(source.path):
                        yield source.id, source.path

    def _fail(self, path: Path, error: EngineError) -> None:
        self._failed.append(
            FileError(file=files.printable(path), message=error.message, cause=error.cause, fix=error.fix)
        )

    def _store_failures(self) -> None:
        """A collection begins with its first good file: a failed first `add` leaves nothing behind."""
        if self._collection:
            for file, error in self._failures:
                self._store.record_failure(self._collection, file, error)
            self._failures.clear()

    def _report(self, done: int, total: int, name: str, state: Outcome) -> None:
        name = files.printable(Path(name))
        self._task.report("file", done=done, total=total, name=name, state=state)

    def _report_chunks(self, name: str, done: int, total: int) -> None:
        file, files_ = self._place
        name = files.printable(Path(name))
        self._task.report("chunks", name=name, done=done, total=total, file=file, files=files_)

    def _sync(self) -> None:
        self._collection = self._store.collection(self._name)
        if self._collection:
            self._index.sync(self._collection)


def reembed(store: Store, embedder: Embedder, collection: Collection, task: Task) -> Collection:
    """Give every chunk a vector of this embedder: after a change of the model, or to repair. Resumable."""
    if collection.embedder != embedder.identity:
        store.use_embedder(collection, embedder.identity, embedder.dimension)
    done = 0

    def check(_: int) -> None:
        task.check()
        task.give_way(READING)

    while True:
        collection = store.collection(collection.name) or collection
        stale = store.stale_chunks(collection, _REEMBED)
        if not stale:
            return collection
        texts = [chunk.embedding_text(title) for _, title, chunk in stale]
        vectors = embedder.embed(texts, check)
        store.write_vectors(collection, [id for id, _, _ in stale], vectors)
        done += len(stale)
        task.report("reembedded", done=done)
