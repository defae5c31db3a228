"""Training a voice further: where it starts from, what its adapter's shape settles, and the data it knew. No torch."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine import datasets
from engine.conversion.peft_format import WEIGHTS
from engine.conversion.plain_adapter import PlainAdapter, from_gguf, from_peft
from engine.errors import BadFile, EngineError, InputError, WrongBase
from engine.models.catalogue import Catalogue, header_of
from engine.paths import RESOURCES, Home, read_json
from engine.personas import Shelf
from engine.training.outline import outline
from engine.types import Continued, ModelInfo, Outline, Persona, RunInfo, TrainSettings, as_one_line
from engine.validation import checked

START = "start"
"""In a run's folder: the adapter it starts from, as it was then."""
REPLAY = 0.3
"""Share of the old data in what is read, unless asked otherwise. tests/benchmarks/forgetting.py has the figures."""


@dataclass(frozen=True)
class Start:
    """An adapter that can be trained further on `model`; the `continued` of its run still lacks the copy's hash.

    `data` is a file the voice of this `id` learned that came with it, and is not stored as a dataset yet.
    """

    model: ModelInfo
    adapter: PlainAdapter
    whole: Outline
    continued: Continued
    id: str = ""
    data: Path | None = None
    seed: int = 0

    def settle(self, settings: TrainSettings, given: Collection[str]) -> TrainSettings:
        """`settings` with the adapter's shape, and replay of its data unless `given` (names that a person chose)
        has it. Raises `InputError` where they chose another shape, or a method that cannot go on."""
        if settings.method == "dpo":
            raise InputError(
                "Preferences cannot be learned on top of another adapter.",
                cause="With the method dpo, the bare base model is what answers are compared with.",
                fix="Train without --from, or with the method sft.",
            )
        shape = {name: self._usual(name, value) for name, value in self.adapter.shape.items()}
        for name, value in shape.items():
            wanted = self._usual(name, getattr(settings, name))
            if name in given and wanted != value:
                raise InputError(
                    f"{name} cannot be {wanted} when “{self.continued.name}” is trained further.",
                    cause=f"Its adapter was made with {value}.",
                    fix=f"Leave {name} out, or train a new voice.",
                )
        if "replay" not in given:
            shape["replay"] = REPLAY if self.data or self.continued.datasets else 0.0
        return checked(TrainSettings, {**settings.model_dump(), **shape})

    def _usual(self, name: str, value: Any) -> Any:
        """A setting's value in the one way we write it: all layers are not listed."""
        if name == "target_modules" and value != "all-linear":
            return "all-linear" if set(value) == set(self.whole.modules) else sorted(value)
        if name == "layers_to_transform" and value is not None:
            return None if set(value) == set(range(self.whole.blocks)) else sorted(value)
        return value

    def copy(self, run: Path, home: Home) -> Continued:
        """Put the adapter into the run's folder and its data among the datasets; what the run remembers."""
        found = self.continued.datasets
        if self.data:
            found = [datasets.import_dataset(home, self.data, id=self.id, seed=self.seed).id]
        digest = self.adapter.write(run / START, self.model.id)
        return self.continued.model_copy(update={"adapter_sha256": digest, "datasets": found})


def find_start(source: str, base: str, home: Home, catalogue: Catalogue, shelf: Shelf) -> Start:
    """What `source`, a persona's id or an adapter's folder as PEFT writes it, offers to go on from.

    `base` is the model to train on, empty for the one the adapter belongs to. Raises `NotFound`, `BadFile`,
    `WrongBase`, `InputError` for a persona without an adapter.
    """
    folder = Path(source).expanduser().absolute()
    if not any(persona.id == source for persona in shelf.list()) and (
        folder.is_dir() or folder.name != source
    ):
        model = catalogue.get(base)
        header = header_of(model)
        note = "A folder does not tell what was learned."
        continued = Continued(name=as_one_line(folder.name), adapter_sha256="", note=note)
        return Start(model, from_peft(folder, header), outline(header), continued)
    persona = shelf.get(source)
    if not persona.adapter:
        raise InputError(
            f"“{source}” has no adapter to train further.",
            cause="It is a system prompt only.",
            fix="Train a new voice, without --from.",
        )
    model, place = _model_of(persona, base, catalogue), shelf.folder(source)
    header, weights = header_of(model), place / "adapter"
    adapter = from_peft(weights, header) if weights.is_dir() else from_gguf(place / "adapter.gguf", header)
    run = _report(place)
    own = _starters_data(run)
    known, note = ([], "") if own else _old_data(place, run, home)
    continued = Continued(
        name=persona.name, adapter_sha256="", system_prompt=persona.system_prompt, datasets=known, note=note
    )
    seed = run.settings.seed if run else 0
    return Start(model, adapter, outline(header), continued, persona.id, own, seed)


def checked_start(folder: Path, continued: Continued) -> Path:
    """A run's copy of the adapter it starts from. Raises `BadFile` if it is no longer what was copied."""
    try:
        whole = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest() == continued.adapter_sha256
    except OSError:
        whole = False
    if not whole:
        raise BadFile(
            f"{folder} is damaged.",
            cause=f"It is not the adapter of “{continued.name}” this run began with.",
            fix="Start a new run.",
        )
    return folder


def _model_of(persona: Persona, base: str, catalogue: Catalogue) -> ModelInfo:
    """The base model the persona's adapter belongs to. Raises `WrongBase`."""
    if base:
        models = [catalogue.get(base)]
    else:
        models = sorted(catalogue.list(), key=lambda model: model.id != persona.base_model)
    for model in models:
        if model.sha256 == persona.base_sha256 or (base and not persona.base_sha256):
            return model
    which = f"{models[0].id} is another file" if base else "No base model here is that file"
    raise WrongBase(
        f"“{persona.id}” cannot be trained further on this base model.",
        cause=f"It needs {persona.base_model or 'a file'} with SHA-256 {persona.base_sha256[:12]}…; {which}.",
        fix="Choose the base model it was trained on, or add it: macaw models add FILE",
    )


def _starters_data(run: RunInfo | None) -> Path | None:
    """The data of the starter that came from `run`: it ships with it, and edited copies refer to it."""
    reports = (RESOURCES / "personas").glob("*/report.json")
    folders = [file.parent for file in reports if run and (own := _report(file.parent)) and own.id == run.id]
    return next((file for folder in folders if (file := folder / "dataset.jsonl").is_file()), None)


def _old_data(place: Path, run: RunInfo | None, home: Home) -> tuple[list[str], str]:
    """(the stored datasets that the persona in `place` learned, oldest first; why there are none)."""
    if run is None:
        return [], "It has no report of what it was trained on."
    here = (home.runs / run.id / "run.json").is_file()
    try:
        if here:
            older = run.continued.datasets if run.continued else []
            return [datasets.dataset_info(home, id).id for id in dict.fromkeys([*older, run.dataset])], ""
        # A voice from elsewhere may have learned from another dataset of that name.
        learned = read_json(place / "report.json")["data_sha256"]
        stored = datasets.dataset_info(home, run.dataset)
        if stored.sha256 == learned and stored.seed == run.settings.seed:
            return [stored.id], ""
    except (EngineError, KeyError):
        pass
    return [], "What it was trained on is not on this computer."


def _report(place: Path) -> RunInfo | None:
    """The run a persona came from, as far as its report can be read."""
    try:
        return RunInfo.model_validate(read_json(place / "report.json").get("run"))
    except (EngineError, ValueError):
        return None
