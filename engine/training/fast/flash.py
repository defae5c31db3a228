"""Causal attention over packed sequences by PyTorch's own flash kernel, on NVIDIA GPUs (Dao 2023, arXiv:2307.08691).

The sequences lie one after the other, so nothing is padded and nothing is fetched by an index; scores are never kept.
"""

from __future__ import annotations

from functools import cache
from typing import Any, cast

import torch
from torch import Tensor
from torch.autograd import Function

from engine.training.fast.attention import Heads, Layout, by_head, rotate_

_AMPERE = (8, 0)  # the first generation the kernel is written for


def has_flash(device: torch.device, dtype: torch.dtype) -> bool:
    """Whether the kernel can be used there: PyTorch has it for half precision, on Ampere and later."""
    return device.type == "cuda" and dtype in (torch.bfloat16, torch.float16) and _built_for(device)


@cache
def _built_for(device: torch.device) -> bool:
    available = torch.version.hip is None and torch.backends.cuda.is_flash_attention_available()
    return available and torch.cuda.get_device_capability(device) >= _AMPERE


def flash_attention(
    qkv: Tensor, rotation: tuple[Tensor, Tensor] | None, layout: Layout, heads: Heads
) -> Tensor:
    """What `attention.attention` gives, of the same arguments."""
    return cast(Tensor, _Flash.apply(qkv, rotation, layout, heads))  # type: ignore[no-untyped-call]


class _Flash(Function):
    @staticmethod
    def forward(
        ctx: Any, qkv: Tensor, rotation: tuple[Tensor, Tensor] | None, layout: Layout, heads: Heads
    ) -> Tensor:
        h = heads
        if rotation:
            rotate_(by_head(qkv, h.queries + h.keys, h.dim), rotation)
        q, k, v = torch.split(by_head(qkv, h.queries + 2 * h.keys, h.dim), [h.queries, h.keys, h.keys], 1)
        out, sums, *rest, _ = torch.ops.aten._flash_attention_forward(
            q, k, v, layout.bounds, layout.bounds, layout.longest, layout.longest, 0.0, True, False,
            scale=h.scale, **_window(h),
        )  # fmt: skip
        ctx.save_for_backward(qkv, out, sums, *rest)
        ctx.rotation, ctx.layout, ctx.heads = rotation, layout, heads
        return cast(Tensor, out.view(len(qkv), -1))

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, ...]:
        qkv, out, sums, *rest = ctx.saved_tensors
        h, layout = ctx.heads, ctx.layout
        q, k, v = torch.split(by_head(qkv, h.queries + 2 * h.keys, h.dim), [h.queries, h.keys, h.keys], 1)
        parts = torch.ops.aten._flash_attention_backward(
            g.view(out.shape), q, k, v, out, sums, layout.bounds, layout.bounds, layout.longest,
            layout.longest, 0.0, True, *rest, scale=h.scale, **_window(h),
        )  # fmt: skip
        gqkv = torch.cat(parts, 1)
        if ctx.rotation:
            rotate_(gqkv[:, : h.queries + h.keys], ctx.rotation, back=True)
        return gqkv.view(qkv.shape), None, None, None


def _window(h: Heads) -> dict[str, int]:
    """Tokens seen on either side of one's own; the kernel does not count that one."""
    return {"window_size_left": h.window - 1, "window_size_right": 0} if h.window else {}
