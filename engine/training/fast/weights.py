"""Frozen weights from the GGUF, unpacked once into the number format training runs in."""

from __future__ import annotations

import numpy as np
import torch
from gguf import GGMLQuantizationType
from gguf.quants import dequantize
from torch import Tensor

from engine.errors import BadFile
from engine.models.gguf_file import GgufHeader, tensor_data
from engine.training.device import Device


class Weights:
    """Tensors of one GGUF by name, on the training device."""

    def __init__(self, header: GgufHeader, device: Device) -> None:
        self._header, self._device = header, device

    def has(self, name: str) -> bool:
        return name in self._header.tensors

    def matrix(self, *names: str, heads: int = 0) -> Tensor:
        """The tensors below each other, [rows, columns], in the training dtype.

        `heads` undoes llama.cpp's reordering of q and k rows, so that rotary pairs are halves again.
        """
        parts = [self._read(name).to(self._device.dtype) for name in names]
        whole = parts[0] if len(parts) == 1 else torch.cat(parts)
        if heads:
            whole = halves(whole, heads)
        return whole.to(self._device.device)

    def vector(self, *names: str, heads: int = 0) -> Tensor:
        """Like `matrix`, for norms and biases."""
        return self.matrix(*names, heads=heads)

    def _read(self, name: str) -> Tensor:
        info = self._header.tensors.get(name)
        if info is None:
            raise BadFile(
                f"{self._header.path} lacks the tensor “{name}”.", fix="Download or convert it again."
            )
        raw = np.array(tensor_data(self._header, name)).view(np.uint8)
        try:
            values = dequantize(raw.reshape(*info.shape[:0:-1], -1), GGMLQuantizationType(info.type_id))
        except (ValueError, NotImplementedError) as error:
            raise BadFile(
                f"{self._header.path} cannot be trained on.",
                cause=f"“{name}” is stored as {info.type_name}: {error}.",
                fix="Choose a file with another quantization.",
            ) from error
        return torch.from_numpy(values.astype(np.float32, copy=False).reshape(info.shape[::-1]))


def halves(rows: Tensor, heads: int) -> Tensor:
    """q or k rows from llama.cpp's order (rotary pairs neighbouring) to transformers' (in halves)."""
    return rows.view(heads, -1, 2, *rows.shape[1:]).transpose(1, 2).reshape(rows.shape)
