"""How much memory a run needs at its largest step, from sizes alone, in bytes.

    program      Python, PyTorch and its buffers
  + weights      parameters x bytes of the training dtype
  + adapter      16 for each LoRA weight: the weight, its gradient and AdamW's two moments, all fp32
  + activations  tokens of the largest batch x blocks x what a block keeps of a token for the backward pass
  + logits       scores over the vocabulary for the answers' tokens, a few hundred at a time

What a block keeps is counted from the operators in `fast.ops`; PEFT's model keeps about three times as
much, pads its batches, and makes all logits at once. tests/engine/test_planning.py compares with a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from engine.errors import BadFile
from engine.models.gguf_file import GgufHeader
from engine.training.fast.geometry import read_geometry
from engine.types import TrainSettings

_PROGRAM = 500_000_000
_PEFT_PROGRAM = 600_000_000  # transformers and PEFT as well
_PER_LORA_WEIGHT = 16
_LOGIT_ROWS, _LOGIT_COPIES = 256, 3  # fast.ops: logits computed at once, and their fp32 copies
_PEFT_FACTOR = 3.0
_SLACK = 1.1  # the allocator's gaps


def memory_parts(
    header: GgufHeader,
    settings: TrainSettings,
    lengths: Sequence[int],
    answers: Sequence[int],
    dtype: Literal["bf16", "fp32"],
) -> dict[str, int]:
    """Bytes by purpose. `lengths` and `answers` are the tokens of each example and those learned of them."""
    width_bytes = 2 if dtype == "bf16" else 4
    largest = sorted(zip(lengths, answers, strict=True), reverse=True)[: settings.micro_batch_size]
    longest = min(largest[0][0], settings.max_seq_length) if largest else 0
    vocabulary = _vocabulary(header)
    parts = {
        "weights": sum(tensor.n_elements for tensor in header.tensors.values()) * width_bytes,
        "adapter": lora_weights(header, settings.r) * _PER_LORA_WEIGHT,
    }
    if is_fast(header, settings):
        g = read_geometry(header)
        kept = (
            4 * g.width + 3 * (g.q_rows + g.kv_rows) + 3 * g.ffn + 7 * settings.r
        )  # of one token, in one block
        values = sum(n * (kept + g.heads * n) for n, _ in largest) * g.blocks
        rows, copies, program = _LOGIT_ROWS, _LOGIT_COPIES, _PROGRAM
    else:
        tokens = longest * len(largest)
        values = round(_PEFT_FACTOR * tokens * _kept_by_shapes(header))
        rows, copies, program = max((a for _, a in largest), default=0) * len(largest), 3, _PEFT_PROGRAM
    return {
        "program": program,
        **parts,
        "activations": round(values * width_bytes * _SLACK),
        "logits": rows * vocabulary * 4 * copies,
    }


def is_fast(header: GgufHeader, settings: TrainSettings) -> bool:
    """Whether a run can use the fast model, which has no dropout and adapts all linear layers."""
    try:
        read_geometry(header)
    except BadFile:
        return False
    return settings.target_modules == "all-linear" and settings.lora_dropout == 0


def lora_weights(header: GgufHeader, r: int) -> int:
    """Trainable weights with LoRA of rank `r` on every linear layer of every block."""
    return sum(r * sum(shape) for shape in _linear_shapes(header))


def _kept_by_shapes(header: GgufHeader) -> int:
    """Values kept of a token by all blocks: about every linear layer's input and output."""
    return sum(sum(shape) for shape in _linear_shapes(header))


def _linear_shapes(header: GgufHeader) -> list[tuple[int, ...]]:
    return [t.shape for t in header.tensors.values() if t.name.startswith("blk.") and len(t.shape) == 2]


def _vocabulary(header: GgufHeader) -> int:
    return len(header.metadata.get("tokenizer.ggml.tokens", ()))
