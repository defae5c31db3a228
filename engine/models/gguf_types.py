"""The types a GGUF file may hold, and how to recognise files that are something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

VALUE_STRING, VALUE_ARRAY = 8, 9

VALUE_TYPES = {
    0: ("u8", "B"),
    1: ("i8", "b"),
    2: ("u16", "H"),
    3: ("i16", "h"),
    4: ("u32", "I"),
    5: ("i32", "i"),
    6: ("f32", "f"),
    7: ("bool", "?"),
    10: ("u64", "Q"),
    11: ("i64", "q"),
    12: ("f64", "d"),
}
"""Scalar types of metadata: id -> (name, code of `struct` and numpy)."""


@dataclass(frozen=True)
class GgmlType:
    """How ggml stores elements: `block_size` of them in `type_size` bytes; `dtype` is the numpy view."""

    name: str
    block_size: int
    type_size: int
    dtype: np.dtype[Any]


# id, name, elements per block, bytes per block, as in ggml.h and ggml-common.h; retired ids are left out.
_PACKED = """
    2 Q4_0 32 18      3 Q4_1 32 20       6 Q5_0 32 22       7 Q5_1 32 24      8 Q8_0 32 34
    9 Q8_1 32 36      10 Q2_K 256 84     11 Q3_K 256 110    12 Q4_K 256 144   13 Q5_K 256 176
    14 Q6_K 256 210   15 Q8_K 256 292    16 IQ2_XXS 256 66  17 IQ2_XS 256 74  18 IQ3_XXS 256 98
    19 IQ1_S 256 50   20 IQ4_NL 32 18    21 IQ3_S 256 110   22 IQ2_S 256 82   23 IQ4_XS 256 136
    29 IQ1_M 256 56   34 TQ1_0 256 54    35 TQ2_0 256 66    39 MXFP4 32 17    40 NVFP4 64 36
    41 Q1_0 128 18    42 Q2_0 64 18
"""
_PLAIN = {
    0: ("F32", "<f4"),
    1: ("F16", "<f2"),
    24: ("I8", "i1"),
    25: ("I16", "<i2"),
    26: ("I32", "<i4"),
    27: ("I64", "<i8"),
    28: ("F64", "<f8"),
    30: ("BF16", "<u2"),
}


def _types() -> dict[int, GgmlType]:
    words = iter(_PACKED.split())
    types = {
        int(id): GgmlType(name, int(block), int(size), np.dtype("u1"))
        for id, name, block, size in zip(words, words, words, words, strict=True)
    }
    for plain, (name, code) in _PLAIN.items():
        types[plain] = GgmlType(name, 1, np.dtype(code).itemsize, np.dtype(code))
    return types


GGML_TYPES = _types()
"""Element types of tensors by id."""


def foreign_kind(start: bytes) -> tuple[str, str]:
    """(what a file that is no GGUF seems to be, what to do), from its first 16 bytes."""
    if start[8:9] == b"{" and start[4:8] == bytes(4):
        return (
            "it looks like a safetensors file",
            "Convert it to GGUF first; an adapter folder converts with `macaw convert`.",
        )
    if start[:2] == b"PK" or (start[:1] == b"\x80" and start[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05")):
        return (
            "it looks like pickled PyTorch weights (.bin, .pt), which can run code; Macaw never opens them",
            "Get the model or adapter as .gguf or .safetensors.",
        )
    if start.startswith(b"version https://"):
        return ("it is a Git LFS pointer, not the file itself", "Download the real file (`git lfs pull`).")
    if start.lstrip()[:1] == b"<":
        return ("it looks like a web page", "Download the file itself, not the page about it.")
    if start[:4] == b"FUGG":
        return ("it is a big-endian GGUF file", "Get the little-endian version of the file.")
    return ("it is of another kind, or damaged", "Choose a .gguf file, or download it again.")
