"""What of a base model can get an adapter, read from its file's header. Loads no torch."""

from __future__ import annotations

from engine.models.gguf_file import GgufHeader
from engine.types import Outline

# PEFT's names of the linear layers, by their tensors in a block.
_MODULES = {
    "attn_q": "q_proj",
    "attn_k": "k_proj",
    "attn_v": "v_proj",
    "attn_qkv": "qkv_proj",
    "attn_output": "o_proj",
    "ffn_gate": "gate_proj",
    "ffn_up": "up_proj",
    "ffn_down": "down_proj",
}


def outline(header: GgufHeader) -> Outline:
    """The blocks and linear layers of the model. Raises `BadFile`."""
    there = {name: f"blk.0.{name}.weight" in header.tensors for name in _MODULES}
    modules = [module for name, module in _MODULES.items() if there[name]]
    if not there["ffn_gate"]:  # phi3 keeps both halves in one
        modules = ["gate_up_proj" if module == "up_proj" else module for module in modules]
    return Outline(blocks=block_count(header), modules=modules)


def block_count(header: GgufHeader) -> int:
    """How many blocks the model has. Raises `BadFile`."""
    return header.integer(f"{header.architecture}.block_count")
