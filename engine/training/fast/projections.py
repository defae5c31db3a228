"""Frozen products with LoRA on them, and what stands around them in a transformer's block.

Gradients are written by hand: the frozen weights need none, and what is cheap to compute again (a norm, an
activation) is not kept for the backward pass. All work on packed tokens, [tokens, features].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.autograd import Function

from engine.training.fast.norms import Norm, norm_gradient, normed, renormed
from engine.training.fast.weights import Matrix


@dataclass(frozen=True)
class Lora:
    """The adapters on one product: `A` [r, in] and `B` [rows, r] in turn, each for a span of the output's rows.

    `dropout` is the share of an adapter's inputs that are left out in training.
    """

    pairs: Sequence[Tensor]
    spans: Sequence[tuple[int, int]]
    scale: float
    dropout: float = 0.0
    _joined: dict[torch.dtype, tuple[int, Tensor, Tensor]] = field(default_factory=dict, compare=False)

    def joined(self, rows: int, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
        """All `A` below each other, and all `B`, scaled, along the diagonal: [ranks, in], [rows, ranks].

        One product for all adapters, though most of the latter is zero: products as narrow as one rank are slow.
        Made once for all passes of a step.
        """
        version = sum(half._version for half in self.pairs)
        if dtype not in self._joined or self._joined[dtype][0] != version:
            with torch.no_grad():
                a = torch.cat(tuple(self.pairs[0::2])).to(dtype)
                b = a.new_zeros(rows, len(a))
                for (start, stop), ranks, half in zip(self.spans, self.ranks, self.pairs[1::2], strict=True):
                    b[start:stop, ranks] = half * self.scale
            self._joined[dtype] = version, a, b
        return self._joined[dtype][1:]

    @property
    def ranks(self) -> list[slice]:
        """Where each adapter's ranks lie among all."""
        found, at = [], 0
        for a in self.pairs[0::2]:
            found.append(slice(at, at + len(a)))
            at += len(a)
        return found


@dataclass(frozen=True)
class Projection:
    """`y = x Wᵀ + b + scale (x Aᵀ) Bᵀ`, W frozen (Hu et al. 2021, arXiv:2106.09685); perhaps several layers
    side by side. W [out, in], if packed, is unpacked for the product and again for the backward pass."""

    weight: Matrix
    bias: Tensor | None
    lora: Lora


def project(x: Tensor, projection: Projection, norm: Norm | None = None) -> Tensor:
    """The projection of `x`, normed first if asked: [tokens, in] to [tokens, out]."""
    return cast(Tensor, _Project.apply(x, norm, projection, *projection.lora.pairs))  # type: ignore[no-untyped-call]


def feed_forward(x: Tensor, norm: Norm, gate_up: Projection, down: Projection, gelu: bool) -> Tensor:
    """`down(act(gate) * up)` of the normed `x`: SwiGLU, or GeGLU with `gelu` (Shazeer 2020, arXiv:2002.05202).

    Kept for the backward pass: x, gate and up, and the adapters' few features.
    """
    pairs = (*gate_up.lora.pairs, *down.lora.pairs)
    return cast(Tensor, _FeedForward.apply(x, norm, gate_up, down, gelu, *pairs))  # type: ignore[no-untyped-call]


class _Kept(NamedTuple):
    """What a product's backward pass needs besides its input: the adapters' matrices as `Lora.joined` gives them,
    their inner features, and dropout's mask."""

    a: Tensor | None
    b: Tensor | None
    xa: Tensor | None
    mask: Tensor | None


def _forward(x: Tensor, projection: Projection) -> tuple[Tensor, _Kept]:
    weight, lora = projection.weight, projection.lora
    y = weight.times(x, projection.bias)
    if not lora.pairs:
        return y, _Kept(None, None, None, None)
    a, b = lora.joined(weight.rows, x.dtype)
    # One mask for all adapters of the product; PEFT draws one for each.
    mask = torch.rand(x.shape, device=x.device) >= lora.dropout if lora.dropout else None
    xa = F.linear(_dropped(x, mask, lora), a)
    y.addmm_(xa, b.t())
    return y, _Kept(a, b, xa, mask)


def _backward(
    gy: Tensor, x: Tensor | None, kept: _Kept, projection: Projection, needs_x: bool
) -> tuple[Tensor | None, list[Tensor]]:
    """The gradients of the input (if it needs one) and of the pairs. `x` may be None without adapters."""
    lora, (a, b, xa, mask) = projection.lora, kept
    gx = projection.weight.back(gy) if needs_x else None
    if a is None or b is None or xa is None or x is None:
        return gx, []
    gxa = gy @ b
    if gx is not None:
        if mask is None:
            gx.addmm_(gxa, a)
        else:
            gx += _dropped(gxa @ a, mask, lora)
    ga = (gxa.t() @ _dropped(x, mask, lora)).float()
    gb = (gy.t() @ xa).float().mul_(lora.scale)
    gradients: list[Tensor] = []
    for (start, stop), ranks in zip(lora.spans, lora.ranks, strict=True):
        gradients += [ga[ranks], gb[start:stop, ranks]]
    return gx, gradients


def _dropped(x: Tensor, mask: Tensor | None, lora: Lora) -> Tensor:
    return x if mask is None else x * mask * (1 / (1 - lora.dropout))


class _Project(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, norm: Norm | None, projection: Projection, *pairs: Tensor) -> Tensor:
        inputs, scale = normed(x, norm) if norm else (x, None)
        y, kept = _forward(inputs, projection)
        ctx.save_for_backward(x, scale, *kept)
        ctx.norm, ctx.projection = norm, projection
        return y

    @staticmethod
    def backward(ctx: Any, gy: Tensor) -> tuple[Tensor | None, ...]:
        x, scale, *rest = ctx.saved_tensors
        norm: Norm | None = ctx.norm
        needs_x = ctx.needs_input_grad[0]
        inputs, unit = renormed(x, scale, norm) if norm else (x, x)
        gx, gradients = _backward(gy, inputs, _Kept(*rest), ctx.projection, needs_x)
        if gx is not None and norm:
            gx = norm_gradient(gx, unit, scale, norm)
        return (gx, None, None, *gradients)


class _FeedForward(Function):
    @staticmethod
    def forward(
        ctx: Any, x: Tensor, norm: Norm, gate_up: Projection, down: Projection, gelu: bool, *pairs: Tensor
    ) -> Tensor:
        inputs, scale = normed(x, norm)
        both, first = _forward(inputs, gate_up)
        gate, up = both.chunk(2, -1)
        y, second = _forward(_activated(gate, gelu).mul_(up), down)
        ctx.save_for_backward(x, scale, both, *first, *second)
        ctx.norm, ctx.gate_up, ctx.down, ctx.gelu = norm, gate_up, down, gelu
        return y

    @staticmethod
    def backward(ctx: Any, gy: Tensor) -> tuple[Tensor | None, ...]:
        x, scale, both, *rest = ctx.saved_tensors
        gate, up = both.chunk(2, -1)
        active = _activated(gate, ctx.gelu)
        g, down_gradients = _backward(gy, active * up, _Kept(*rest[4:]), ctx.down, True)
        assert g is not None
        g_both = torch.empty_like(both)
        g_gate, g_up = g_both.chunk(2, -1)
        torch.mul(g, active, out=g_up)
        g.mul_(up)
        if ctx.gelu:
            g_gate.copy_(torch.ops.aten.gelu_backward(g, gate, approximate="tanh"))
        else:
            torch.ops.aten.silu_backward.grad_input(g, gate, grad_input=g_gate)
        inputs, unit = renormed(x, scale, ctx.norm)
        needs_x = ctx.needs_input_grad[0]
        gx, gradients = _backward(g_both, inputs, _Kept(*rest[:4]), ctx.gate_up, needs_x)
        if gx is not None:
            gx = norm_gradient(gx, unit, scale, ctx.norm)
        return (gx, None, None, None, None, *gradients, *down_gradients)


def _activated(gate: Tensor, gelu: bool) -> Tensor:
    return F.gelu(gate, approximate="tanh") if gelu else F.silu(gate)
