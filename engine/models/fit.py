"""Will a base model fit into this computer's memory? Computed from its header, before anything is loaded."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from engine.errors import BadFile, MemoryLimit
from engine.models.gguf_file import GgufHeader, read_header
from engine.types import Fit, ModelInfo

_KV_BYTES = 2  # llama.cpp keeps keys and values as F16
_BATCH = 512  # tokens read at once
_WORKER = 85 << 20  # the chat worker with Python, numpy and llama.cpp in it, before any model
_MAX_LAYERS = 1024
_FIX = "Choose another file of this model."
_COMFORT = 0.7  # of the free memory: above this, other programs begin to suffer


def estimate(model: ModelInfo, n_ctx: int, limit: int = 0) -> Fit:
    """What chatting with `model` at `n_ctx` tokens takes, against what is free now.

    `limit` in bytes is the most a person lets a model have, 0 for all that is free. Raises `BadFile`.
    """
    try:
        state = model.path.stat()
    except OSError as error:
        raise BadFile(f"The model file {model.path} cannot be found.", cause=f"{error}.") from None
    n_ctx = min(n_ctx, model.n_ctx_train or n_ctx)
    kv_cache, buffers = _contexts(model.path, state.st_mtime_ns, n_ctx)
    available = psutil.virtual_memory().available
    needed = model.bytes + kv_cache + buffers + _WORKER
    usable = min(available, limit) if limit else available
    verdict = "fits" if needed <= _COMFORT * usable else "tight" if needed <= usable else "too_big"
    return Fit(
        verdict=verdict,
        n_ctx=n_ctx,
        weights=model.bytes,
        kv_cache=kv_cache,
        buffers=buffers + _WORKER,
        needed=needed,
        available=available,
        limit=limit,
    )


def check_limit(model: ModelInfo, n_ctx: int, limit: int) -> None:
    """Raises `MemoryLimit` if chatting with `model` takes more than `limit` bytes, `BadFile` if it cannot be told."""
    fit = estimate(model, n_ctx, limit)
    if fit.needed > limit:
        raise MemoryLimit(
            f"“{model.name}” needs more memory than you allow.",
            cause=f"It takes about {fit.needed / 1e9:.1f} GB, and the limit is {limit / 1e9:.1f} GB.",
            fix="Raise the limit in Settings, or choose a smaller model.",
        )


@functools.lru_cache(maxsize=64)
def _contexts(path: Path, mtime_ns: int, n_ctx: int) -> tuple[int, int]:
    """(bytes of keys and values, bytes of compute buffers) of one context."""
    header = read_header(path)
    try:
        return kv_cache_bytes(header, n_ctx), buffer_bytes(header)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadFile(f"{path} contradicts itself.", cause=f"{error}.", fix=_FIX) from None


def kv_cache_bytes(header: GgufHeader, n_ctx: int) -> int:
    """Keys and values of `n_ctx` tokens: for each layer, kv heads x (key + value length) numbers.

    An upper bound for models whose layers look back only a window.
    """
    heads = _per_layer(header, "attention.head_count", None)
    kv_heads = _per_layer(header, "attention.head_count_kv", heads)
    width = _integer(header, "embedding_length")
    head = width // max(1, int(heads.max()))
    key = _integer(header, "attention.key_length", head)
    value = _integer(header, "attention.value_length", head)
    return int(kv_heads.sum()) * n_ctx * (key + value) * _KV_BYTES


def buffer_bytes(header: GgufHeader) -> int:
    """Room to compute one batch: four of its widest activations in F32.

    llama.cpp also reserves room for every token's logits, which is never touched: only the last are asked for.
    """
    widest = max(
        _integer(header, "embedding_length"), int(_per_layer(header, "feed_forward_length", None).max())
    )
    return _BATCH * 4 * 4 * widest


def _per_layer(header: GgufHeader, key: str, default: Any) -> Any:
    """A number for every layer; most files say one for all."""
    layers = _integer(header, "block_count")
    if not 1 <= layers <= _MAX_LAYERS:
        raise BadFile(f"{header.path} says it has {layers} layers.", fix=_FIX)
    value = header.metadata.get(f"{header.architecture}.{key}", default)
    if value is None:
        raise BadFile(f"{header.path} does not say its {key}.", fix=_FIX)
    return np.broadcast_to(np.asarray(value, dtype=np.int64), layers)


def _integer(header: GgufHeader, key: str, default: int | None = None) -> int:
    full = f"{header.architecture}.{key}"
    return default if default is not None and full not in header.metadata else header.integer(full)
