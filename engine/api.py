"""Engine: the one facade that the window, the command line and the server use.

Importing it loads neither torch nor llama.cpp nor Chroma: those live in worker processes.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, get_args

from engine import datasets, machine
from engine.answering import GROUNDED_TEMPERATURE, Answer, answer
from engine.cancel import Cancel as Cancel
from engine.conversion.proved import convert_proved
from engine.conversion.to_gguf import ConvertedAdapter
from engine.data_doctor import DataDoctor
from engine.datasets import DataReport as DataReport
from engine.datasets import Finding as Finding
from engine.errors import Cancelled, EngineError, InputError
from engine.inference.client import N_CTX, ChatClient, OnText, Voice
from engine.library.answers import matching_words
from engine.library.client import Library, OnChunks, OnFile, OnRestart
from engine.library.embedder_file import EMBEDDER_FILE, EMBEDDER_ID, ensure_embedder
from engine.library.types import AddResult as AddResult
from engine.library.types import CheckedCollection as CheckedCollection
from engine.library.types import ChunkProgress as ChunkProgress
from engine.library.types import CollectionInfo as CollectionInfo
from engine.library.types import FileError as FileError
from engine.library.types import FileProgress as FileProgress
from engine.library.types import Passage as Passage
from engine.library.types import SourceInfo as SourceInfo
from engine.library.types import Surroundings as Surroundings
from engine.lock import HomeLock
from engine.models.catalogue import Catalogue, OnBytes, header_of
from engine.models.survey import survey
from engine.paths import Home, as_id
from engine.persona_details import describe_persona
from engine.persona_edits import PersonaEdits
from engine.persona_file import export_persona, import_persona, preview_persona
from engine.personas import PLAIN, Shelf, parse_voice
from engine.runs import Runs
from engine.store import Chat as Chat
from engine.store import Store
from engine.store import StoredMessage as StoredMessage
from engine.training.continuing import Start
from engine.training.outline import outline
from engine.training.pipeline import OnEvent, Pipeline
from engine.training.planning import Planner
from engine.training.presets import Preset, preset_settings
from engine.types import (
    Compute,
    DataMeasure,
    Estimate,
    LogFile,
    Machine,
    Message,
    ModelEntry,
    ModelInfo,
    Outline,
    Parity,
    Persona,
    PersonaDetails,
    PersonaFile,
    Reply,
    RunInfo,
    Sampling,
    TrainDevice,
    TrainSettings,
    TrainSpeed,
    as_one_line,
)
from engine.validation import checked


def _ignore(*_: Any) -> None:
    """For callers who do not follow along."""


def _ignore_bytes(done: int, total: int) -> None:
    """For callers who do not follow along."""


def _ignore_part(part: str, size: int) -> None:
    """For callers who do not follow along."""


def _unless(cancel: Cancel | None, on_bytes: OnBytes) -> OnBytes:
    """`on_bytes`, ending what it follows once `cancel` is pressed."""

    def follow(done: int, total: int) -> None:
        if cancel is not None and cancel.pressed:
            raise Cancelled("Stopped.")
        on_bytes(done, total)

    return follow


class Engine:
    """Everything Macaw can do, in one data folder. Use it as a context manager, or `close` it.

    What only reads works beside another Macaw; what writes takes the folder's lock and raises `InUse`.
    """

    def __init__(self, home: Path | None = None) -> None:
        self.home = Home(home)
        self._lock = HomeLock(self.home)
        self._catalogue = Catalogue(self.home)
        self._shelf = Shelf(self.home)
        self._edits = PersonaEdits(self._shelf)
        self._runs = Runs(self.home)
        self._pipeline = Pipeline(self.home, self._catalogue, self._shelf, self._runs)
        self._planner = Planner(self.home, self._catalogue)
        self._data_doctor = DataDoctor(self.home, self._catalogue)
        self._chat = ChatClient(self.home, self._catalogue, self._shelf)
        self._library = Library(self.home, self.embedder)
        self._embedder: Path | None = None
        self._store: Store | None = None
        self._opening = threading.Lock()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers and release the data folder."""
        with contextlib.ExitStack() as all_of:  # each is closed whatever happens to the others
            all_of.callback(self._lock.release)
            if self._store:
                all_of.callback(self._store.close)
            all_of.callback(self._edits.close)
            all_of.callback(self.stop_workers)

    def stop_workers(self) -> None:
        """End the chat and library workers; who waits for them gets `Cancelled`. The folder stays locked."""
        with contextlib.ExitStack() as both:
            both.callback(self._library.close)
            both.callback(self._chat.close)

    def open_for_writing(self) -> None:
        """Take the data folder's lock now, as the window does, and not at the first write."""
        self._writing()

    def _writing(self) -> None:
        if self._lock.acquire():
            self.home.recover()

    # Base models

    def models(self) -> list[ModelInfo]:
        return self._catalogue.list()

    def model(self, id: str = "") -> ModelInfo:
        return self._catalogue.get(id)

    def model_entries(self) -> Sequence[ModelEntry]:
        """Every base model, whether it fits into memory, who needs it, and what is wrong with it if anything."""
        return survey(self._catalogue, self._shelf.list(), N_CTX, self._chat.memory_limit)

    def add_model(
        self, path: Path, id: str = "", *, on_bytes: OnBytes = _ignore_bytes, cancel: Cancel | None = None
    ) -> ModelInfo:
        """Use the GGUF at `path`, which stays where it lies. `on_bytes` hears (bytes read, bytes in all)."""
        self._writing()
        return self._catalogue.add(path, id, _unless(cancel, on_bytes))

    def free_model_id(self, path: Path) -> str:
        """An id for the file at `path`. Raises `InputError` if that file is in the list already."""
        return self._catalogue.free_id(path)

    def relocate_model(
        self, id: str, path: Path, *, on_bytes: OnBytes = _ignore_bytes, cancel: Cancel | None = None
    ) -> ModelInfo:
        """Say where a model's file was moved to."""
        self._writing()
        return self._catalogue.relocate(id, path, _unless(cancel, on_bytes))

    def make_default(self, id: str) -> None:
        """Let the base model `id` speak for personas that name none."""
        self._writing()
        self._catalogue.make_default(id)

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
        return card.read_text(encoding="utf-8", errors="replace") if card and card.is_file() else ""

    def persona_details(self) -> Sequence[PersonaDetails]:
        """All personas with what their adapters and reports say; damaged ones come last, with their `problem`."""
        names = {model.sha256: model.name for model in self._catalogue.list()}
        found, damaged = self._shelf.survey()
        details = [self._details(persona, names) for persona in found]
        for id, error in damaged.items():
            nameless = Persona(id=id, name=as_one_line(id))
            details.append(PersonaDetails(persona=nameless, problem=error.to_wire()))
        return details

    def _details(self, persona: Persona, names: dict[str, str]) -> PersonaDetails:
        folder = self._shelf.folder(persona.id) if persona.id != PLAIN.id else None
        base = names.get(persona.base_sha256, "")
        if not persona.base_sha256:
            with contextlib.suppress(EngineError):
                base = self._catalogue.get(persona.base_model).name
        hides = not persona.builtin and self._shelf.is_starter(persona.id)
        return describe_persona(persona, folder, base, hides)

    def create_persona(self, persona: Persona) -> None:
        """Put a new persona without an adapter on the shelf. Raises `InputError` if the name is taken."""
        self._writing()
        if any(known.id == persona.id for known in self._shelf.list()):
            raise InputError(f"There is a persona called “{persona.id}” already.", fix="Choose another name.")
        self._shelf.save(persona)

    def save_persona(self, persona: Persona) -> Persona:
        """Change a persona's settings; a starter gets an edited copy that hides it."""
        self._writing()
        return self._edits.save(persona)

    def duplicate_persona(self, id: str, name: str) -> Persona:
        self._writing()
        return self._edits.duplicate(id, name)

    def free_persona_id(self, name: str) -> str:
        """An id made from a shown name, which no persona has."""
        return self._edits.free_id(name)

    def set_aside_persona(self, id: str) -> None:
        """Remove a persona so that `restore_persona` can put it back until this engine is closed."""
        self._writing()
        self._edits.remove(id)

    def restore_persona(self, id: str) -> None:
        self._writing()
        self._edits.restore(id)

    def preview_persona(
        self, file: Path, *, on_bytes: OnBytes = _ignore_bytes, cancel: Cancel | None = None
    ) -> PersonaFile:
        """What a `.macaw` file holds, checked in full; nothing is imported."""
        return preview_persona(self._shelf, self._catalogue, file, _unless(cancel, on_bytes))

    def export_persona(
        self, id: str, file: Path, *, on_bytes: OnBytes = _ignore_bytes, cancel: Cancel | None = None
    ) -> None:
        export_persona(self._shelf, id, file, _unless(cancel, on_bytes))

    def import_persona(
        self, file: Path, id: str = "", *, on_bytes: OnBytes = _ignore_bytes, cancel: Cancel | None = None
    ) -> Persona:
        self._writing()
        return import_persona(self._shelf, self._catalogue, file, id, _unless(cancel, on_bytes))

    def remove_persona(self, id: str) -> None:
        self._writing()
        self._shelf.remove(id)

    # Datasets

    def read_data(self, path: Path) -> tuple[datasets.Dataset, datasets.Description]:
        """Read a file of examples, bad rows and all, and describe it: quick, without looking for faults."""
        dataset = datasets.read_dataset(path, strict=False)
        return dataset, datasets.describe(dataset.examples)

    def check_data(
        self,
        path: Path,
        *,
        base: str | None = "",
        max_seq_length: int = 0,
        system_prompt: str = "",
        on_event: OnEvent = _ignore,
        cancel: Cancel | None = None,
    ) -> datasets.DataReport:
        """Look for all that is wrong with a file of examples.

        Lengths are counted as training on `base` will see them (None: not at all) against `max_seq_length` (0: the
        usual). Events are `checked`, with `done` of `total`. Raises `BadFile`, `NotFound`, `Cancelled`.
        """
        return self._data_doctor.check(
            path, base, max_seq_length, system_prompt, on_event, cancel or Cancel()
        )

    def fix_data(
        self,
        path: Path,
        keys: Collection[str],
        *,
        out: Path | None = None,
        base: str | None = "",
        max_seq_length: int = 0,
        system_prompt: str = "",
        on_event: OnEvent = _ignore,
        cancel: Cancel | None = None,
    ) -> tuple[Path, datasets.FixReport]:
        """A copy of a file of examples without the faults `keys` (of its findings), at `out` or kept by Macaw.

        The original stays as it is. Raises `InputError` for an unknown key, a file at `out` or if nothing would be
        left, and `BadFile` for bad rows that no key speaks of.
        """
        if out is None:
            self._writing()
        return self._data_doctor.fix(
            path, keys, out, base, max_seq_length, system_prompt, on_event, cancel or Cancel()
        )

    def split_data(self, path: Path, id: str = "", seed: int = 0) -> datasets.DatasetInfo:
        """Split a file of examples by `seed` and store it under `id`, the file's name by default."""
        self._writing()
        return datasets.import_dataset(self.home, path, id=id or as_id(path.stem), seed=seed)

    def dataset(self, id: str) -> datasets.DatasetInfo:
        return datasets.dataset_info(self.home, id)

    def draft_text(self, text: str, name: str = "pasted.txt") -> Path:
        """Keep pasted text as a file of examples; its format is found as with any file."""
        self._writing()
        return datasets.write_draft(self.home, name, text)

    def draft_pairs(self, pairs: Sequence[tuple[str, str]], name: str = "written.jsonl") -> Path:
        """Keep written (question, answer) pairs as a file of examples; rows with an empty side are left out."""
        self._writing()
        return datasets.write_pairs(self.home, name, pairs)

    def merge_data(
        self, paths: Sequence[Path], name: str = "merged.jsonl"
    ) -> tuple[Path, list[tuple[Path, datasets.Problem]]]:
        """The good rows of several files as one file, and the bad rows that were left out of it."""
        self._writing()
        return datasets.merge(self.home, paths, name)

    def measure_data(
        self,
        path: Path,
        base: str = "",
        system_prompt: str = "",
        *,
        on_event: OnEvent = _ignore,
        cancel: Cancel | None = None,
    ) -> DataMeasure:
        """Count the tokens of the examples in `path` as training on `base` will see them."""
        return self._planner.measure(path, base, system_prompt, on_event, cancel or Cancel())

    # Training

    def preset(
        self,
        name: Preset,
        *,
        data: Path | None = None,
        base: str = "",
        continue_from: str = "",
        **overrides: Any,
    ) -> TrainSettings:
        """A preset's settings for this data and base model, with `overrides` on top. Raises `InputError`.

        With `continue_from` as for `train`, they fit that adapter and replay what it knew.
        """
        begin = self._pipeline.find_start(continue_from, base) if continue_from else None
        base = begin.model.id if begin else base
        examples = 0
        if data is not None:
            good = datasets.read_dataset(data, strict=False).examples
            examples = len(datasets.split(good, seed=overrides.get("seed") or 0).train)
        return _settled(name, begin, examples, self.outline(base).blocks, overrides)

    def presets(
        self, measure: DataMeasure, base: str = "", *, continue_from: str = "", **overrides: Any
    ) -> dict[Preset, TrainSettings]:
        """All presets for data that was measured, else as `preset`. Raises `InputError`."""
        begin = self._pipeline.find_start(continue_from, base) if continue_from else None
        examples, blocks = measure.counts["train"], self.outline(begin.model.id if begin else base).blocks
        names: tuple[Preset, ...] = get_args(Preset)
        return {name: _settled(name, begin, examples, blocks, overrides) for name in names}

    def outline(self, base: str = "") -> Outline:
        """The blocks and linear layers of a base model, of which settings may choose some."""
        return outline(header_of(self._catalogue.get(base)))

    def estimate(self, measure: DataMeasure, settings: TrainSettings, base: str = "") -> Estimate:
        """What a run on measured data will take. Its time needs a run or `measure_speed` on this machine."""
        return self._planner.estimate(measure, base, settings)

    def measure_speed(
        self,
        path: Path,
        settings: TrainSettings,
        base: str = "",
        system_prompt: str = "",
        *,
        on_event: OnEvent = _ignore,
        cancel: Cancel | None = None,
    ) -> TrainSpeed:
        """Train a few steps for nothing, to know how fast this machine is. 10 to 30 seconds."""
        self._writing()
        return self._planner.probe(path, base, system_prompt, settings, on_event, cancel or Cancel())

    def train(
        self,
        data: Path,
        persona: Persona,
        settings: TrainSettings,
        *,
        base: str = "",
        replace: bool = False,
        continue_from: str = "",
        on_event: OnEvent = _ignore,
        cancel: Cancel | None = None,
    ) -> tuple[RunInfo, Parity]:
        """Teach `persona` the examples in `data`; it is on the shelf when this returns.

        With `continue_from`, a persona's id or an adapter's folder as PEFT writes it, training goes on from that
        adapter, which itself stays as it is, and replays its data where that is still here. `settings` then keep
        the adapter's shape; what was set otherwise raises `InputError`, another base model `WrongBase`.
        """
        self._writing()
        run = self._pipeline.start(
            data, persona, base, settings, replace=replace, continue_from=continue_from
        )
        on_event({"event": "run", "run": run.id})
        if run.continued:
            replay = run.settings.model_dump(include={"replay", "replay_pool", "replay_kl"})
            on_event({"event": "continued", **replay, **run.continued.model_dump()})
        return self._pipeline.go_on(run, on_event, cancel or Cancel())

    def resume(
        self, run: str, *, on_event: OnEvent = _ignore, cancel: Cancel | None = None
    ) -> tuple[RunInfo, Parity]:
        """Go on with a run that was stopped, cut off or failed."""
        self._writing()
        return self._pipeline.go_on(self._runs.get(run), on_event, cancel or Cancel())

    def keep_best(
        self, run: str, *, on_event: OnEvent = _ignore, cancel: Cancel | None = None
    ) -> tuple[RunInfo, Parity]:
        """End a stopped run where it stands: its best adapter becomes the persona. Raises `InputError`."""
        self._writing()
        return self._pipeline.keep_best(self._runs.get(run), on_event, cancel or Cancel())

    def runs(self) -> Sequence[RunInfo]:
        """All runs, oldest first. Runs cut off by a crash are found and marked on the way."""
        with contextlib.suppress(EngineError):
            self._writing()
            self._runs.mark_interrupted()
        return self._runs.list()

    def run(self, id: str) -> RunInfo:
        return self._runs.get(id)

    def metrics(self, run: str) -> Sequence[dict[str, Any]]:
        return self._runs.metrics(run)

    def parity(self, run: str) -> Parity | None:
        """The proof of a run's adapter, if it came that far."""
        return self._runs.parity(run)

    def remove_run(self, run: str) -> None:
        """Delete a run's checkpoints, metrics and log; its persona stays. Raises `InputError` while it runs."""
        self._writing()
        self._runs.remove(run)

    def convert(
        self,
        adapter_dir: Path,
        base: str,
        out: Path,
        *,
        on_event: OnEvent = _ignore,
        cancel: Cancel | None = None,
    ) -> tuple[ConvertedAdapter, Parity]:
        """A PEFT folder as a GGUF adapter for the base model `base`, proved before it is at `out`.

        Raises `BadFile`, `WrongBase`, `ParityFailed`; then nothing was written.
        """
        return convert_proved(
            self._catalogue.get(base),
            adapter_dir,
            out,
            self.home.logs / "convert.log",
            on_event,
            cancel or Cancel(),
        )

    # Chat

    def voice(self, text: str, base: str = "") -> Voice:
        """`pirate:0.7+bard:0.3` as something that can speak."""
        return self._chat.voice(parse_voice(text), base)

    def voice_of(self, persona: Persona) -> Voice:
        """The voice of a persona as it is being edited, saved or not."""
        return self._chat.voice_of(persona)

    def reply(
        self,
        messages: Sequence[Message],
        voice: Voice,
        *,
        sampling: Sampling | None = None,
        on_text: OnText = _ignore,
        cancel: Cancel | None = None,
        begun: str = "",
    ) -> Reply:
        """Answer the last message as `voice`, piece by piece through `on_text`.

        With `begun`, an answer that was cut off, the reply is what follows it.
        """
        sampling = sampling or voice.sampling
        return self._chat.reply(messages, voice, sampling, on_text, cancel or Cancel(), begun)

    def context_size(self, voice: Voice) -> int:
        """How many tokens a conversation and its answer may have together."""
        return min(N_CTX, voice.model.n_ctx_train)

    def load(self, voice: Voice) -> float:
        """Make the voice's base model resident; seconds it took."""
        return self._chat.load(voice)

    # Library

    def ask(
        self,
        question: str,
        collection: str | Sequence[str],
        voice: Voice,
        *,
        history: Sequence[Message] = (),
        sampling: Sampling | None = None,
        on_text: OnText = _ignore,
        cancel: Cancel | None = None,
    ) -> Answer:
        """Answer from the documents of a collection, or several, with checked citations.

        Without `sampling` the voice keeps its own, but calmer: what stands there is wanted, not what might.
        """
        self._writing()
        calm = voice.sampling.model_copy(
            update={"temperature": min(voice.sampling.temperature, GROUNDED_TEMPERATURE)}
        )
        return answer(
            self._library,
            self._chat,
            question,
            [collection] if isinstance(collection, str) else collection,
            voice,
            history,
            sampling or calm,
            on_text,
            cancel or Cancel(),
        )

    def add_documents(
        self,
        collection: str,
        paths: Sequence[Path],
        *,
        on_progress: OnFile = _ignore,
        on_chunks: OnChunks = _ignore,
        on_restart: OnRestart = _ignore,
        cancel: Cancel | None = None,
    ) -> AddResult:
        """Index files and folders into a collection; one bad file never stops the others."""
        self._writing()
        return self._library.add(
            collection,
            paths,
            on_progress=on_progress,
            on_chunks=on_chunks,
            on_restart=on_restart,
            cancel=cancel,
        )

    def reindex(
        self,
        collection: str,
        files: Sequence[str] = (),
        *,
        on_progress: OnFile = _ignore,
        on_chunks: OnChunks = _ignore,
        on_restart: OnRestart = _ignore,
        cancel: Cancel | None = None,
    ) -> AddResult:
        """Read a collection's files once more, or only `files` (paths or names); forget those that are gone."""
        self._writing()
        return self._library.reindex(
            collection,
            files,
            on_progress=on_progress,
            on_chunks=on_chunks,
            on_restart=on_restart,
            cancel=cancel,
        )

    def search(self, collection: str, text: str, limit: int = 5) -> Sequence[Passage]:
        """The passages of a collection that fit `text` best, by meaning and by words."""
        self._writing()
        return self._library.search([collection], text, limit=limit)

    def matching_words(self, text: str, query: str) -> list[tuple[int, int]]:
        """Where `text` has the telling words of a search, as spans of characters: what to highlight."""
        return matching_words(text, query)

    def surroundings(self, passage: Passage, reach: int = 1500) -> Surroundings:
        """A passage in its document, with about `reach` characters on both sides."""
        self._writing()
        return self._library.surroundings(passage.source_id, passage.start, passage.end, reach)

    def collections(self) -> Sequence[CollectionInfo]:
        self._writing()
        return self._library.list()

    def collection_names(self) -> Sequence[str]:
        """The names alone: reads the library's file without starting its worker."""
        return self._library.names()

    def collection(self, name: str) -> CollectionInfo:
        self._writing()
        return self._library.list(name)[0]

    def create_collection(self, name: str) -> CollectionInfo:
        """Make an empty collection. Raises `InputError` if the name is taken or cannot be one."""
        self._writing()
        return self._library.create(name)

    def rename_collection(self, name: str, to: str) -> None:
        """Give a collection another name; personas that it is attached to keep it."""
        self._writing()
        self._library.rename(name, to)
        self._shelf.rename_collection(name, to)
        self.store.rename_collection(name, to)

    def remove_documents(self, collection: str, file: str = "") -> None:
        """Forget a collection or one file of it; the person's own files stay."""
        self._writing()
        self._library.remove(collection, file or None)

    def check_library(self) -> Sequence[CheckedCollection]:
        """Compare text, words, vectors and index; repair what differs."""
        self._writing()
        return self._library.check()

    def embedder(self) -> Path:
        """The embedding model's GGUF, made from the installed weights the first time. Checked once a session."""
        if self._embedder is None:
            self._embedder = ensure_embedder(self.home.models / EMBEDDER_ID / EMBEDDER_FILE)
        return self._embedder

    @property
    def store(self) -> Store:
        """Chats and messages."""
        with self._opening:
            if self._store is None:
                self._writing()
                self._store = Store(self.home.database)
            return self._store

    # This computer

    def use(self, *, threads: int = 0, memory_limit: int = 0) -> None:
        """How much of this computer answering may take: threads (0: one per core), bytes (0: no limit)."""
        self._chat.threads, self._chat.memory_limit = threads, memory_limit

    def train_on(self, *, device: str = "", threads: int = 0) -> None:
        """Where trainings that begin from now on run (`cpu`, `cuda`, `mps`; empty: the fastest there is), and with
        how many threads (0: one per core). One that is resumed stays on the device it began on, for another number
        format would make it another run. Raises `InputError`."""
        compute = checked(Compute, {"device": device, "threads": threads})
        self._planner.compute = self._pipeline.compute = compute

    def training_devices(self, cancel: Cancel | None = None) -> Sequence[TrainDevice]:
        """What one may train on, the automatic choice first; seconds the first time, for torch is asked."""
        return self._planner.devices(cancel or Cancel())

    def free_memory(self) -> int:
        """End the workers that hold a model and answer nobody now; returns the bytes that are free again.

        They start anew, in about a second, when they are next asked something.
        """
        return self._chat.rest() + self._library.worker.rest()

    def machine(self) -> Machine:
        return machine.machine()

    def disk_usage(
        self, on_part: Callable[[str, int], None] = _ignore_part, cancel: Cancel | None = None
    ) -> dict[str, int]:
        """Bytes of each part of the data folder; `on_part` hears each as soon as it is known."""
        return machine.disk_usage(self.home, on_part, cancel or Cancel())

    def logs(self) -> Sequence[LogFile]:
        """The workers' logs and those of the newest runs."""
        return machine.logs(self.home)

    def log_tail(self, name: str) -> str:
        """The end of the log called `name`. Raises `NotFound`."""
        return machine.log_tail(self.home, name)


def _settled(
    name: Preset, begin: Start | None, examples: int, blocks: int, overrides: dict[str, Any]
) -> TrainSettings:
    """A preset's settings, as the adapter that training begins with needs them."""
    settings = preset_settings(name, examples=examples, blocks=blocks, **overrides)
    given = {key for key, value in overrides.items() if value is not None}
    return begin.settle(settings, given) if begin else settings
