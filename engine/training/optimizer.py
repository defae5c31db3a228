"""AdamW over the adapter, and how its learning rate runs over a training."""

from __future__ import annotations

import math

import torch
from torch.autograd.graph import increment_version

from engine.training.protocol import TrainableModel
from engine.types import TrainSettings


def make_optimizer(model: TrainableModel, settings: TrainSettings) -> torch.optim.AdamW:
    """AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101) in two groups: A, and B, which may learn faster
    by `loraplus_lr_ratio` (LoRA+, Hayou et al. 2024, arXiv:2402.12354). Each group's `ratio` is what its
    learning rate is multiplied with.
    """
    groups: list[dict[str, object]] = []
    named = model.named_parameters()
    for ratio, chosen in (
        (1.0, [p for name, p in named.items() if ".lora_B." not in name]),
        (settings.loraplus_lr_ratio, [p for name, p in named.items() if ".lora_B." in name]),
    ):
        if chosen:
            groups.append({"params": chosen, "ratio": ratio})
    # Fused, in one operation for each weight: a dozen took 2 % of a training's time.
    fused = next(iter(named.values())).device.type != "mps"
    optimizer = torch.optim.AdamW(
        groups, lr=settings.learning_rate, weight_decay=settings.weight_decay, fused=fused
    )
    # The fused kernel changes weights unseen by autograd's counters, by which `Lora.joined` knows that they changed.
    optimizer.register_step_post_hook(lambda *_: increment_version(list(named.values())))
    return optimizer


def learning_rate(step: int, total_steps: int, settings: TrainSettings) -> float:
    """At `step`, from 1: linear warm-up, then a cosine down to a tenth (Loshchilov and Hutter 2017)."""
    peak = settings.learning_rate
    warmup = max(1, round(settings.warmup_ratio * total_steps))
    if step <= warmup:
        return peak * step / warmup
    along = (step - warmup) / max(1, total_steps - warmup)
    return peak * (0.1 + 0.9 * (1 + math.cos(math.pi * along)) / 2)
