"""The fast model is the same mathematics as transformers and PEFT: loss and every gradient, per architecture."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
import torch

from engine.errors import BadFile
from engine.models.gguf_file import read_header
from engine.training.device import Device
from engine.training.encode import IGNORE, Encoded
from engine.training.fast.geometry import read_geometry
from engine.training.fast.model import FastTrainable
from engine.types import TrainSettings

# transformers announces changes of its own; they are not ours to heed here.
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")

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


def make_model(name: str) -> Any:
    import transformers

    config_class, _, changes = MODELS[name]
    torch.manual_seed(3)
    config = getattr(transformers, config_class)(**{**SIZES, **changes})
    model = transformers.AutoModelForCausalLM.from_config(config)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() == 1:  # norms and biases that are not ones and zeros, so that a mix-up shows
                parameter.add_(torch.randn_like(parameter) * 0.1)
    return model.float().eval()


def write_gguf(model: Any, architecture: str, path: Path) -> Path:
    """The model as llama.cpp's converter would write it, in fp32."""
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
        writer.add_tensor(mapped, np.ascontiguousarray(value))
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


def peft_loss(adapted: Any, batch: list[Encoded]) -> torch.Tensor:
    """Cross-entropy summed over labelled tokens, one sequence at a time: nothing to get wrong."""
    total = torch.zeros(())
    for example in batch:
        logits = adapted(input_ids=torch.tensor([example.ids])).logits[0, :-1]
        total = total + torch.nn.functional.cross_entropy(
            logits, torch.tensor(example.labels[1:]), ignore_index=IGNORE, reduction="sum"
        )
    return total


@pytest.fixture(scope="module", params=list(MODELS))
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[FastTrainable, Any]:
    """The same model twice, fast and by PEFT, with the same random adapter."""
    from peft import LoraConfig, get_peft_model

    name = request.param
    model = make_model(name)
    path = write_gguf(model, MODELS[name][1], tmp_path_factory.mktemp("fast") / f"{name}.gguf")
    settings = TrainSettings(r=4, lora_alpha=12)
    fast = FastTrainable(path, settings, FP32, "test")
    adapted = get_peft_model(
        model, LoraConfig(r=4, lora_alpha=12, target_modules="all-linear", task_type="CAUSAL_LM")
    )
    theirs = {k.replace(".default", ""): p for k, p in adapted.named_parameters() if p.requires_grad}
    ours = fast.named_parameters()
    assert set(ours) == set(theirs)
    with torch.no_grad():
        for key, parameter in ours.items():
            parameter.normal_(std=0.05)
            theirs[key].copy_(parameter)
    return fast, adapted


def test_loss_and_gradients_equal_peft(pair: tuple[FastTrainable, Any]) -> None:
    fast, adapted = pair
    batch = random_batch(1)
    loss, expected = fast.loss_sum(batch), peft_loss(adapted, batch)
    assert float(loss.detach()) == pytest.approx(float(expected.detach()), rel=1e-5)
    for parameter in [*fast.parameters(), *adapted.parameters()]:
        parameter.grad = None
    loss.backward()
    expected.backward()
    theirs = {k.replace(".default", ""): p.grad for k, p in adapted.named_parameters() if p.requires_grad}
    for key, parameter in fast.named_parameters().items():
        assert parameter.grad is not None
        scale = theirs[key].norm()
        assert float((parameter.grad - theirs[key]).norm() / scale) < 1e-5, key


def test_packed_equals_one_by_one(pair: tuple[FastTrainable, Any]) -> None:
    fast, _ = pair
    batch = random_batch(2)
    with torch.no_grad():
        apart = sum(float(fast.loss_sum([example])) for example in batch)
        assert float(fast.loss_sum(batch)) == pytest.approx(apart, rel=1e-5)


def test_the_saved_adapter_is_peft_s(pair: tuple[FastTrainable, Any], tmp_path: Path) -> None:
    from peft import PeftConfig
    from safetensors.torch import load_file

    fast, adapted = pair
    fast.save_adapter(tmp_path)
    config = PeftConfig.from_pretrained(str(tmp_path))
    assert (config.r, config.lora_alpha) == (4, 12)
    saved = load_file(tmp_path / "adapter_model.safetensors")
    expected = {k.replace(".default", ""): p for k, p in adapted.named_parameters() if p.requires_grad}
    assert set(saved) == set(expected)
    assert all(torch.equal(saved[key], expected[key]) for key in saved)
    before = {key: p.detach().clone() for key, p in fast.named_parameters().items()}
    with torch.no_grad():
        for parameter in fast.parameters():
            parameter.zero_()
    fast.load_adapter(tmp_path)
    assert all(torch.equal(before[key], p) for key, p in fast.named_parameters().items())


def test_sampling_is_greedy(pair: tuple[FastTrainable, Any]) -> None:
    fast, adapted = pair
    prompt = random_batch(5, (9,))[0].ids
    with torch.no_grad():
        ids = list(prompt)
        for _ in range(3):
            ids.append(int(adapted(input_ids=torch.tensor([ids])).logits[0, -1].argmax()))
    assert list(fast.sample(prompt, 3)) == ids[-3:]


def test_what_the_fast_model_does_not_know_is_named(tmp_path: Path) -> None:
    writer = gguf.GGUFWriter(tmp_path / "x.gguf", "mamba")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    with pytest.raises(BadFile, match="mamba"):
        read_geometry(read_header(tmp_path / "x.gguf"))
