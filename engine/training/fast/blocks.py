"""Unpacking GGUF's quantized blocks in torch: on any device, without a kernel to compile.

Every function takes whole blocks as bytes, uint8 [blocks, bytes of a block], and returns their values, fp32
[blocks, weights of a block], bit for bit what `gguf.quants.dequantize` returns: the same products in the same
order. Formats: ggml-common.h and ggml-quants.c of llama.cpp. tests/engine/test_blocks.py compares them all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import torch
from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType
from gguf.quants import dequantize
from torch import Tensor

_AT_ONCE = 1 << 20
"""Weights unpacked together, so that what lies in between (some ten bytes a weight) does not go through memory.
Measured for 2^16, 2^18, 2^20 and 2^24, in billions of weights a second on one core (AVX-512): Q4_K 0.7, 1.4, 2.0,
0.5; Q4_1 0.9, 1.2, 1.3, 0.4; Q6_K 0.8, 1.5, 1.9, 0.4; Q8_0 2.2, 3.2, 3.6, 0.6; IQ4_XS 0.3, 0.5, 0.5, 0.1."""

_NON_LINEAR = (-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113)
_E2M1 = (0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12)  # doubled


def unpack(packed: Tensor, type_name: str, out: Tensor) -> Tensor:
    """Write the values of `packed` into `out` and return it.

    packed: uint8 [rows, bytes of a row]; out: any floating dtype, [rows, columns], contiguous.
    Types without a function here go through gguf's own, some ten times as slowly. Raises
    `NotImplementedError` for those it does not know either.
    """
    weights, size = GGML_QUANT_SIZES[GGMLQuantizationType[type_name]]
    values = _VALUES.get(type_name) or partial(_by_gguf, GGMLQuantizationType[type_name])
    blocks = packed.reshape(-1, size)
    target = out.view(-1, weights)
    step = max(1, _AT_ONCE // weights)
    for at in range(0, len(blocks), step):
        target[at : at + step] = values(blocks[at : at + step])
    return out


def can_unpack(type_name: str) -> bool:
    """Whether `unpack` knows this type."""
    if type_name in _VALUES:
        return True
    try:
        kind = GGMLQuantizationType[type_name]
        _by_gguf(kind, torch.zeros(1, GGML_QUANT_SIZES[kind][1], dtype=torch.uint8))
    except (KeyError, NotImplementedError):
        return False
    return True


def _by_gguf(kind: GGMLQuantizationType, b: Tensor) -> Tensor:
    with np.errstate(all="ignore"):  # a damaged file may hold scales that are no numbers
        values = dequantize(b.cpu().numpy(), kind)
    return torch.from_numpy(values.astype(np.float32)).to(b.device)


def _half(blocks: Tensor, at: int) -> Tensor:
    """The float16 at byte `at` of every block, as fp32 [blocks, 1]."""
    return blocks[:, at : at + 2].contiguous().view(torch.float16).float()


def _shifted(x: Tensor, step: int, count: int) -> Tensor:
    """`x` [blocks, groups, n] shifted right by 0, step, 2 step …: [blocks, groups, count, n].

    Shifts by a scalar, stacked: five times as fast as by a broadcast tensor of shifts.
    """
    return torch.stack([x >> by for by in range(0, step * count, step)], 2)


def _nibbles(x: Tensor, run: int) -> Tensor:
    """Low halves of `run` bytes, then their high halves, and so on: [blocks, bytes] to [blocks, 2 x bytes]."""
    x = x.reshape(len(x), -1, run)
    return torch.stack((x & 15, x >> 4), 2).view(len(x), -1)


def _bits(x: Tensor) -> Tensor:
    """Single bits, lowest first: [blocks, bytes] to [blocks, 8 x bytes] of 0 and 1."""
    return torch.stack([(x >> by) & 1 for by in range(8)], 2).view(len(x), -1)


def _f32(b: Tensor) -> Tensor:
    return b.contiguous().view(torch.float32)


def _f16(b: Tensor) -> Tensor:
    return b.contiguous().view(torch.float16).float()


def _bf16(b: Tensor) -> Tensor:
    return b.contiguous().view(torch.bfloat16).float()


def _q4_0(b: Tensor) -> Tensor:
    return (_nibbles(b[:, 2:], 16).float() - 8).mul_(_half(b, 0))


def _q4_1(b: Tensor) -> Tensor:
    return _nibbles(b[:, 4:], 16).float().mul_(_half(b, 0)).add_(_half(b, 2))


def _q5_0(b: Tensor) -> Tensor:
    q = _nibbles(b[:, 6:], 16) | (_bits(b[:, 2:6]) << 4)
    return (q.float() - 16).mul_(_half(b, 0))


def _q5_1(b: Tensor) -> Tensor:
    q = _nibbles(b[:, 8:], 16) | (_bits(b[:, 4:8]) << 4)
    return q.float().mul_(_half(b, 0)).add_(_half(b, 2))


def _q8_0(b: Tensor) -> Tensor:
    return b[:, 2:].contiguous().view(torch.int8).float().mul_(_half(b, 0))


def _grouped(q: Tensor, scale: Tensor, minimum: Tensor | None = None) -> Tensor:
    """`scale * q - minimum`, each for a run of weights: q [blocks, 256], the others [blocks, groups] fp32."""
    values = q.view(len(q), scale.shape[1], -1).float().mul_(scale[:, :, None])
    if minimum is not None:
        values.sub_(minimum[:, :, None])
    return values.view(len(q), -1)


def _q2_k(b: Tensor) -> Tensor:
    scales = b[:, :16]
    q = (_shifted(b[:, 16:80].reshape(len(b), 2, 32), 2, 4) & 3).reshape(len(b), 256)
    return _grouped(q, _half(b, 80) * (scales & 15).float(), _half(b, 82) * (scales >> 4).float())


def _q3_k(b: Tensor) -> Tensor:
    high = 1 - _shifted(b[:, None, :32], 1, 8).bitwise_and_(1).view(len(b), 256)  # a set bit means no offset
    low = (_shifted(b[:, 32:96].reshape(len(b), 2, 32), 2, 4) & 3).reshape(len(b), 256)
    # Scales of 6 bits: 16 low nibbles in 8 bytes, the high pairs of bits in 4 more.
    scales = _nibbles(b[:, 96:104], 8) | ((_shifted(b[:, None, 104:108], 2, 4).view(len(b), 16) & 3) << 4)
    q = low.view(torch.int8) - (high << 2).view(torch.int8)
    return _grouped(q, _half(b, 108) * (scales.float() - 32))


def _k_scales(b: Tensor) -> tuple[Tensor, Tensor]:
    """Scales and minima of Q4_K and Q5_K, 6 bits each, in 12 bytes: uint8 [blocks, 8] each."""
    d, m, both = b[:, 0:4], b[:, 4:8], b[:, 8:12]
    scales = torch.cat((d & 63, (both & 15) | ((d >> 2) & 48)), 1)
    minima = torch.cat((m & 63, (both >> 4) | ((m >> 2) & 48)), 1)
    return scales, minima


def _q4_k(b: Tensor) -> Tensor:
    scales, minima = _k_scales(b[:, 4:16])
    return _grouped(_nibbles(b[:, 16:], 32), _half(b, 0) * scales.float(), _half(b, 2) * minima.float())


def _q5_k(b: Tensor) -> Tensor:
    scales, minima = _k_scales(b[:, 4:16])
    high = _shifted(b[:, None, 16:48], 1, 8).bitwise_and_(1).view(len(b), 256)
    q = _nibbles(b[:, 48:], 32) | (high << 4)
    return _grouped(q, _half(b, 0) * scales.float(), _half(b, 2) * minima.float())


def _q6_k(b: Tensor) -> Tensor:
    high = (_shifted(b[:, 128:192].reshape(len(b), 2, 32), 2, 4) & 3).reshape(len(b), 256)
    q = _nibbles(b[:, :128], 64) | (high << 4)
    scales = b[:, 192:208].contiguous().view(torch.int8).float()
    return _grouped(q.view(torch.int8) - 32, _half(b, 208) * scales)


def _looked_up(q: Tensor, table: tuple[int, ...]) -> Tensor:
    return torch.tensor(table, dtype=torch.float32, device=q.device)[q.int()]


def _iq4_nl(b: Tensor) -> Tensor:
    return _looked_up(_nibbles(b[:, 2:], 16), _NON_LINEAR).mul_(_half(b, 0))


def _iq4_xs(b: Tensor) -> Tensor:
    low = _nibbles(b[:, 4:8], 1)
    high = _shifted(b[:, 2:4, None], 2, 4).view(len(b), 8) & 3
    scales = (low | (high << 4)).float() - 32
    return _grouped(_looked_up(_nibbles(b[:, 8:], 16), _NON_LINEAR), _half(b, 0) * scales)


def _mxfp4(b: Tensor) -> Tensor:
    e = b[:, :1].int()  # a power of two, halved since the table is doubled
    bits = torch.where(e < 2, 0x00200000 << e.clamp(max=1), (e - 1).clamp(min=0) << 23)
    return _looked_up(_nibbles(b[:, 1:], 16), _E2M1).mul_(bits.view(torch.float32))


_VALUES: dict[str, Callable[[Tensor], Tensor]] = {
    "F32": _f32, "F16": _f16, "BF16": _bf16,
    "Q4_0": _q4_0, "Q4_1": _q4_1, "Q5_0": _q5_0, "Q5_1": _q5_1, "Q8_0": _q8_0,
    "Q2_K": _q2_k, "Q3_K": _q3_k, "Q4_K": _q4_k, "Q5_K": _q5_k, "Q6_K": _q6_k,
    "IQ4_NL": _iq4_nl, "IQ4_XS": _iq4_xs, "MXFP4": _mxfp4,
}  # fmt: skip
