"""Builds a real, tiny base model: two random llama layers under the starter's tokenizer and template."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from gguf import GGUFReader, GGUFValueType, GGUFWriter

from engine.models.catalogue import starter_path

WIDTH, HEADS, KV_HEADS, FFN, BLOCKS, N_CTX = 64, 4, 2, 128, 2, 2048


def write_tiny_llama(path: Path, seed: int = 0) -> Path:
    """Write the model to `path` (about 7 MB, F16)."""
    source = GGUFReader(starter_path())
    writer = GGUFWriter(path, "llama")
    writer.add_block_count(BLOCKS)
    writer.add_context_length(N_CTX)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(FFN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_rope_freq_base(10000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    for name, field in source.fields.items():
        if name.startswith("tokenizer.") or name == "llama.vocab_size":
            sub_type = field.types[1] if field.types[0] == GGUFValueType.ARRAY else None
            writer.add_key_value(name, field.contents(), field.types[0], sub_type=sub_type)
    vocabulary = len(source.fields["tokenizer.ggml.tokens"].data)
    rng = np.random.default_rng(seed)

    def weight(name: str, rows: int, columns: int) -> None:
        writer.add_tensor(name, (rng.standard_normal((rows, columns)) / np.sqrt(columns)).astype(np.float16))

    def norm(name: str) -> None:
        writer.add_tensor(name, np.ones(WIDTH, dtype=np.float32))

    weight("token_embd.weight", vocabulary, WIDTH)
    norm("output_norm.weight")
    head = WIDTH // HEADS
    for block in range(BLOCKS):
        prefix = f"blk.{block}."
        norm(prefix + "attn_norm.weight")
        norm(prefix + "ffn_norm.weight")
        weight(prefix + "attn_q.weight", WIDTH, WIDTH)
        weight(prefix + "attn_k.weight", KV_HEADS * head, WIDTH)
        weight(prefix + "attn_v.weight", KV_HEADS * head, WIDTH)
        weight(prefix + "attn_output.weight", WIDTH, WIDTH)
        weight(prefix + "ffn_gate.weight", FFN, WIDTH)
        weight(prefix + "ffn_up.weight", FFN, WIDTH)
        weight(prefix + "ffn_down.weight", WIDTH, FFN)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
