"""Run as a script: make tiny adapters with PEFT itself and convert them with llama.cpp's converter.

`python reference_conversion.py CONVERTER OUT` writes, per case, OUT/<case>/adapter (as PEFT saves it),
OUT/<case>/base (the config the converter asks for), OUT/<case>/reference.gguf and, in
OUT/scaling.json, the scale PEFT applies to each layer. One process, because importing torch,
transformers and peft takes longer than all conversions together.
"""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path
from typing import Any

# Head counts, widths and ranks differ from one another, so that no mix-up can go unnoticed.
SIZES = {
    "vocab_size": 64,
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 10,
    "max_position_embeddings": 64,
    "pad_token_id": 0,
}
PATTERNS = {
    "rank_pattern": {"q_proj": 2, "layers.1.mlp.down_proj": 6},
    "alpha_pattern": {"q_proj": 12, "v_proj": 5.5, "^model.layers.0.mlp.up_proj": 40},
}
# name -> (configuration class, dtype, LoRA settings)
CASES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "llama": ("LlamaConfig", "float32", {}),
    "llama-bf16": ("LlamaConfig", "bfloat16", {"target_modules": ["q_proj", "k_proj"]}),
    "llama-rslora": ("LlamaConfig", "float32", {"use_rslora": True}),
    "llama-patterns": ("LlamaConfig", "float32", PATTERNS),
    "mistral": ("MistralConfig", "float16", {}),
    "qwen2": ("Qwen2Config", "bfloat16", {}),
    "qwen2-patterns": ("Qwen2Config", "float32", {**PATTERNS, "use_rslora": True}),
    "qwen3": ("Qwen3Config", "float32", {}),
    "gemma": ("GemmaConfig", "float32", {}),
    "gemma2": ("Gemma2Config", "float16", {}),
    "gemma3": ("Gemma3TextConfig", "bfloat16", {}),
    "gemma3-multimodal": ("Gemma3TextConfig", "float32", {}),
    "phi3": ("Phi3Config", "float32", {}),
    "granite": ("GraniteConfig", "float32", {}),
    "smollm3": ("SmolLM3Config", "float32", {}),
}


def main(converter: str, out: Path) -> None:
    import torch
    import transformers
    from peft import LoraConfig, get_peft_model

    sys.path.insert(0, str(Path(converter).parent))  # as running it as a script does
    scaling: dict[str, dict[str, float]] = {}
    for seed, (name, (config_class, dtype, settings)) in enumerate(CASES.items()):
        torch.manual_seed(seed)
        folder = out / name
        config = getattr(transformers, config_class)(**SIZES)
        model = transformers.AutoModelForCausalLM.from_config(config)
        config.architectures = [type(model).__name__]
        config.save_pretrained(folder / "base")
        lora = LoraConfig(**{"r": 4, "lora_alpha": 20, "target_modules": "all-linear", **settings})
        adapted = get_peft_model(model, lora)
        for key, parameter in adapted.named_parameters():
            if "lora_" in key:
                torch.nn.init.normal_(parameter, std=0.02)
                parameter.data.view(-1)[:4] = torch.tensor([1e-7, -6e-8, 70.123, 0.0])  # subnormal, large
        scaling[name] = {
            key.removeprefix("base_model.model."): module.scaling["default"]
            for key, module in adapted.named_modules()
            if hasattr(module, "lora_A")
        }
        adapted.to(getattr(torch, dtype)).save_pretrained(folder / "adapter", save_embedding_layers=False)
        if name.endswith("multimodal"):
            nest(folder / "adapter")
        sys.argv = [converter, "--base", str(folder / "base"), "--outtype", "f16"]
        sys.argv += ["--outfile", str(folder / "reference.gguf"), str(folder / "adapter")]
        runpy.run_path(converter, run_name="__main__")
    (out / "scaling.json").write_text(json.dumps(scaling))


def nest(adapter: Path) -> None:
    """Rename the layers as in a checkpoint whose text model sits inside a multimodal one."""
    from safetensors.torch import load_file, save_file

    path = adapter / "adapter_model.safetensors"
    weights = {
        k.replace(".model.layers.", ".model.language_model.layers."): v for k, v in load_file(path).items()
    }
    save_file(weights, path)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
