"""The operators of the fast model, with gradients by hand: the frozen base needs none for its weights.

All work on packed tokens: the sequences of a batch one after another, [tokens, features], no padding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.autograd import Function

_LOSS_ROWS = 256  # logits computed at once: the vocabulary is wide, and nothing of it is kept


def lora_linear(
    x: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    rows: tuple[int, ...],
    scale: float,
    pairs: Sequence[Tensor],
) -> Tensor:
    """`y = x Wᵀ + b + scale (x Aᵀ) Bᵀ`, W frozen, with several (A, B) pairs over slices of W's rows.

    Saves x and x Aᵀ only (Hu et al. 2021, arXiv:2106.09685, for LoRA itself).

    x [tokens, in], weight [out, in], `rows` sums to out; pairs A [r, in], B [rows, r] in turn.
    """
    return cast(Tensor, _LoraLinear.apply(x, weight, bias, rows, scale, *pairs))  # type: ignore[no-untyped-call]


def rms_norm(x: Tensor, weight: Tensor, eps: float) -> Tensor:
    """Root-mean-square norm over the last dimension, weight frozen (Zhang and Sennrich 2019)."""
    return cast(Tensor, _RmsNorm.apply(x, weight, eps))  # type: ignore[no-untyped-call]


def gated(both: Tensor, gelu: bool) -> Tensor:
    """`act(gate) * up` for gate and up side by side: SwiGLU or GeGLU (Shazeer 2020)."""
    return cast(Tensor, _Gated.apply(both, gelu))  # type: ignore[no-untyped-call]


def rope(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary position embedding on halves (Su et al. 2021): rotates, and rotates the gradient back.

    x [tokens, heads, head_dim]; cos and sin [tokens, 1, rope_dim / 2].
    """
    return cast(Tensor, _Rope.apply(x, cos, sin))  # type: ignore[no-untyped-call]


def attention(
    q: Tensor, k: Tensor, v: Tensor, lengths: tuple[int, ...], scale: float, softcap: float, window: int
) -> Tensor:
    """Exact causal grouped-query attention over each packed sequence, by batched matrix products.

    On CPUs this beats torch's own kernel, whose backward pass is slow there. The probabilities are kept
    for the backward pass: [heads, n, n] for each sequence of n tokens.

    q [tokens, heads, d], k and v [tokens, kv_heads, d]; returns [tokens, heads * d].

    `softcap` bends scores by `cap tanh(score / cap)` and `window` limits how far back they look; 0 is off.
    """
    return cast(Tensor, _Attention.apply(q, k, v, lengths, scale, softcap, window))  # type: ignore[no-untyped-call]


def token_loss(x: Tensor, head: Tensor, targets: Tensor, softcap: float) -> Tensor:
    """Cross-entropy in nats summed over tokens, without keeping the logits: their gradient is made at once.

    x [tokens, width] after the last norm, head [vocabulary, width], targets [tokens].
    """
    return cast(Tensor, _TokenLoss.apply(x, head, targets, softcap))  # type: ignore[no-untyped-call]


class _LoraLinear(Function):
    @staticmethod
    def forward(
        ctx: Any,
        x: Tensor,
        weight: Tensor,
        bias: Tensor | None,
        rows: tuple[int, ...],
        scale: float,
        *pairs: Tensor,
    ) -> Tensor:
        y = F.linear(x, weight, bias)
        a = torch.cat(pairs[0::2]).to(x.dtype)
        b = [(pair * scale).to(x.dtype) for pair in pairs[1::2]]
        xa = F.linear(x, a)
        at = done = 0
        for n, half in zip(rows, b, strict=True):
            r = half.shape[1]
            y[:, at : at + n].addmm_(xa[:, done : done + r], half.t())
            at, done = at + n, done + r
        ctx.save_for_backward(x, weight, a, xa, *b)
        ctx.rows, ctx.scale = rows, scale
        return y

    @staticmethod
    def backward(ctx: Any, gy: Tensor) -> tuple[Tensor | None, ...]:
        x, weight, a, xa, *b = ctx.saved_tensors
        gxa = torch.empty_like(xa)
        gb: list[Tensor] = []
        at = done = 0
        for n, half in zip(ctx.rows, b, strict=True):
            r = half.shape[1]
            g = gy[:, at : at + n]
            gxa[:, done : done + r] = g @ half
            gb.append((g.t() @ xa[:, done : done + r]).float() * ctx.scale)
            at, done = at + n, done + r
        ga = (gxa.t() @ x).float()
        gx = None
        if ctx.needs_input_grad[0]:
            gx = gy @ weight
            gx.addmm_(gxa, a)
        grads: list[Tensor | None] = []
        done = 0
        for half, g_half in zip(b, gb, strict=True):
            r = half.shape[1]
            grads += [ga[done : done + r], g_half]
            done += r
        return (gx, None, None, None, None, *grads)


class _RmsNorm(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, eps: float) -> Tensor:
        wide = x.float()
        scale = torch.rsqrt(wide.square().mean(-1, keepdim=True) + eps)
        ctx.save_for_backward(x, weight, scale)
        return (wide.mul_(scale) if wide is not x else wide * scale).to(x.dtype) * weight

    @staticmethod
    def backward(ctx: Any, gy: Tensor) -> tuple[Tensor | None, ...]:
        x, weight, scale = ctx.saved_tensors
        normal = x.float() * scale
        g = (gy * weight).float()
        g -= normal * (g * normal).mean(-1, keepdim=True)
        return (g * scale).to(gy.dtype), None, None


class _Gated(Function):
    @staticmethod
    def forward(ctx: Any, both: Tensor, gelu: bool) -> Tensor:
        gate, up = both.chunk(2, -1)
        ctx.save_for_backward(both)
        ctx.gelu = gelu
        return (F.gelu(gate, approximate="tanh") if gelu else F.silu(gate)) * up

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, ...]:
        (both,) = ctx.saved_tensors
        gate, up = both.chunk(2, -1)
        out = torch.empty_like(both)
        g_gate, g_up = out.chunk(2, -1)
        if ctx.gelu:
            torch.mul(g, F.gelu(gate, approximate="tanh"), out=g_up)
            g_gate.copy_(torch.ops.aten.gelu_backward(g * up, gate, approximate="tanh"))
        else:
            torch.mul(g, F.silu(gate), out=g_up)
            g_gate.copy_(torch.ops.aten.silu_backward(g * up, gate))
        return out, None


class _Rope(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        ctx.save_for_backward(cos, sin)
        return _rotate(x, cos, sin)

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, ...]:
        cos, sin = ctx.saved_tensors
        return _rotate(g, cos, -sin), None, None


def _rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    half = cos.shape[-1]
    a, b, rest = x[..., :half], x[..., half : 2 * half], x[..., 2 * half :]
    return torch.cat((a * cos - b * sin, b * cos + a * sin, rest), -1)


class _Attention(Function):
    @staticmethod
    def forward(
        ctx: Any,
        q: Tensor,
        k: Tensor,
        v: Tensor,
        lengths: tuple[int, ...],
        scale: float,
        softcap: float,
        window: int,
    ) -> Tensor:
        tokens, heads, d = q.shape
        out = q.new_empty(tokens, heads, d)
        kept: list[Tensor] = []
        at = 0
        for n in lengths:
            part = slice(at, at + n)
            scores = torch.bmm(_grouped(q[part], k.shape[1]), k[part].permute(1, 2, 0)).float().mul_(scale)
            if softcap:
                scores = scores.div_(softcap).tanh_()
                bend = scores
                scores = scores * softcap
            scores = scores.view(heads, n, n).masked_fill_(_hidden(n, window, q.device), float("-inf"))
            p = torch.softmax(scores, -1).to(q.dtype)
            y = torch.bmm(p.view(k.shape[1], -1, n), v[part].transpose(0, 1))
            out[part] = y.view(heads, n, d).transpose(0, 1)
            kept += [p, bend] if softcap else [p]
            at += n
        ctx.save_for_backward(q, k, v, out, *kept)
        ctx.lengths, ctx.scale, ctx.softcap = lengths, scale, softcap
        return out.view(tokens, heads * d)

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, ...]:
        q, k, v, out, *kept = ctx.saved_tensors
        tokens, heads, d = q.shape
        groups = k.shape[1]
        g = g.view(tokens, heads, d)
        gq, gk, gv = torch.empty_like(q), torch.empty_like(k), torch.empty_like(v)
        rows = (g * out).sum(-1, dtype=torch.float32)  # the softmax's own correction: sum of g * y
        at = 0
        for i, n in enumerate(ctx.lengths):
            part = slice(at, at + n)
            p = kept[2 * i] if ctx.softcap else kept[i]
            p = p.view(groups, -1, n)
            go = _grouped(g[part], groups)
            gv[part] = torch.bmm(p.transpose(1, 2), go).transpose(0, 1)
            ds = torch.bmm(go, v[part].permute(1, 2, 0))
            ds.sub_(rows[part].t().reshape(groups, -1, 1).to(ds.dtype)).mul_(p).mul_(ctx.scale)
            if ctx.softcap:
                bend = kept[2 * i + 1].view_as(ds)
                ds.mul_((1 - bend * bend).to(ds.dtype))
            gq[part] = torch.bmm(ds, k[part].transpose(0, 1)).view(heads, n, d).transpose(0, 1)
            gk[part] = torch.bmm(ds.transpose(1, 2), _grouped(q[part], groups)).transpose(0, 1)
            at += n
        return gq, gk, gv, None, None, None, None


def _grouped(x: Tensor, groups: int) -> Tensor:
    """[n, heads, d] as [groups, heads / groups * n, d]: the query heads that share a key, stacked."""
    n, heads, d = x.shape
    return x.transpose(0, 1).reshape(groups, heads // groups * n, d)


_MASKS: dict[tuple[int, torch.device], Tensor] = {}


def _hidden(n: int, window: int, device: torch.device) -> Tensor:
    """True where a position may not look: [n, n]."""
    if window and n > window:
        positions = torch.arange(n, device=device)
        back = positions[:, None] - positions[None, :]
        return (back < 0) | (back >= window)
    size = 1 << (n - 1).bit_length()  # one mask serves all shorter sequences
    key = (size, device)
    if key not in _MASKS:
        _MASKS[key] = torch.ones(size, size, dtype=torch.bool, device=device).triu_(1)
    return _MASKS[key][:n, :n]


class _TokenLoss(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, head: Tensor, targets: Tensor, softcap: float) -> Tensor:
        gx = torch.empty_like(x)
        total = torch.zeros((), dtype=torch.float32, device=x.device)
        for at in range(0, len(x), _LOSS_ROWS):
            part = slice(at, at + _LOSS_ROWS)
            logits = F.linear(x[part], head).float()
            if softcap:
                logits = logits.div_(softcap).tanh_()
                bend = 1 - logits.square()
                logits = logits * softcap
            wanted = targets[part][:, None]
            sums = torch.logsumexp(logits, -1, keepdim=True)
            total += (sums - logits.gather(1, wanted)).sum()
            if not ctx.needs_input_grad[0]:
                continue
            grad = logits.sub_(sums).exp_()
            grad.scatter_add_(1, wanted, grad.new_full(wanted.shape, -1.0))
            if softcap:
                grad *= bend
            gx[part] = grad.to(x.dtype) @ head
        ctx.save_for_backward(gx)
        return total

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, ...]:
        (gx,) = ctx.saved_tensors
        return gx * g.to(gx.dtype), None, None, None
