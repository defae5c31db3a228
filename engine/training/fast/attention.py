"""Exact causal grouped-query attention over packed sequences, with rotary embeddings, by batched products.

On CPUs this beats torch's own kernel, whose backward pass is slow there (a fifth of a training step); `flash` is for
GPUs that have a better one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple, cast

import torch
from torch import Tensor
from torch.autograd import Function

_LEAST_FILLED = 0.75  # of a row: shorter sequences are attended to in another group
_PLACES = 128  # of a sequence whose queries are looked after at once


@dataclass(frozen=True)
class Heads:
    """Shapes and switches of one block's attention; `softcap` (bends scores by `cap tanh(score / cap)`) and
    `window` (how many tokens back are seen) are off at 0."""

    queries: int
    keys: int
    dim: int
    scale: float
    softcap: float = 0.0
    window: int = 0


class Look(NamedTuple):
    """Queries of some places, the keys they look at, and what is added to their scores: 0, or minus infinity where
    one may not look."""

    queries: slice
    seen: slice
    hidden: Tensor


class Group:
    """Sequences of similar length, each in a row of `width`; beyond its end a sequence repeats its last token.

    Heads are fetched as rows of [tokens x heads, dim] by one index: that takes a sixth of the time of indexing
    tokens first and turning their heads then.
    """

    def __init__(
        self,
        sequences: Sequence[int],
        starts: Sequence[int],
        lengths: Sequence[int],
        h: Heads,
        device: torch.device,
    ) -> None:
        """`sequences` of a batch whose tokens begin at `starts` and are `lengths` long, the longest first."""
        self.rows, self.width = len(sequences), lengths[sequences[0]]
        place = torch.arange(self.width)
        ends = torch.tensor([lengths[i] for i in sequences])[:, None]
        token = torch.tensor([starts[i] for i in sequences])[:, None] + place.minimum(ends - 1)
        real = place < ends

        def spread(stride: int, first: int, share: int) -> Tensor:
            """Of each key `share` heads from `first` on, if a token has `stride`: [rows x keys x width x share]."""
            head = first + torch.arange(h.keys * share).view(h.keys, 1, share)
            return (token[:, None, :, None] * stride + head).flatten()

        def each(share: int) -> Tensor:
            return real[:, None, :, None].expand(-1, h.keys, -1, share).flatten()

        share, every = h.queries // h.keys, h.queries + 2 * h.keys
        self.queries = spread(h.queries, 0, share).to(device)
        parts = spread(every, 0, share), spread(every, h.queries, 1), spread(every, every - h.keys, 1)
        self.all = torch.cat(parts).to(device)
        self.real_queries = each(share).to(device)
        self.real = torch.cat((each(share), each(1), each(1))).to(device)
        self._beyond = (~self.real_queries).nonzero()[:, 0]
        self._looks: dict[int, list[Look]] = {}

    def looks(self, h: Heads, like: Tensor) -> list[Look]:
        """Who looks where, a hundred places at a time: of what lies ahead of all of them nothing is computed."""
        window, share = h.window or self.width, h.queries // h.keys
        if window not in self._looks:
            self._looks[window] = []
            for start in range(0, self.width, _PLACES):
                stop = min(start + _PLACES, self.width)
                seen = slice(max(0, start - window + 1), stop)
                back = torch.arange(start, stop)[:, None] - torch.arange(seen.start, stop)[None, :]
                hidden = torch.zeros(back.shape).masked_fill_((back < 0) | (back >= window), float("-inf"))
                hidden = hidden.repeat_interleave(share, 0)[None].to(like)
                self._looks[window].append(Look(slice(start * share, stop * share), seen, hidden))
        return self._looks[window]

    def parted(self, qkv: Tensor, h: Heads) -> tuple[Tensor, Tensor, Tensor]:
        """Queries (those that share a key stacked), keys and values of every row and key: [rows x keys, …, dim]."""
        found = qkv.view(-1, h.dim).index_select(0, self.all)
        q, k, v = torch.split(found, [len(self.queries), *[self.rows * h.keys * self.width] * 2])
        count = self.rows * h.keys
        return q.view(count, -1, h.dim), k.view(count, -1, h.dim), v.view(count, -1, h.dim)

    def stacked(self, g: Tensor, h: Heads) -> Tensor:
        """Gradients [tokens, queries x features] in the order of `parted`'s queries; none beyond the ends."""
        found = g.view(len(g) * h.queries, -1).index_select(0, self.queries).index_fill_(0, self._beyond, 0)
        return found.view(self.rows * h.keys, -1, found.shape[-1])


class Layout:
    """Where the tokens of a batch's sequences lie; made once for all blocks."""

    def __init__(self, lengths: Sequence[int], device: torch.device) -> None:
        self.positions = torch.cat([torch.arange(n) for n in lengths]).to(device)
        self.longest = max(lengths)
        self._lengths, self._device = lengths, device
        self._places: dict[tuple[int, int], Places] = {}

    @cached_property
    def bounds(self) -> Tensor:
        """Where each sequence begins, and the last one ends: int32 [sequences + 1]."""
        return torch.tensor([0, *accumulate(self._lengths)], dtype=torch.int32, device=self._device)

    def places(self, h: Heads) -> Places:
        """Made at the first call for so many heads."""
        key = h.queries, h.keys
        if key not in self._places:
            self._places[key] = self._made(h)
        return self._places[key]

    def _made(self, h: Heads) -> Places:
        lengths = self._lengths
        starts = [0, *accumulate(lengths)]
        order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
        groups: list[Group] = []
        while order:
            chosen = [i for i in order if lengths[i] >= _LEAST_FILLED * lengths[order[0]]]
            order = order[len(chosen) :]
            groups.append(Group(chosen, starts, lengths, h, self._device))
        queries = _inverse([g.queries for g in groups], [g.real_queries for g in groups])
        return Places(groups, queries, _inverse([g.all for g in groups], [g.real for g in groups]))


class Places(NamedTuple):
    """Groups, and the way back: where each token's queries (queries, keys and values) lie in the groups' results,
    one after the other as rows of [heads, dim]."""

    groups: list[Group]
    queries: Tensor
    every: Tensor


def _inverse(places: Sequence[Tensor], real: Sequence[Tensor]) -> Tensor:
    """At `places[i]` what is real: i."""
    there, kept = torch.cat(list(places)), torch.cat(list(real)).nonzero()[:, 0]
    back = torch.empty_like(kept)
    back[there[kept]] = kept
    return back


def attention(qkv: Tensor, rotation: tuple[Tensor, Tensor] | None, layout: Layout, heads: Heads) -> Tensor:
    """What every token sees of its sequence up to itself: [tokens, queries x dim].

    qkv [tokens, (queries + 2 keys) x dim]: queries, keys and values side by side; queries and keys are rotated
    in place, so nobody else may use it. `rotation`: cos and sin, [tokens, 1, rope_dim / 2]. Kept for the
    backward pass: queries, keys, values, the result, and for each sequence of n tokens the probabilities
    [queries, n, n].
    """
    return cast(Tensor, _Attention.apply(qkv, rotation, layout, heads))  # type: ignore[no-untyped-call]


def rotate_(qk: Tensor, rotation: tuple[Tensor, Tensor], back: bool = False) -> None:
    """Rotary position embedding on halves (Su et al. 2021, arXiv:2104.09864), in place; or undone.

    qk [tokens, heads, dim].
    """
    cos, sin = rotation
    half = cos.shape[-1]
    a, b = qk[..., :half], qk[..., half : 2 * half]
    sign = -1 if back else 1
    turned = (a * cos).addcmul_(b, sin, value=-sign)
    b.mul_(cos).addcmul_(a, sin, value=sign)
    a.copy_(turned)


class _Attention(Function):
    @staticmethod
    def forward(
        ctx: Any, qkv: Tensor, rotation: tuple[Tensor, Tensor] | None, layout: Layout, heads: Heads
    ) -> Tensor:
        h, places = heads, layout.places(heads)
        if rotation:
            rotate_(by_head(qkv, h.queries + h.keys, h.dim), rotation)
        kept: list[Tensor] = []
        made: list[Tensor] = []
        for group in places.groups:
            q, k, v = group.parted(qkv, h)
            kept += [q, k, v]
            y = torch.empty_like(q)
            for look in group.looks(h, q):
                p, bend = _probabilities(q[:, look.queries], k[:, look.seen], look.hidden, h)
                y[:, look.queries] = torch.bmm(p, v[:, look.seen])
                kept += [p] if bend is None else [p, bend]
            made.append(y)
        out = _rows(made, h).index_select(0, places.queries).view(len(qkv), -1)
        ctx.save_for_backward(out, *kept)
        ctx.rotation, ctx.places, ctx.heads = rotation, places, heads
        return out

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, ...]:
        out, *kept = ctx.saved_tensors
        h: Heads = ctx.heads
        # The softmax's own correction, the sum of g * y of each token and head: [tokens, queries].
        own = (g * out).view(len(g), -1, h.dim).sum(-1, dtype=torch.float32).to(g.dtype)
        each = iter(kept)
        made: list[Tensor] = []
        for group in ctx.places.groups:
            q, k, v = (next(each) for _ in range(3))
            go, corrections = group.stacked(g, h), group.stacked(own, h)
            gq, gk, gv = torch.empty_like(q), torch.zeros_like(k), torch.zeros_like(v)
            for look in group.looks(h, q):
                p, rows, seen = next(each), look.queries, look.seen
                ds = torch.bmm(go[:, rows], v[:, seen].transpose(1, 2)).sub_(corrections[:, rows]).mul_(p)
                if h.softcap:
                    bend = next(each)
                    ds.mul_(1 - bend * bend)
                gv[:, seen] += torch.bmm(p.transpose(1, 2), go[:, rows])
                gq[:, rows] = torch.bmm(ds, k[:, seen]).mul_(h.scale)
                gk[:, seen] += torch.bmm(ds.transpose(1, 2), q[:, rows]).mul_(h.scale)
            made += [gq, gk, gv]
        gqkv = _rows(made, h).index_select(0, ctx.places.every).view(len(g), -1)
        if ctx.rotation:
            rotate_(by_head(gqkv, h.queries + h.keys, h.dim), ctx.rotation, back=True)
        return gqkv, None, None, None


def _rows(parts: Sequence[Tensor], h: Heads) -> Tensor:
    """Heads one after the other: [heads, dim]."""
    flat = [part.view(-1, h.dim) for part in parts]
    return flat[0] if len(flat) == 1 else torch.cat(flat)


def _probabilities(q: Tensor, k: Tensor, hidden: Tensor, h: Heads) -> tuple[Tensor, Tensor | None]:
    """Attention weights [rows x keys, queries / keys x width, width], and the softcap's bend if there is one."""
    if not h.softcap:
        return torch.softmax(torch.baddbmm(hidden, q, k.transpose(1, 2), alpha=h.scale), -1), None
    bend = torch.bmm(q, k.transpose(1, 2)).float().mul_(h.scale / h.softcap).tanh_()
    return torch.softmax((bend * h.softcap + hidden).to(q.dtype), -1), bend.to(q.dtype)


def by_head(x: Tensor, count: int, dim: int) -> Tensor:
    """The first heads of [tokens, features], as a view: [tokens, count, dim]."""
    return x[:, : count * dim].view(len(x), count, dim)
