"""What the training loop needs of a model. Whoever offers this can be trained."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import torch

from engine.training.encode import Encoded


class TrainableModel(Protocol):
    """A base model with an adapter on it. The loop knows nothing of padding, PEFT or devices."""

    def named_parameters(self) -> dict[str, torch.nn.Parameter]:
        """The adapter's weights under PEFT's names, in a fixed order."""

    def losses(self, batch: Sequence[Encoded]) -> torch.Tensor:
        """Cross-entropy in nats, summed over the labelled tokens of each sequence: fp32 [sequences]."""

    def divergences(self, batch: Sequence[Encoded]) -> torch.Tensor:
        """KL(bare base || adapted) in nats, summed over the labelled tokens of each sequence: fp32 [sequences]."""

    def train(self, mode: bool) -> None:
        """Turn dropout and noise on or off."""

    def disable_adapter(self) -> AbstractContextManager[None]:
        """The bare base inside, without noise or dropout."""

    def save_adapter(self, folder: Path) -> None:
        """Write the adapter in PEFT's format into an existing folder. Raises `OSError`."""

    def load_adapter(self, folder: Path) -> None:
        """Take the weights `save_adapter` wrote. Raises `KeyError` if one is missing."""
