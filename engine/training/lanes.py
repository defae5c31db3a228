"""Passes of one step side by side, each on its share of the processor's cores.

A product split among cores ends with its slowest part, and a small operation is over before the second core has
heard of it. Passes that go their own ways wait for each other once a step: on two cores 15 % (examples of 80
tokens) to 28 % (500 tokens) more tokens in the same processor time, and more where other programs work as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from typing import TypeVar

import torch
from torch import Tensor

from engine.types import TrainSettings

T = TypeVar("T")
_WORTH_A_LANE = 224  # tokens: products of fewer rows read the weights more often than they are worth


def lanes_for(settings: TrainSettings, lengths: Sequence[int], cores: int) -> int:
    """How many passes go side by side on a CPU if examples have `lengths` tokens.

    A function of the data and the machine: a run that is resumed has as many as before, and the same sums. Noise
    (dropout, NEFTune) is drawn from one generator, in one order: then there is one lane.
    """
    if settings.lora_dropout or settings.neftune_noise_alpha or not lengths:
        return 1
    per_step = settings.micro_batch_size * sum(lengths) // len(lengths)
    return max(1, min(cores, per_step // _WORTH_A_LANE))


class Lanes:
    """The threads of one training run; `close` them in the end."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: ThreadPoolExecutor | None = None
        if count > 1:
            each = max(1, torch.get_num_threads() // count)
            # Among how many cores a product is split is a property of the thread that asks for it.
            self._pool = ThreadPoolExecutor(count, "lane", torch.set_num_threads, (each,))

    def close(self) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def learn(
        self, losses: Sequence[Callable[[], Tensor]], parameters: Sequence[torch.nn.Parameter]
    ) -> float:
        """Add up the losses' gradients in `grad` of the parameters, always in the same order; returns the losses'
        sum."""
        if self._pool is None:
            return sum(_backward(one()) for one in losses)
        total = 0.0
        lanes = [partial(_gradients, losses[lane :: self.count], parameters) for lane in range(self.count)]
        for loss, gradients in self.map(lanes):
            total += loss
            for parameter, gradient in zip(parameters, gradients, strict=True):
                parameter.grad = gradient if parameter.grad is None else parameter.grad.add_(gradient)
        return total

    def map(self, passes: Sequence[Callable[[], T]]) -> list[T]:
        """What each returns, in order. If one fails, it fails once all have ended."""
        if self._pool is None:
            return [one() for one in passes]
        begun = [self._pool.submit(one) for one in passes]
        wait(begun)
        return [one.result() for one in begun]


def _backward(loss: Tensor) -> float:
    loss.backward()  # type: ignore[no-untyped-call]
    return float(loss.detach())


def _gradients(
    losses: Sequence[Callable[[], Tensor]], parameters: Sequence[torch.nn.Parameter]
) -> tuple[float, list[Tensor]]:
    """The sum of some losses, and its gradients: not in `grad`, where the other lanes' would come between."""
    total, sums = 0.0, [torch.zeros_like(parameter) for parameter in parameters]
    for one in losses:
        loss = one()
        for held, gradient in zip(sums, torch.autograd.grad(loss, parameters), strict=True):
            held += gradient
        total += float(loss.detach())
    return total, sums
