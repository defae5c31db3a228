"""How much memory a run needs at its largest step, from sizes alone, and which of our ways to train fits.

    program      Python, PyTorch and its buffers
  + weights      the base: parameters x bytes of the training dtype, reordered those of adapted layers twice;
                 packed, the file's own bytes and one matrix at a time unpacked
  + adapter      16 for each LoRA weight: the weight, its gradient and AdamW's two moments, all fp32
  + activations  tokens that go through the model together x blocks x what a block keeps of a token for the
                 backward pass; with checkpointing every block's input, and one block's whole
  + logits       scores over the vocabulary for the answers' tokens, a few hundred at a time

What a block keeps is counted from the operators in `fast.projections` and `fast.attention`; PEFT's model
keeps about three times as much, pads its batches, and makes all logits at once.
tests/engine/test_planning.py compares with runs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, Required, TypedDict

from engine.errors import BadFile
from engine.models.gguf_file import GgufHeader
from engine.training.fast.geometry import Geometry, read_geometry
from engine.training.sampling import (
    GPU_LOGIT_ROWS,
    GPU_SIZES,
    LOGIT_ROWS,
    PassSize,
    lanes_for,
    on_processor,
    passes,
)
from engine.training.schedule import lowest_adapted
from engine.types import TrainSettings

_PROGRAM, _GPU_PROGRAM = 380_000_000, 150_000_000
_PEFT_PROGRAM = 600_000_000  # transformers and PEFT as well
_PER_LORA_WEIGHT, _PER_LANE = 16, 8  # and each lane's own sums of gradients
_PEFT_COPIES = 3  # of all its logits, in fp32
_PEFT_FACTOR = 3.0
_PLACES = 128  # fast.attention: whose queries are looked after at once
_SLICE = 1 << 25  # fast.weights: weights of a packed matrix unpacked at once
_SLACK = 1.1  # the allocator's gaps
_HEADROOM = 0.9  # of the free memory may be planned with

Dtype = Literal["bf16", "fp32"]


@dataclass(frozen=True)
class Work:
    """What a run does, by sizes alone: the tokens of each example and those learned of them, the training dtype, and
    the `cores` of a processor, which `reorders` (see `ReorderedMatrix`), or a `gpu`, which has `flash` or not."""

    header: GgufHeader
    settings: TrainSettings
    lengths: Sequence[int]
    answers: Sequence[int]
    dtype: Dtype
    cores: int = 1
    reorders: bool = True
    gpu: bool = False
    flash: bool = False


class Way(NamedTuple):
    """What of a plan decides the last bits of sums."""

    size: PassSize
    reordered: bool


@dataclass(frozen=True)
class MemoryPlan:
    """A way to train: `packed`, `reordered` and `checkpointing` as `FastTrainable` takes them, passes of `size`;
    bytes by purpose."""

    parts: dict[str, int]
    size: PassSize = field(default_factory=PassSize)
    packed: bool = False
    reordered: bool = False
    checkpointing: bool = False

    @property
    def total(self) -> int:
        return sum(self.parts.values())

    @property
    def way(self) -> Way:
        return Way(self.size, self.reordered)


def choose_plan(work: Work, free: int) -> MemoryPlan:
    """The fastest way that fits into `free` bytes, else the one that needs least.

    Packed weights cost a few per cent of the time with large batches, checkpointing a third.
    """
    plans = plans_for(work)
    return next((plan for plan in plans if plan.total <= _HEADROOM * free), plans[-1])


def plans_for(work: Work) -> list[MemoryPlan]:
    """The ways to do it, the fastest first."""
    if not is_fast(work.header):
        return [MemoryPlan(_parts_of_peft(work))]
    large, least = GPU_SIZES
    if not work.gpu:
        large, least = on_processor(lanes_for(work.settings, work.lengths, work.cores)), on_processor(1)
    ways: list[_Choices] = [{"size": large}, {"size": least}] if large != least else [{"size": least}]
    # Packed, every lane would unpack the weights for itself.
    ways += [{"size": least, "packed": True}, {"size": least, "packed": True, "checkpointing": True}]
    if work.reorders and not work.gpu:
        ways.insert(0, {"size": large, "reordered": True})
    return [MemoryPlan(_parts(work, **way), **way) for way in ways]


def smaller_settings(work: Work, free: int) -> dict[str, int]:
    """The least change of settings that fits into `free` bytes; nothing if none does."""
    changes: list[dict[str, int]] = []
    size, room = work.settings.micro_batch_size, max(work.lengths, default=0)
    while size > 1:
        size //= 2
        changes.append({"micro_batch_size": size})
    while room > 64:
        room //= 2
        changes.append({"micro_batch_size": 1, "max_seq_length": room})
    for change in changes:
        lengths, answers = (
            [min(n, change.get("max_seq_length", n)) for n in all_] for all_ in (work.lengths, work.answers)
        )
        settings = work.settings.model_copy(update=change)
        less = replace(work, settings=settings, lengths=lengths, answers=answers, cores=1)
        if choose_plan(less, free).total <= free:
            return change
    return {}


class _Choices(TypedDict, total=False):
    size: Required[PassSize]
    packed: bool
    reordered: bool
    checkpointing: bool


class _Sizes(NamedTuple):
    """An example by its sizes alone."""

    length: int
    targets: int
    label: str = ""


def _longest(work: Work) -> list[_Sizes]:
    """The longest micro-batch there can be."""
    examples = [_Sizes(n, a) for n, a in zip(work.lengths, work.answers, strict=True)]
    return sorted(examples, reverse=True)[: work.settings.micro_batch_size]


def _parts(
    work: Work, size: PassSize, packed: bool = False, reordered: bool = False, checkpointing: bool = False
) -> dict[str, int]:
    header, settings = work.header, work.settings
    g, width_bytes, lanes = read_geometry(header), _width(work.dtype), size.lanes
    together = passes(_longest(work), size)[:lanes]
    values = sum(_kept(work, g, [item.length for item in part], checkpointing) for part in together)
    at_once = GPU_LOGIT_ROWS if work.gpu else LOGIT_ROWS
    rows = sum(min(at_once, sum(item.targets for item in part)) for part in together)
    lowest = lowest_adapted(settings)
    twice = sum(math.prod(shape) for block, shape in _linear_shapes(header) if reordered and block >= lowest)
    weights = (_weights(header) + twice) * width_bytes
    # In the training dtype, those of the bare base for a pull to it, too; a GPU makes all of their softmax at once.
    of_a_score = width_bytes * (2 if settings.replay_kl else 1) + (12 if work.gpu else 0)
    return {
        "program": _GPU_PROGRAM if work.gpu else _PROGRAM,
        "weights": _packed_bytes(header, width_bytes) if packed else weights,
        "adapter": lora_weights(header, settings) * (_PER_LORA_WEIGHT + (lanes > 1) * lanes * _PER_LANE),
        "activations": round(values * width_bytes * _SLACK),
        "logits": rows * _vocabulary(header) * of_a_score,
    }


def _parts_of_peft(work: Work) -> dict[str, int]:
    batch, width_bytes = _longest(work), _width(work.dtype)
    batch = passes(batch)[0] if batch else []
    longest = min(max((item.length for item in batch), default=0), work.settings.max_seq_length)
    values = round(_PEFT_FACTOR * longest * len(batch) * _kept_by_shapes(work.header))
    rows = max((item.targets for item in batch), default=0) * len(batch)
    return {
        "program": _PEFT_PROGRAM,
        "weights": _weights(work.header) * width_bytes,
        "adapter": lora_weights(work.header, work.settings) * _PER_LORA_WEIGHT,
        "activations": round(values * width_bytes * _SLACK),
        "logits": rows * _vocabulary(work.header) * 4 * _PEFT_COPIES,
    }


def _width(dtype: Dtype) -> int:
    """Bytes of a value."""
    return 2 if dtype == "bf16" else 4


def _weights(header: GgufHeader) -> int:
    return sum(tensor.n_elements for tensor in header.tensors.values())


def _vocabulary(header: GgufHeader) -> int:
    return len(header.metadata.get("tokenizer.ggml.tokens", ()))


def _kept(work: Work, g: Geometry, lengths: Sequence[int], checkpointing: bool) -> float:
    """Values kept for the backward pass by the fast model, for sequences of these lengths."""
    blocks, tokens = g.blocks - lowest_adapted(work.settings), sum(lengths)
    of_a_token = 2 * g.width + 2 * g.q_rows + 2 * g.kv_rows + 2 * g.ffn + 7 * work.settings.r
    # For each place looked at, which are those before and some of the next: the probability, a softcap's bend.
    scores = 0 if work.flash and g.suits_flash else g.heads * (2 if g.attention_softcap else 1)
    of_a_block = sum(n * (of_a_token + scores * min(n, (n + _PLACES) / 2)) for n in lengths)
    passing = tokens * (3 * g.width + 5 * g.ffn)  # while one block's gradients are made
    if checkpointing:
        return of_a_block + passing + tokens * g.width * blocks
    return of_a_block * blocks + passing


def _packed_bytes(header: GgufHeader, width_bytes: int) -> int:
    """The file's tensors, mapped, and the largest matrix unpacked, of the vocabulary's so much at a time."""
    g = read_geometry(header)
    largest = max(2 * g.ffn * g.width, min(_vocabulary(header) * g.width, _SLICE))
    return sum(t.n_bytes for t in header.tensors.values()) + largest * width_bytes


def is_fast(header: GgufHeader) -> bool:
    """Whether a run can use the fast model."""
    try:
        read_geometry(header)
    except BadFile:
        return False
    return True


def lora_weights(header: GgufHeader, settings: TrainSettings) -> int:
    """Trainable weights: LoRA of rank r on every linear layer of the blocks chosen."""
    return sum(
        settings.r * sum(shape) for block, shape in _linear_shapes(header) if _is_chosen(block, settings)
    )


def _is_chosen(block: int, settings: TrainSettings) -> bool:
    return settings.layers_to_transform is None or block in settings.layers_to_transform


def _kept_by_shapes(header: GgufHeader) -> int:
    """Values kept of a token by all blocks: about every linear layer's input and output."""
    return sum(sum(shape) for _, shape in _linear_shapes(header))


def _linear_shapes(header: GgufHeader) -> list[tuple[int, tuple[int, ...]]]:
    """(block, shape) of every linear layer."""
    matrices = [t for t in header.tensors.values() if t.name.startswith("blk.") and len(t.shape) == 2]
    return [(int(t.name.split(".")[1]), t.shape) for t in matrices]
