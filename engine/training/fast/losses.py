"""The loss over a wide vocabulary: logits only where something is learned, and never all of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.autograd import Function

from engine.training.fast.weights import Matrix

# Tokens whose logits are made at once, of which nothing is kept. Of twice as many, 50 MB with a vocabulary of 49,000,
# each product's result is memory fresh from the system, and having it cleared takes as long as half the product.
_ROWS = 128
_ROWS_ON_A_GPU = 512  # where starting a product takes longer than clearing memory


def token_losses(x: Tensor, head: Matrix, targets: Tensor, softcap: float) -> Tensor:
    """Cross-entropy in nats of each token, without keeping the logits: their gradient is made at once.

    x [tokens, width] after the last norm, head [vocabulary, width], targets [tokens]; returns fp32 [tokens].
    """
    return cast(Tensor, _TokenLosses.apply(x, head, targets, softcap))  # type: ignore[no-untyped-call]


def token_divergences(x: Tensor, bare: Tensor, head: Matrix, softcap: float) -> Tensor:
    """KL(bare || x) in nats of what each token predicts, over the whole vocabulary: fp32 [tokens].

    x and bare [tokens, width] after the last norm; bare gets no gradient.
    """
    return cast(Tensor, _TokenDivergences.apply(x, bare, head, softcap))  # type: ignore[no-untyped-call]


def scores(x: Tensor, head: Matrix) -> Tensor:
    """Logits [tokens, vocabulary] in fp32, before any softcap."""
    out = torch.empty(len(x), head.rows, dtype=torch.float32, device=x.device)
    for words, part in head.slices():
        out[:, words] = F.linear(x, part)
    return out


class _TokenLosses(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, head: Matrix, targets: Tensor, softcap: float) -> Tensor:
        gx = torch.empty_like(x)
        losses = torch.empty(len(x), dtype=torch.float32, device=x.device)
        for part in _pieces(x):
            logits = scores(x[part], head)
            if softcap:
                logits = logits.div_(softcap).tanh_()
                bend = 1 - logits.square()
                logits = logits * softcap
            wanted = targets[part][:, None]
            # -log p(wanted) from the likeliest word's probability, which never is as small as zero.
            likeliest, right = logits.amax(-1, keepdim=True), logits.gather(1, wanted)
            grad = torch.softmax(logits, -1)
            losses[part] = (likeliest.sub_(right).sub_(grad.amax(-1, keepdim=True).log_()))[:, 0]
            if not ctx.needs_input_grad[0]:
                continue
            grad.scatter_add_(1, wanted, grad.new_full(wanted.shape, -1.0))
            gx[part] = _through(grad.mul_(bend) if softcap else grad, head, x.dtype)
        ctx.save_for_backward(gx)
        return losses

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, ...]:
        return _scaled(ctx, g), None, None, None


class _TokenDivergences(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, bare: Tensor, head: Matrix, softcap: float) -> Tensor:
        gx = torch.empty_like(x)
        divergences = torch.empty(len(x), dtype=torch.float32, device=x.device)
        for part in _pieces(x):
            wanted, logits = scores(bare[part], head), scores(x[part], head)
            if softcap:
                wanted.div_(softcap).tanh_().mul_(softcap)
                logits.div_(softcap).tanh_()
                bend = 1 - logits.square()
                logits *= softcap
            wanted = wanted.log_softmax(-1)
            logits = logits.log_softmax(-1)
            probabilities = wanted.exp()
            divergences[part] = wanted.sub_(logits).mul_(probabilities).sum(-1)
            if not ctx.needs_input_grad[0]:
                continue
            grad = logits.exp_().sub_(probabilities)
            gx[part] = _through(grad.mul_(bend) if softcap else grad, head, x.dtype)
        ctx.save_for_backward(gx)
        return divergences

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, ...]:
        return _scaled(ctx, g), None, None, None


def _pieces(x: Tensor) -> Iterator[slice]:
    """Some tokens at a time."""
    rows = _ROWS if x.device.type == "cpu" else _ROWS_ON_A_GPU
    return (slice(at, at + rows) for at in range(0, len(x), rows))


def _through(grad: Tensor, head: Matrix, dtype: torch.dtype) -> Tensor:
    """The gradient of logits taken back through the head: [tokens, vocabulary] to [tokens, width]."""
    products = (grad[:, words].to(dtype) @ piece for words, piece in head.slices())
    return reduce(torch.add, products)


def _scaled(ctx: Any, g: Tensor) -> Tensor:
    """The gradient made in the forward pass, by each token's own."""
    gx: Tensor = ctx.saved_tensors[0]
    return gx * g[:, None].to(gx.dtype)
