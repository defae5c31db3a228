"""What is minimised: the answers' cross-entropy, or the preference for one answer over another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

import torch
import torch.nn.functional as F

from engine.training.encode import Encoded, Pair
from engine.training.protocol import TrainableModel
from engine.types import TrainSettings

T = TypeVar("T", contravariant=True)


class Objective(Protocol[T]):
    """A loss that is a mean over units: over tokens, or over pairs."""

    def units(self, batch: Sequence[T]) -> int:
        """How many units the mean is taken over."""

    def total(self, model: TrainableModel, batch: Sequence[T]) -> torch.Tensor:
        """The loss summed over the batch's units: a scalar."""


class Supervised:
    """Cross-entropy in nats of every labelled token."""

    def units(self, batch: Sequence[Encoded]) -> int:
        return sum(example.targets for example in batch)

    def total(self, model: TrainableModel, batch: Sequence[Encoded]) -> torch.Tensor:
        return model.losses(batch).sum()


class Anchored(Supervised):
    """Cross-entropy, and on anchored examples instead a pull to the base: `weight` x KL(base || adapted), in nats.

    The reference is the same model with its adapter switched off, as in learning without forgetting (Li and Hoiem
    2016, arXiv:1606.09282), by the forward divergence over the whole vocabulary. Anchored examples carry no
    cross-entropy: their answers are ours, not the base's, and learning them by heart would move it as well.
    """

    def __init__(self, weight: float) -> None:
        self._weight = weight

    def total(self, model: TrainableModel, batch: Sequence[Encoded]) -> torch.Tensor:
        learned = [example for example in batch if not example.anchored]
        anchored = [example for example in batch if example.anchored]
        parts = [super().total(model, learned)] if learned else []
        if anchored:
            parts.append(self._weight * model.divergences(anchored).sum())
        return torch.stack(parts).sum()


class Preference:
    """Direct preference optimisation (Rafailov et al. 2023, arXiv:2305.18290).

    The reference model is the same model with its adapter switched off: there is no second one in memory. Its
    verdict on a pair never changes and is asked for once.
    """

    def __init__(self, beta: float) -> None:
        """`beta`: how dearly moving away from the reference is paid for."""
        self._beta = beta
        self._reference: dict[
            int, tuple[Pair, float]
        ] = {}  # by identity; the pair is held, so it stays unique

    def units(self, batch: Sequence[Pair]) -> int:
        return len(batch)

    def total(self, model: TrainableModel, batch: Sequence[Pair]) -> torch.Tensor:
        self._ask_reference(model, batch)
        margins = _margins(model, batch)
        reference = margins.new_tensor([self._reference[id(pair)][1] for pair in batch])
        return -F.logsigmoid(self._beta * (margins - reference)).sum()

    def _ask_reference(self, model: TrainableModel, batch: Sequence[Pair]) -> None:
        new = [pair for pair in batch if id(pair) not in self._reference]
        if new:
            with torch.no_grad(), model.disable_adapter():
                for pair in new:  # each by itself: it must not depend on the batch it first came in
                    self._reference[id(pair)] = pair, float(_margins(model, [pair]))


def _margins(model: TrainableModel, batch: Sequence[Pair]) -> torch.Tensor:
    """log p(chosen) - log p(rejected) of each pair, in nats: [pairs]. What both begin with cancels out."""
    losses = model.losses([half for pair in batch for half in (pair.chosen, pair.rejected)])
    return losses[1::2] - losses[0::2]


def objective(settings: TrainSettings) -> Objective[Any]:
    """The objective a run's settings ask for."""
    if settings.method == "dpo":
        return Preference(settings.dpo_beta)
    return Anchored(settings.replay_kl) if settings.replay_kl else Supervised()
