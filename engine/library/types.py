"""What the library hands out. Pydantic, so that it crosses the worker's wire checked; nothing heavy."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

MARKER = "index.dirty"
"""File in the library folder that is there exactly while Chroma's folder may be half written."""

READING = frozenset({"list", "search", "surroundings"})
"""Commands that may run in the midst of an `add`, and be asked again after a crash: they change nothing."""

SourceState = Literal["ready", "stale", "failed"]
Outcome = Literal["indexed", "unchanged", "moved", "failed", "removed"]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Passage(_Frozen):
    """A chunk that was found. `start` and `end` are characters in the text of its source.

    `score` orders passages of one search (reciprocal-rank fusion, higher is better) and means nothing
    across searches; `similarity` is the cosine to the query in [-1, 1], 0 if found by its words only.
    """

    number: int
    text: str
    file: str
    path: str
    page: int | None
    heading: str
    source_id: int
    chunk_id: int
    start: int
    end: int
    score: float
    similarity: float = 0.0


class FileError(_Frozen):
    """Why one file could not be indexed: the parts of an `EngineError`, with the file's path."""

    file: str
    message: str
    cause: str = ""
    fix: str = ""


class FileProgress(_Frozen):
    """One file of an `add` is finished: the `done`th of `total`."""

    done: int
    total: int
    name: str
    state: Outcome


class ChunkProgress(_Frozen):
    """Within one file of an `add`, the `file`th of `files`: `done` of `total` chunks have their vectors.

    `total` is 0 while the file is read and cut, and its chunks are not known yet.
    """

    name: str
    done: int
    total: int
    file: int
    files: int


class AddResult(_Frozen):
    """What an `add` did, in files; `chunks` were written, `ignored` files were of kinds we do not read."""

    collection: str
    indexed: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    ignored: int = 0
    chunks: int = 0
    failed: list[FileError] = Field(default_factory=list)


class SourceInfo(_Frozen):
    """A file in a collection. `stale` means that it changed and its new content could not be read: what is
    searched is its content before. `error`, `cause` and `fix` say why it is stale or failed."""

    id: int
    path: str
    name: str
    kind: str
    title: str
    size: int
    chunks: int
    state: SourceState
    error: str = ""
    cause: str = ""
    fix: str = ""
    note: str = ""


class CollectionInfo(_Frozen):
    """A collection with its files and how many passages are searchable."""

    name: str
    chunks: int
    embedder: str
    sources: list[SourceInfo] = Field(default_factory=list)

    @property
    def failed(self) -> int:
        """How many of the files could not be read: nothing of them is searched."""
        return sum(source.state == "failed" for source in self.sources)


class Surroundings(_Frozen):
    """The text of a source around a passage. `first` and `last` say that it reaches the document's ends."""

    before: str
    text: str
    after: str
    first: bool
    last: bool


class CheckedCollection(_Frozen):
    """Rows of each part after a check; all four are equal if `repaired` did its work."""

    name: str
    chunks: int
    words: int
    vectors: int
    index: int
    repaired: list[str] = Field(default_factory=list)
