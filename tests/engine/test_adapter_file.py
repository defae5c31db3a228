"""The strict adapter check: whatever passes it loads and runs in llama.cpp; everything else is refused."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest

from engine.conversion.adapter_file import BASE_SHA256, validate_adapter
from engine.errors import BadFile, InputError, WrongBase
from engine.models.catalogue import starter_path
from engine.models.gguf_file import GgufHeader, read_header

Q, V, DOWN = "blk.0.attn_q.weight", "blk.3.attn_v.weight", "blk.29.ffn_down.weight"
LAYERS = {Q: (576, 576, 4), V: (576, 192, 4), DOWN: (1536, 576, 2)}  # name -> (in, out, rank)
Tensors = dict[str, np.ndarray]


@pytest.fixture(scope="module")
def base() -> GgufHeader:
    return read_header(starter_path())


def tensors() -> Tensors:
    dice, found = np.random.default_rng(5), {}
    for name, (n_in, n_out, rank) in LAYERS.items():
        found[f"{name}.lora_a"] = (dice.standard_normal((rank, n_in)) * 0.02).astype(np.float16)
        found[f"{name}.lora_b"] = (dice.standard_normal((n_out, rank)) * 0.02).astype(np.float16)
    return found


def write(path: Path, contents: Tensors, *, bf16: bool = False, **metadata: Any) -> Path:
    """An adapter as the library writes it. `metadata` replaces (or with None removes) what it says."""
    said: dict[str, Any] = {
        "general__type": "adapter",
        "adapter__type": "lora",
        "adapter__lora__alpha": 8.0,
        **metadata,
    }
    writer = gguf.GGUFWriter(path, said.pop("general__architecture", "llama"))
    for key, value in said.items():
        if value is not None:
            name = key.replace("__", ".")
            kind = gguf.GGUFValueType.get_type(value)
            writer.add_key_value(
                name, value, kind, gguf.GGUFValueType.UINT32 if isinstance(value, list) else None
            )
    for name, array in contents.items():
        if bf16:
            bits = gguf.quants.quantize(array.astype(np.float32), gguf.GGMLQuantizationType.BF16)
            writer.add_tensor(name, bits, raw_dtype=gguf.GGMLQuantizationType.BF16)
        else:
            writer.add_tensor(name, array)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def test_a_sound_adapter(base: GgufHeader, tmp_path: Path) -> None:
    digest = "0f" * 32
    path = write(tmp_path / "a.gguf", tensors(), **{BASE_SHA256: digest})
    info = validate_adapter(path, base)
    assert (info.r, info.alpha, info.architecture, info.n_tensors) == (4, 8.0, "llama", 6)
    assert info.n_parameters == sum(array.size for array in tensors().values()) and info.base_sha256 == digest
    for name, kind in (("f32", np.float32), ("f16", np.float16)):
        other = write(tmp_path / f"{name}.gguf", {k: v.astype(kind) for k, v in tensors().items()})
        assert validate_adapter(other, base).base_sha256 is None
    validate_adapter(write(tmp_path / "bf16.gguf", tensors(), bf16=True), base)


def changed(**arrays: np.ndarray | None) -> Tensors:
    """The sound tensors with some replaced or (None) removed; `__` stands for a dot."""
    found = {**tensors(), **{name.replace("__", "."): array for name, array in arrays.items()}}
    return {name: array for name, array in found.items() if array is not None}


def spoiled(value: float, kind: type = np.float16) -> Tensors:
    found = {name: array.astype(kind) for name, array in tensors().items()}
    found[f"{DOWN}.lora_b"][-1, -1] = value
    return found


def half(*shape: int) -> np.ndarray:
    return np.ones(shape, dtype=np.float16)


A, B = f"{Q}.lora_a", f"{Q}.lora_b"
FAULTY: dict[str, tuple[Tensors, dict[str, Any], type[InputError], str]] = {
    "NaN": (spoiled(np.nan), {}, BadFile, "ffn_down.weight.lora_b” holds NaN or infinite"),
    "infinity": (spoiled(-np.inf), {}, BadFile, "NaN or infinite"),
    "NaN in f32": (spoiled(np.nan, np.float32), {}, BadFile, "NaN or infinite"),
    "NaN in bf16": (spoiled(np.nan), {"bf16": True}, BadFile, "NaN or infinite"),
    "no tensors": ({}, {}, BadFile, "no tensors"),
    "no partner": (changed(**{B: None}), {}, BadFile, "no lora_b"),
    "only lora_b": (changed(**{A: None}), {}, BadFile, "no lora_a"),
    "norm": (changed(blk__0__attn_norm__weight=np.ones(576, "f4")), {}, BadFile, "no LoRA matrix"),
    "embedding": (
        changed(token_embd__weight__lora_a=half(576, 4), token_embd__weight__lora_b=half(49152, 4)),
        {},
        BadFile,
        "token_embd.weight.lora_a”, which is no LoRA matrix",
    ),
    "bias": (changed(blk__0__attn_q__bias__lora_a=half(4, 576)), {}, BadFile, "no LoRA matrix"),
    "suffix twice": (
        changed(**{f"{Q}.lora_a.lora_a": half(4, 576), f"{Q}.lora_a.lora_b": half(576, 4)}),
        {},
        BadFile,
        "no LoRA matrix",
    ),
    "adapter on a norm": (
        changed(blk__0__attn_norm__weight__lora_a=half(4, 576), blk__0__attn_norm__weight__lora_b=half(1, 4)),
        {},
        BadFile,
        "no plain linear layer",
    ),
    "block 30": (
        changed(blk__30__attn_q__weight__lora_a=half(4, 576), blk__30__attn_q__weight__lora_b=half(576, 4)),
        {},
        WrongBase,
        "blk.30.attn_q.weight”, which the base does not have",
    ),
    "tied output": (
        changed(output__weight__lora_a=half(4, 576), output__weight__lora_b=half(49152, 4)),
        {},
        WrongBase,
        "output.weight”, which the base",
    ),
    "other width": (changed(**{A: half(4, 2048)}), {}, WrongBase, "from 2048 to 576, the base's from 576"),
    "other rows": (changed(**{B: half(960, 4)}), {}, WrongBase, "from 576 to 960"),
    "transposed": (changed(**{A: half(576, 4), B: half(4, 576)}), {}, WrongBase, "goes from 4 to 4"),
    "ranks differ": (changed(**{B: half(576, 8)}), {}, BadFile, "ranks 4 and 8"),
    "rank 5000": (changed(**{A: half(5000, 576), B: half(576, 5000)}), {}, BadFile, "1 to 4096"),
    "vector": (changed(**{A: half(576)}), {}, BadFile, "1 dimensions, not 2"),
    "cube": (changed(**{B: half(2, 576, 4)}), {}, BadFile, "3 dimensions, not 2"),
    "integers": (changed(**{A: np.ones((4, 576), "i4")}), {}, BadFile, "is I32; only F32, F16, BF16"),
    "a model": (tensors(), {"general__type": "model"}, BadFile, "“general.type” is “model”"),
    "no type": (tensors(), {"general__type": None}, BadFile, "general.type” is missing"),
    "type is a number": (tensors(), {"general__type": 7}, BadFile, "not a single string"),
    "control vector": (tensors(), {"adapter__type": "cvec"}, BadFile, "“adapter.type” is “cvec”"),
    "type is a list": (tensors(), {"adapter__type": [1, 2]}, BadFile, "not a single string"),
    "architecture": (tensors(), {"general__architecture": "qwen2"}, WrongBase, "made for “qwen2”"),
    "no alpha": (tensors(), {"adapter__lora__alpha": None}, BadFile, "missing or no f32"),
    "alpha is whole": (tensors(), {"adapter__lora__alpha": 8}, BadFile, "missing or no f32"),
    "alpha is text": (tensors(), {"adapter__lora__alpha": "8"}, BadFile, "missing or no f32"),
    "alpha 0": (tensors(), {"adapter__lora__alpha": 0.0}, BadFile, "is 0, not above 0"),
    "alpha NaN": (tensors(), {"adapter__lora__alpha": float("nan")}, BadFile, "is nan"),
    "alpha infinite": (tensors(), {"adapter__lora__alpha": float("inf")}, BadFile, "is inf"),
    "aLoRA": (tensors(), {"adapter__alora__invocation_tokens": [1, 2]}, BadFile, "Activated LoRA"),
    "digest": (tensors(), {BASE_SHA256: "xyz"}, BadFile, "no SHA-256"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_faults_are_named(name: str, base: GgufHeader, tmp_path: Path) -> None:
    contents, settings, error, words = FAULTY[name]
    path = write(tmp_path / "faulty.gguf", contents, **settings)
    with pytest.raises(error, match=words) as caught:
        validate_adapter(path, base)
    assert str(path) in caught.value.message and caught.value.fix and caught.value.exit_code == 1


def test_a_model_is_no_adapter(base: GgufHeader) -> None:
    with pytest.raises(BadFile, match="is “model”, not “adapter”"):
        validate_adapter(starter_path(), base)


def test_truncated_anywhere(base: GgufHeader, tmp_path: Path) -> None:
    content = write(tmp_path / "a.gguf", tensors()).read_bytes()
    end = max(t.offset + t.n_bytes for t in read_header(tmp_path / "a.gguf").tensors.values())
    dice, path = random.Random(6), tmp_path / "cut.gguf"
    for _ in range(50):
        path.write_bytes(content[: dice.randrange(end)])
        with pytest.raises(BadFile, match=r"cut\.gguf"):
            validate_adapter(path, base)


# Loads each adapter and decodes a token with it; prints one character per adapter: +, or - for a refusal.
CHILD = """
import ctypes, sys
import llama_cpp as llama

@llama.llama_log_callback
def silent(level, text, data): pass
llama.llama_log_set(silent, ctypes.c_void_p())
settings = llama.llama_model_default_params()
model = llama.llama_model_load_from_file(sys.argv[1].encode(), settings)
context_settings = llama.llama_context_default_params()
context_settings.n_ctx, context_settings.n_threads = 64, 1
context = llama.llama_init_from_model(model, context_settings)
token = (llama.llama_token * 1)(42)
for line in sys.stdin:
    adapter = llama.llama_adapter_lora_init(model, line.strip().encode())
    if not adapter:
        print("-", end="", flush=True)
        continue
    adapters = (llama.llama_adapter_lora_p_ctypes * 1)(adapter)
    assert llama.llama_set_adapters_lora(context, adapters, 1, (ctypes.c_float * 1)(1.0)) == 0
    llama.llama_memory_clear(llama.llama_get_memory(context), True)
    assert llama.llama_decode(context, llama.llama_batch_get_one(token, 1)) == 0
    llama.llama_set_adapters_lora(context, adapters, 0, (ctypes.c_float * 1)(1.0))
    llama.llama_adapter_lora_free(adapter)
    print("+", end="", flush=True)
"""


def in_llama_cpp(paths: list[Path]) -> tuple[str, int]:
    """(one character per adapter that was tried, the child's exit code)"""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(starter_path())],
        input="".join(f"{path}\n" for path in paths),
        capture_output=True,
        text=True,
    )
    return done.stdout, done.returncode


def mutant(content: bytes, header_end: int, dice: random.Random) -> bytes:
    """One hostile variant: bytes, numbers or names of the header changed, or some data."""
    new, kind = bytearray(content), dice.randrange(4)
    if kind == 0:
        for _ in range(dice.randint(1, 6)):
            new[dice.randrange(24, header_end)] = dice.randrange(256)
    elif kind == 1:
        wild = dice.choice([0, 1, 2, 3, 64, 576, 577, 1 << 31, 1 << 63, (1 << 64) - 1])
        struct.pack_into("<Q", new, dice.randrange(8, header_end - 8), wild)
    elif kind == 2:  # a digit or letter of a name: other blocks, other layers, other keys
        places = [i for i in range(header_end) if chr(new[i]).isalnum()]
        new[dice.choice(places)] = ord(dice.choice("0123456789abqkv"))
    else:
        at = dice.randrange(header_end, len(new) - 64)
        new[at : at + 64] = dice.randbytes(64)
    return bytes(new)


def test_mutants_are_refused_or_run(base: GgufHeader, tmp_path: Path) -> None:
    sound = write(tmp_path / "sound.gguf", tensors())
    content, end, dice = sound.read_bytes(), read_header(sound).data_offset, random.Random(7)
    accepted = [sound]
    for i in range(1000):
        path = tmp_path / f"{i}.gguf"
        path.write_bytes(mutant(content, end, dice))
        started = time.perf_counter()
        try:
            validate_adapter(path, base)
        except (BadFile, WrongBase):
            path.unlink()
        else:
            accepted.append(path)
        assert time.perf_counter() - started < 1.0
    assert 50 < len(accepted) < 600
    outcome, code = in_llama_cpp(accepted)
    assert code == 0, f"llama.cpp died with {code} on {accepted[len(outcome)]}"
    # Whatever passes our check, llama.cpp takes: no accepted file fails later without our words.
    assert outcome == "+" * len(accepted)


def test_without_the_check_llama_cpp_dies(base: GgufHeader, tmp_path: Path) -> None:
    """Why the check exists: this file aborts the process that loads it."""
    path = write(tmp_path / "fatal.gguf", tensors(), adapter__lora__alpha=8)
    assert in_llama_cpp([path])[1] < 0
    with pytest.raises(BadFile):
        validate_adapter(path, base)
