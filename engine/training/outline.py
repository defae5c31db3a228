"""What of a base model can get an adapter, read from its file's header. Loads no torch."""

from __future__ import annotations

from engine.conversion.architectures import block_layers
from engine.models.gguf_file import GgufHeader
from engine.types import Outline


def outline(header: GgufHeader) -> Outline:
    """The blocks and linear layers of the model. Raises `BadFile`."""
    layers = block_layers(header, 0)
    there = [layer for tensor, layer in layers.items() if f"blk.0.{tensor}.weight" in header.tensors]
    modules = [layer.rpartition(".")[2] for layer in there]  # without self_attn or mlp, as settings name them
    return Outline(blocks=block_count(header), modules=modules)


def block_count(header: GgufHeader) -> int:
    """How many blocks the model has. Raises `BadFile`."""
    return header.integer(f"{header.architecture}.block_count")
