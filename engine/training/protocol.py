"""What the training loop needs of a model. Whoever offers this can be trained."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import torch

from engine.training.encode import Encoded


class TrainableModel(Protocol):
    """A base model with an adapter on it. The loop knows nothing of padding, PEFT or devices."""

    def parameters(self) -> list[torch.nn.Parameter]:
        """The adapter's weights, in a fixed order."""

    def loss_sum(self, batch: Sequence[Encoded]) -> torch.Tensor:
        """Cross-entropy in nats summed over every labelled token of the batch: a scalar."""

    def train(self, mode: bool) -> None:
        """Turn dropout on or off."""

    def save_adapter(self, folder: Path) -> None:
        """Write the adapter in PEFT's format into an existing folder. Raises `OSError`."""

    def load_adapter(self, folder: Path) -> None:
        """Take the weights `save_adapter` wrote."""
