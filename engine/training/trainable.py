"""Which model trains a run, and how: one place for the choice."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil
import torch

from engine.errors import OutOfMemory
from engine.models.gguf_file import read_header
from engine.paths import read_json, write_json
from engine.training.device import Device
from engine.training.fast.flash import has_flash
from engine.training.fast.weights import ReorderedMatrix
from engine.training.memory import MemoryPlan, Way, Work, choose_plan, is_fast, plans_for, smaller_settings
from engine.training.protocol import TrainableModel
from engine.training.sampling import Item, PassSize, on_processor
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
        base,
        settings,
        device,
        base_id,
        packed=plan.packed,
        reordered=plan.reordered,
        checkpointing=plan.checkpointing,
    )


def plan_memory(
    base: Path,
    settings: TrainSettings,
    device: Device,
    examples: Sequence[Item],
    began: Way | None = None,
) -> MemoryPlan:
    """How to train on `examples` with the memory that is free now: the way a run `began`, if that fits. Raises
    `OutOfMemory` with what would fit."""
    header, free = read_header(base), device_memory(device) or _for_us()
    lengths, answers = [e.length for e in examples], [e.targets for e in examples]
    gpu = device.device.type == "cuda"
    work = Work(header, settings, lengths, answers, device.name, gpu=gpu, **abilities(device))
    as_before = [plan for plan in plans_for(work) if plan.way == began and plan.total <= free]
    plan = as_before[0] if as_before else choose_plan(work, free)
    if began and not as_before:
        logging.warning("too little memory to go on as this run began: its last bits may differ")
    if plan.total > free:
        missing = max(0.1, (plan.total - free) / 1e9)
        raise OutOfMemory(
            f"There is not enough memory to train: {missing:.1f} GB more are needed.",
            cause=f"It takes about {plan.total / 1e9:.1f} GB, and {free / 1e9:.1f} GB are free. "
            f"The longest examples have {max(lengths)} tokens, {settings.micro_batch_size} at a time.",
            fix=_in_words(smaller_settings(work, free)),
        )
    return plan


def noted_way(file: Path) -> Way | None:
    """How the run whose notes are in `file` began; None if it did not yet. Raises `BadFile`."""
    notes = read_json(file)
    lanes, tokens = notes.get("lanes"), notes.get("pass_tokens")
    if not isinstance(lanes, int):
        return None
    size = PassSize(lanes, tokens) if isinstance(tokens, int) else on_processor(lanes)
    return Way(size, bool(notes.get("reordered")))


def note_way(file: Path, way: Way) -> Way:
    """Write it there, and return it. Raises `StorageError`, `BadFile`."""
    noted = {"lanes": way.size.lanes, "pass_tokens": way.size.tokens, "reordered": way.reordered}
    write_json(file, {**read_json(file), **noted})
    return way


def abilities(device: Device) -> dict[str, Any]:
    """What a plan must know of a device: cores that passes can go side by side on (1 if it is no processor), whether
    weights can be reordered on it, and whether it has the flash kernel."""
    return {
        "cores": torch.get_num_threads() if device.device.type == "cpu" else 1,
        "reorders": ReorderedMatrix.is_possible(device),
        "flash": has_flash(device.device, device.dtype),
    }


def _for_us() -> int:
    """Free memory of the computer, and what this process has of it already."""
    return int(psutil.virtual_memory().available + psutil.Process().memory_info().rss)


def device_memory(device: Device) -> int:
    """Bytes that are free on a device with a memory of its own; 0 where it is the computer's."""
    if device.device.type == "cuda":
        return int(torch.cuda.mem_get_info(device.device)[0])
    return 0


def _in_words(change: dict[str, int]) -> str:
    if not change:
        return "Close other programs, or choose a smaller base model."
    return "These would fit: " + ", ".join(f"{key} {value}" for key, value in change.items()) + "."
