"""The loss over a wide vocabulary: logits only where something is learned, and never all of them at once."""

from __future__ import annotations

from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.autograd import Function

from engine.training.fast.weights import Matrix

_ROWS = 256  # tokens whose logits are made at once: the vocabulary is wide, and nothing of it is kept


def token_losses(x: Tensor, head: Matrix, targets: Tensor, softcap: float) -> Tensor:
    """Cross-entropy in nats of each token, without keeping the logits: their gradient is made at once.

    x [tokens, width] after the last norm, head [vocabulary, width], targets [tokens]; returns fp32 [tokens].
    """
    return cast(Tensor, _TokenLosses.apply(x, head, targets, softcap))  # type: ignore[no-untyped-call]


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
        for at in range(0, len(x), _ROWS):
            part = slice(at, at + _ROWS)
            logits = scores(x[part], head)
            if softcap:
                logits = logits.div_(softcap).tanh_()
                bend = 1 - logits.square()
                logits = logits * softcap
            wanted = targets[part][:, None]
            right = logits.gather(1, wanted)
            most = logits.amax(-1, keepdim=True)
            grad = logits.sub_(most).exp_()  # one pass of exponentials serves the loss and its gradient
            sums = grad.sum(-1, keepdim=True)
            losses[part] = (sums.log().add_(most).sub_(right))[:, 0]
            if not ctx.needs_input_grad[0]:
                continue
            grad.div_(sums)
            grad.scatter_add_(1, wanted, grad.new_full(wanted.shape, -1.0))
            if softcap:
                grad *= bend
            gx[part] = sum(grad[:, words].to(x.dtype) @ piece for words, piece in head.slices())
        ctx.save_for_backward(gx)
        return losses

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, ...]:
        (gx,) = ctx.saved_tensors
        return gx * g[:, None].to(gx.dtype), None, None, None
