"""Tiny random models of every architecture the fast model knows, as transformers' own and as GGUF files."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import torch

from engine.training.device import Device
from engine.training.encode import IGNORE, Encoded

FP32 = Device(torch.device("cpu"), torch.float32, "test")
SIZES: dict[str, Any] = {
    "vocab_size": 97,
    "hidden_size": 48,
    "intermediate_size": 80,
    "num_hidden_layers": 6,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 128,
    "attn_implementation": "eager",
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
# name -> (transformers' configuration, GGUF architecture, what differs from the defaults)
MODELS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "llama": ("LlamaConfig", "llama", {}),
    "llama-tied": ("LlamaConfig", "llama", {"tie_word_embeddings": True}),
    "mistral": ("MistralConfig", "llama", {"sliding_window": None}),
    "qwen2": ("Qwen2Config", "qwen2", {}),
    "qwen3": ("Qwen3Config", "qwen3", {"head_dim": 16}),
    "gemma2": ("Gemma2Config", "gemma2", {"head_dim": 16, "query_pre_attn_scalar": 16, "sliding_window": 8}),
    "gemma3": (
        "Gemma3TextConfig",
        "gemma3",
        {"head_dim": 16, "query_pre_attn_scalar": 16, "sliding_window": 8, "sliding_window_pattern": 6},
    ),
    "phi3": ("Phi3Config", "phi3", {"sliding_window": None}),
    "smollm3": ("SmolLM3Config", "smollm3", {}),
}


def make_model(name: str, **sizes: int) -> Any:
    """A random model; `sizes` in place of those above."""
    import transformers

    config_class, _, changes = MODELS[name]
    torch.manual_seed(3)
    config = getattr(transformers, config_class)(**{**SIZES, **changes, **sizes})
    model = transformers.AutoModelForCausalLM.from_config(config)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() == 1:  # norms and biases that are not ones and zeros, so that a mix-up shows
                parameter.add_(torch.randn_like(parameter) * 0.1)
    return model.float().eval()


def write_gguf(
    model: Any, architecture: str, path: Path, kind: gguf.GGMLQuantizationType | None = None
) -> Path:
    """The model as llama.cpp's converter would write it: in fp32, or its matrices quantized."""
    config = model.config
    head_dim = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_context_length(128)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_key_length(head_dim)
    writer.add_value_length(head_dim)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    rope = config.rope_parameters
    writer.add_rope_freq_base(
        rope["full_attention"]["rope_theta"] if architecture == "gemma3" else rope["rope_theta"]
    )
    if architecture in ("gemma2", "gemma3"):
        writer.add_sliding_window(config.sliding_window)
    if architecture == "gemma2":
        writer.add_attn_logit_softcapping(config.attn_logit_softcapping)
        writer.add_final_logit_softcapping(config.final_logit_softcapping)
    names = gguf.get_tensor_name_map(arch_of(architecture), config.num_hidden_layers)
    for key, tensor in model.state_dict().items():
        if key == "lm_head.weight" and config.tie_word_embeddings:
            continue
        value = tensor.numpy()
        if architecture in ("llama", "smollm3") and ("q_proj" in key or "k_proj" in key):
            heads = config.num_attention_heads if "q_proj" in key else config.num_key_value_heads
            value = value.reshape(heads, 2, -1, *value.shape[1:]).swapaxes(1, 2).reshape(value.shape)
        if architecture.startswith("gemma") and key.endswith("norm.weight"):
            value = value + 1
        mapped = names.get_name(key, try_suffixes=(".weight", ".bias"))
        assert mapped, key
        value = np.ascontiguousarray(value)
        if kind is None or value.ndim == 1:
            writer.add_tensor(mapped, value)
        else:
            writer.add_tensor(mapped, gguf.quantize(value, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def arch_of(name: str) -> Any:
    return next(arch for arch, text in gguf.MODEL_ARCH_NAMES.items() if text == name)


def random_batch(seed: int, lengths: tuple[int, ...] = (19, 33, 3, 26)) -> list[Encoded]:
    dice = random.Random(seed)
    batch = []
    for n in lengths:
        ids = [dice.randrange(3, 97) for _ in range(n)]
        batch.append(Encoded(ids, [id if dice.random() < 0.5 else IGNORE for id in ids]))
    return batch
