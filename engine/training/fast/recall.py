"""Reading one token after the other without reading the text again: keys and values of what was read are kept."""

from __future__ import annotations

import torch
from torch import Tensor

from engine.training.fast.attention import Heads, rotate_


class Recall:
    """Keys and values of one sequence, block by block. Only for inference: keeps no gradients."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Tensor, Tensor]] = {}

    def attend(self, block: int, qkv: Tensor, rotation: tuple[Tensor, Tensor] | None, heads: Heads) -> Tensor:
        """What `attention` gives for the newest tokens, after all that were read before.

        qkv [new, (queries + 2 keys) x dim]; returns [new, queries x dim].
        """
        h = heads
        qkv = qkv.view(len(qkv), -1, h.dim)
        if rotation:
            rotate_(qkv[:, : h.queries + h.keys], rotation)
        q, k, v = torch.split(qkv, [h.queries, h.keys, h.keys], 1)
        if block in self._kept:
            before_k, before_v = self._kept[block]
            k, v = torch.cat((before_k, k)), torch.cat((before_v, v))
        self._kept[block] = k, v
        new, read = len(q), len(k)
        # [keys, queries / keys, new, dim] against [keys, 1, read, dim]
        queries = q.reshape(new, h.keys, -1, h.dim).permute(1, 2, 0, 3)
        scores = (queries @ k.permute(1, 2, 0)[:, None]).float() * h.scale
        if h.softcap:
            scores = torch.tanh(scores / h.softcap) * h.softcap
        back = torch.arange(read - new, read)[:, None] - torch.arange(read)[None, :]
        hidden = back < 0
        if h.window:
            hidden |= back >= h.window
        scores.masked_fill_(hidden.to(scores.device), float("-inf"))
        y = torch.softmax(scores, -1).to(q.dtype) @ v.transpose(0, 1)[:, None]
        return y.permute(2, 0, 1, 3).reshape(new, -1)
