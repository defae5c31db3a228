"""The library as the rest of the engine sees it: typed calls to the library worker. Loads nothing heavy."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from engine.cancel import Cancel
from engine.errors import WorkerCrashed
from engine.library.types import (
    MARKER,
    READING,
    AddResult,
    CheckedCollection,
    ChunkProgress,
    CollectionInfo,
    FileProgress,
    Passage,
    Surroundings,
)
from engine.paths import Home
from engine.workers.supervisor import Event, Worker

OnFile = Callable[[FileProgress], None]
OnChunks = Callable[[ChunkProgress], None]
OnRestart = Callable[[], None]
Watch = Callable[[Event], None]
_log = logging.getLogger(__name__)


def _ignore(*_: Any) -> None:
    """For callers who do not follow along."""


class Library:
    """Collections of documents in one data folder. The worker starts with the first call.

    All methods raise `InUse` if another Macaw has the library open, `StorageError` if its folder cannot
    be written, and `WorkerCrashed` if the worker died.
    """

    def __init__(self, home: Home, embedder: Callable[[], Path]) -> None:
        """`embedder` gives the path of the embedding model's GGUF, making it if needed."""
        self._home, self._embedder = home, embedder
        self.worker = Worker("library", home.logs / "library.log")

    def add(
        self,
        collection: str,
        paths: Sequence[Path],
        *,
        retry: bool = False,
        on_progress: OnFile = _ignore,
        on_chunks: OnChunks = _ignore,
        on_restart: OnRestart = _ignore,
        cancel: Cancel | None = None,
    ) -> AddResult:
        """Index files and folders; what is unchanged is skipped. One bad file never stops the others.

        `retry` reads files again that failed before and have not changed; named files always are.
        A worker that crashes is started again once, and goes on where it was: then `on_restart` is called.
        Raises `Cancelled` once `cancel` is pressed; what was indexed until then is kept.
        """
        names = [str(path.expanduser().absolute()) for path in paths]
        args = {"collection": collection, "paths": names, "retry": retry, "embedder": str(self._embedder())}
        result = self._ask("add", args, _follow(on_progress, on_chunks), cancel, on_restart)
        return AddResult.model_validate(result)

    def reindex(
        self,
        collection: str,
        sources: Sequence[str] = (),
        *,
        on_progress: OnFile = _ignore,
        on_chunks: OnChunks = _ignore,
        on_restart: OnRestart = _ignore,
        cancel: Cancel | None = None,
    ) -> AddResult:
        """Read a collection's files again, or some by path or name, changed or not; forget what is gone."""
        args = {"collection": collection, "sources": [*sources], "embedder": str(self._embedder())}
        result = self._ask("reindex", args, _follow(on_progress, on_chunks), cancel, on_restart)
        return AddResult.model_validate(result)

    def create(self, collection: str) -> CollectionInfo:
        """Make an empty collection. Raises `InputError` if the name is taken or cannot be one."""
        args = {"collection": collection, "embedder": str(self._embedder())}
        return CollectionInfo.model_validate(self._ask("create", args))

    def rename(self, collection: str, to: str) -> None:
        """Give a collection another name. Raises `InputError` as `create` does."""
        self._ask("rename", {"collection": collection, "to": to})

    def search(self, collections: Sequence[str], query: str, *, limit: int = 5) -> Sequence[Passage]:
        """The passages that fit the query best. Raises `NotFound` for an unknown collection."""
        args = {
            "collections": [*collections],
            "query": query,
            "limit": limit,
            "embedder": str(self._embedder()),
        }
        found = self._ask("search", args)
        return [Passage.model_validate(passage) for passage in found]

    def surroundings(self, source_id: int, start: int, end: int, reach: int) -> Surroundings:
        """A passage in the text of its document, with about `reach` characters on both sides."""
        args = {"source_id": source_id, "start": start, "end": end, "reach": reach}
        return Surroundings.model_validate(self._ask("surroundings", args))

    def list(self, collection: str | None = None) -> Sequence[CollectionInfo]:
        """All collections, or one, with their sources."""
        return [CollectionInfo.model_validate(info) for info in self._ask("list", {"collection": collection})]

    def names(self) -> Sequence[str]:
        """The collections' names, read beside the worker: cheap, and it need not run; empty if it is damaged."""
        file = self._home.library / "library.db"
        try:
            with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=1)) as db:
                return [name for (name,) in db.execute("SELECT name FROM collections ORDER BY name")]
        except sqlite3.Error:  # not there yet, or whoever opens it in earnest will say what is wrong
            return []

    def remove(self, collection: str, source: str | None = None) -> None:
        """Forget a collection, or one source of it by path or file name. Files are never touched."""
        self._ask("remove", {"collection": collection, "source": source})

    def check(self, collection: str | None = None) -> Sequence[CheckedCollection]:
        """Compare all that is stored and repair what differs."""
        found = self._ask("check", {"collection": collection, "embedder": str(self._embedder())})
        return [CheckedCollection.model_validate(report) for report in found]

    def close(self) -> None:
        """End the worker."""
        self.worker.close()

    def _ask(
        self,
        name: str,
        args: dict[str, Any],
        watch: Watch = _ignore,
        cancel: Cancel | None = None,
        on_restart: OnRestart | None = None,
    ) -> Any:
        """All commands may be repeated. Once are: long ones, for they go on where they were; those that only
        read, for the worker may have died of something else; and the others if the marker says that Chroma was
        at work: it may crash on its own files, and the next worker makes them anew.
        """
        self._home.ensure()
        cancel = cancel or Cancel()
        try:
            return self._ask_once(name, args, watch, cancel)
        except WorkerCrashed as error:
            once = on_restart is None and name not in READING
            if once and not (self._home.library / MARKER).exists():
                raise
            _log.warning("The library's worker is started again: %s", error)
            (on_restart or _ignore)()
            return self._ask_once(name, args, watch, cancel)

    def _ask_once(self, name: str, args: dict[str, Any], watch: Watch, cancel: Cancel) -> Any:
        request = self.worker.request(name, home=str(self._home.root), **args)
        answer: Any = None
        with cancel.calling(request.cancel):
            for event in request.events():
                watch(event)
                answer = event.get("result")
        return answer


def _follow(on_file: OnFile, on_chunks: OnChunks) -> Watch:
    """Hands the worker's events on as what they are."""

    def watch(event: Event) -> None:
        fields = {name: value for name, value in event.items() if name not in ("id", "event")}
        if event["event"] == "file":
            on_file(FileProgress.model_validate(fields))
        elif event["event"] == "chunks":
            on_chunks(ChunkProgress.model_validate(fields))

    return watch
