"""Root-mean-square norms with frozen weights (Zhang and Sennrich 2019, arXiv:1910.07467)."""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import Tensor
from torch.autograd import Function


def rms_norm(x: Tensor, weight: Tensor, eps: float) -> Tensor:
    """`x / rms(x) * weight` over the last dimension."""
    return cast(Tensor, _RmsNorm.apply(x, weight, eps))  # type: ignore[no-untyped-call]


def inverse_rms(x: Tensor, eps: float) -> Tensor:
    """1 / rms(x), fp32 [..., 1]."""
    norm = torch.linalg.vector_norm(x, dim=-1, keepdim=True, dtype=torch.float32)
    return torch.rsqrt(norm.square_().div_(x.shape[-1]).add_(eps))


def normal(x: Tensor, scale: Tensor) -> Tensor:
    """`x` at a root mean square of one: fp32, a fresh tensor."""
    return x.float().mul_(scale) if x.dtype != torch.float32 else x * scale


def norm_gradient(gy: Tensor, unit: Tensor, scale: Tensor, weight: Tensor) -> Tensor:
    """The gradient of `rms_norm`'s input, where `unit` is `normal(x, scale)`; spoils `unit`."""
    g = (gy * weight).float()
    mean = (g * unit).mean(-1, keepdim=True)
    return g.addcmul_(unit, mean, value=-1).mul_(scale).to(gy.dtype)


class _RmsNorm(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, eps: float) -> Tensor:
        scale = inverse_rms(x, eps)
        ctx.save_for_backward(x, weight, scale)
        return normal(x, scale).to(x.dtype) * weight

    @staticmethod
    def backward(ctx: Any, gy: Tensor) -> tuple[Tensor | None, ...]:
        x, weight, scale = ctx.saved_tensors
        return norm_gradient(gy, normal(x, scale), scale, weight), None, None
