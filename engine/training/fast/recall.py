"""Reading one token after the other without reading the text again: keys and values of what was read are kept."""

from __future__ import annotations

import torch
from torch import Tensor

from engine.training.fast.geometry import Geometry


class Recall:
    """Keys and values of one sequence, block by block. Only for inference: keeps no gradients."""

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._kept: dict[int, tuple[Tensor, Tensor]] = {}

    def attend(self, block: int, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        """What `ops.attention` gives for the newest tokens, after all that were read before.

        q [new, heads, d], k and v [new, kv_heads, d]; returns [new, heads * d].
        """
        g = self._geometry
        if block in self._kept:
            before_k, before_v = self._kept[block]
            k, v = torch.cat((before_k, k)), torch.cat((before_v, v))
        self._kept[block] = k, v
        new, read = len(q), len(k)
        groups = k.shape[1]
        # [kv_heads, heads / kv_heads, new, d] against [kv_heads, 1, read, d]
        queries = q.view(new, groups, -1, g.head_dim).permute(1, 2, 0, 3)
        scores = (queries @ k.permute(1, 2, 0)[:, None]).float() * g.attention_scale
        if g.attention_softcap:
            scores = torch.tanh(scores / g.attention_softcap) * g.attention_softcap
        back = torch.arange(read - new, read)[:, None] - torch.arange(read)[None, :]
        hidden = back < 0
        if g.window and g.is_local(block):
            hidden |= back >= g.window
        scores.masked_fill_(hidden.to(scores.device), float("-inf"))
        y = torch.softmax(scores, -1).to(q.dtype) @ v.transpose(0, 1)[:, None]
        return y.permute(2, 0, 1, 3).reshape(new, -1)
