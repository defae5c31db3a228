"""A worker service for test_planning.py: how much memory training takes, in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.types import TrainSettings
from engine.workers.service import Arguments, Task


def train(task: Task, args: Arguments) -> dict[str, Any]:
    """Three steps on random tokens: {"model", "settings", "length", "way"}; the bytes planned, and the peak."""
    import random

    import torch

    from engine.models.gguf_file import read_header
    from engine.training.device import Device
    from engine.training.encode import IGNORE, Encoded
    from engine.training.memory import Work, plans_for
    from engine.training.objectives import objective
    from engine.training.optimizer import make_optimizer
    from engine.training.peak import peak_memory
    from engine.training.sampling import passes
    from engine.training.trainable import make_trainable

    base, settings, n = Path(args["model"]), TrainSettings.model_validate(args["settings"]), args["length"]
    device, dice = Device(torch.device("cpu"), torch.bfloat16, "test"), random.Random(0)
    batch = []
    for _ in range(settings.micro_batch_size):
        ids = [dice.randrange(40000) for _ in range(n)]
        labels = [IGNORE] * (n // 2) + ids[n // 2 :]
        batch.append(Encoded(ids, labels, anchored=bool(settings.replay_kl)))
    lengths, answers = [n] * len(batch), [example.targets for example in batch]
    plan = plans_for(Work(read_header(base), settings, lengths, answers, device.name))[args["way"]]
    model, goal = make_trainable(base, settings, device, "base", plan), objective(settings)
    optimizer = make_optimizer(model, settings)
    for _ in range(3):
        for part in passes(batch):
            goal.total(model, part).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    return {"planned": plan.total, "peak": peak_memory(device.device), "parts": plan.parts}


COMMANDS = {"train": train}
