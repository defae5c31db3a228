"""Which model trains a run, and how: one place for the choice."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import psutil

from engine.errors import OutOfMemory
from engine.models.gguf_file import GgufHeader, read_header
from engine.training.device import Device
from engine.training.memory import MemoryPlan, choose_plan, is_fast
from engine.training.protocol import TrainableModel
from engine.training.sampling import Item
from engine.types import TrainSettings


def make_trainable(
    base: Path, settings: TrainSettings, device: Device, base_id: str, plan: MemoryPlan
) -> TrainableModel:
    """The GGUF at `base` with fresh LoRA layers, ready for the loop.

    Our fast model where it knows the architecture; else transformers and PEFT, which know
    almost everything and take several times as long. Raises `BadFile`, `InputError`.
    """
    if not is_fast(read_header(base)):
        from engine.training.peft_model import PeftTrainable

        logging.info("training with transformers and PEFT, for the fast model does not know this base")
        return PeftTrainable(base, settings, device, base_id)
    from engine.training.fast.model import FastTrainable

    logging.info("training with the fast model, %s", plan)
    return FastTrainable(
        base, settings, device, base_id, packed=plan.packed, checkpointing=plan.checkpointing
    )


def plan_memory(base: Path, settings: TrainSettings, device: Device, examples: Sequence[Item]) -> MemoryPlan:
    """How to train on `examples` with the memory that is free now. Raises `OutOfMemory` with what would fit."""
    header, free = read_header(base), _free(device)
    lengths = [example.length for example in examples]
    plan = choose_plan(header, settings, lengths, lengths, device.name, free)
    if plan.total > free:
        raise OutOfMemory(
            f"There is not enough memory to train: about {plan.total / 1e9:.1f} GB are needed, "
            f"{free / 1e9:.1f} GB are free.",
            cause=f"The longest examples have {max(lengths)} tokens, {settings.micro_batch_size} at a time.",
            fix=_what_fits(header, settings, lengths, device, free),
        )
    return plan


def _free(device: Device) -> int:
    if device.device.type == "cuda":
        import torch

        return int(torch.cuda.mem_get_info(device.device)[0])
    return int(psutil.virtual_memory().available)


def _what_fits(
    header: GgufHeader, settings: TrainSettings, lengths: Sequence[int], device: Device, free: int
) -> str:
    """The first smaller setting that would fit, in words."""
    smaller: list[dict[str, int]] = []
    size, room = settings.micro_batch_size, max(lengths)
    while size > 1:
        size //= 2
        smaller.append({"micro_batch_size": size})
    while room > 64:
        room //= 2
        smaller.append({"micro_batch_size": 1, "max_seq_length": room})
    for change in smaller:
        cut = [min(n, change.get("max_seq_length", n)) for n in lengths]
        changed = settings.model_copy(update=change)
        if choose_plan(header, changed, cut, cut, device.name, free).total <= free:
            return "These would fit: " + ", ".join(f"{key} {value}" for key, value in change.items()) + "."
    return "Close other programs, or choose a smaller base model."
