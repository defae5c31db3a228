"""Root-mean-square norms with frozen weights (Zhang and Sennrich 2019, arXiv:1910.07467).

On NVIDIA GPUs by PyTorch's fused kernels: there a norm in seven small steps takes seven times as long.
"""

from __future__ import annotations

from typing import Any, NamedTuple, cast

import torch
from torch import Tensor
from torch.autograd import Function

_FUSED = hasattr(torch.ops.aten, "_fused_rms_norm_backward") and torch.version.hip is None


class Norm(NamedTuple):
    """Weight [features], and what keeps the root from zero."""

    weight: Tensor
    eps: float


def rms_norm(x: Tensor, norm: Norm) -> Tensor:
    """`x / rms(x) * weight` over the last dimension."""
    return cast(Tensor, _RmsNorm.apply(x, norm))  # type: ignore[no-untyped-call]


def normed(x: Tensor, norm: Norm) -> tuple[Tensor, Tensor]:
    """`rms_norm` without its gradient, and 1 / rms(x), fp32 [..., 1], which the functions below ask for."""
    if _is_fused(x):
        y, scale = torch.ops.aten._fused_rms_norm(x, norm.weight.shape, norm.weight, norm.eps)
        return y, scale
    length = torch.linalg.vector_norm(x, dim=-1, keepdim=True, dtype=torch.float32)
    scale = torch.rsqrt(length.square_().div_(x.shape[-1]).add_(norm.eps))
    return _unit(x, scale).to(x.dtype) * norm.weight, scale


def renormed(x: Tensor, scale: Tensor, norm: Norm) -> tuple[Tensor, Tensor]:
    """In a backward pass the normed `x` once more, and what `norm_gradient` asks for."""
    again = _again(x, scale)
    return (normed(x, norm)[0] if _is_fused(x) else again.to(x.dtype) * norm.weight), again


def norm_gradient(gy: Tensor, again: Tensor, scale: Tensor, norm: Norm) -> Tensor:
    """The gradient of the norm's input; `again` comes from `renormed`."""
    if _is_fused(gy):
        weight = norm.weight
        gx: Tensor = torch.ops.aten._fused_rms_norm_backward(
            gy, again, weight.shape, scale, weight, [True, False]
        )[0]
        return gx
    g = (gy * norm.weight).float()
    mean = (g * again).mean(-1, keepdim=True)
    return g.addcmul_(again, mean, value=-1).mul_(scale).to(gy.dtype)


def _is_fused(x: Tensor) -> bool:
    return x.is_cuda and _FUSED


def _again(x: Tensor, scale: Tensor) -> Tensor:
    """What the gradient is made from: the fused kernel takes x itself."""
    return x if _is_fused(x) else _unit(x, scale)


def _unit(x: Tensor, scale: Tensor) -> Tensor:
    """`x` at a root mean square of one: fp32, a fresh tensor."""
    return x.float().mul_(scale) if x.dtype != torch.float32 else x * scale


class _RmsNorm(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, norm: Norm) -> Tensor:
        y, scale = normed(x, norm)
        ctx.save_for_backward(x, scale)
        ctx.norm = norm
        return y

    @staticmethod
    def backward(ctx: Any, gy: Tensor) -> tuple[Tensor | None, ...]:
        x, scale = ctx.saved_tensors
        return norm_gradient(gy, _again(x, scale), scale, ctx.norm), None
