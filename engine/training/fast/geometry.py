"""What a llama-like model looks like, read from its GGUF metadata."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

from engine.errors import BadFile
from engine.models.gguf_file import GgufHeader

ARCHITECTURES = frozenset({"llama", "qwen2", "qwen3", "gemma", "gemma2", "gemma3", "phi3", "smollm3"})
# llama.cpp rotates neighbouring pairs for these and their q and k rows are stored reordered.
_PERMUTED = frozenset({"llama", "smollm3"})


@dataclass(frozen=True)
class Geometry:
    """Sizes and switches of one model. Widths in features, `window` in tokens (0: the whole sequence)."""

    architecture: str
    blocks: int
    width: int
    heads: int
    kv_heads: int
    head_dim: int
    ffn: int
    eps: float
    activation: Literal["silu", "gelu"]
    embedding_scale: float
    attention_scale: float
    attention_softcap: float
    logit_softcap: float
    rope_dim: int
    rope_base: float
    rope_base_local: float
    rope_scale: float
    window: int
    window_pattern: int
    """Every `window_pattern`-th block attends to everything, the others to `window` tokens; 0: all alike."""
    nope_every: int
    """Every `nope_every`-th block has no rotary embedding; 0: all have."""
    permuted: bool

    @property
    def suits_flash(self) -> bool:
        """Whether `flash` can attend for it: its kernel bends no scores, and takes heads of certain widths."""
        return not self.attention_softcap and self.head_dim % 8 == 0 and self.head_dim <= 256

    @property
    def q_rows(self) -> int:
        return self.heads * self.head_dim

    @property
    def kv_rows(self) -> int:
        return self.kv_heads * self.head_dim

    def is_local(self, block: int) -> bool:
        """Whether a block attends to a sliding window only."""
        if not self.window:
            return False
        return not self.window_pattern or (block + 1) % self.window_pattern != 0

    def has_rope(self, block: int) -> bool:
        return not self.nope_every or (block + 1) % self.nope_every != 0


def read_geometry(header: GgufHeader) -> Geometry:
    """The geometry of the model in a GGUF. Raises `BadFile` if the fast model does not know it."""
    architecture = header.architecture
    if architecture not in ARCHITECTURES:
        raise BadFile(
            f"{header.path} is of the architecture “{architecture}”, which the fast trainer does not know."
        )

    def get(key: str, default: Any = None) -> Any:
        value = header.metadata.get(f"{architecture}.{key}", default)
        if value is None:
            raise BadFile(
                f"{header.path} lacks “{architecture}.{key}”.", fix="Download or convert the model again."
            )
        return value

    if "rope_freqs.weight" in header.tensors or any("rope_factors" in name for name in header.tensors):
        raise BadFile(f"{header.path} uses scaled rotary frequencies, which the fast trainer does not know.")
    width, heads = int(get("embedding_length")), int(get("attention.head_count"))
    head_dim = int(get("attention.key_length", width // heads))
    if int(get("attention.value_length", head_dim)) != head_dim:
        raise BadFile(
            f"{header.path} has keys and values of different widths, which the fast trainer does not know."
        )
    gemma = architecture.startswith("gemma")
    scaling = str(get("rope.scaling.type", "none"))
    if scaling not in ("none", "linear"):
        raise BadFile(f"{header.path} uses “{scaling}” rotary scaling, which the fast trainer does not know.")
    rope_base = float(get("rope.freq_base", 10000.0))
    return Geometry(
        architecture=architecture,
        blocks=int(get("block_count")),
        width=width,
        heads=heads,
        kv_heads=int(get("attention.head_count_kv", heads)),
        head_dim=head_dim,
        ffn=int(get("feed_forward_length")),
        eps=float(get("attention.layer_norm_rms_epsilon")),
        activation="gelu" if gemma else "silu",
        embedding_scale=math.sqrt(width) if gemma else 1.0,
        attention_scale=head_dim**-0.5,
        attention_softcap=float(get("attn_logit_softcapping", 0.0)),
        logit_softcap=float(get("final_logit_softcapping", 0.0)),
        rope_dim=int(get("rope.dimension_count", head_dim)),
        rope_base=rope_base,
        rope_base_local=float(get("rope.freq_base_swa", 10000.0)) if architecture == "gemma3" else rope_base,
        rope_scale=1 / float(get("rope.scaling.factor", 1.0)) if scaling == "linear" else 1.0,
        window=int(get("attention.sliding_window", 0)) if architecture in ("gemma2", "gemma3", "phi3") else 0,
        window_pattern={"gemma2": 2, "gemma3": 6}.get(architecture, 0),
        nope_every=4 if architecture == "smollm3" else 0,
        permuted=architecture in _PERMUTED,
    )
