"""Engine: the one facade that the window, the command line and the server use.

Importing it loads neither torch nor llama.cpp nor Chroma: those live in worker processes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engine import datasets
from engine.answering import Answer, answer
from engine.cancel import Cancel
from engine.conversion.to_gguf import convert_adapter
from engine.errors import InputError
from engine.inference.client import ChatClient, OnText, Voice
from engine.library.client import Library
from engine.library.embedder_file import EMBEDDER_FILE, EMBEDDER_ID, ensure_embedder
from engine.library.types import AddResult, CheckedCollection, CollectionInfo, FileProgress, Passage
from engine.lock import HomeLock
from engine.models.catalogue import Catalogue
from engine.paths import Home, as_id
from engine.persona_file import export_persona, import_persona
from engine.personas import PLAIN, Shelf, parse_voice
from engine.runs import Runs
from engine.store import Store
from engine.training.pipeline import OnEvent, Pipeline
from engine.types import Message, ModelInfo, Parity, Persona, Reply, RunInfo, Sampling, TrainSettings


def _ignore(_: Any) -> None:
    """For callers who do not follow along."""


class Engine:
    """Everything Macaw can do, in one data folder. Use it as a context manager, or `close` it.

    What only reads works beside another Macaw; what writes takes the folder's lock and raises `InUse`.
    """

    def __init__(self, home: Path | None = None) -> None:
        self.home = Home(home)
        self._lock = HomeLock(self.home)
        self._catalogue = Catalogue(self.home)
        self._shelf = Shelf(self.home)
        self._runs = Runs(self.home)
        self._pipeline = Pipeline(self.home, self._catalogue, self._shelf, self._runs)
        self._chat = ChatClient(self.home, self._catalogue, self._shelf)
        self._library = Library(self.home, self.embedder)
        self._store: Store | None = None

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers and release the data folder."""
        self._chat.close()
        self._library.close()
        if self._store:
            self._store.close()
        self._lock.release()

    def _writing(self) -> None:
        self._lock.acquire()

    # Base models

    def models(self) -> list[ModelInfo]:
        return self._catalogue.list()

    def model(self, id: str = "") -> ModelInfo:
        return self._catalogue.get(id)

    def add_model(self, path: Path, id: str = "") -> ModelInfo:
        self._writing()
        return self._catalogue.add(path, id)

    def remove_model(self, id: str) -> None:
        self._writing()
        self._catalogue.remove(id)

    # Personas

    def personas(self) -> list[Persona]:
        return self._shelf.list()

    def persona(self, id: str) -> Persona:
        return self._shelf.get(id)

    def persona_card(self, id: str) -> str:
        """The persona's card in Markdown; empty if it has none."""
        card = self._shelf.folder(id) / "card.md" if id != PLAIN.id else None
        return card.read_text(encoding="utf-8") if card and card.is_file() else ""

    def create_persona(self, persona: Persona) -> None:
        """Put a new persona without an adapter on the shelf. Raises `InputError` if the name is taken."""
        self._writing()
        if any(known.id == persona.id for known in self._shelf.list()):
            raise InputError(f"There is a persona called “{persona.id}” already.", fix="Choose another name.")
        self._shelf.save(persona)

    def export_persona(self, id: str, file: Path) -> None:
        export_persona(self._shelf, id, file)

    def import_persona(self, file: Path, id: str = "") -> Persona:
        self._writing()
        return import_persona(self._shelf, self._catalogue, file, id)

    def remove_persona(self, id: str) -> None:
        self._writing()
        self._shelf.remove(id)

    # Datasets

    def check_data(self, path: Path) -> tuple[datasets.Dataset, datasets.Description]:
        """Read a file of examples, bad rows and all, and describe it."""
        dataset = datasets.read_dataset(path, strict=False)
        return dataset, datasets.describe(dataset.examples)

    def split_data(self, path: Path, id: str = "", seed: int = 0) -> datasets.DatasetInfo:
        """Split a file of examples by `seed` and store it under `id`, the file's name by default."""
        self._writing()
        return datasets.import_dataset(self.home, path, id=id or as_id(path.stem), seed=seed)

    # Training

    def train(
        self,
        data: Path,
        persona: Persona,
        settings: TrainSettings,
        *,
        base: str = "",
        replace: bool = False,
        on_event: OnEvent = _ignore,
        cancel: Cancel | None = None,
    ) -> tuple[RunInfo, Parity]:
        """Teach `persona` the examples in `data`; it is on the shelf when this returns."""
        self._writing()
        run = self._pipeline.start(data, persona, base, settings, replace=replace)
        on_event({"event": "run", "run": run.id})
        return self._pipeline.go_on(run, on_event, cancel or Cancel())

    def resume(
        self, run: str, *, on_event: OnEvent = _ignore, cancel: Cancel | None = None
    ) -> tuple[RunInfo, Parity]:
        """Go on with a run that was stopped, cut off or failed."""
        self._writing()
        return self._pipeline.go_on(self._runs.get(run), on_event, cancel or Cancel())

    def runs(self) -> Sequence[RunInfo]:
        """All runs, oldest first. Runs cut off by a crash are found and marked on the way."""
        with contextlib.suppress(Exception):
            self._writing()
            self._runs.mark_interrupted()
        return self._runs.list()

    def run(self, id: str) -> RunInfo:
        return self._runs.get(id)

    def metrics(self, run: str) -> Sequence[dict[str, Any]]:
        return self._runs.metrics(run)

    def convert(self, adapter_dir: Path, base: str, out: Path) -> Any:
        """A PEFT folder as a GGUF adapter for the base model `base`."""
        model = self._catalogue.get(base)
        return convert_adapter(
            adapter_dir, model.path, out, extra_metadata={"macaw.base.sha256": model.sha256}
        )

    # Chat

    def voice(self, text: str, base: str = "") -> Voice:
        """`pirate:0.7+bard:0.3` as something that can speak."""
        return self._chat.voice(parse_voice(text), base)

    def reply(
        self,
        messages: Sequence[Message],
        voice: Voice,
        *,
        sampling: Sampling | None = None,
        on_text: OnText = _ignore,
        cancel: Cancel | None = None,
    ) -> Reply:
        """Answer the last message as `voice`, piece by piece through `on_text`."""
        return self._chat.reply(messages, voice, sampling or voice.sampling, on_text, cancel or Cancel())

    def load(self, voice: Voice) -> float:
        """Make the voice's base model resident; seconds it took."""
        return self._chat.load(voice)

    # Library

    def ask(
        self,
        question: str,
        collection: str,
        voice: Voice,
        *,
        history: Sequence[Message] = (),
        sampling: Sampling | None = None,
        on_text: OnText = _ignore,
        cancel: Cancel | None = None,
    ) -> Answer:
        """Answer from the documents of a collection, with checked citations."""
        self._writing()
        return answer(
            self._library,
            self._chat,
            question,
            [collection],
            voice,
            history,
            sampling or voice.sampling,
            on_text,
            cancel or Cancel(),
        )

    def add_documents(
        self,
        collection: str,
        paths: Sequence[Path],
        *,
        on_progress: Callable[[FileProgress], None] = _ignore,
        cancel: Cancel | None = None,
    ) -> AddResult:
        """Index files and folders into a collection; one bad file never stops the others."""
        self._writing()
        with (cancel or Cancel()).calling(self._library.cancel):
            return self._library.add(collection, paths, on_progress=on_progress)

    def search(self, collection: str, text: str, limit: int = 5) -> Sequence[Passage]:
        """The passages of a collection that fit `text` best, by meaning and by words."""
        self._writing()
        return self._library.search([collection], text, limit=limit)

    def collections(self) -> Sequence[CollectionInfo]:
        self._writing()
        return self._library.list()

    def collection(self, name: str) -> CollectionInfo:
        self._writing()
        return self._library.list(name)[0]

    def remove_documents(self, collection: str, file: str = "") -> None:
        """Forget a collection or one file of it; the person's own files stay."""
        self._writing()
        self._library.remove(collection, file or None)

    def check_library(self) -> Sequence[CheckedCollection]:
        """Compare text, words, vectors and index; repair what differs."""
        self._writing()
        return self._library.check()

    def embedder(self) -> Path:
        """The embedding model's GGUF, made from the installed weights the first time."""
        return ensure_embedder(self.home.models / EMBEDDER_ID / EMBEDDER_FILE)

    @property
    def store(self) -> Store:
        """Chats and messages."""
        if self._store is None:
            self._writing()
            self._store = Store(self.home.database)
        return self._store
