"""Frozen weights from the GGUF: unpacked once into the number format training runs in, or left packed in the
memory-mapped file and unpacked whenever a product needs them."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.errors import BadFile
from engine.models.gguf_file import GgufHeader, tensor_data
from engine.training.device import Device
from engine.training.fast.blocks import can_unpack, unpack

_SLICE = 1 << 25  # weights of a packed matrix that are unpacked at once where a whole one would be too much


class Matrix(ABC):
    """A frozen matrix W [rows, columns] in the training dtype."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns

    @abstractmethod
    def dense(self) -> Tensor:
        """All of it. Packed matrices share one place for this: use it before another is asked for."""

    def times(self, x: Tensor, bias: Tensor | None = None) -> Tensor:
        """`x Wᵀ + bias`: [tokens, columns] to [tokens, rows]."""
        return F.linear(x, self.dense(), bias)

    def back(self, g: Tensor) -> Tensor:
        """`g W`, a gradient taken back: [tokens, rows] to [tokens, columns]."""
        return g @ self.dense()

    def rows_at(self, index: Tensor) -> Tensor:
        """Rows `index` [n]: [n, columns]."""
        return self.dense()[index]

    def slices(self) -> Iterator[tuple[slice, Tensor]]:
        """The rows in turn, as many at a time as memory allows; each is void when the next comes."""
        yield slice(0, self.rows), self.dense()


class DenseMatrix(Matrix):
    """Unpacked once."""

    def __init__(self, values: Tensor) -> None:
        super().__init__(*values.shape)
        self._values = values

    def dense(self) -> Tensor:
        return self._values


class ReorderedMatrix(Matrix):
    """Unpacked once, and for either product in the order that oneDNN reads: else it sorts the weights every time.

    Measured on 380 tokens, per core: 5 to 9 % more in bf16 with the same bits; in fp32 117 for 99 GFLOPS with AVX2,
    and with AVX-512 225 for 100 on a processor that MKL, which plain fp32 products go to, gives AVX2 only.
    """

    def __init__(self, values: Tensor) -> None:
        super().__init__(*values.shape)
        self._forward, self._backward = _reordered(values), _reordered(values.t().contiguous())

    @staticmethod
    def is_possible(device: Device) -> bool:
        """Whether PyTorch has oneDNN here, and that can do it in this dtype."""
        return device.device.type == "cpu" and _can_reorder(device.dtype)

    def dense(self) -> Tensor:
        return self._forward.to_dense()

    def times(self, x: Tensor, bias: Tensor | None = None) -> Tensor:
        return _product(x, self._forward, bias)

    def back(self, g: Tensor) -> Tensor:
        return _product(g, self._backward, None)


@cache
def _can_reorder(dtype: torch.dtype) -> bool:
    x = torch.ones(16, 16, dtype=dtype)
    try:
        return bool((_product(x, _reordered(x), None) == 16).all())
    except (AttributeError, RuntimeError, NotImplementedError):
        return False


_USUAL_TOKENS = 384  # of a pass: what the order is chosen for


def _reordered(values: Tensor) -> Tensor:
    made: Tensor = torch.ops.mkldnn._reorder_linear_weight(values, _USUAL_TOKENS)
    return made


def _product(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    made: Tensor = torch.ops.mkldnn._linear_pointwise(x, weight, bias, "none", [], "")
    return made


class Scratch:
    """The one place packed matrices are unpacked into: without it the allocator would ask the system for
    fresh pages each time, which takes longer than the unpacking."""

    def __init__(self, device: Device) -> None:
        self._buffer = torch.empty(0, dtype=device.dtype, device=device.device)

    @property
    def dtype(self) -> torch.dtype:
        return self._buffer.dtype

    def take(self, rows: int, columns: int) -> Tensor:
        if self._buffer.numel() < rows * columns:
            self._buffer = self._buffer.new_empty(rows * columns)
        return self._buffer[: rows * columns].view(rows, columns)


class Part(NamedTuple):
    """One tensor: its type, its blocks as uint8 [rows, bytes of a row], and `heads` as `Weights.matrix` takes it."""

    type_name: str
    packed: Tensor
    heads: int = 0


class PackedMatrix(Matrix):
    """GGUF blocks as they are, several tensors below each other."""

    def __init__(self, parts: Sequence[Part], columns: int, scratch: Scratch) -> None:
        super().__init__(_height(parts), columns)
        self._parts, self._scratch = parts, scratch

    def dense(self) -> Tensor:
        return _fill(self._scratch.take(self.rows, self.columns), self._parts)

    def rows_at(self, index: Tensor) -> Tensor:
        ((type_name, packed, _),) = self._parts
        out = torch.empty(len(index), self.columns, dtype=self._scratch.dtype, device=packed.device)
        return unpack(packed[index], type_name, out)

    def slices(self) -> Iterator[tuple[slice, Tensor]]:
        ((type_name, packed, _),) = self._parts
        step = max(1, _SLICE // self.columns)
        for at in range(0, self.rows, step):
            piece = packed[at : at + step]
            out = self._scratch.take(len(piece), self.columns)
            yield slice(at, at + len(piece)), unpack(piece, type_name, out)


def _height(parts: Sequence[Part]) -> int:
    return sum(len(part.packed) for part in parts)


def _fill(out: Tensor, parts: Sequence[Part]) -> Tensor:
    """Unpack the parts below each other into `out`; q and k rows put into their order on the way."""
    at = 0
    for type_name, packed, heads in parts:
        place = out[at : at + len(packed)]
        if heads:
            place.copy_(halves(unpack(packed, type_name, torch.empty_like(place)), heads))
        else:
            unpack(packed, type_name, place)
        at += len(packed)
    return out


class Weights:
    """Tensors of one GGUF by name, on the training device."""

    def __init__(self, header: GgufHeader, device: Device, *, packed: bool, reordered: bool = False) -> None:
        """`packed`: leave matrices as they lie in the file; `reordered`: make layers `ReorderedMatrix` if possible."""
        self._header, self._device, self._packed = header, device, packed
        self._reordered = reordered and not packed and ReorderedMatrix.is_possible(device)
        self._scratch = Scratch(device)

    def has(self, name: str) -> bool:
        return name in self._header.tensors

    def layer(self, *names: str, heads: Sequence[int] = ()) -> Matrix:
        """`matrix` for a linear layer, which is only multiplied with."""
        made = self.matrix(*names, heads=heads)
        return ReorderedMatrix(made.dense()) if self._reordered else made

    def matrix(self, *names: str, heads: Sequence[int] = ()) -> Matrix:
        """The tensors below each other. Raises `BadFile` if one is missing or of a type we cannot unpack.

        `heads[i]` undoes llama.cpp's reordering of the i-th tensor's q or k rows, so that rotary pairs are
        halves again; 0 leaves them as they are.
        """
        counts = heads or [0] * len(names)
        parts = [self._part(name, count) for name, count in zip(names, counts, strict=True)]
        columns = self._header.tensors[names[0]].shape[0]
        if self._packed:
            return PackedMatrix(parts, columns, self._scratch)
        values = torch.empty(_height(parts), columns, dtype=self._device.dtype, device=self._device.device)
        return DenseMatrix(_fill(values, parts))

    def vector(self, *names: str, heads: Sequence[int] = ()) -> Tensor:
        """Norms or biases one after the other, unpacked: [features]. `heads` as for `matrix`."""
        made = []
        for name, count in zip(names, heads or [0] * len(names), strict=True):
            type_name, packed, _ = self._part(name)
            values = torch.empty(
                math.prod(self._header.tensors[name].shape), dtype=self._device.dtype, device=packed.device
            )
            unpack(packed, type_name, values)
            made.append(halves(values, count) if count else values)
        return torch.cat(made)

    def _part(self, name: str, heads: int = 0) -> Part:
        info = self._header.tensors.get(name)
        if info is None:
            raise BadFile(
                f"{self._header.path} lacks the tensor “{name}”.", fix="Download or convert it again."
            )
        if not can_unpack(info.type_name):
            raise BadFile(
                f"{self._header.path} cannot be trained on.",
                cause=f"“{name}” is stored as {info.type_name}, which Macaw cannot unpack.",
                fix="Choose a file with another quantization, such as Q4_K_M.",
            )
        data = tensor_data(self._header, name, private=True)
        packed = torch.from_numpy(data.view(np.uint8).reshape(-1, data.shape[-1] * data.itemsize))
        return Part(info.type_name, packed.to(self._device.device), heads)


def halves(rows: Tensor, heads: int) -> Tensor:
    """q or k rows from llama.cpp's order (rotary pairs neighbouring) to transformers' (in halves)."""
    return rows.view(heads, -1, 2, *rows.shape[1:]).transpose(1, 2).reshape(rows.shape)
