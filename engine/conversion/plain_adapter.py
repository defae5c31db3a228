"""An adapter as plain matrices, read from PEFT's folder or from a GGUF, and written in PEFT's format without torch.

What training goes on from: one rank and one scale for all layers, names as transformers' text models have them,
everything checked against the base model first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from engine.conversion.adapter_file import validate_adapter
from engine.conversion.architectures import Layout
from engine.conversion.peft_folder import open_weights, read_config, read_pairs
from engine.conversion.peft_format import CONFIG, WEIGHTS, adapter_config
from engine.errors import BadFile
from engine.models.gguf_file import GgufHeader, read_header
from engine.paths import replacing_folder
from engine.types import TrainSettings

_PREFIX = "base_model.model."
_DTYPES = {"F32": "<f4", "F16": "<f2", "BF16": "<u2"}  # those `validate_adapter` lets through


@dataclass(frozen=True)
class PlainAdapter:
    """`weights` are A [r, in] and B [out, r] under PEFT's names, fp32; `modules` and `layers` where they sit."""

    r: int
    lora_alpha: float
    use_rslora: bool
    modules: tuple[str, ...]
    layers: tuple[int, ...]
    weights: Mapping[str, NDArray[np.float32]]

    @property
    def shape(self) -> dict[str, Any]:
        """What of `TrainSettings` the weights decide."""
        return {
            "r": self.r,
            "lora_alpha": self.lora_alpha,
            "use_rslora": self.use_rslora,
            "target_modules": list(self.modules),
            "layers_to_transform": list(self.layers),
        }

    def write(self, folder: Path, base_id: str) -> str:
        """Put it into `folder`, whole or not at all; the weights' SHA-256. Raises `StorageError`.

        Its shape must be one that `TrainSettings` allows.
        """
        data = save(dict(self.weights), metadata={"format": "pt"})
        config = adapter_config(TrainSettings(**self.shape), base_id, self.modules)
        with replacing_folder(folder) as target:
            (target / WEIGHTS).write_bytes(data)
            (target / CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
        return hashlib.sha256(data).hexdigest()


def from_peft(folder: Path, base: GgufHeader) -> PlainAdapter:
    """The adapter in PEFT's folder. Raises `BadFile` for one that cannot be trained further, `WrongBase`."""
    config = read_config(folder)
    if config.rank_pattern or config.alpha_pattern:
        _refuse(folder, "Its layers have ranks or strengths of their own (“rank_pattern”, “alpha_pattern”)")
    found: dict[str, tuple[NDArray[Any], NDArray[Any]]] = {}
    with open_weights(folder) as weights:
        layout = Layout(base, weights.path)
        layout.check_class(config.base_class)
        for pair in read_pairs(weights, config):
            name = layout.target(pair.module, pair.n_in, pair.n_out).tensor.name
            found[layout.module(name)] = weights.read(pair.a), weights.read(pair.b)
    return _plain(folder, config.r, config.lora_alpha, config.use_rslora, found)


def from_gguf(path: Path, base: GgufHeader) -> PlainAdapter:
    """The adapter GGUF at `path`, its float16 weights as they are. Raises `BadFile`, `WrongBase`."""
    info = validate_adapter(path, base)
    layout, header = Layout(base, path), read_header(path)
    found: dict[str, tuple[NDArray[Any], NDArray[Any]]] = {}
    for name in header.tensors:
        tensor = name.removesuffix(".lora_a")
        if tensor == name:
            continue
        a, b = _matrix(header, name), _matrix(header, f"{tensor}.lora_b")
        module = layout.module(tensor)
        found[module] = a, layout.target(module, a.shape[1], b.shape[0]).restore(b)
    return _plain(path, info.r, info.alpha, False, found)


def _matrix(header: GgufHeader, name: str) -> NDArray[np.float32]:
    """Read and not mapped: a mapped file that becomes shorter kills the process."""
    tensor = header.tensors[name]
    try:
        with header.path.open("rb") as file:
            file.seek(tensor.offset)
            data = np.frombuffer(file.read(tensor.n_bytes), _DTYPES[tensor.type_name]).reshape(
                tensor.shape[::-1]
            )
    except (OSError, ValueError) as error:
        raise BadFile(f"{header.path} cannot be read.", cause=f"{error}.", fix="Check the disk.") from error
    if tensor.type_name == "BF16":  # the upper half of a float32
        return (data.astype(np.uint32) << 16).view(np.float32)
    return data.astype(np.float32)


def _plain(
    path: Path,
    r: int,
    alpha: float,
    use_rslora: bool,
    found: Mapping[str, tuple[NDArray[Any], NDArray[Any]]],
) -> PlainAdapter:
    weights: dict[str, NDArray[np.float32]] = {}
    places = set()
    for module, (a, b) in found.items():
        if len(a) != r:
            _refuse(path, f"“{module}” has rank {len(a)}, others {r}")
        for half, values in (("A", a), ("B", b)):
            if not np.isfinite(values).all():
                _refuse(path, f"“{module}” holds NaN or infinite values")
            weights[f"{_PREFIX}{module}.lora_{half}.weight"] = np.ascontiguousarray(values, np.float32)
        layer, _, name = module.removeprefix("model.layers.").partition(".")
        places.add((int(layer), name.rpartition(".")[2]))
    layers, modules = sorted({layer for layer, _ in places}), sorted({name for _, name in places})
    if len(places) != len(layers) * len(modules):
        _refuse(path, "Its layers do not all have adapters on the same modules")
    return PlainAdapter(r, alpha, use_rslora, tuple(modules), tuple(layers), weights)


def _refuse(path: Path, why: str) -> NoReturn:
    raise BadFile(f"{path} cannot be trained further.", cause=f"{why}.", fix="Train a new voice instead.")
