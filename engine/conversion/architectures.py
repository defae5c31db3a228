"""Where the linear layers of a Hugging Face model lie in a GGUF file, per architecture.

Only architectures whose conversion is proved equal to llama.cpp's reference converter
(tests/engine/test_conversion.py) are offered. They name their layers alike, so a short table does;
gguf's own tensor map knows the same names among thousands of others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import BadFile, WrongBase
from engine.models.gguf_file import GgufHeader, TensorInfo

# Architecture -> the transformers classes whose checkpoints become it.
ARCHITECTURES = {
    "llama": ("LlamaForCausalLM", "MistralForCausalLM"),
    "qwen2": ("Qwen2ForCausalLM",),
    "qwen3": ("Qwen3ForCausalLM",),
    "gemma": ("GemmaForCausalLM",),
    "gemma2": ("Gemma2ForCausalLM",),
    "gemma3": ("Gemma3ForCausalLM", "Gemma3ForConditionalGeneration"),
    "phi3": ("Phi3ForCausalLM",),
    "granite": ("GraniteForCausalLM",),
    "smollm3": ("SmolLM3ForCausalLM",),
}
# llama.cpp turns rotary pairs in neighbouring rows, transformers in halves: these reorder q and k.
_PERMUTED = {"llama", "granite", "smollm3"}
_LAYERS = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.qkv_proj": "attn_qkv",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.gate_up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
_TENSOR = re.compile(r"blk\.(?P<block>\d{1,5})\.(?P<layer>[a-z_]+)\.weight")
# Multimodal checkpoints nest the text model.
_MODULE = re.compile(r"(?:(?:model|language_model|text_model)\.)+layers\.(?P<block>\d{1,5})\.(?P<layer>.+)")


@dataclass(frozen=True)
class Target:
    """The base model's tensor an adapted layer lies in, and its number of heads if rows are reordered."""

    tensor: TensorInfo
    n_head: int | None

    def reorder(self, b: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
        """The rows of `b` [out, rank] in llama.cpp's order (`LlamaModel.permute` in its converter)."""
        if self.n_head is None:
            return b
        return b.reshape(self.n_head, 2, -1, b.shape[1]).swapaxes(1, 2).reshape(b.shape)

    def restore(self, b: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
        """The rows of `b` in transformers' order again."""
        if self.n_head is None:
            return b
        return b.reshape(self.n_head, -1, 2, b.shape[1]).swapaxes(1, 2).reshape(b.shape)


def block_layers(base: GgufHeader, block: int) -> dict[str, str]:
    """The linear layers a block may have, such as mlp.up_proj, by the tensors they lie in, such as ffn_up.

    phi3 keeps the gate in one tensor with “up”, under the latter's name.
    """
    split = f"blk.{block}.ffn_gate.weight" in base.tensors
    absent = "mlp.gate_up_proj" if split else "mlp.up_proj"
    return {tensor: layer for layer, tensor in _LAYERS.items() if layer != absent}


class Layout:
    """Maps the layers of the adapter at `adapter` to one base model, given by its GGUF header.

    Raises `BadFile` for a base of an architecture that is not offered.
    """

    def __init__(self, base: GgufHeader, adapter: Path) -> None:
        self.base, self.adapter, self.architecture = base, adapter, base.architecture
        if self.architecture not in ARCHITECTURES:
            raise BadFile(
                f"Adapters for {base.path} cannot be converted.",
                cause=f"Its architecture is “{self.architecture[:80]}”.",
                fix=f"Macaw converts for {', '.join(ARCHITECTURES)}.",
            )

    def check_class(self, base_class: str | None) -> None:
        """Raise `WrongBase` if the adapter says it was trained on another architecture."""
        for architecture, classes in ARCHITECTURES.items():
            if base_class in classes and architecture != self.architecture:
                raise self._wrong(f"It was trained on {base_class}; this base is “{self.architecture}”")

    def target(self, module: str, n_in: int, n_out: int) -> Target:
        """Where the linear layer `module` (`n_in` to `n_out`) lies.

        Raises `WrongBase` if this base has no such layer or one of another shape, `BadFile` for a module
        that is no linear layer of the text model.
        """
        match = _MODULE.fullmatch(module)
        layer = _LAYERS.get(match["layer"]) if match else None
        if match is None or layer is None:
            raise BadFile(
                f"{self.adapter} cannot be converted.",
                cause=f"“{module[:120]}” is no linear layer of a “{self.architecture}” text model.",
                fix="Train the adapter again with target_modules that name the text model's linear layers.",
            )
        name = f"blk.{int(match['block'])}.{layer}.weight"
        tensor = self.base.tensors.get(name)
        if tensor is None:
            raise self._wrong(f"It adapts “{name}”, which this base does not have")
        if tensor.shape != (n_in, n_out):
            shapes = f"from {n_in} to {n_out}, in this base from {tensor.shape[0]} to {tensor.shape[-1]}"
            raise self._wrong(f"Its “{name}” goes {shapes}")
        return Target(tensor, self._heads(layer, n_out))

    def module(self, name: str) -> str:
        """The linear layer that lies in the base's tensor `name`, such as model.layers.0.mlp.up_proj: `target`'s
        inverse. Raises `BadFile` for a tensor that is none."""
        match = _TENSOR.fullmatch(name)
        layer = block_layers(self.base, int(match["block"])).get(match["layer"]) if match else None
        if match is None or layer is None:
            raise BadFile(
                f"{self.adapter} cannot be converted.",
                cause=f"“{name[:120]}” is no linear layer of a “{self.architecture}” text model.",
                fix="Use an adapter on the text model's linear layers.",
            )
        return f"model.layers.{int(match['block'])}.{layer}"

    def _heads(self, layer: str, n_out: int) -> int | None:
        key = {"attn_q": "head_count", "attn_k": "head_count_kv"}.get(layer)
        if self.architecture not in _PERMUTED or key is None:
            return None
        prefix = f"{self.architecture}.attention."
        if key == "head_count_kv" and prefix + key not in self.base.metadata:
            key = "head_count"  # without grouped queries the key may be left out
        n_head = self.base.integer(prefix + key)
        if n_head < 1 or n_out % (2 * n_head):
            why = f"It claims {n_head} heads for {n_out} rows."
            raise BadFile(f"{self.base.path} cannot be used.", cause=why)
        return n_head

    def _wrong(self, why: str) -> WrongBase:
        return WrongBase(
            f"{self.adapter} does not fit the base model {self.base.path}.",
            cause=f"{why}.",
            fix="Choose the base model it was trained on.",
        )
