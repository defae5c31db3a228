"""The loss over a wide vocabulary: logits only where something is learned, and never all of them at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import reduce
from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.autograd import Function

from engine.training.fast.weights import Matrix
from engine.training.sampling import GPU_LOGIT_ROWS, LOGIT_ROWS

_NEAR = 16  # tokens whose softmax is made at once: it stays in the processor's cache


class _Space(threading.local):
    """Memory for logits that is used again and again, by each thread its own: getting fresh pages from the system
    for them took a third of the loss's time, a twentieth of a training step."""

    def __init__(self) -> None:
        self._kept: dict[str, Tensor] = {}

    def take(self, use: str, rows: int, columns: int, like: Tensor, dtype: torch.dtype) -> Tensor:
        kept = self._kept.get(use)
        fits = kept is not None and kept.dtype == dtype and kept.device == like.device
        if kept is None or not fits or kept.numel() < rows * columns:
            kept = self._kept[use] = torch.empty(rows * columns, dtype=dtype, device=like.device)
        return kept[: rows * columns].view(rows, columns)


_space = _Space()


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
    return _raw_scores(x, head, torch.empty(len(x), head.rows, dtype=x.dtype, device=x.device)).float()


class _TokenLosses(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, head: Matrix, targets: Tensor, softcap: float) -> Tensor:
        gx = torch.empty_like(x)
        losses = torch.empty(len(x), dtype=torch.float32, device=x.device)
        for part in _pieces(x):
            raw = _raw_scores(x[part], head, _space.take("raw", len(x[part]), head.rows, x, x.dtype))
            for at in range(0, len(raw), near := _near(raw)):
                some = raw[at : at + near]
                wanted = targets[part][at : at + near, None]
                logits = _space.take("logits", len(some), head.rows, x, torch.float32).copy_(some)
                if softcap:
                    logits.div_(softcap).tanh_()
                    bend = 1 - logits.square()
                    logits *= softcap
                # -log p(wanted) from the likeliest word's probability, which never is as small as zero.
                likeliest, right = logits.amax(-1, keepdim=True), logits.gather(1, wanted)
                grad = torch.softmax(logits, -1, out=logits)
                losses[part][at : at + near] = (likeliest - right - grad.amax(-1, keepdim=True).log_())[:, 0]
                if ctx.needs_input_grad[0]:
                    grad.scatter_add_(1, wanted, grad.new_full(wanted.shape, -1.0))
                    some.copy_(grad.mul_(bend) if softcap else grad)
            if ctx.needs_input_grad[0]:
                gx[part] = _through(raw, head)
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
            raw, base = (
                _raw_scores(of[part], head, _space.take(use, len(of[part]), head.rows, x, x.dtype))
                for use, of in (("raw", x), ("bare", bare))
            )
            for at in range(0, len(raw), near := _near(raw)):
                some = raw[at : at + near]
                logits = _space.take("logits", len(some), head.rows, x, torch.float32).copy_(some)
                wanted = base[at : at + near].float()
                if softcap:
                    wanted.div_(softcap).tanh_().mul_(softcap)
                    logits.div_(softcap).tanh_()
                    bend = 1 - logits.square()
                    logits *= softcap
                wanted = wanted.log_softmax(-1)
                logits = torch.log_softmax(logits, -1, out=logits)
                probabilities = wanted.exp()
                divergences[part][at : at + near] = wanted.sub_(logits).mul_(probabilities).sum(-1)
                if ctx.needs_input_grad[0]:
                    grad = logits.exp_().sub_(probabilities)
                    some.copy_(grad.mul_(bend) if softcap else grad)
            if ctx.needs_input_grad[0]:
                gx[part] = _through(raw, head)
        ctx.save_for_backward(gx)
        return divergences

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, ...]:
        return _scaled(ctx, g), None, None, None


def _pieces(x: Tensor) -> Iterator[slice]:
    """Some tokens at a time."""
    rows = LOGIT_ROWS if x.device.type == "cpu" else GPU_LOGIT_ROWS
    return (slice(at, at + rows) for at in range(0, len(x), rows))


def _near(raw: Tensor) -> int:
    return _NEAR if raw.device.type == "cpu" else len(raw)


def _raw_scores(x: Tensor, head: Matrix, out: Tensor) -> Tensor:
    """Logits [tokens, vocabulary] in `out`, of the dtype of x."""
    for words, piece in head.slices():
        if len(piece) == head.rows:
            torch.mm(x, piece.t(), out=out)
        else:
            out[:, words] = F.linear(x, piece)
    return out


def _through(grad: Tensor, head: Matrix) -> Tensor:
    """The gradient of logits taken back through the head: [tokens, vocabulary] to [tokens, width]."""
    return reduce(torch.add, (grad[:, words] @ piece for words, piece in head.slices()))


def _scaled(ctx: Any, g: Tensor) -> Tensor:
    """The gradient made in the forward pass, by each token's own."""
    gx: Tensor = ctx.saved_tensors[0]
    return gx * g[:, None].to(gx.dtype)
