"""Reads documents through the parse worker, so that a bomb or a parser's crash costs one file."""

from __future__ import annotations

from pathlib import Path

from engine.errors import BadFile, Cancelled, EngineError, WorkerCrashed
from engine.library.documents import Document
from engine.workers.supervisor import Worker

SECONDS = 20.0
MEMORY = 2**30
"""Of address space; pdfium and the interpreter start at about a quarter of it."""


class DocumentReader:
    """One parse worker, started when first needed and started anew after it failed."""

    def __init__(self, log: Path, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.worker = Worker("parse", log, memory_limit=memory)
        self._seconds, self._memory = seconds, memory

    def read(self, path: Path) -> Document:
        """The document in `path`. Raises `BadFile`, naming the file, whatever happened to the parser."""
        try:
            return Document.from_wire(self.worker.ask("parse", timeout=self._seconds, path=str(path)))
        except BadFile as error:
            raise BadFile(
                f"{path} was not indexed. {error.message}", cause=error.cause, fix=error.fix
            ) from error
        except TimeoutError as error:
            cause = f"It took longer than {self._seconds:g} s to read."
            raise BadFile(
                f"{path} was not indexed.", cause=cause, fix="Split it into smaller files."
            ) from error
        except (WorkerCrashed, Cancelled) as error:
            cause = "The parser crashed on it, or it needs too much memory."
            raise BadFile(
                f"{path} was not indexed.", cause=cause, fix="Save it in another format."
            ) from error
        except EngineError as error:
            self.worker.kill()  # after a memory error the heap is in pieces: start afresh
            cause = error.cause or f"{error.message} It may take {self._memory >> 20} MB."
            raise BadFile(
                f"{path} was not indexed.", cause=cause, fix="Save it in another format."
            ) from error

    def close(self) -> None:
        """End the worker."""
        self.worker.close()
