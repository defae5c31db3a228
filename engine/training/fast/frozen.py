"""What the blocks below every adapter make of an example never changes: compute it in the first epoch, keep it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import psutil
import torch
from torch import Tensor

from engine.training.encode import Encoded

_SHARE = 0.25  # of the memory that is free when the first example comes


class FrozenFeatures:
    """Features [tokens, width] of examples, kept on the CPU as long as they take less than a share of its
    memory; those that come later are computed each time."""

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._room = int(psutil.virtual_memory().available * _SHARE)
        self._kept: dict[
            int, tuple[Encoded, Tensor]
        ] = {}  # by identity; the example is held, so it stays unique

    def get(self, batch: Sequence[Encoded], compute: Callable[[Sequence[Encoded]], Tensor]) -> Tensor:
        """Features of the batch's tokens one after another; `compute` makes those of examples not yet known."""
        missing = [example for example in batch if id(example) not in self._kept]
        fresh: dict[int, Tensor] = {}
        if missing:
            parts = torch.split(compute(missing), [len(example.ids) for example in missing])
            for example, part in zip(missing, parts, strict=True):
                fresh[id(example)] = part
                self._keep(example, part)
        found = [fresh[id(e)] if id(e) in fresh else self._kept[id(e)][1] for e in batch]
        return torch.cat([part.to(self._device) for part in found])

    def _keep(self, example: Encoded, part: Tensor) -> None:
        size = part.numel() * part.element_size()
        if size <= self._room:
            self._room -= size
            self._kept[id(example)] = example, part.detach().to("cpu", copy=True)
