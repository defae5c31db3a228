"""Convert a PEFT adapter folder into a GGUF adapter for one base model, without torch.

The tensors equal those of llama.cpp's `convert_lora_to_gguf.py --outtype f16` byte for byte. One alpha
must do for all layers; where `rank_pattern` or `alpha_pattern` ask for more, the layer's share is
folded into its `lora_b` before it is rounded to float16. (The reference ignores both patterns and
rsLoRA, which changes the adapter.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.conversion.architectures import Layout, Target
from engine.conversion.gguf_header import header_bytes, padding
from engine.conversion.peft_folder import AdapterConfig, LoraPair, open_weights, read_config, read_pairs
from engine.conversion.safetensors_file import SafetensorsFile
from engine.errors import BadFile
from engine.models.gguf_file import read_header
from engine.paths import replacing

_QUANTIZATION_VERSION = 2  # GGML_QNT_VERSION, which the reference writes into every file


@dataclass(frozen=True)
class ConvertedAdapter:
    """What was written: `r` is the highest rank, `alpha` what llama.cpp divides by each layer's rank."""

    path: Path
    architecture: str
    r: int
    alpha: float
    n_tensors: int
    n_parameters: int


def convert_adapter(
    adapter_dir: Path, base: Path, out: Path, *, extra_metadata: Mapping[str, str] | None = None
) -> ConvertedAdapter:
    """Write `adapter_dir` (`adapter_config.json`, `adapter_model.safetensors`) as a float16 GGUF to `out`.

    `extra_metadata` adds strings to the file's metadata; `general.name` replaces the folder's name.
    Raises `BadFile` for what is missing, corrupt or cannot be expressed, `WrongBase` if the adapter does
    not fit `base` (a GGUF file), `StorageError` if `out` cannot be written. `out` is replaced in one step
    or left alone.
    """
    config = read_config(adapter_dir)
    with open_weights(adapter_dir) as weights:
        pairs = read_pairs(weights, config)
        layout = Layout(read_header(base), weights.path)
        layout.check_class(config.base_class)
        targets = [layout.target(pair.module, pair.n_in, pair.n_out) for pair in pairs]
        _check_distinct(weights.path, pairs, targets)
        alpha = min(config.alpha(pair.module) for pair in pairs)
        metadata: dict[str, str | float | int] = {
            "general.architecture": layout.architecture,
            "general.name": adapter_dir.resolve().name.encode(errors="replace").decode(),
            **(extra_metadata or {}),
            "general.type": "adapter",
            "adapter.type": "lora",
            "adapter.lora.alpha": alpha,
            "general.quantization_version": _QUANTIZATION_VERSION,
        }
        with replacing(out) as temporary, temporary.open("wb") as file:
            file.write(header_bytes(metadata, _stored(pairs, targets)))
            for pair, target in zip(pairs, targets, strict=True):
                for matrix in _matrices(weights, pair, target, _share(config, pair, alpha)):
                    file.write(matrix.data)
                    file.write(bytes(padding(matrix.nbytes)))
    return ConvertedAdapter(
        path=out,
        architecture=layout.architecture,
        r=max(pair.rank for pair in pairs),
        alpha=float(np.float32(alpha)),
        n_tensors=2 * len(pairs),
        n_parameters=sum(pair.rank * (pair.n_in + pair.n_out) for pair in pairs),
    )


def _check_distinct(path: Path, pairs: list[LoraPair], targets: list[Target]) -> None:
    seen: dict[str, str] = {}
    for pair, target in zip(pairs, targets, strict=True):
        other = seen.setdefault(target.tensor.name, pair.module)
        if other != pair.module:
            raise BadFile(
                f"{path} cannot be converted.",
                cause=f"“{other[:120]}” and “{pair.module[:120]}” are the same layer.",
                fix="Save or download the adapter again.",
            )


def _stored(pairs: list[LoraPair], targets: list[Target]) -> list[tuple[str, tuple[int, int]]]:
    """(name, numpy shape) of every tensor in the file's order."""
    tensors = []
    for pair, target in zip(pairs, targets, strict=True):
        tensors.append((f"{target.tensor.name}.lora_a", (pair.rank, pair.n_in)))
        tensors.append((f"{target.tensor.name}.lora_b", (pair.n_out, pair.rank)))
    return tensors


def _share(config: AdapterConfig, pair: LoraPair, alpha: float) -> float:
    """What this layer's alpha is of the file's: at least 1, for the file holds the smallest."""
    own = config.alpha(pair.module)
    return 1.0 if own == alpha else own / float(np.float32(alpha))


def _matrices(
    weights: SafetensorsFile, pair: LoraPair, target: Target, share: float
) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
    """`lora_a` [rank, in] and `lora_b` [out, rank] as they are stored."""
    a, b = weights.read(pair.a), target.reorder(weights.read(pair.b))
    if share != 1.0:
        b = b.astype(np.float64) * share
    return _half(weights.path, pair.a, a), _half(weights.path, pair.b, b)


def _half(path: Path, name: str, values: NDArray[np.floating[Any]]) -> NDArray[np.float16]:
    with np.errstate(over="ignore"):
        half = np.ascontiguousarray(values, dtype=np.float16)
    if not np.isfinite(half).all():
        what = "values too large for float16" if np.isfinite(values).all() else "NaN or infinite values"
        raise BadFile(
            f"{path} cannot be converted.",
            cause=f"“{name[:120]}” holds {what}.",
            fix="The training diverged: train again with a lower learning rate.",
        )
    return half
