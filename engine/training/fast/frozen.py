"""What the blocks below every adapter make of an example never changes: compute it in the first epoch, keep it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import psutil
import torch
from torch import Tensor

from engine.training.encode import Encoded

_SHARE = (
    0.05  # of the memory that is free at first: a memory plan leaves a tenth, and there may be two of these
)


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
        """Features of the batch's tokens one after another; `compute` makes those of examples not yet known.

        Each by itself: products of another height may differ in their last bits, and what is kept must not depend
        on the batch an example first came in, or a resumed run would be another one.
        """
        return torch.cat([self._one(example, compute).to(self._device) for example in batch])

    def _one(self, example: Encoded, compute: Callable[[Sequence[Encoded]], Tensor]) -> Tensor:
        if id(example) in self._kept:
            return self._kept[id(example)][1]
        features = compute([example])
        self._keep(example, features)
        return features

    def _keep(self, example: Encoded, part: Tensor) -> None:
        size = part.numel() * part.element_size()
        if size <= self._room:
            self._room -= size
            self._kept[id(example)] = example, part.detach().to("cpu", copy=True)
