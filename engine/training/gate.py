"""Where a training can stand still: not only between steps, which may take seconds, but inside of them."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import torch
from torch.autograd.graph import saved_tensors_hooks

from engine.right_of_way import GivingWay


def standing_still(gate: GivingWay | None) -> AbstractContextManager[None]:
    """For a forward pass: it and its backward pass stop at the gate whenever a tensor is kept or taken up again,
    which is every few milliseconds; with checkpointing, between blocks. The numbers stay the same."""
    if gate is None:
        return nullcontext()

    def passing(tensor: torch.Tensor) -> torch.Tensor:
        gate.pause()
        return tensor

    return saved_tensors_hooks(passing, passing)
