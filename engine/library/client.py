"""The library as the rest of the engine sees it: typed calls to the library worker. Loads nothing heavy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engine.errors import WorkerCrashed
from engine.library.types import (
    MARKER,
    AddResult,
    CheckedCollection,
    CollectionInfo,
    FileProgress,
    Passage,
)
from engine.paths import Home
from engine.workers.supervisor import Event, Request, Worker


class Library:
    """Collections of documents in one data folder. The worker starts with the first call.

    All methods raise `InUse` if another Macaw has the library open, `StorageError` if its folder cannot
    be written, and `WorkerCrashed` if the worker died.
    """

    def __init__(self, home: Home, embedder: Callable[[], Path]) -> None:
        """`embedder` gives the path of the embedding model's GGUF, making it if needed."""
        self._home, self._embedder = home, embedder
        self.worker = Worker("library", home.logs / "library.log")
        self._adding: Request | None = None

    def add(
        self,
        collection: str,
        paths: Sequence[Path],
        *,
        retry: bool = False,
        on_progress: Callable[[FileProgress], None] | None = None,
    ) -> AddResult:
        """Index files and folders; what is unchanged is skipped. One bad file never stops the others.

        `retry` reads files again that failed before and have not changed; named files always are.
        Raises `Cancelled` after `cancel`; what was indexed until then is kept.
        """

        def watch(event: Event) -> None:
            if event["event"] == "file" and on_progress:
                fields = {name: event[name] for name in ("done", "total", "name", "state")}
                on_progress(FileProgress.model_validate(fields))

        names = [str(path.expanduser().absolute()) for path in paths]
        args = {"collection": collection, "paths": names, "retry": retry, "embedder": str(self._embedder())}
        result = self._ask("add", args, watch)
        return AddResult.model_validate(result)

    def cancel(self) -> None:
        """Stop the `add` or `check` that runs in another thread."""
        if self._adding:
            self._adding.cancel()

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

    def list(self, collection: str | None = None) -> Sequence[CollectionInfo]:
        """All collections, or one, with their sources."""
        return [CollectionInfo.model_validate(info) for info in self._ask("list", {"collection": collection})]

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

    def _ask(self, name: str, args: dict[str, Any], watch: Callable[[Event], None] | None = None) -> Any:
        self._home.ensure()
        try:
            return self._ask_once(name, args, watch)
        except WorkerCrashed:
            # Chroma may crash on its own files. The marker says that it was at work, and makes the next
            # worker build the index anew; all commands may be repeated.
            if not (self._home.library / MARKER).exists():
                raise
            return self._ask_once(name, args, watch)

    def _ask_once(self, name: str, args: dict[str, Any], watch: Callable[[Event], None] | None) -> Any:
        request = self.worker.request(name, home=str(self._home.root), **args)
        if name in ("add", "check"):
            self._adding = request
        answer: Any = None
        try:
            for event in request.events():
                if watch:
                    watch(event)
                answer = event.get("result")
        finally:
            if self._adding is request:
                self._adding = None
        return answer
