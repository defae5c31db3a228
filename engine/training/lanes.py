"""Passes of one step side by side, each on its share of the processor's cores.

A product split among cores ends with its slowest part, and a small operation is over before the second core has
heard of it. Passes that go their own ways wait for each other once a step: measured on two cores, 15 % (examples
of 80 tokens) to 28 % (500 tokens) more tokens in the same processor time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from typing import TypeVar

import torch
from torch import Tensor

from engine.training.sampling import PassSize

T = TypeVar("T")


class Lanes:
    """The threads of one training run, as a context manager."""

    def __init__(self, size: PassSize, *, abreast: bool = True) -> None:
        """`abreast`: side by side. Without, for want of memory, one after the other; the sums have the same order."""
        self.size, self.count = size, size.lanes
        self._pool: ThreadPoolExecutor | None = None
        if self.count > 1 and abreast:
            each = max(1, torch.get_num_threads() // self.count)
            # Among how many cores a product is split is a property of the thread that asks for it.
            self._pool = ThreadPoolExecutor(self.count, "lane", torch.set_num_threads, (each,))

    def __enter__(self) -> Lanes:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def learn(
        self, losses: Sequence[Callable[[], Tensor]], parameters: Sequence[torch.nn.Parameter]
    ) -> float:
        """Add up the losses' gradients in `grad` of the parameters, always in the same order; returns the losses'
        sum."""
        if self.count == 1:
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
