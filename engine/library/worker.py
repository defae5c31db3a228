"""The service "library": owns library.db, the embedder and Chroma, and keeps them open between commands.

Every command takes `home`, the data folder; those that need vectors also `embedder`, a GGUF's path.
Only one process at a time may have a library open.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from engine.errors import EngineError, InputError, InUse, NotFound, storage_errors
from engine.library.embedder import Embedder
from engine.library.index import DenseIndex
from engine.library.ingest import Ingest, reembed
from engine.library.reader import DocumentReader
from engine.library.search import search
from engine.library.store import Collection, Store
from engine.library.surroundings import around
from engine.library.types import CheckedCollection, CollectionInfo, SourceInfo
from engine.paths import Home
from engine.types import MAX_NAME, is_one_line
from engine.workers.service import Arguments, Command, Task


class _Session:
    """An open library."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root)
        folder = self.home.library
        with storage_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(folder / ".lock", timeout=0)
            try:
                self._lock.acquire()
            except Timeout:
                raise InUse(
                    f"The library in {folder} is in use.",
                    cause="Another Macaw works with it.",
                    fix="Close the other one, or choose another data folder with MACAW_HOME.",
                ) from None
        try:
            self.store = Store(folder / "library.db")
            self.index = DenseIndex(folder / "chroma", self.store)
        except BaseException:
            self._lock.release()
            raise
        self.reader = DocumentReader(self.home.logs / "parse.log")
        self._embedder: Embedder | None = None

    def embedder(self, path: str) -> Embedder:
        if self._embedder is None or self._embedder.path != Path(path):
            loaded = Embedder(Path(path))
            if self._embedder:
                self._embedder.close()
            self._embedder = loaded
        return self._embedder

    def collection(self, name: str) -> Collection:
        found = self.store.collection(_checked_name(name))
        if found is None:
            known = ", ".join(collection.name for collection in self.store.collections()) or "none yet"
            raise NotFound(f"There is no collection “{name}”.", cause=f"The library has: {known}.")
        return found

    def close(self) -> None:
        self.index.close()
        self.store.close()
        self.reader.close()
        if self._embedder:
            self._embedder.close()
        self._lock.release()


_session: _Session | None = None


def _open(args: Arguments) -> _Session:
    global _session
    root = Path(args["home"])
    if _session and _session.home.root != root:
        _session.close()
        _session = None
    if _session is None:
        _session = _Session(root)
    return _session


def _checked_name(name: str) -> str:
    """Any text of one line may name a collection; ids in the files come from elsewhere."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name or len(name) > MAX_NAME or not is_one_line(name):
        raise InputError(
            f"“{name[:MAX_NAME]}” cannot name a collection.",
            fix=f"Use one line of 1 to {MAX_NAME} characters.",
        )
    return name


def _add(task: Task, args: Arguments) -> dict[str, Any]:
    """`paths` (files and folders) into `collection`; events "file" and "chunks"; an `AddResult`."""
    name = _checked_name(args["collection"])
    session = _open(args)
    embedder = session.embedder(args["embedder"])
    run = Ingest(session.store, session.index, embedder, session.reader, task, name)
    paths = [Path(path) for path in args["paths"]]
    return run.run(paths, session.home.root, retry=bool(args.get("retry"))).model_dump()


def _reindex(task: Task, args: Arguments) -> dict[str, Any]:
    """Read the files of `collection` once more, or only `sources` (paths or file names); as `_add`."""
    session = _open(args)
    collection = session.collection(args["collection"])
    embedder = session.embedder(args["embedder"])
    wanted = [_source(session, collection, name) for name in args["sources"]]
    sources = wanted or session.store.sources(collection)
    run = Ingest(session.store, session.index, embedder, session.reader, task, collection.name)
    return run.run_again(sources).model_dump()


def _create(task: Task, args: Arguments) -> dict[str, Any]:
    """An empty collection called `collection`, as a `CollectionInfo`."""
    name = _checked_name(args["collection"])
    session = _open(args)
    _refuse_taken(session, name)
    embedder = session.embedder(args["embedder"])
    created = session.store.create_collection(name, embedder.identity, embedder.dimension)
    return _info(session, created).model_dump()


def _rename(task: Task, args: Arguments) -> None:
    """Call `collection` by the name `to`."""
    session = _open(args)
    collection, name = session.collection(args["collection"]), _checked_name(args["to"])
    if name != collection.name:
        _refuse_taken(session, name)
        session.store.rename_collection(collection, name)


def _refuse_taken(session: _Session, name: str) -> None:
    if session.store.collection(name):
        raise InputError(f"There is a collection called “{name}” already.", fix="Choose another name.")


def _surroundings(task: Task, args: Arguments) -> dict[str, Any]:
    """The text around characters `start` to `end` of the source `source_id`, as `Surroundings`."""
    text = _open(args).store.text(args["source_id"])
    if not text:
        raise NotFound("The document is no longer in the library.", fix="Search again.")
    return around(text, args["start"], args["end"], args["reach"]).model_dump()


def _search(task: Task, args: Arguments) -> list[dict[str, Any]]:
    """The `limit` best passages for `query` in `collections`, as `Passage`s."""
    session = _open(args)
    collections = [session.collection(name) for name in dict.fromkeys(args["collections"])]
    if not collections:
        raise InputError("No collection was chosen.", fix="Name at least one.")
    embedder = session.embedder(args["embedder"])
    for collection in collections:
        if collection.embedder != embedder.identity:
            raise InputError(
                f"“{collection.name}” was indexed with another embedding model.",
                cause="Vectors of different models cannot be compared.",
                fix="Run `macaw library check`: it embeds the collection again, without needing the files.",
            )
    found = search(session.store, session.index, embedder, collections, args["query"], int(args["limit"]))
    return [passage.model_dump() for passage in found]


def _list(task: Task, args: Arguments) -> list[dict[str, Any]]:
    """Every collection, or the one called `collection`, with its sources, as `CollectionInfo`s."""
    session = _open(args)
    return [_info(session, collection).model_dump() for collection in _chosen(session, args)]


def _info(session: _Session, collection: Collection) -> CollectionInfo:
    sources = session.store.sources(collection)
    chunks = sum(source.chunks for source in sources)
    return CollectionInfo(name=collection.name, chunks=chunks, embedder=collection.embedder, sources=sources)


def _chosen(session: _Session, args: Arguments) -> Sequence[Collection]:
    return [session.collection(args["collection"])] if args.get("collection") else session.store.collections()


def _remove(task: Task, args: Arguments) -> None:
    """A collection, or with `source` (its path or file name) one source of it. The files stay untouched."""
    session = _open(args)
    collection = session.collection(args["collection"])
    wanted = args.get("source")
    if not wanted:
        session.store.remove_collection(collection)
        session.index.remove(collection)
        return
    session.store.remove_source(collection, _source(session, collection, wanted).id)
    session.index.sync(session.collection(collection.name))


def _source(session: _Session, collection: Collection, wanted: str) -> SourceInfo:
    """The source at a path or with a file name."""
    sources = session.store.sources(collection)
    matching = [source for source in sources if source.path == wanted] or [
        source for source in sources if source.name == wanted
    ]
    if not matching:
        raise NotFound(f"“{wanted}” is not in the collection “{collection.name}”.")
    if len(matching) > 1:
        raise InputError(
            f"“{collection.name}” has {len(matching)} files called “{wanted}”.",
            fix=f"Give the whole path, such as {matching[0].path}.",
        )
    return matching[0]


def _check(task: Task, args: Arguments) -> list[dict[str, Any]]:
    """Compare text, words, vectors and index, and repair what differs; a `CheckedCollection` for each."""
    session = _open(args)
    store, index = session.store, session.index
    store.check_file()
    words_were_right = store.check_words()
    checked = []
    for collection in _chosen(session, args):
        task.check()
        repaired = [] if words_were_right else ["words"]
        embedder = session.embedder(args["embedder"])
        if collection.embedder != embedder.identity or store.stale_chunks(collection, 1):
            collection = reembed(store, embedder, collection, task)
            repaired.append("vectors")
        if index.sync(collection):
            repaired.append("index")
        chunks, words, vectors = store.counts(collection)
        in_index = index.count(collection)
        if not chunks == words == vectors == in_index:
            raise EngineError(
                f"“{collection.name}” could not be repaired.",
                cause=f"{chunks} chunks, {words} in words, {vectors} vectors, {in_index} in the index.",
                fix="Remove the collection and add its files again.",
            )
        report = CheckedCollection(
            name=collection.name,
            chunks=chunks,
            words=words,
            vectors=vectors,
            index=in_index,
            repaired=repaired,
        )
        checked.append(report.model_dump())
    return checked


COMMANDS: dict[str, Command] = {
    "add": _add,
    "reindex": _reindex,
    "search": _search,
    "surroundings": _surroundings,
    "list": _list,
    "create": _create,
    "rename": _rename,
    "remove": _remove,
    "check": _check,
}
